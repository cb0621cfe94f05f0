"""How far an entry can still be trusted, by the day it was last checked."""

from datetime import date, timedelta
from enum import StrEnum

from resources_directory.model import Service

FRESH_FOR = timedelta(days=183)
"""Half a year: the round in which most directories ask their providers."""
AGEING_UNTIL = timedelta(days=365)
"""A year: beyond it, an entry counts as stale, as most in a council's list are."""


class Freshness(StrEnum):
    """From trusted to doubtful."""

    FRESH = "fresh"
    AGEING = "ageing"
    STALE = "stale"
    UNKNOWN = "unknown"


def age_of(service: Service, today: date) -> Freshness:
    """A date of checking that lies ahead of today is a slip of the pen: unknown."""
    if service.checked_at is None or service.checked_at > today:
        return Freshness.UNKNOWN
    age = today - service.checked_at
    if age <= FRESH_FOR:
        return Freshness.FRESH
    return Freshness.AGEING if age <= AGEING_UNTIL else Freshness.STALE
