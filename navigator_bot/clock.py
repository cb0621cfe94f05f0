"""The only now: the system's, or one that is wound by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class WoundClock:
    """Stands still until it is wound."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def wind_to(self, moment: datetime) -> None:
        """Forward only; an earlier moment changes nothing."""
        self._now = max(self._now, moment.astimezone(UTC))


class RunningClock:
    """Runs like the system's clock, and can be wound forward: for rehearsals."""

    def __init__(self, start: datetime | None = None) -> None:
        self._ahead = timedelta() if start is None else start - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def wind_to(self, moment: datetime) -> None:
        """Forward only; an earlier moment changes nothing."""
        self._ahead += max(timedelta(), moment - self.now())


def to_ms(moment: datetime) -> int:
    """Unix milliseconds, as the store keeps moments."""
    return int(moment.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
