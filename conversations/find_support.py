"""Finding something nearby: a few services, why each was chosen, and one small way to begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from conversations.exits import WantsNavigator, WantsSupport
from conversations.kit.facts import PlaceGiven, ServiceAnswered, ServiceOffered
from conversations.kit.people import Answer, Barrier, CaseReason, SuggestionId
from conversations.kit.replies import Reply
from conversations.kit.state import Again, Done, State
from conversations.kit.suggestions import keep, name_of, service_of
from conversations.kit.turn import Choice, Turn
from conversations.kit.whereabouts import area_said, towns
from resources_directory.matching import Match, Reason, Wanted
from resources_directory.model import LifeArea, Need, ServiceId

"""Towns with a button; any other can be typed."""

MOST_REASONS = 3
"""Reasons told for one service: more than fit one glance persuade nobody."""

NEEDS = {Barrier.MONEY: Need.MONEY, Barrier.WORRY: Need.WORRY, Barrier.ALONE: Need.LONELINESS}
"""For the other barriers the goal's own words say more than any need would."""


class Others(StrEnum):
    MORE = "more"
    NONE = "none"


class Plan(StrEnum):
    SAVE = "save"
    COME_WITH_ME = "come_with_me"
    HOW_TO_START = "how_to_start"
    NOT_FOR_ME = "not_for_me"


class NotForMe(StrEnum):
    TOO_FAR = "too_far"
    COST = "cost"
    NOT_MY_THING = "not_my_thing"
    BEEN_BEFORE = "been_before"
    OTHER = "other"


class Instead(StrEnum):
    NAVIGATOR = "navigator"
    BROWSE = "browse"
    NOT_NOW = "not_now"


@dataclass(frozen=True)
class Search:
    """What is looked for, and what has been shown for it already."""

    words: str = ""
    need: Need | None = None
    area: LifeArea | None = None
    seen: tuple[ServiceId, ...] = ()


@dataclass(frozen=True)
class Browse(State):
    """For when words are hard to find."""

    def ask(self, turn: Turn) -> None:
        turn.ask("browse", LifeArea)

    def hear(self, reply: Reply, turn: Turn) -> NearWhere | Offers | NothingFound | Again:
        area = reply.choice(LifeArea)
        if area is not None:
            return _look(Search(area=area), turn)
        return _look(Search(reply.text), turn) if reply.text else Again("browse_again")


@dataclass(frozen=True)
class NearWhere(State):
    search: Search

    def ask(self, turn: Turn) -> None:
        turn.ask("near_where", towns(turn), skip=True)

    def hear(self, reply: Reply, turn: Turn) -> Offers | NothingFound | Again:
        if reply.skipped:
            return _offer(self.search, turn)
        area = area_said(reply, turn)
        if area is None:
            return Again("near_where_again")
        turn.record(PlaceGiven(area))
        return _offer(self.search, turn)


@dataclass(frozen=True)
class Offers(State):
    """The services were shown; which of them is it? Other words begin another search."""

    search: Search
    shown: tuple[SuggestionId, ...]

    def ask(self, turn: Turn) -> None:
        buttons = [
            Choice(str(number), name_of(each, turn))
            for number, each in enumerate(self.shown, 1)
            if _is_open(each, turn)
        ]
        turn.ask("offers", (*buttons, *Others), count=len(buttons))

    def hear(
        self, reply: Reply, turn: Turn
    ) -> Chosen | NearWhere | Offers | NothingFound | Done | Again:
        match reply.choice(Others):
            case Others.MORE:
                return _offer(self.search, turn)
            case Others.NONE:
                turn.say("none")
                return Done()
        for number, each in enumerate(self.shown, 1):
            if reply.key == str(number):
                return Chosen(self.search, self.shown, each)
        return _look(Search(reply.text), turn) if reply.text else Again("offers_again")


@dataclass(frozen=True)
class Chosen(State):
    search: Search
    shown: tuple[SuggestionId, ...]
    suggestion: SuggestionId

    def ask(self, turn: Turn) -> None:
        turn.ask("chosen", Plan, service=name_of(self.suggestion, turn))

    def hear(self, reply: Reply, turn: Turn) -> Chosen | AskWhy | WantsNavigator | Done | Again:
        match reply.choice(Plan):
            case Plan.SAVE:
                will_ask = keep(self.suggestion, turn)
                turn.say("saved", service=name_of(self.suggestion, turn), will_ask=will_ask)
                return Done()
            case Plan.COME_WITH_ME:
                keep(self.suggestion, turn)
                return WantsNavigator(
                    name_of(self.suggestion, turn), CaseReason.COME_WITH_ME, agreed=True
                )
            case Plan.HOW_TO_START:
                _tell_how(self.suggestion, turn)
                return self
            case Plan.NOT_FOR_ME:
                return AskWhy(self.search, self.shown, self.suggestion)
            case None:
                return Again("chosen_again")


