"""How far an entry, and each part of it, can still be trusted, by the day it was last checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from resources_directory.model import Service


class Freshness(StrEnum):
    """From trusted to doubtful."""

    FRESH = "fresh"
    AGEING = "ageing"
    STALE = "stale"
    UNKNOWN = "unknown"


Checks = tuple[tuple[str, date], ...]
"""`details.checked_by_field`: the names of parts, and their days."""


class Part(StrEnum):
    """What can be checked by itself; `details.checked_by_field` names it so."""

    HOURS = "hours"
    COST = "cost"
    CONTACT = "contact"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Trust:
    """How long after a check something is fresh, and until when it is ageing before it is stale."""

    fresh_for: timedelta
    ageing_until: timedelta


TRUST = Trust(timedelta(days=183), timedelta(days=365))
"""Of an entry as a whole. Half a year is the round in which most directories ask their providers;
beyond a year an entry counts as stale, as most in a council's list are."""

TRUST_IN: Mapping[Part, Trust] = MappingProxyType(
    {
        # Timetables are made by the term: three months, and stale after the next one.
        Part.HOURS: Trust(timedelta(days=91), timedelta(days=183)),
        # Numbers and addresses go with the worker who held them.
        Part.CONTACT: Trust(timedelta(days=183), timedelta(days=365)),
        # Prices are set once in a funding year.
        Part.COST: Trust(timedelta(days=365), timedelta(days=548)),
        # A group leaves its hall seldom.
        Part.PLACE: Trust(timedelta(days=365), timedelta(days=730)),
    }
)
"""Our own judgement, from how each is made; nobody has measured it."""


def age_of(service: Service, today: date) -> Freshness:
    """Of the entry as a whole."""
    return _freshness(service.checked_at, TRUST, today)


def age_of_part(service: Service, part: Part, today: date) -> Freshness:
    """Whoever checked the whole entry checked this part too."""
    return _freshness(checked_on(service, part, today), TRUST_IN[part], today)


def checked_on(service: Service, part: Part, today: date) -> date | None:
    """The newest check that this part had, by itself or with the whole.

    A date of checking that lies ahead of today is a slip of the pen, and is no check.
    """
    return _newest(service.checked_at, service.details.checked_by_field, part, today)


def doubtful(service: Service, today: date) -> tuple[Part, ...]:
    """What the entry says and may not be true any more: stale, or never checked by anybody."""
    doubted = _doubted(service.checked_at, service.details.checked_by_field, today)
    return tuple(part for part in said(service) if part in doubted) if doubted else ()


def said(service: Service) -> tuple[Part, ...]:
    """The parts of which the entry says anything."""
    place = service.place
    found = []
    if service.schedules or service.details.hours_note or (place and place.schedules):
        found.append(Part.HOURS)
    if service.cost is not None:
        found.append(Part.COST)
    if service.phone or service.email or service.url:
        found.append(Part.CONTACT)
    if place is not None:
        found.append(Part.PLACE)
    return tuple(found)


@lru_cache(10_000)
def _doubted(checked: date | None, by_part: Checks, today: date) -> frozenset[Part]:
    """Remembered, as many entries were checked on the same day."""
    return frozenset(
        part
        for part in Part
        if _freshness(_newest(checked, by_part, part, today), TRUST_IN[part], today)
        in (Freshness.STALE, Freshness.UNKNOWN)
    )


def _newest(checked: date | None, by_part: Checks, part: Part, today: date) -> date | None:
    days = [checked, *(day for name, day in by_part if name == part)]
    return max((day for day in days if day is not None and day <= today), default=None)


def _freshness(checked: date | None, trust: Trust, today: date) -> Freshness:
    if checked is None or checked > today:
        return Freshness.UNKNOWN
    age = today - checked
    if age <= trust.fresh_for:
        return Freshness.FRESH
    return Freshness.AGEING if age <= trust.ageing_until else Freshness.STALE
