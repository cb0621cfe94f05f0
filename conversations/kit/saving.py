"""State ↔ JSON. The fields of a state are all there is to save; types say how to read them back."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from functools import cache, partial
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from conversations.kit.engine import Thread
from conversations.kit.state import State

Json = Any

RENAMED: Mapping[str, str] = {}
"""States that older versions saved under another name: old `conversation.State` → new."""

_PLAIN = (str, int, bool, float, types.NoneType)
"""What JSON holds as it is."""


class UnknownState(ValueError):
    """A saved state has a name that this version does not know."""


def dump(value: Any) -> Json:
    """A value made of frozen dataclasses, enums, moments, tuples and plain things, as JSON."""
    kind: Any = type(value)
    return value if kind in _PLAIN else _writer(kind)(value)


def load(kind: Any, saved: Json) -> Any:
    """The value of type `kind` that `dump` made; fields added since then take their defaults."""
    return _reader(kind)(saved)


@cache
def _writer(kind: Any) -> Callable[[Any], Json]:
    if issubclass(kind, State):
        return lambda state: {"state": state.saved_name(), **_write_fields(state)}
    if issubclass(kind, Enum):
        return lambda member: member.value
    if issubclass(kind, date | time):
        return lambda moment: moment.isoformat()
    if issubclass(kind, tuple):
        return lambda values: [dump(each) for each in values]
    if issubclass(kind, frozenset):
        return lambda values: sorted(dump(each) for each in values)
    if issubclass(kind, _PLAIN):
        return lambda plain: plain
    if is_dataclass(kind):
        return _write_fields
    raise TypeError(f"{kind.__name__} cannot be saved")


def _write_fields(value: Any) -> dict[str, Json]:
    kind: Any = type(value)
    return {name: dump(getattr(value, name)) for name, _ in _field_readers(kind)}


def _reader(kind: Any) -> Callable[[Json], Any]:
    if is_dataclass(kind) and isinstance(kind, type):
        return partial(_read_fields, kind)
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        readers = [_reader(option) for option in args if option is not types.NoneType]
        return partial(_read_union, kind, readers)
    if origin is tuple and args[1:] == (Ellipsis,):
        read = _reader(args[0])
        return lambda saved: tuple([read(each) for each in saved])
    if origin is tuple:
        return partial(_read_tuple, [_reader(arg) for arg in args])
    if origin is frozenset:
        read = _reader(args[0])
        return lambda saved: frozenset([read(each) for each in saved])
    kind = getattr(kind, "__supertype__", kind)
    if kind in (datetime, date, time):
        return cast(Callable[[Json], Any], kind.fromisoformat)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return partial(_read_plain, kind)


@cache
def _field_readers(kind: Any) -> tuple[tuple[str, Callable[[Json], Any]], ...]:
    """What the types of its fields say is worked out once: states are read on every turn."""
    hints = get_type_hints(kind)
    return tuple((field.name, _reader(hints[field.name])) for field in fields(kind))


def _read_fields(kind: Any, saved: Json) -> Any:
    return kind(**{name: read(saved[name]) for name, read in _field_readers(kind) if name in saved})


def _read_union(kind: Any, readers: list[Callable[[Json], Any]], saved: Json) -> Any:
    if saved is None:
        return None
    for read in readers:
        try:
            return read(saved)
        except (TypeError, ValueError, KeyError):
            continue
    raise TypeError(f"saved {type(saved).__name__} fits none of {kind}")


def _read_tuple(readers: list[Callable[[Json], Any]], saved: Json) -> tuple[Any, ...]:
    return tuple(read(each) for read, each in zip(readers, saved, strict=True))


def _read_plain(kind: Any, saved: Json) -> Any:
    if kind is float and isinstance(saved, int):
        return float(saved)
    if not isinstance(saved, kind):
        raise TypeError(f"saved {type(saved).__name__} where {kind.__name__} is needed")
    return saved


class Saving:
    """Saves and loads threads for one set of states."""

    def __init__(self, states: Iterable[type[State]]) -> None:
        self._states = {state.saved_name(): state for state in states}

    def dump(self, thread: Thread) -> Json:
        saved = dump(thread)
        return {name: value for name, value in saved.items() if value not in (None, [], False, 0)}

    def load(self, saved: Json) -> Thread:
        """Raises UnknownState where a state's name is in neither this version nor `RENAMED`."""
        stack = tuple(self.load_state(state) for state in saved.get("stack", ()))
        rest = {name: value for name, value in saved.items() if name != "stack"}
        thread: Thread = load(Thread, {**rest, "stack": []})
        return replace(thread, stack=stack)

    def load_state(self, saved: Json) -> State:
        name = saved["state"]
        kind = self._states.get(RENAMED.get(name, name))
        if kind is None:
            raise UnknownState(name)
        state: State = load(kind, saved)
        return state
