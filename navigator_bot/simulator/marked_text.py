"""A walk through a text with marks in it, to the text without them and where they lay."""

from __future__ import annotations

from typing import Generic, TypeVar

from navigator_bot.simulator.model import Entity, Formatted

Open = TypeVar("Open")
"""What is known of a mark that is not closed yet."""


def units(text: str) -> int:
    """The length in UTF-16 units, which is how Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class Walk(Generic[Open]):
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._length = 0  # of what was read so far, in UTF-16 units
        self._parts: list[str] = []
        self._open: list[Open] = []
        self._entities: list[Entity] = []

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += units(text)

    def _formatted(self) -> Formatted:
        self._entities.sort(key=lambda entity: (entity.offset, -entity.length))
        return Formatted("".join(self._parts), tuple(self._entities))
