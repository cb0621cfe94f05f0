"""Who is told of a case, and when, until somebody takes it. Fixed when the case opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from conversations.kit.people import Urgency
from navigator_bot.rules.working_hours import WorkingHours


class Rung(StrEnum):
    TEAM = "team"  # the team's group
    LEADS = "leads"  # each lead in private
    ADMINS = "admins"


@dataclass(frozen=True)
class Step:
    at: datetime
    rung: Rung


_STEPS = {
    Urgency.ROUTINE: ((0, Rung.TEAM), (120, Rung.TEAM), (240, Rung.LEADS)),
    Urgency.SOON: ((0, Rung.TEAM), (15, Rung.TEAM), (30, Rung.LEADS)),
    Urgency.NOW: ((0, Rung.TEAM), (0, Rung.LEADS), (5, Rung.TEAM), (10, Rung.ADMINS)),
}
"""Minutes after the case opened, of working time but for what is for now."""

_REPEAT = {
    Urgency.ROUTINE: timedelta(hours=4),
    Urgency.SOON: timedelta(hours=1),
    Urgency.NOW: timedelta(minutes=15),
}
"""How often the last rung is told again: a ladder never falls silent while a case waits."""

_LAPSE = {
    Urgency.ROUTINE: timedelta(hours=4),
    Urgency.SOON: timedelta(hours=1),
    Urgency.NOW: timedelta(minutes=15),
}


class Ladder:
    """Time counts while the team works, by the same calendar that promises are read from. What is
    for now counts by the clock, at any hour; and so does everything where no working day is in
    sight, so that no case is forgotten."""

    def __init__(self, hours: WorkingHours) -> None:
        self._hours = hours

    def steps(self, urgency: Urgency, opened_at: datetime) -> tuple[Step, ...]:
        """In order of time; the first at once."""
        return tuple(
            Step(self._after(urgency, opened_at, timedelta(minutes=minutes)), rung)
            for minutes, rung in _STEPS[urgency]
        )

    def following(
        self, taken: tuple[Step, ...], index: int, urgency: Urgency, now: datetime
    ) -> Step:
        """The step after `index`; past the top the last rung is told again and again."""
        if index + 1 < len(taken):
            return taken[index + 1]
        return Step(self._after(urgency, now, _REPEAT[urgency]), taken[-1].rung)

    def lapses_at(self, urgency: Urgency, now: datetime) -> datetime:
        """When the claim of somebody lapses who leaves a person's words of now unanswered."""
        return self._after(urgency, now, _LAPSE[urgency])

    def _after(self, urgency: Urgency, now: datetime, time: timedelta) -> datetime:
        if urgency is Urgency.NOW or not time:
            return now + time
        return self._hours.after(now, time) or now + time
