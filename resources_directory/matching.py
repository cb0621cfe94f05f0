"""Which services suit a person now: hard limits first, then a ranking that can say why."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from resources_directory.catalogue import Catalogue
from resources_directory.freshness import Freshness, age_of
from resources_directory.hours import LONDON, Session, next_session
from resources_directory.limits import ADULT, Why, why_not
from resources_directory.model import Audience, LifeArea, Need, Referral, Service, ServiceId, Way
from resources_directory.places import Area, distance_km
from resources_directory.ranking import Hit, Query
from resources_directory.reasons import Reason, ReasonKind, Unknown, reasons, unknowns

__all__ = [
    "LeftOut",
    "Match",
    "Matches",
    "Reason",
    "ReasonKind",
    "Unknown",
    "Wanted",
    "Why",
    "match",
]

ENOUGH_COVERAGE = 0.5
"""A service that speaks of less than half of what was asked, by weight, is no answer."""
LEFT_OUT_NAMED = 5
"""Near-misses that are told, best first."""
SEARCHED_AT_FIRST = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for, and what they silently need of it.

    Whatever is `None` is not known or not asked; with nothing asked, everything near counts.
    """

    words: str | None = None
    need: Need | None = None
    area: LifeArea | None = None
    near: Area | None = None
    age: int | None = None
    is_adult: bool | None = None
    """Enough where the age itself is not known; `age` wins where it is."""
    ages: tuple[int, int] | None = None
    """The youngest and the oldest that the person may be, where that much is known."""
    audiences: frozenset[Audience] | None = None
    """The groups that the person has said they belong to."""
    declined: frozenset[ServiceId] = frozenset()
    free_only: bool = False
    with_a_professional: bool = False
    """True lets through what only a professional can refer to."""
    farthest_km: float = 25.0
    nation: str = "ENG"
    limit: int = 3

    @property
    def age_bounds(self) -> tuple[int | None, int | None]:
        """The youngest and the oldest that the person may be; `None` where there is no telling."""
        if self.age is not None:
            return self.age, self.age
        if self.ages is not None:
            return self.ages
        if self.is_adult is None:
            return None, None
        return (ADULT, None) if self.is_adult else (None, ADULT - 1)


