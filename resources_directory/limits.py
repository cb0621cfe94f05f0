"""The hard limits: facts of a service that shut a person out, whatever its description says."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from resources_directory.listings import ages_said, is_for_young, says_closed
from resources_directory.model import (
    Access,
    Audience,
    Company,
    Place,
    Schedule,
    Service,
    Status,
    Way,
)
from resources_directory.places import outcode, sector
from resources_directory.reasons import Unknown
from resources_directory.wishes import PartOfDay

ADULT = 18


class Why(StrEnum):
    """Why a service that answers what was asked is not suggested."""

    SAID_TO_BE_CLOSED = "said to be closed"
    CLOSED = "closed"
    CLOSED_FOR_NOW = "closed for now"
    TOO_YOUNG = "too young"
    TOO_OLD = "too old"
    FOR_OTHERS = "for others"
    NEEDS_A_PROFESSIONAL = "needs a professional"
    NOT_FREE = "not free"
    NOT_WANTED = "not wanted"
    A_GROUP = "a group"
    NOT_ONLINE = "not online"
    WITH_ALCOHOL = "with alcohol"
    WRONG_TIME = "wrong time"
    NO_ACCESS = "no access"
    OTHER_LANGUAGE = "other language"
    PLACE_AVOIDED = "place avoided"
    OUTSIDE_AREA = "outside area"
    TOO_FAR = "too far"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a person silently needs; each shuts out only what is known to break it."""

    ages: tuple[int | None, int | None] = (None, None)
    """The youngest and the oldest that the person may be."""
    audiences: frozenset[Audience] | None = None
    free_only: bool = False
    with_a_professional: bool = False
    women_only: bool = False
    one_to_one: bool = False
    online: bool = False
    alcohol_free: bool = False
    access: frozenset[Access] = frozenset()
    language: str | None = None
    avoid: frozenset[str] = frozenset()
    """Towns, outcodes, or names of places."""
    days: frozenset[str] = frozenset()
    parts: frozenset[PartOfDay] = frozenset()


_WORD = re.compile(r"\w+")
_OF_OTHERS = {Audience.WOMEN: "men", Audience.MEN: "women"}
_A_GROUP = re.compile(
    r"\b(?:groups?|clubs?|choirs?|class(?:es)?|circle|meet-?ups?)\b", re.IGNORECASE
)


def why_not(service: Service, limits: Limits, kept_for: Collection[str] = ()) -> Why | None:
    """The first limit that is known to shut this person out; what is unknown shuts out nobody.

    `kept_for` are the kinds of people that its name speaks of, by the names of their topics.
    """
    if not service.is_active or says_closed(service):
        return _closed(service)
    if why := _age_limit(service, *limits.ages):
        return why
    if (limits.ages[0] or 0) >= ADULT and is_for_young(service):
        return Why.TOO_OLD
    if _is_for_others(service, limits, kept_for):
        return Why.FOR_OTHERS
    if service.needs_a_professional and not limits.with_a_professional:
        return Why.NEEDS_A_PROFESSIONAL
    if limits.free_only and service.cost is not None and not service.cost.is_free:
        return Why.NOT_FREE
    return _wrong_kind(service, limits) or _wrong_place_or_time(service, limits)


def unknown_limits(service: Service, limits: Limits) -> frozenset[Unknown]:
    """The limits that nobody knows to be kept."""
    found = {
        Unknown.COST: limits.free_only and service.cost is None,
        Unknown.WOMEN_ONLY: limits.women_only and service.only_for is None,
        Unknown.ONE_TO_ONE: limits.one_to_one and service.company is None,
        Unknown.ONLINE: limits.online and service.ways is None,
        Unknown.ALCOHOL: limits.alcohol_free and service.alcohol_free is None,
        Unknown.ACCESS: bool(limits.access - (service.access or frozenset())),
        Unknown.LANGUAGE: limits.language is not None and service.languages is None,
        Unknown.HOURS: bool(limits.days or limits.parts) and not service.schedules,
    }
    return frozenset(what for what, is_unknown in found.items() if is_unknown)


def _closed(service: Service) -> Why:
    is_for_now = service.status is Status.TEMPORARILY_CLOSED
    return Why.CLOSED_FOR_NOW if is_for_now else Why.CLOSED


