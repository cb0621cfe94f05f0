"""Typed looks into JSON from outside: what is not as Telegram promises raises `Unreadable`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

Payload: TypeAlias = Mapping[str, Any]

_LARGEST: Final = 2**63  # what a database column takes; Telegram's ids have at most 52 bits


class Unreadable(Exception):
    """Names the field that is missing or of another type; never holds what was in it."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def thing(payload: Payload, name: str) -> Payload:
    """An object that must be there."""
    found = payload.get(name)
    if not isinstance(found, dict):
        raise Unreadable(name)
    return found


def thing_if_any(payload: Payload, name: str) -> Payload | None:
    return None if payload.get(name) is None else thing(payload, name)


def whole(payload: Payload, name: str) -> int:
    """A whole number that must be there."""
    found = payload.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or not -_LARGEST <= found < _LARGEST:
        raise Unreadable(name)
    return found


def degrees(payload: Payload, name: str, most: int) -> float:
    """A number from -`most` to `most`."""
    found = payload.get(name)
    if not isinstance(found, int | float) or isinstance(found, bool):
        raise Unreadable(name)
    if not math.isfinite(found) or abs(found) > most:
        raise Unreadable(name)
    return float(found)


def words(payload: Payload, name: str) -> str:
    """Safe to store and to send; "" where there are none."""
    found = payload.get(name)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise Unreadable(name)
    return storable(found)


def storable(text: str) -> str:
    """Without NUL, which PostgreSQL refuses, and halves of characters, which UTF-8 cannot say."""
    text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
