"""How far an entry, and each part of it, can still be trusted, by the day it was last checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from resources_directory.model import Service


class Freshness(StrEnum):
    """From trusted to doubtful."""

    FRESH = "fresh"
    AGEING = "ageing"
    STALE = "stale"
    UNKNOWN = "unknown"


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
    apart = dict(service.details.checked_by_field).get(part)
    days = [day for day in (service.checked_at, apart) if day is not None and day <= today]
    return max(days, default=None)


def doubtful(service: Service, today: date) -> tuple[Part, ...]:
    """What the entry says and may not be true any more: stale, or never checked by anybody."""
    doubted = (Freshness.STALE, Freshness.UNKNOWN)
    return tuple(part for part in said(service) if age_of_part(service, part, today) in doubted)


def said(service: Service) -> tuple[Part, ...]:
    """The parts of which the entry says anything."""
    place = service.place
    known = {
        Part.HOURS: bool(service.schedules or service.details.hours_note)
        or bool(place and place.schedules),
        Part.COST: service.cost is not None,
        Part.CONTACT: bool(service.phone or service.email or service.url),
        Part.PLACE: place is not None,
    }
    return tuple(part for part, is_said in known.items() if is_said)


def _freshness(checked: date | None, trust: Trust, today: date) -> Freshness:
    if checked is None or checked > today:
        return Freshness.UNKNOWN
    age = today - checked
    if age <= trust.fresh_for:
        return Freshness.FRESH
    return Freshness.AGEING if age <= trust.ageing_until else Freshness.STALE
