"""A method that a bot names in its answer to a pushed update, to save itself a request."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

import aiohttp

from navigator_bot.simulator.calls import Call, Upload


async def read_answer(answer: aiohttp.ClientResponse) -> Call | None:
    """None when no method is named."""
    uploads: dict[str, Upload] = {}
    given: dict[str, object] = {}
    is_json = answer.content_type == "application/json"
    if answer.content_type.startswith("multipart/"):
        given, uploads = await _read_multipart(answer)
    elif is_json:
        given = _object(await answer.read())
    elif answer.content_type == "application/x-www-form-urlencoded":
        given.update(parse_qsl(await answer.text(), keep_blank_values=True))
    method = str(given.pop("method", ""))
    if not method:
        return None
    return Call(method, given, uploads, typed=frozenset(given) if is_json else frozenset())


def _object(body: bytes) -> dict[str, object]:
    try:
        loaded = json.loads(body)
    except ValueError:
        return {}
    return loaded if isinstance(loaded, dict) else {}


async def _read_multipart(
    answer: aiohttp.ClientResponse,
) -> tuple[dict[str, object], dict[str, Upload]]:
    given: dict[str, object] = {}
    uploads: dict[str, Upload] = {}
    async for part in aiohttp.MultipartReader.from_response(answer):
        if not isinstance(part, aiohttp.BodyPartReader) or part.name is None:
            continue
        if part.filename is None:
            given[part.name] = await part.text()
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads[part.name] = Upload(part.filename, bytes(await part.read()), kind)
    return given, uploads