def _age_limit(service: Service, youngest: int | None, oldest: int | None) -> Why | None:
    if youngest is None and oldest is None:
        return None
    from_age, to_age = ages_said(service)
    if oldest is not None and from_age is not None and oldest < from_age:
        return Why.TOO_YOUNG
    if youngest is not None and to_age is not None and youngest > to_age:
        return Why.TOO_OLD
    return None


def _is_for_others(service: Service, limits: Limits, kept_for: Collection[str]) -> bool:
    if limits.women_only and (
        (service.only_for is not None and Audience.WOMEN not in service.only_for)
        or (service.only_for is None and "men" in kept_for)
    ):
        return True
    if limits.audiences is None:
        return False
    if service.only_for is None:
        return any(_OF_OTHERS.get(audience) in kept_for for audience in limits.audiences)
    if service.only_for and not service.only_for & limits.audiences:
        return True
    return bool(service.not_for & limits.audiences)


def _wrong_kind(service: Service, limits: Limits) -> Why | None:
    if limits.one_to_one and _is_a_group(service):
        return Why.A_GROUP
    if limits.online and service.ways is not None and Way.ONLINE not in service.ways:
        return Why.NOT_ONLINE
    if limits.alcohol_free and service.alcohol_free is False:
        return Why.WITH_ALCOHOL
    if limits.access & service.lacks:
        return Why.NO_ACCESS
    languages = {each.casefold() for each in service.languages or ()} | {"english"}
    if (
        limits.language is not None
        and service.languages is not None
        and limits.language.casefold() not in languages
    ):
        return Why.OTHER_LANGUAGE
    return None


def _is_a_group(service: Service) -> bool:
    if service.company is not None:
        return Company.ONE_TO_ONE not in service.company
    return _A_GROUP.search(service.name) is not None


def _wrong_place_or_time(service: Service, limits: Limits) -> Why | None:
    place = None if service.comes_to_you else service.place
    if place is not None and any(_is_at(place, avoided) for avoided in limits.avoid):
        return Why.PLACE_AVOIDED
    if (limits.days or limits.parts) and service.schedules:
        known = [_fits(day, part, limits) for day, part in _days_and_parts(service.schedules)]
        if known and not any(known):
            return Why.WRONG_TIME
    return None


def _is_at(place: Place, words: str) -> bool:
    """Whether words that somebody gave for a place may mean this one: better once too often."""
    if code := outcode(words):
        codes = {sector(words)} if " " in words.strip() else {code, sector(words)}
        return bool(
            (codes - {None}) & {outcode(place.postcode or ""), sector(place.postcode or "")}
        )
    said = " ".join(_WORD.findall(words.casefold())).removeprefix("the ")
    address = " ".join(each for each in (place.name, *place.lines, place.town) if each)
    return bool(said) and f" {said} " in f" {' '.join(_WORD.findall(address.casefold()))} "


def _days_and_parts(
    schedules: Collection[Schedule],
) -> Iterator[tuple[str, frozenset[PartOfDay] | None]]:
    """Each weekday with the parts of the day that it lies in; `None` where no hour is known."""
    for schedule in schedules:
        for day in schedule.byday:
            yield day[-2:], _parts(schedule.opens, schedule.closes)


def _parts(opens: time | None, closes: time | None) -> frozenset[PartOfDay] | None:
    if opens is None:
        return None
    found = {_part(opens)}
    if closes is None or closes <= opens:
        return frozenset(found)
    found.update(part for part, at in _MIDST.items() if opens <= at < closes)
    return frozenset(found)


def _part(at: time) -> PartOfDay:
    if at < time(12):
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if at < time(17) else PartOfDay.EVENING


_MIDST = {
    PartOfDay.MORNING: time(10),
    PartOfDay.AFTERNOON: time(14),
    PartOfDay.EVENING: time(18),
}
"""Opening through this moment, it is on in that part of the day as well."""


def _fits(day: str, parts: frozenset[PartOfDay] | None, limits: Limits) -> bool:
    if limits.days and day not in limits.days:
        return False
    return not limits.parts or parts is None or bool(parts & limits.parts)
