"""What a lead should know of the next two weeks before it hurts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from conversations.kit.moments import at_wall_time
from conversations.kit.staff import StaffId
from navigator_bot.rules.calendar import Stretch
from navigator_bot.rules.rota import AHEAD, Rota
from navigator_bot.rules.rota_entries import days_of

NIGHT_ENDS = time(5)
"""A night is from midnight to five: who is on then has no other sleep."""


@dataclass(frozen=True)
class NobodyInSight:
    """No one who takes cases is on in the next two weeks."""


@dataclass(frozen=True)
class NobodyOn:
    """On a whole working day."""

    day: date


@dataclass(frozen=True)
class AloneTwoNights:
    """The same one person, and nobody beside them, in this night and the next."""

    staff: StaffId
    day: date  # the day on which the first of the nights begins


@dataclass(frozen=True)
class Uncovered:
    """Somebody is away, and nobody has their shifts of these days."""

    staff: StaffId
    days: tuple[date, ...]


@dataclass(frozen=True)
class AllFull:
    """Each of those on the rota has as many cases as they may have."""


Gap: TypeAlias = NobodyInSight | NobodyOn | AloneTwoNights | Uncovered | AllFull


def gaps(rota: Rota, caseloads: Mapping[StaffId, int], now: datetime) -> tuple[Gap, ...]:
    """The gravest first. `caseloads` counts the cases that each has now."""
    today = now.astimezone(rota.zone).date()
    days = [today + timedelta(days=ahead) for ahead in range(AHEAD)]
    opens = rota.next_open(now)
    if opens is None or opens.date() > days[-1]:
        return (NobodyInSight(),)
    found: list[Gap] = [NobodyOn(day) for day in days if _is_unfilled(rota, day, now)]
    if _are_all_full(rota, caseloads):
        found.append(AllFull())
    return (*found, *_alone(rota, days), *_uncovered(rota, days))


def _is_unfilled(rota: Rota, day: date, now: datetime) -> bool:
    """Of today, only what is left of it can still be filled."""
    spans = [s for s in rota.hours.stretches(day) if s.end > now]
    return bool(spans) and not any(rota.between(max(s.start, now), s.end) for s in spans)


def _are_all_full(rota: Rota, caseloads: Mapping[StaffId, int]) -> bool:
    caps = [(staff, rota.cap_of(staff)) for staff in rota.staff if _is_on_rota(rota, staff)]
    return bool(caps) and all(
        cap is not None and caseloads.get(staff, 0) >= cap for staff, cap in caps
    )


def _is_on_rota(rota: Rota, staff: StaffId) -> bool:
    week = rota.week_of(staff)
    return not rota.is_set or (week is not None and bool(week.spans))


def _alone(rota: Rota, days: list[date]) -> Iterator[AloneTwoNights]:
    alone = {day: _one_alone(rota, day) for day in days}
    for day in days[:-1]:
        staff = alone[day]
        if staff is not None and staff == alone[day + timedelta(days=1)]:
            yield AloneTwoNights(staff, day)


def _one_alone(rota: Rota, day: date) -> StaffId | None:
    """The one who is on in the night after that day, if it is one."""
    after = day + timedelta(days=1)
    midnight = datetime.combine(after, time(), tzinfo=rota.zone)
    night = Stretch(midnight, at_wall_time(after, NIGHT_ENDS, midnight))
    shifts = (*rota.shifts(day), *rota.shifts(after))
    on = {s.staff for s in shifts if s.stretch.start < night.end and night.start < s.stretch.end}
    return next(iter(on)) if len(on) == 1 else None


def _uncovered(rota: Rota, days: list[date]) -> Iterator[Uncovered]:
    """Without a rota nobody has shifts of their own that somebody could cover."""
    if not rota.is_set:
        return
    for leave in rota.leave:
        left = tuple(
            day
            for day in days_of(leave)
            if day in days
            and rota.would_work(leave.staff, day)
            and _cover_is_missing(rota, leave.staff, day)
        )
        if left:
            yield Uncovered(leave.staff, left)


def _cover_is_missing(rota: Rota, staff: StaffId, day: date) -> bool:
    by = rota.covered_by(staff, day)
    return by is None or by not in rota.staff or rota.is_away(by, day)
