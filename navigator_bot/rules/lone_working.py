"""When somebody who meets a person alone is asked whether they are safe, and who hears if not."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

REMINDED_BEFORE = timedelta(hours=1)
LASTS = timedelta(hours=1)
"""How long a meeting is taken to be, until they say that it takes longer."""

PATIENCE = timedelta(minutes=20)
"""Between one question and the next; then leads are told, and told again each hour."""

EACH_HOUR = timedelta(hours=1)

ASKS = 2
"""Questions to whoever is out, before leads hear."""


class Stage(StrEnum):
    PLANNED = "planned"
    THERE = "there"
    BACK = "back"
    OFF = "off"  # not going after all

    @property
    def is_open(self) -> bool:
        return self in (Stage.PLANNED, Stage.THERE)


def tells_leads(asked: int) -> bool:
    """Whether it is the leads' turn, when so many were asked already."""
    return asked >= ASKS


def next_after(asked: int, now: datetime) -> datetime:
    """When to look again, once that many have been asked or told."""
    return now + (PATIENCE if asked <= ASKS else EACH_HOUR)
