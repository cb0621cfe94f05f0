"""This week's rota, and one's own, as text."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from conversations.kit.staff import StaffId
from navigator_bot.rota_desk.visit import Visit
from navigator_bot.rules.rota import Rota
from navigator_bot.store.rota import caseloads

WEEK = 7  # days shown at once
FARTHEST = 8  # weeks that can be looked at ahead

Row = tuple[str, datetime, datetime, str]
"""Who, from when until when on the wall clock, and in whose place, where it is another's."""


def show_week(visit: Visit, ahead: int = 0) -> None:
    """Leads and admins see all, navigators what is theirs."""
    sees_all = visit.staff.sets_up
    ahead = max(0, min(ahead, FARTHEST))
    monday = visit.now.date() - timedelta(days=visit.now.weekday())
    first = monday + timedelta(days=WEEK * ahead)
    only = None if sees_all else visit.staff.id
    days = [(day, rows_of(visit, day, only)) for day in _days(first)]
    buttons = (
        (visit.button("rota.button__next_week", f"week:{ahead + 1}"),),
        (visit.button("rota.button__how", "how"),),
    )
    if sees_all:
        away = [(visit.called(e.staff), e.first, e.last) for e in visit.rota.leave
                if e.last >= first and e.first < first + timedelta(days=WEEK)]  # fmt: skip
        visit.say("rota.week", buttons, days=days, is_set=visit.rota.is_set, away=away)
    else:
        visit.say("rota.own_week", buttons, days=days)


def rows_of(visit: Visit, day: date, only: StaffId | None) -> list[Row]:
    return [
        (
            visit.called(shift.staff),
            shift.stretch.start.astimezone(visit.rota.zone),
            shift.stretch.end.astimezone(visit.rota.zone),
            "" if shift.instead_of is None else visit.called(shift.instead_of),
        )
        for shift in visit.rota.shifts(day)
        if only in (None, shift.staff)
    ]


async def show_me(visit: Visit, rota: Rota | None = None) -> None:
    """On or off duty, own hours, own cases; `rota` where it has just been changed."""
    rota = rota or visit.rota
    me = visit.staff.id
    until, shift = rota.until(me, visit.now), rota.next_shift(me, visit.now)
    week = rota.week_of(me)
    loads = await caseloads(visit.connection)
    if until is None:
        press = visit.button("rota.button__on", "on")
    else:
        press = visit.button("rota.button__off", "off")
    visit.say(
        "rota.me",
        ((press,),),
        until=until,
        next=shift and shift.stretch.start.astimezone(rota.zone),
        spans=week.spans if week else (),
        is_set=rota.is_set,
        cases=loads.get(me, 0),
        cap=rota.cap_of(me),
    )


def _days(first: date) -> list[date]:
    return [first + timedelta(days=n) for n in range(WEEK)]
