"""Who is told of a case, and when, until somebody takes it. Fixed when the case opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from conversations.kit.people import Urgency


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
"""Minutes after the case opened."""

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


def steps(urgency: Urgency, opened_at: datetime) -> tuple[Step, ...]:
    """In order of time."""
    return tuple(
        Step(opened_at + timedelta(minutes=minutes), rung) for minutes, rung in _STEPS[urgency]
    )


def following(taken: tuple[Step, ...], index: int, urgency: Urgency, now: datetime) -> Step:
    """The step after `index`; past the top the last rung is told again and again."""
    if index + 1 < len(taken):
        return taken[index + 1]
    return Step(now + _REPEAT[urgency], taken[-1].rung)


def lapse_after(urgency: Urgency) -> timedelta:
    """How long a person's words may lie unanswered before their claim lapses."""
    return _LAPSE[urgency]
