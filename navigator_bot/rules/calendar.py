"""Stretches of time in which somebody works, and the working time that passes through them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from conversations.kit.moments import at_wall_time

_FAR = 60  # days looked ahead; a service closed for longer answers nobody


@dataclass(frozen=True, order=True)
class Stretch:
    """From `start` until before `end`, which is later. In UTC, where hours have one length."""

    start: datetime
    end: datetime

    def covers(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def without(self, hole: Stretch) -> list[Stretch]:
        """What is left of it before and after the hole."""
        ends = (self.start, min(self.end, hole.start)), (max(self.start, hole.end), self.end)
        return [Stretch(start, end) for start, end in ends if start < end]


def on_wall_clock(day: date, opens: time, closes: time, zone: ZoneInfo) -> list[Stretch]:
    """That span of the local day; one that closes no later than it opens runs into the next day.

    None where the spring change skips all of it.
    """
    like = datetime.combine(day, opens, tzinfo=zone)
    last = day if opens < closes else day + timedelta(days=1)
    start, end = at_wall_time(day, opens, like), at_wall_time(last, closes, like)
    found = Stretch(start.astimezone(UTC), end.astimezone(UTC))
    return [found] if found.start < found.end else []


class Calendar(ABC):
    """When somebody works. One calendar says who is told, and when somebody will answer."""

    zone: ZoneInfo

    @abstractmethod
    def stretches(self, day: date) -> Iterable[Stretch]:
        """Those that begin on that local day, in any order; they may overlap."""

    def is_open(self, now: datetime) -> bool:
        today = now.astimezone(self.zone).date()
        days = (today - timedelta(days=1), today)
        return any(each.covers(now) for day in days for each in self.stretches(day))

    def after(self, now: datetime, working_time: timedelta) -> datetime | None:
        """The moment when so much working time has passed; None where none comes for weeks."""
        for each in self._open_from(now):
            if each.end - each.start >= working_time:
                return (each.start + working_time).astimezone(self.zone)
            working_time -= each.end - each.start
        return None

    def next_open(self, now: datetime) -> datetime | None:
        """Now, or when somebody is on next; None where that is weeks away."""
        return self.after(now, timedelta())

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time that passes from one to the other, which may be weeks apart."""
        passed = timedelta()
        for each in self._open_from(start):
            if each.start >= end:
                break
            passed += min(each.end, end) - each.start
        return passed

    def _open_from(self, now: datetime) -> Iterator[Stretch]:
        """What is ahead, in order of time, each as long as somebody is on without a gap."""
        pending: Stretch | None = None
        for each in self._ahead(now):
            if pending is None:
                pending = each
            elif each.start <= pending.end:
                pending = Stretch(pending.start, max(pending.end, each.end))
            else:
                yield pending
                pending = each
        if pending is not None:
            yield pending

    def _ahead(self, now: datetime) -> Iterator[Stretch]:
        """By when they begin; what began yesterday may still go on."""
        now = now.astimezone(UTC)
        today = now.astimezone(self.zone).date()
        for ahead in range(-1, _FAR):
            for each in sorted(self.stretches(today + timedelta(days=ahead))):
                if each.end > now:
                    yield Stretch(max(each.start, now), each.end)
