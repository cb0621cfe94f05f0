"""The machine-readable description of the Bot API, and what a request gets wrong by it.

The file is the `api.json` of the project telegram-bot-api-spec, or one of the same shape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from navigator_bot.simulator.calls import Call, Upload

ARRAY = "Array of "
ATTACHED = "attach://"
FILE = "InputFile"
NAME = re.compile(r"\w{1,64}", re.ASCII)

# What the description says in words alone.
LENGTH = re.compile(r"\b(\d+)-(\d+) (characters|bytes)( after entit)?", re.IGNORECASE)
CONSTANT = re.compile(r'\b(?:must be|always) "?([a-z0-9_]+)"?$')
OR_TEXT = "String can be used instead of this object"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text may be, ends included."""

    least: int
    most: int
    in_bytes: bool
    is_parsed_first: bool  # counted without the marks of a parse mode

    def fault(self, text: str, *, is_marked: bool) -> str:
        """ "" for a text that fits."""
        size = len(text.encode()) if self.in_bytes else len(text)
        most = size if self.is_parsed_first and is_marked else self.most
        if self.least <= size <= most:
            return ""
        unit = "bytes" if self.in_bytes else "characters"
        return f"must have {self.least} to {self.most} {unit}, not {size}"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a method or a type; one of `types` must fit."""

    name: str
    types: tuple[str, ...]
    is_required: bool
    length: Length | None
    constant: str  # the only text that it may be; "" for any
    takes_upload: bool

    @classmethod
    def read(cls, body: Mapping[str, object]) -> Field:
        types, words = body["types"], str(body["description"])
        if not isinstance(types, list):
            raise TypeError
        length, constant = LENGTH.search(words), CONSTANT.search(words)
        return cls(
            str(body["name"]),
            tuple(map(str, types)),
            body["required"] is True,
            Length(int(length[1]), int(length[2]), length[3].lower() == "bytes", bool(length[4]))
            if length
            else None,
            constant[1] if constant and types == ["String"] else "",
            FILE in types or ATTACHED in words,
        )


Fields = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Type:
    """An object's fields, or, where `kinds` are named, one of these instead."""

    fields: Fields
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    fields: Fields


class Description:
    """What each method takes. `methods` by name in lower case, as the Bot API reads them."""

    def __init__(self, methods: Mapping[str, Method], types: Mapping[str, Type]) -> None:
        self.methods = methods
        self._types = types

    @classmethod
    def read(cls, file: Path) -> Description:
        """Raises `OSError`, and `ValueError` for a file that is no such description."""
        try:
            whole = json.loads(file.read_bytes())
            methods = [Method(name, _fields(body)) for name, body in whole["methods"].items()]
            types = {name: _type(name, body) for name, body in whole["types"].items()}
        except (ValueError, TypeError, KeyError, AttributeError):
            raise ValueError(f"{file} is no description of the Bot API") from None
        return cls({method.name.lower(): method for method in methods}, types)

    def faults(self, call: Call) -> list[str]:
        """What is wrong with a request, in plain words that hold none of its values."""
        method = self.methods.get(call.method.lower())
        if method is None:
            return [f"{_shown(call.method)}: there is no such method"]
        request = _Request(self, call.uploads)
        return [f"{method.name}: {fault}" for fault in request.faults(method.fields, call)]

    def kinds(self, types: tuple[str, ...]) -> list[str]:
        """`types`, each union among them replaced by what it consists of."""
        found: list[str] = []
        for name in types:
            known = self._types.get(name)
            found += self.kinds(known.kinds) if known and known.kinds else [name]
            if known and known.fields and known.kinds:
                found.append(name)
        return found

    def fields(self, kind: str) -> Fields | None:
        """None for what is not an object."""
        known = self._types.get(kind)
        return None if known is None or kind == FILE else known.fields


