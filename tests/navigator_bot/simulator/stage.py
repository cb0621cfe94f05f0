"""What the tests of the stand-in have in common: a clock, a token, a way to ask."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

TOKEN = "7000000001:stand-in"
Answer = dict[str, object]
Ask = Callable[..., Awaitable[Answer]]


class Clock:
    """Stands still until wound."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def wind(self, **by: float) -> None:
        self.time += timedelta(**by)
