"""The rota: who is on at a moment, who is on next, and what has to be filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from conversations.kit.staff import StaffId
from navigator_bot.rules.calendar import Calendar, Stretch, on_wall_clock
from navigator_bot.rules.rota_entries import (
    AtMost,
    Cover,
    Entry,
    Hours,
    Leave,
    Presence,
    Span,
    Swap,
)
from navigator_bot.rules.working_hours import WorkingHours, is_bank_holiday

AHEAD = 14  # days of the rota that are looked through for gaps


@dataclass(frozen=True)
class Shift:
    """`instead_of` is whose shift it was, where somebody covers it."""

    stretch: Stretch
    staff: StaffId
    instead_of: StaffId | None = None


@dataclass(frozen=True)
class Rota(Calendar):
    """Entries in the order in which they were set: of two that say otherwise, the later counts.

    Where nobody's week is set, all work the service's own hours.
    """

    hours: WorkingHours
    staff: tuple[StaffId, ...] = ()  # who takes cases; entries of others change nothing
    entries: tuple[Entry, ...] = ()
    zone: ZoneInfo = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "zone", self.hours.zone)

    @cached_property
    def is_set(self) -> bool:
        """Somebody's week is."""
        return any(each.spans for each in self._weeks.values())

    def stretches(self, day: date) -> list[Stretch]:
        return [shift.stretch for shift in self.shifts(day)]

    def shifts(self, day: date) -> tuple[Shift, ...]:
        """Those that begin on that local day, in order of time, without whoever is away or off."""
        if day not in self._shifts:
            shifts = sorted(self._shifts_of(day), key=lambda each: (each.stretch, each.staff))
            self._shifts[day] = tuple(shifts)
        return self._shifts[day]

    def on_at(self, now: datetime) -> frozenset[StaffId]:
        return frozenset(each.staff for each in self._around(now) if each.stretch.covers(now))

    def until(self, staff: StaffId, now: datetime) -> datetime | None:
        """When the shift ends that somebody is in; None for who is not on."""
        ends = [
            each.stretch.end
            for each in self._around(now)
            if each.staff == staff and each.stretch.covers(now)
        ]
        return max(ends).astimezone(self.zone) if ends else None

    def next_shift(self, staff: StaffId, now: datetime) -> Shift | None:
        """The first that begins later, within two weeks."""
        today = now.astimezone(self.zone).date()
        days = (today + timedelta(days=ahead) for ahead in range(AHEAD + 1))
        return next(
            (s for d in days for s in self.shifts(d) if s.staff == staff and s.stretch.start > now),
            None,
        )

    def week_of(self, staff: StaffId) -> Hours | None:
        """As it was set; None where nothing was."""
        return self._weeks.get(staff)

    def cap_of(self, staff: StaffId) -> int | None:
        found = [e for e in self.entries if isinstance(e, AtMost) and e.staff == staff]
        return found[-1].cases if found else None

    def would_work(self, staff: StaffId, day: date) -> list[Stretch]:
        """What their week says of that day, before leave, cover, and on or off duty."""
        week = self._weeks.get(staff)
        if week is None:
            return [] if self.is_set else self.hours.stretches(day)
        if is_bank_holiday(self.hours.nation, day) and not week.on_bank_holidays:
            return []
        spans = [each for each in week.spans if each.weekday == day.weekday()]
        return [s for each in spans for s in _on(day, each, self.zone)]

    def is_away(self, staff: StaffId, day: date) -> bool:
        return any(each.staff == staff and each.first <= day <= each.last for each in self.leave)

    def covered_by(self, staff: StaffId, day: date) -> StaffId | None:
        return self._covers.get((staff, day))

    @cached_property
    def leave(self) -> tuple[Leave, ...]:
        return tuple(e for e in self.entries if isinstance(e, Leave) and e.staff in self.staff)

    def _shifts_of(self, day: date) -> Iterator[Shift]:
        for staff in self.staff:
            cover = self.covered_by(staff, day)
            worker = staff if cover is None else cover
            if worker not in self.staff or self.is_away(worker, day):
                continue
            for stretch in self.would_work(staff, day):
                for left in self._while_on_duty(worker, stretch):
                    yield Shift(left, worker, None if worker == staff else staff)
        for each in self._presences.values():
            if each.is_on and each.start.astimezone(self.zone).date() == day:
                yield Shift(_stretch_of(each), each.staff)

    def _while_on_duty(self, staff: StaffId, stretch: Stretch) -> list[Stretch]:
        presence = self._presences.get(staff)
        if presence is None or presence.is_on:
            return [stretch]
        return stretch.without(_stretch_of(presence))

    def _around(self, now: datetime) -> list[Shift]:
        """The shifts that may be going on: a night's began yesterday."""
        today = now.astimezone(self.zone).date()
        return [*self.shifts(today - timedelta(days=1)), *self.shifts(today)]

    @cached_property
    def _weeks(self) -> dict[StaffId, Hours]:
        of_staff = (e for e in self.entries if isinstance(e, Hours) and e.staff in self.staff)
        return {each.staff: each for each in of_staff}

    @cached_property
    def _presences(self) -> dict[StaffId, Presence]:
        of_staff = (e for e in self.entries if isinstance(e, Presence) and e.staff in self.staff)
        return {each.staff: each for each in of_staff}

    @cached_property
    def _covers(self) -> dict[tuple[StaffId, date], StaffId]:
        found: dict[tuple[StaffId, date], StaffId] = {}
        for entry in self.entries:
            match entry:
                case Cover(staff, day, by):
                    found[staff, day] = by
                case Swap():
                    found |= {(each.staff, each.day): each.by for each in entry.covers}
        return found

    @cached_property
    def _shifts(self) -> dict[date, tuple[Shift, ...]]:
        return {}


def _on(day: date, span: Span, zone: ZoneInfo) -> list[Stretch]:
    return on_wall_clock(day, span.opens, span.closes, zone)


def _stretch_of(presence: Presence) -> Stretch:
    return Stretch(presence.start.astimezone(UTC), presence.end.astimezone(UTC))
