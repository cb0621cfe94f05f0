"""Which services suit a person now: hard limits first, then a ranking that can say why."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from resources_directory.catalogue import Catalogue
from resources_directory.doubts import NO_DOUBTS, Doubt, Doubts, Trouble
from resources_directory.freshness import Freshness, age_of
from resources_directory.goodness import goodness, is_good_enough
from resources_directory.hours import LONDON, Session, is_open, next_session
from resources_directory.limits import Limits, Why, unknown_limits, why_not
from resources_directory.listings import is_for_giving, is_for_young
from resources_directory.model import (
    Audience,
    Referral,
    Service,
    Way,
)
from resources_directory.places import Area, distance_km
from resources_directory.ranking import DEPTH, Hit
from resources_directory.reasons import Reason, ReasonKind, Unknown, reasons, unknowns
from resources_directory.understanding import Query
from resources_directory.wanted import Wanted, limits_of
from resources_directory.wishes import PartOfDay

__all__ = [
    "LeftOut",
    "Match",
    "Matches",
    "PartOfDay",
    "Reason",
    "ReasonKind",
    "Unknown",
    "Wanted",
    "Why",
    "match",
]

_TOPICS = {
    Audience.WOMEN: "women",
    Audience.MEN: "men",
    Audience.LGBT: "lgbt",
    Audience.CARERS: "carers",
    Audience.PARENTS: "parenting",
    Audience.YOUNG_ADULTS: "young-people",
    Audience.OLDER_PEOPLE: "older-people",
    Audience.BEREAVED: "bereavement",
    Audience.VETERANS: "veterans",
    Audience.REFUGEES: "new-to-uk",
    Audience.TENANTS: "housing",
}
_MONEY = {"charity-appeal", "money", "volunteering", "funeral-costs"}
"""Topics that are met by those who raise money or give it."""
DEEPER = 8
LEFT_OUT_NAMED = 5
"""Near-misses that are told, best first."""


@dataclass(frozen=True, slots=True)
class Match:
    """A service that suits, with all that is to be told about why."""

    service: Service
    reasons: tuple[Reason, ...]
    distance_km: float | None = None
    """From the middle of a coarse area: say "about". `None` when it is not known."""
    next_session: Session | None = None
    unknowns: frozenset[Unknown] = frozenset()
    is_open: bool | None = None
    doubt: Trouble | None = None
    """The gravest of what people have told of it, and nobody has looked at yet."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A service that answers what was asked, but that a hard limit shuts out."""

    service: Service
    why: Why
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class Matches:
    """Best first. `found` is empty when nothing is good enough: then say so."""

    found: tuple[Match, ...]
    left_out: tuple[LeftOut, ...] = ()
    """Near-misses, best first; what was declined is not among them."""
    topics: tuple[str, ...] = ()
    """What was understood of the wish, by the names of the vocabulary's topics, else the need or
    the area that was asked for; empty when nothing was."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    hit: Hit
    worth: float
    distance: float | None


def match(
    catalogue: Catalogue, wanted: Wanted, now: datetime, doubts: Doubts = NO_DOUBTS
) -> Matches:
    """`now` is any aware moment. The same question at the same moment has the same answer."""
    query = catalogue.ranking.understand(wanted.words or "")
    hits = _hits(catalogue, wanted, query, DEPTH)
    suitable, left_out = _sorted_out(catalogue, wanted, query, hits, now, doubts)
    if len(suitable) < wanted.limit and len(left_out) >= DEPTH // 4:
        # The best by words are nearly all too far or closed: look further down, once.
        hits = _hits(catalogue, wanted, query, DEPTH * DEEPER)
        suitable, left_out = _sorted_out(catalogue, wanted, query, hits, now, doubts)
    limits = limits_of(wanted, query.wish)
    found = (_match(each, wanted, limits, now, doubts) for each in _varied(suitable, wanted))
    return Matches(tuple(found), tuple(left_out[:LEFT_OUT_NAMED]), _topics(wanted, query))


def _topics(wanted: Wanted, query: Query) -> tuple[str, ...]:
    """Those that the words name; a need or an area was asked for by a button."""
    if query.topics:
        return tuple(sorted(query.topics))
    asked = (wanted.need, None if wanted.words else wanted.area)
    return tuple(each.value for each in asked if each is not None)


def _sorted_out(
    catalogue: Catalogue,
    wanted: Wanted,
    query: Query,
    hits: list[Hit],
    now: datetime,
    doubts: Doubts,
) -> tuple[list[_Candidate], list[LeftOut]]:
    limits = limits_of(wanted, query.wish)
    suitable: list[_Candidate] = []
    shut_out: list[tuple[float, LeftOut]] = []
    for hit in hits:
        distance = _distance(catalogue, hit.service, wanted.near)
        doubt = doubts.get(hit.service.id, NO_DOUBT)
        if hit.service.id in wanted.declined:
            continue
        if why := _why_not(catalogue, wanted, limits, hit, distance, doubt):
            shut_out.append((goodness(hit), LeftOut(hit.service, why, distance)))
        else:
            worth = goodness(hit) * _ease(hit, wanted, limits, query, distance, now)
            suitable.append(_Candidate(hit, worth * _DOUBTED[doubt.gravest], distance))
    suitable.sort(key=lambda candidate: (-candidate.worth, candidate.hit.service.id))
    shut_out.sort(key=lambda pair: (-pair[0], pair[1].service.id))
    return suitable, [left_out for _, left_out in shut_out]


def _hits(catalogue: Catalogue, wanted: Wanted, query: Query, depth: int) -> list[Hit]:
    """What answers at all: without this, something would always be found."""
    if wanted.words or wanted.need:
        found = catalogue.ranking.search(query, wanted.need, depth)
        return [hit for hit in found if is_good_enough(hit, query, wanted.need)]
    point = wanted.near.point if wanted.near else None
    listed = catalogue.browsing.first(wanted.area, point, depth // 2)
    return [Hit(service, agreement=1.0, coverage=1.0) for service in listed]


def _why_not(
    catalogue: Catalogue,
    wanted: Wanted,
    limits: Limits,
    hit: Hit,
    distance: float | None,
    doubt: Doubt,
) -> Why | None:
    service = hit.service
    if doubt.is_said_to_be_closed:
        return Why.SAID_TO_BE_CLOSED
    if why := why_not(service, limits, hit.kept_for):
        return why
    if hit.is_refused:
        return Why.NOT_WANTED
    if wanted.near and wanted.near.outcodes and service.service_area:
        served = catalogue.gazetteer.outcodes_of(service.service_area)
        if served is not None and not served & wanted.near.outcodes:
            return Why.OUTSIDE_AREA
    if distance is not None and distance > wanted.farthest_km and not service.comes_to_you:
        return Why.TOO_FAR
    return None


_TRUST = {
    Freshness.FRESH: 1.0,
    Freshness.AGEING: 0.95,
    Freshness.STALE: 0.8,
    Freshness.UNKNOWN: 0.85,
}

NO_DOUBT = Doubt()
_DOUBTED = {None: 1.0, Trouble.CLOSED: 0.5, Trouble.FULL: 0.8, Trouble.NOT_AS_DESCRIBED: 0.8}


def _ease(
    hit: Hit,
    wanted: Wanted,
    limits: Limits,
    query: Query,
    distance: float | None,
    now: datetime,
) -> float:
    """Up to 1: how easy and how certain it is to go there; unknowns lower it a little."""
    service = hit.service
    worth = _TRUST[age_of(service, now.astimezone(LONDON).date())]
    worth *= 0.95 ** len(unknowns(service, near_matters=wanted.near is not None))
    worth *= 0.85 ** len(unknown_limits(service, limits))
    if wanted.area is not None and wanted.area not in service.areas:
        worth *= 0.9
    if distance is not None and not service.comes_to_you:
        worth *= 1 / (1 + distance / 15)
    if service.ways is not None and Way.IN_PERSON not in service.ways:
        worth *= 0.92  # recovery wants people met and places gone to, where both would do
    if service.referral and not service.referral & {Referral.SELF, Referral.DROP_IN}:
        worth *= 0.95
    if is_for_giving(service) and not query.topics & _MONEY:
        worth *= 0.5
    return worth * _for_whom(hit, wanted, limits, query)


def _for_whom(hit: Hit, wanted: Wanted, limits: Limits, query: Query) -> float:
    """Less for what is kept for people of some kind, where nobody said that this is one."""
    service, worth = hit.service, 1.0
    asked = {*query.topics} | ({wanted.need.value} if wanted.need else set())
    if service.only_for and limits.audiences is None:
        if not any(_TOPICS.get(audience, "") in asked for audience in service.only_for):
            worth *= 0.7
    elif hit.kept_for and service.only_for is None:
        worth *= 0.75 ** len(hit.kept_for)
    if not query.wish.is_for_child and is_for_young(service):
        worth *= 0.5
    if service.maximum_age is not None and limits.ages == (None, None):
        worth *= 0.85
    return worth


def _varied(candidates: list[_Candidate], wanted: Wanted) -> Iterator[_Candidate]:
    """The best, but at most two in three of one organisation."""
    at_most = (2 * wanted.limit + 2) // 3
    taken = Counter[str]()
    for candidate in candidates:
        organisation = candidate.hit.service.organisation
        if organisation is not None and taken[organisation] >= at_most:
            continue
        if taken.total() >= wanted.limit:
            return
        taken[organisation or f"#{candidate.hit.service.id}"] += 1
        yield candidate


def _distance(catalogue: Catalogue, service: Service, near: Area | None) -> float | None:
    if near is None or service.place is None:
        return None
    if service.ways is not None and Way.IN_PERSON not in service.ways:
        return None
    point = service.place.point or catalogue.gazetteer.point_of(service.place.postcode)
    return None if point is None else distance_km(near.point, point)


def _match(
    candidate: _Candidate, wanted: Wanted, limits: Limits, now: datetime, doubts: Doubts
) -> Match:
    service = candidate.hit.service
    session = next_session(service, now, wanted.nation)
    told = reasons(
        service,
        words=candidate.hit.said,
        needs=candidate.hit.needs,
        area=wanted.area,
        distance_km=candidate.distance,
        session=session,
        now=now,
    )
    return Match(
        service,
        tuple(told),
        candidate.distance,
        session,
        unknowns(service, near_matters=wanted.near is not None) | unknown_limits(service, limits),
        is_open(service, now, wanted.nation),
        doubts.get(service.id, NO_DOUBT).gravest,
    )
