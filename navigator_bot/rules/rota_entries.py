"""What can be set down on a rota: hours, leave, cover, swaps, a cap, and on or off duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from conversations.kit.staff import StaffId


@dataclass(frozen=True)
class Span:
    """Weekly, on the wall clock. One that closes no later than it opens ends on the next day."""

    weekday: int  # 0 is Monday
    opens: time
    closes: time

    @property
    def ends_next_day(self) -> bool:
        return self.closes <= self.opens


@dataclass(frozen=True)
class Hours:
    """Somebody's whole week, in place of any that was set before; without spans, off the rota."""

    staff: StaffId
    spans: tuple[Span, ...]
    on_bank_holidays: bool = False


@dataclass(frozen=True)
class AtMost:
    """How many cases somebody may have before no more are told to them; None: no limit."""

    staff: StaffId
    cases: int | None


@dataclass(frozen=True)
class Leave:
    """Away on these days, both included."""

    staff: StaffId
    first: date
    last: date


@dataclass(frozen=True)
class Cover:
    """`by` works what `staff` would have worked on that day."""

    staff: StaffId
    day: date
    by: StaffId


@dataclass(frozen=True)
class Swap:
    """Each works what the other would have worked."""

    staff: StaffId
    day: date
    by: StaffId
    other_day: date

    @property
    def covers(self) -> tuple[Cover, Cover]:
        return (
            Cover(self.staff, self.day, self.by),
            Cover(self.by, self.other_day, self.staff),
        )


@dataclass(frozen=True)
class Presence:
    """On or off duty whatever the week says, until `end`; the last word counts."""

    staff: StaffId
    is_on: bool
    start: datetime
    end: datetime


Entry: TypeAlias = Hours | AtMost | Leave | Cover | Swap | Presence

KINDS: dict[str, type[Entry]] = {
    kind.__name__: kind for kind in (Hours, AtMost, Leave, Cover, Swap, Presence)
}


def last_day(entry: Entry) -> date | None:
    """The last day on which the entry changes anything; None for what holds until it is changed."""
    match entry:
        case Leave(_, _, last):
            return last
        case Cover(_, day, _):
            return day
        case Swap(_, day, _, other_day):
            return max(day, other_day)
        case Presence(_, _, _, end):
            return end.date()
        case Hours() | AtMost():
            return None


def days_of(leave: Leave) -> list[date]:
    return [leave.first + timedelta(n) for n in range((leave.last - leave.first).days + 1)]