@dataclass(frozen=True, slots=True)
class _Request:
    """One request under examination."""

    described: Description
    uploads: Mapping[str, Upload]
    attached: set[str] = field(default_factory=set)  # uploads that a field has named

    def faults(self, fields: Fields, call: Call) -> Iterator[str]:
        given = {
            name: _read_text(value, fields[name].types)
            if isinstance(value, str) and name in fields and name not in call.typed
            else value
            for name, value in call.given.items()
        }
        files = {
            name
            for name, one in fields.items()
            if FILE in one.types and name in self.uploads and given.get(name) is None
        }
        yield from self._object(given, fields, "", files)
        for name in self.uploads.keys() - files - self.attached:
            yield f"the upload {_shown(name)} belongs to no field"

    def _object(
        self,
        given: Mapping[str, object],
        fields: Fields,
        where: str,
        files: set[str] | frozenset[str] = frozenset(),
    ) -> Iterator[str]:
        for name, value in given.items():
            if name not in fields and value is not None:
                yield f"there is no field {where}{_shown(name)}"
        is_marked = any(name.endswith("parse_mode") for name in given)
        for name, one in fields.items():
            value = given.get(name)
            if value is not None:
                yield from self._field(value, one, f"{where}{name}", is_marked)
            elif one.is_required and name not in files:
                yield f"{where}{name} is missing"

    def _field(self, value: object, one: Field, where: str, is_marked: bool) -> Iterator[str]:
        yield from self._value(value, one.types, where)
        if not isinstance(value, str):
            return
        if one.constant and value != one.constant:
            yield f'{where} must be "{one.constant}"'
        if one.length and (fault := one.length.fault(value, is_marked=is_marked)):
            yield f"{where} {fault}"
        if one.takes_upload and value.startswith(ATTACHED):
            name = value.removeprefix(ATTACHED)
            self.attached.add(name)
            if name not in self.uploads:
                yield f"{where} names an upload that is not in the request"

    def _value(self, value: object, types: tuple[str, ...], where: str) -> Iterator[str]:
        kinds = self.described.kinds(types)
        if isinstance(value, list):
            # What an array may hold is one union, even where the description lists arrays apart.
            items = tuple(kind.removeprefix(ARRAY) for kind in kinds if kind.startswith(ARRAY))
            if items:
                for place, item in enumerate(value):
                    yield from self._value(item, items, f"{where}[{place}]")
                return
        elif isinstance(value, dict):
            objects = [
                found for kind in kinds if (found := self.described.fields(kind)) is not None
            ]
            if objects:
                yield from self._closest(value, objects, types, where)
                return
        elif any(_fits(value, kind) for kind in kinds):
            return
        yield f"{where} must be {' or '.join(types)}, not {_kind(value)}"

    def _closest(
        self,
        value: Mapping[str, object],
        objects: list[Fields],
        types: tuple[str, ...],
        where: str,
    ) -> list[str]:
        """The faults of the alternative that fits best; none where one fits."""
        named = [fields for fields in objects if _is_named(value, fields)]
        if not named:
            return [f"{where} is no known kind of {' or '.join(types)}"]
        return min((list(self._object(value, fields, f"{where}.")) for fields in named), key=len)


def _fields(body: Mapping[str, object]) -> Fields:
    bodies = body.get("fields") or []
    if not isinstance(bodies, list):
        raise TypeError
    return {one.name: one for one in map(Field.read, bodies)}


def _type(name: str, body: Mapping[str, object]) -> Type:
    kinds = body.get("subtypes") or []
    if not isinstance(kinds, list):
        raise TypeError
    if OR_TEXT in str(body.get("description")):
        kinds = ["String"]
    return Type(_fields(body), tuple(map(str, kinds)))


def _read_text(text: str, types: tuple[str, ...]) -> object:
    """What a field of a form stands for: there, everything is text."""
    if "String" in types or FILE in types:
        return text
    if "Boolean" in types and text.lower() in ("true", "false", "yes", "no", "1", "0"):
        return True
    try:
        read: object = json.loads(text)
    except ValueError:
        return text
    return read


def _is_named(value: Mapping[str, object], fields: Fields) -> bool:
    """Whether what says an object's kind says this one, or says nothing."""
    return all(
        value.get(name) in (None, one.constant) for name, one in fields.items() if one.constant
    )


def _fits(value: object, kind: str) -> bool:
    match kind:
        case "String":
            return isinstance(value, str)
        case "Boolean":
            return isinstance(value, bool)
        case "Integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "Float":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return kind == FILE and isinstance(value, str) and value.startswith(ATTACHED)


def _kind(value: object) -> str:
    match value:
        case bool():
            return "Boolean"
        case int():
            return "Integer"
        case float():
            return "Float"
        case str():
            return "String"
        case list():
            return "Array"
        case dict():
            return "object"
        case _:
            return "null"


def _shown(name: str) -> str:
    """A name that a request made up may hold anything, even what somebody wrote."""
    return name if NAME.fullmatch(name) else "(not a name)"
