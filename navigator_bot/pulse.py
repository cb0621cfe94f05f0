"""When each part of the running house last moved."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from navigator_bot.clock import Clock


class Part(StrEnum):
    TURNS = "turns"
    SENDER = "sender"
    TELEGRAM = "telegram"  # was heard: it answered, though it had nothing to tell


class Pulse:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._moved_at: dict[Part, datetime] = {}
        self.is_on_duty = False

    def beat(self, part: Part) -> None:
        self._moved_at[part] = self._clock.now()

    def moved_at(self, part: Part) -> datetime | None:
        return self._moved_at.get(part)
