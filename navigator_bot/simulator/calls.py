"""One request of a bot, whichever way it was written: JSON, form or multipart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from collections.abc import Set as AnySet
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import msgspec
from aiohttp import web

from navigator_bot.simulator.model import JSON
from navigator_bot.simulator.refusals import Refusal, bad_request

LARGEST_UPLOAD = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file inside a request."""

    name: str
    content: bytes = field(repr=False)
    mime_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Call:
    """A method and what it was given. Forms carry everything as text; JSON carries types."""

    method: str
    given: Mapping[str, object]
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    typed: AnySet[str] = frozenset()  # the fields that came in JSON

    @property
    def size(self) -> int:
        """About how many bytes it holds."""
        texts = sum(len(value) for value in self.given.values() if isinstance(value, str))
        return texts + sum(len(upload.content) for upload in self.uploads.values())

    def has(self, name: str) -> bool:
        return name in self.given

    def text(self, name: str) -> str:
        """ "" when it was not given."""
        value = self.given.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, bool | int | float):
            return json.dumps(value)
        raise bad_request(f'Field "{name}" must be of type String')

    def integer(self, name: str, default: int = 0) -> int:
        value = self.given.get(name)
        if value is None or value == "":
            return default
        if isinstance(value, int):
            return value
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f'Field "{name}" must be of type Number') from None

    def number(self, name: str) -> float:
        try:
            return float(str(self.given.get(name)))
        except ValueError:
            raise bad_request(f'Field "{name}" must be of type Number') from None

    def flag(self, name: str) -> bool:
        value = self.given.get(name)
        return value is True or (isinstance(value, str) and value.lower() in ("true", "1", "yes"))

    def thing(self, name: str) -> JSON | None:
        """A JSON object; None when it was not given."""
        value = self._json(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value

    def things(self, name: str) -> list[object] | None:
        """A JSON array; None when it was not given."""
        value = self._json(name)
        if value is None:
            return None
        if not isinstance(value, list):
            raise bad_request(f"expected an Array as {name.replace('_', ' ')}")
        return value

    def _json(self, name: str) -> object:
        value = self.given.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            loaded: object = json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
        return loaded


async def read_call(method: str, request: web.Request) -> Call:
    """Raises Telegram's refusal for a body that cannot be read."""
    kind = request.content_type
    if kind.startswith("multipart/"):
        return await _read_multipart(method, request)
    given: dict[str, object] = dict(request.query) if request.query_string else {}
    body = await request.read()
    if not body:
        return Call(method, given)
    if kind == "application/json":
        try:
            loaded = msgspec.json.decode(body)
        except ValueError:
            loaded = None
        if not isinstance(loaded, dict):
            raise bad_request("can't parse JSON object")
        return Call(method, {**given, **loaded} if given else loaded, typed=loaded.keys())
    try:
        given.update(parse_qsl(body.decode(), keep_blank_values=True))
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return Call(method, given)


async def _read_multipart(method: str, request: web.Request) -> Call:
    given: dict[str, object] = dict(request.query)
    uploads: dict[str, Upload] = {}
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413, "Request Entity Too Large") from None
    for name, value in form.items():
        if isinstance(value, web.FileField):
            content = value.file.read()
            uploads[name] = Upload(value.filename, content, value.content_type)
        elif isinstance(value, bytes):
            uploads[name] = Upload(name, bytes(value))
        else:
            given[name] = value
    return Call(method, given, uploads)
