"""When somebody who meets a person alone is asked whether they are safe, and who hears if not."""

from __future__ import annotations

from datetime import datetime, timedelta

REMINDED_BEFORE = timedelta(hours=1)
LASTS = timedelta(hours=1)
"""How long a meeting is taken to be, until they say that it takes longer."""

PATIENCE = timedelta(minutes=20)
"""Between one question and the next; then leads are told, and told again each hour."""

EACH_HOUR = timedelta(hours=1)

ASKS = 2
"""Questions to whoever is out, before leads hear."""

DAY_AHEAD, SOON, GONE = "day", "soon", "gone"
"""What the bells of an outing are called, but for the one at its time: the day before, an hour
before, and at once when whoever was to come works here no more."""


def tells_leads(asked: int) -> bool:
    """Whether it is the leads' turn, when so many were asked already."""
    return asked >= ASKS


def next_after(asked: int, now: datetime) -> datetime:
    """When to look again, once that many have been asked or told."""
    return now + (PATIENCE if asked <= ASKS else EACH_HOUR)
