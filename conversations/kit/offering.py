"""What is told of a service: why it was chosen, what is known and what is not, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conversations.kit.people import AgeBand, Person
from conversations.kit.turn import Turn
from resources_directory.freshness import Part, checked_on, doubtful
from resources_directory.hours_text import write_hours
from resources_directory.limits import Why
from resources_directory.listings import ages_said
from resources_directory.matching import LeftOut, Match, Reason, ReasonKind, Unknown
from resources_directory.model import Audience, Service, ServiceId

MOST_REASONS = 3
"""Reasons told for one service: more than fit one glance persuade nobody."""

AT_THE_EDGE = (AgeBand.YOUNG, AgeBand.OLDER)
"""Whose age is often outside of what a service is for."""

_TOLD_AS_FACTS = (ReasonKind.NEAR, ReasonKind.FREE, ReasonKind.SOON_ON, ReasonKind.CHECKED_LATELY)
"""How far, what it costs, when it is on and how old that is are told of every service."""


@dataclass(frozen=True)
class NearMiss:
    """A service that answers what was asked and was left out: enough to say why."""

    service: ServiceId
    why: Why
    km: int | None = None


@dataclass(frozen=True)
class Explained:
    """A near-miss with the facts that its reason may need."""

    name: str
    why: Why
    from_age: int | None
    to_age: int | None
    only_for: tuple[Audience, ...]
    is_for_all: bool
    referred_by: str
    cost: str
    km: int | None


def tell(number: int, match: Match, turn: Turn) -> None:
    """One service in one message, short enough that three fit a screen or two."""
    service, session = match.service, match.next_session
    old = doubtful(service, turn.now.date())
    turn.say(
        "find_support.service",
        number=number,
        name=service.name,
        description=service.description or "",
        reasons=_reasons(match.reasons),
        cost=service.cost.said if service.cost else "",
        km=None if match.distance_km is None else round(match.distance_km),
        is_open=match.is_open is True,
        next=session and session.starts_at.astimezone(turn.now.tzinfo),
        in_doubt=session is not None and session.is_in_doubt,
        hours=_hours(service),
        unknowns=_worth_saying(match, turn.person),
        doubt=match.doubt,
        checked=checked_on(service, Part.HOURS, turn.now.date()),
        is_old=bool(old),
        are_hours_old=Part.HOURS in old,
    )


def near_misses(left_out: Sequence[LeftOut]) -> tuple[NearMiss, ...]:
    return tuple(
        NearMiss(
            each.service.id,
            each.why,
            None if each.distance_km is None else round(each.distance_km),
        )
        for each in left_out
    )


def tell_near_misses(misses: Sequence[NearMiss], turn: Turn) -> None:
    """Those that the directory still has."""
    services = [(miss, turn.around.directory.service(miss.service)) for miss in misses]
    explained = [_explained(miss, service) for miss, service in services if service]
    turn.say("find_support.why_not", misses=explained)


def tell_how(service: Service | None, turn: Turn) -> None:
    """How to start there, what the first visit is like, and how to reach them."""
    turn.say(
        "this_offer.how_to_start",
        service=service.name if service else "",
        how=(service and service.how_to_start) or "",
        first_visit=(service and service.first_visit) or "",
        phone=(service and service.phone) or "",
        url=(service and service.url) or "",
    )


def _reasons(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """The first of each kind."""
    told = [reason for reason in reasons if reason.kind not in _TOLD_AS_FACTS]
    firsts = {reason.kind: reason for reason in reversed(told)}
    return tuple(reversed(firsts.values()))[:MOST_REASONS]


def _hours(service: Service) -> str:
    """In the provider's words, where not all of them could be read; else empty."""
    note = service.details.hours_note
    if not note:
        return ""
    read = write_hours(service.schedules or ())
    return f"{read}; {note}" if read else note


def _worth_saying(match: Match, person: Person) -> tuple[Unknown, ...]:
    """What is not known and matters to this person, in one order."""
    beside_the_point = {Unknown.CHECKED, Unknown.AUDIENCE}
    if match.service.details.hours_note:
        beside_the_point.add(Unknown.HOURS)
    if person.age not in AT_THE_EDGE:
        beside_the_point.add(Unknown.AGES)
    return tuple(each for each in Unknown if each in match.unknowns - beside_the_point)


def _explained(miss: NearMiss, service: Service) -> Explained:
    from_age, to_age = ages_said(service)
    return Explained(
        service.name,
        miss.why,
        from_age,
        to_age,
        tuple(each for each in Audience if each in (service.only_for or ())),
        service.only_for == frozenset(),
        service.referred_by or "",
        service.cost.said if service.cost else "",
        miss.km,
    )
