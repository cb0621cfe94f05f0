"""Why a service was chosen, and what nobody knows of it: values for templates to put in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from resources_directory.freshness import Freshness, age_of
from resources_directory.hours import LONDON, Session
from resources_directory.model import LifeArea, Need, Referral, Service, Way

NEAR_KM = 5.0
SOON = timedelta(days=7)
WORDS_NAMED = 3


class ReasonKind(StrEnum):
    """Why a service was chosen."""

    YOUR_WORDS = "your words"
    MEETS_NEED = "meets need"
    LIFE_AREA = "life area"
    NEAR = "near"
    ONLINE = "online"
    BY_PHONE = "by phone"
    HOME_VISIT = "home visit"
    FREE = "free"
    OPEN_TO_ALL = "open to all"
    SELF_REFERRAL = "self-referral"
    DROP_IN = "drop-in"
    SOON_ON = "soon on"
    CHECKED_LATELY = "checked lately"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, for a template to put into words."""

    kind: ReasonKind
    value: str | float | None = None
    """YOUR_WORDS: the person's word; MEETS_NEED: a Need; LIFE_AREA: a LifeArea; NEAR: km."""


class Unknown(StrEnum):
    """What nobody knows of a service: said openly, never taken for yes or no."""

    COST = "cost"
    AGES = "ages"
    AUDIENCE = "audience"
    REFERRAL = "referral"
    PLACE = "place"
    HOURS = "hours"
    CHECKED = "checked"
    WOMEN_ONLY = "women only"
    ONE_TO_ONE = "one to one"
    ONLINE = "online"
    ALCOHOL = "alcohol"
    ACCESS = "access"
    LANGUAGE = "language"


def unknowns(service: Service, *, near_matters: bool) -> frozenset[Unknown]:
    unknown = {
        Unknown.COST: service.cost is None,
        Unknown.AGES: not service.any_age
        and service.minimum_age is None
        and service.maximum_age is None,
        Unknown.AUDIENCE: service.only_for is None,
        Unknown.REFERRAL: not service.referral,
        Unknown.PLACE: not service.comes_to_you
        and (service.place is None or (near_matters and service.place.point is None)),
        Unknown.HOURS: not service.schedules,
        Unknown.CHECKED: service.checked_at is None,
    }
    return frozenset(what for what, is_unknown in unknown.items() if is_unknown)


def reasons(
    service: Service,
    *,
    words: Sequence[str],
    needs: frozenset[Need],
    area: LifeArea | None,
    distance_km: float | None,
    session: Session | None,
    now: datetime,
) -> Iterator[Reason]:
    """In the order in which they are told: what was asked first, then what makes it easy.

    `words` and `needs` are those that were asked and that the service meets.
    """
    for word in words[:WORDS_NAMED]:
        yield Reason(ReasonKind.YOUR_WORDS, word)
    for need in sorted(needs):
        yield Reason(ReasonKind.MEETS_NEED, need)
    if area is not None and area in service.areas:
        yield Reason(ReasonKind.LIFE_AREA, area)
    if distance_km is not None and distance_km <= NEAR_KM:
        yield Reason(ReasonKind.NEAR, distance_km)
    yield from (Reason(kind) for kind, holds in _plain_reasons(service) if holds)
    if session is not None and session.starts_at - now <= SOON:
        yield Reason(ReasonKind.SOON_ON)
    if age_of(service, now.astimezone(LONDON).date()) is Freshness.FRESH:
        yield Reason(ReasonKind.CHECKED_LATELY)


def _plain_reasons(service: Service) -> tuple[tuple[ReasonKind, bool], ...]:
    ways, referral = service.ways or frozenset(), service.referral or frozenset()
    return (
        (ReasonKind.ONLINE, Way.ONLINE in ways),
        (ReasonKind.BY_PHONE, Way.PHONE in ways),
        (ReasonKind.HOME_VISIT, Way.HOME_VISIT in ways),
        (ReasonKind.FREE, service.cost is not None and service.cost.is_free),
        (ReasonKind.OPEN_TO_ALL, service.only_for == frozenset()),
        (ReasonKind.DROP_IN, Referral.DROP_IN in referral),
        (ReasonKind.SELF_REFERRAL, Referral.SELF in referral),
    )