@dataclass(frozen=True, slots=True)
class Match:
    """A service that suits, with all that is to be told about why."""

    service: Service
    reasons: tuple[Reason, ...]
    distance_km: float | None = None
    """From the middle of a coarse area: say "about". `None` when it is not known."""
    next_session: Session | None = None
    unknowns: frozenset[Unknown] = frozenset()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A service that answers what was asked, but that a hard limit shuts out."""

    service: Service
    why: Why


@dataclass(frozen=True, slots=True)
class Matches:
    """Best first. `found` is empty when nothing is good enough: then say so."""

    found: tuple[Match, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    hit: Hit
    worth: float
    distance: float | None


def match(catalogue: Catalogue, wanted: Wanted, now: datetime) -> Matches:
    """`now` is any aware moment. The same question at the same moment has the same answer."""
    query = catalogue.index.understand(wanted.words or "")
    searched = SEARCHED_AT_FIRST
    while True:
        hits = _hits(catalogue, wanted, query, searched)
        suitable, left_out = _sorted_out(catalogue, wanted, query, hits, now)
        if len(suitable) >= wanted.limit or len(hits) < searched:
            break
        searched *= 4  # the best by words are all too far or closed: look further down
    found = (_match(candidate, wanted, query, now) for candidate in _varied(suitable, wanted))
    return Matches(tuple(found), tuple(left_out[:LEFT_OUT_NAMED]))


def _hits(catalogue: Catalogue, wanted: Wanted, query: Query, limit: int) -> tuple[Hit, ...]:
    needs = () if wanted.need is None else (wanted.need,)
    areas = () if wanted.area is None else (wanted.area,)
    if wanted.words or needs or areas:
        return catalogue.index.search(query, needs, areas, limit)
    return catalogue.index.everything()


def _sorted_out(
    catalogue: Catalogue, wanted: Wanted, query: Query, hits: tuple[Hit, ...], now: datetime
) -> tuple[list[_Candidate], list[LeftOut]]:
    suitable: list[_Candidate] = []
    shut_out: list[tuple[float, LeftOut]] = []
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    for hit in hits:
        if not _answers(hit, wanted, query):
            continue
        relevance = 0.75 * _agreement(hit, wanted, query) + 0.25 * hit.score / best
        distance = _distance(hit.service, wanted.near)
        if why := _hard_limit(catalogue, wanted, hit.service, distance):
            shut_out.append((relevance, LeftOut(hit.service, why)))
        else:
            worth = relevance * _ease(hit, wanted, query, distance, now)
            suitable.append(_Candidate(hit, worth, distance))
    suitable.sort(key=lambda candidate: (-candidate.worth, candidate.hit.service.id))
    shut_out.sort(key=lambda pair: (-pair[0], pair[1].service.id))
    return suitable, [left_out for _, left_out in shut_out]


def _hard_limit(
    catalogue: Catalogue, wanted: Wanted, service: Service, distance: float | None
) -> Why | None:
    if service.id in wanted.declined:
        return Why.DECLINED
    if why := why_not(
        service,
        ages=wanted.age_bounds,
        audiences=wanted.audiences,
        free_only=wanted.free_only,
        with_a_professional=wanted.with_a_professional,
    ):
        return why
    if wanted.near and wanted.near.outcodes and service.service_area:
        served = catalogue.gazetteer.outcodes_of(service.service_area)
        if served is not None and not served & wanted.near.outcodes:
            return Why.OUTSIDE_AREA
    if distance is not None and distance > wanted.farthest_km and not service.comes_to_you:
        return Why.TOO_FAR
    return None


def _answers(hit: Hit, wanted: Wanted, query: Query) -> bool:
    """Whether it is an answer at all: without this, something would always be found."""
    if wanted.need is not None and wanted.need in hit.needs:
        return True
    if wanted.words and (hit.needs & query.needs or hit.coverage >= ENOUGH_COVERAGE):
        return True
    if wanted.need is None and not wanted.words:
        return wanted.area is None or wanted.area in hit.service.areas
    return False


def _agreement(hit: Hit, wanted: Wanted, query: Query) -> float:
    """0 to 1: how fully it meets what was asked in each of the ways that it was asked."""
    asked: list[tuple[float, float]] = []
    if wanted.need is not None:
        asked.append((1.0, float(wanted.need in hit.needs)))
    if query.needs:
        asked.append((0.6, len(query.needs & hit.needs) / len(query.needs)))
    if query.open_words:
        asked.append((0.4, hit.coverage))
    if wanted.area is not None:
        asked.append((0.2, float(wanted.area in hit.service.areas)))
    whole = sum(weight for weight, _ in asked)
    return sum(weight * met for weight, met in asked) / whole if whole else 1.0


_TRUST = {
    Freshness.FRESH: 1.0,
    Freshness.AGEING: 0.95,
    Freshness.STALE: 0.8,
    Freshness.UNKNOWN: 0.85,
}


def _ease(hit: Hit, wanted: Wanted, query: Query, distance: float | None, now: datetime) -> float:
    """Up to 1: how easy and how certain it is to go there; unknowns lower it a little."""
    service = hit.service
    worth = _TRUST[age_of(service, now.astimezone(LONDON).date())]
    worth *= 0.95 ** len(unknowns(service, near_matters=wanted.near is not None))
    if wanted.free_only and service.cost is None:
        worth *= 0.9
    if distance is not None and not service.comes_to_you:
        worth *= 1 / (1 + distance / 15)
    if service.ways is not None and Way.IN_PERSON not in service.ways:
        worth *= 0.92  # recovery wants people met and places gone to, where both would do
    if service.only_for and wanted.audiences is None and not _about(service, wanted, query):
        worth *= 0.7  # it may not be for this person, and nobody asked for it
    if service.maximum_age is not None and wanted.age is None:
        worth *= 0.85
    if service.referral and not service.referral & {Referral.SELF, Referral.DROP_IN}:
        worth *= 0.95
    return worth


def _about(service: Service, wanted: Wanted, query: Query) -> bool:
    """Whether what was asked is itself about the people that the service is kept for."""
    audiences = {need.value for need in _asked(wanted, query)}
    return any(audience.value in audiences for audience in service.only_for or ())


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


def _distance(service: Service, near: Area | None) -> float | None:
    if near is None or service.place is None or service.place.point is None:
        return None
    if service.ways is not None and Way.IN_PERSON not in service.ways:
        return None
    return distance_km(near.point, service.place.point)


def _match(candidate: _Candidate, wanted: Wanted, query: Query, now: datetime) -> Match:
    service = candidate.hit.service
    session = next_session(service, now, wanted.nation)
    told = reasons(
        service,
        words=candidate.hit.said,
        needs=_asked(wanted, query) & candidate.hit.needs,
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
        unknowns(service, near_matters=wanted.near is not None),
    )


def _asked(wanted: Wanted, query: Query) -> frozenset[Need]:
    return query.needs if wanted.need is None else query.needs | {wanted.need}