@dataclass(frozen=True)
class AskWhy(State):
    """Why it is not for them: asked so that the next ones fit better, and never required."""

    search: Search
    shown: tuple[SuggestionId, ...]
    suggestion: SuggestionId

    def ask(self, turn: Turn) -> None:
        turn.ask("ask_why", NotForMe, skip=True)

    def hear(self, reply: Reply, turn: Turn) -> Offers | NothingFound | Again:
        words = reply.label or reply.text
        if not words and not reply.skipped:
            return Again("ask_why_again")
        why = "" if reply.skipped else words
        turn.record(ServiceAnswered(self.suggestion, Answer.DECLINED, why))
        turn.say("declined")
        if any(_is_open(each, turn) for each in self.shown):
            return Offers(self.search, self.shown)
        return _offer(self.search, turn)


@dataclass(frozen=True)
class NothingFound(State):
    """Better said than papered over with something that does not fit."""

    search: Search

    def ask(self, turn: Turn) -> None:
        turn.ask("nothing_found", Instead, before=bool(self.search.seen))

    def hear(
        self, reply: Reply, turn: Turn
    ) -> WantsNavigator | Browse | NearWhere | Offers | NothingFound | Done | Again:
        match reply.choice(Instead):
            case Instead.NAVIGATOR:
                return WantsNavigator(self.search.words)
            case Instead.BROWSE:
                return Browse()
            case Instead.NOT_NOW:
                turn.say("none")
                return Done()
        return _look(Search(reply.text), turn) if reply.text else Again("nothing_found_again")


def begin(exit: WantsSupport, turn: Turn) -> Browse | NearWhere | Offers | NothingFound:
    goals = [goal for goal in turn.person.goals if goal.id == exit.goal]
    words = exit.words or (goals[0].words if goals else "")
    need = NEEDS.get(exit.need) if exit.need else None
    search = Search(words, need, goals[0].area if goals else None)
    return Browse() if search == Search() else _look(search, turn)


def _look(search: Search, turn: Turn) -> NearWhere | Offers | NothingFound:
    """Near whom is asked once, and may be skipped."""
    return _offer(search, turn) if turn.person.area else NearWhere(search)


def _offer(search: Search, turn: Turn) -> Offers | NothingFound:
    matches = turn.around.directory.match(_wanted(search, turn), turn.now)
    if not matches.found:
        return NothingFound(search)
    shown = []
    for number, match in enumerate(matches.found, 1):
        suggestion = SuggestionId(turn.around.new_id())
        turn.record(ServiceOffered(suggestion, match.service.id))
        _tell(number, match, turn)
        shown.append(suggestion)
    seen = (*search.seen, *(match.service.id for match in matches.found))
    return Offers(replace(search, seen=seen), tuple(shown))


def _wanted(search: Search, turn: Turn) -> Wanted:
    person = turn.person
    declined = {each.service for each in person.suggestions if each.answer is Answer.DECLINED}
    return Wanted(
        words=search.words or None,
        need=search.need,
        area=search.area,
        near=person.area,
        is_adult=True,  # nobody under age gets this far
        ages=person.age.ages if person.age else None,
        declined=frozenset(declined | set(search.seen)),
    )


def _tell(number: int, match: Match, turn: Turn) -> None:
    service = match.service
    session = match.next_session
    turn.say(
        "service",
        number=number,
        name=service.name,
        description=service.description or "",
        reasons=_reasons(match.reasons),
        cost=service.cost.said if service.cost else "",
        km=None if match.distance_km is None else round(match.distance_km),
        next=session and session.starts_at.astimezone(turn.now.tzinfo),
        how_to_start=service.how_to_start or "",
        checked=service.checked_at,
    )


def _reasons(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """The first of each kind."""
    firsts = {reason.kind: reason for reason in reversed(reasons)}
    return tuple(reversed(firsts.values()))[:MOST_REASONS]


def _tell_how(suggestion: SuggestionId, turn: Turn) -> None:
    service = service_of(suggestion, turn)
    turn.say(
        "how_to_start",
        service=name_of(suggestion, turn),
        how=(service and service.how_to_start) or "",
        first_visit=(service and service.first_visit) or "",
        phone=(service and service.phone) or "",
        url=(service and service.url) or "",
    )


def _is_open(suggestion: SuggestionId, turn: Turn) -> bool:
    found = turn.person.suggestion(suggestion)
    return found is not None and found.answer is not Answer.DECLINED
