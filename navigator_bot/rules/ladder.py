"""Who is told of a case, and when, until somebody takes it. Fixed when the case opens."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from conversations.kit.people import Urgency
from navigator_bot.rules.calendar import Calendar
from navigator_bot.rules.working_hours import ANSWER_WITHIN, answer_by


class Rung(StrEnum):
    ONCALL = "oncall"  # each who is on by the rota, in private
    TEAM = "team"  # the team's group
    LEADS = "leads"  # each lead in private
    ADMINS = "admins"
    OUTSIDE = "outside"  # by e-mail or a webhook: chat went unanswered


@dataclass(frozen=True)
class Step:
    at: datetime
    rung: Rung


_STEPS = {
    Urgency.ROUTINE: ((0, Rung.ONCALL), (60, Rung.TEAM), (120, Rung.LEADS), (180, Rung.ADMINS)),
    Urgency.SOON: ((0, Rung.ONCALL), (10, Rung.TEAM), (30, Rung.LEADS), (40, Rung.ADMINS)),
    Urgency.NOW: ((0, Rung.ONCALL), (0, Rung.TEAM), (0, Rung.LEADS), (5, Rung.ADMINS)),
}
"""Minutes after the case opened, of working time but for what is for now. Each rung once."""

_OUTSIDE = {Urgency.ROUTINE: 210, Urgency.SOON: 50, Urgency.NOW: 10}
"""The last resort still comes before the promise to the person is broken."""

_REMIND_MOST = {
    Urgency.ROUTINE: timedelta(hours=8),  # of working time: about once a day
    Urgency.SOON: timedelta(hours=8),
    Urgency.NOW: timedelta(hours=4),
}


class Ladder:
    """Time counts while somebody is on, by the same calendar that promises are read from. What is
    for now counts by the clock, at any hour; and so does everything where nobody is on for weeks,
    so that no case is forgotten."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar

    def steps(
        self, urgency: Urgency, opened_at: datetime, missing: Collection[Rung] = ()
    ) -> tuple[Step, ...]:
        """In order of time; the first that is not `missing` at once, or when somebody is next on,
        where it is those who are on that are told."""
        minutes = [*_STEPS[urgency], (_OUTSIDE[urgency], Rung.OUTSIDE)]
        (_, first), *later = [each for each in minutes if each[1] not in missing]
        start = opened_at
        if first is Rung.ONCALL and urgency is not Urgency.NOW:
            start = self._calendar.next_open(opened_at) or opened_at
        return (
            Step(start, first),
            *(Step(self._after(urgency, start, timedelta(minutes=m)), rung) for m, rung in later),
        )

    def answer_by(self, urgency: Urgency, now: datetime) -> datetime | None:
        """What the person is promised; None where nobody is on for weeks."""
        return answer_by(self._calendar, urgency, now)

    def reminder_at(self, urgency: Urgency, told: int, now: datetime) -> datetime:
        """Past the top a lead is reminded, each time after twice as long, up to a measure: a
        ladder never falls silent while a case waits. `told` counts the reminders so far."""
        wait = ANSWER_WITHIN[urgency] * 2 ** min(told, 10)
        return self._after(urgency, now, min(wait, _REMIND_MOST[urgency]))

    def lapses_at(self, urgency: Urgency, now: datetime) -> datetime:
        """When the claim of somebody lapses who leaves a person's words of now unanswered."""
        return self._after(urgency, now, ANSWER_WITHIN[urgency])

    def _after(self, urgency: Urgency, now: datetime, time: timedelta) -> datetime:
        if urgency is Urgency.NOW or not time:
            return now + time
        return self._calendar.after(now, time) or now + time
