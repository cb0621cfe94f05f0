"""Finding something nearby: a few services, why each was chosen, and one small way to begin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from conversations.exits import (
    WantsNavigator,
    WantsOtherOffers,
    WantsSupport,
    WantsThisOffer,
    WantsWhatSuits,
)
from conversations.kit.facts import PlaceGiven, ServiceOffered
from conversations.kit.offering import NearMiss, near_misses, tell, tell_near_misses
from conversations.kit.people import Barrier, SuggestionId
from conversations.kit.replies import Reply
from conversations.kit.search import EVERYTHING, Search, wanted
from conversations.kit.state import Again, Done, State
from conversations.kit.suggestions import is_still_open, name_of
from conversations.kit.turn import Choice, Turn
from conversations.kit.whereabouts import area_said, towns
from resources_directory.model import LifeArea, Need

NEEDS = {Barrier.MONEY: Need.MONEY, Barrier.WORRY: Need.WORRY, Barrier.ALONE: Need.LONELINESS}
"""For the other barriers the goal's own words say more than any need would."""


class Look(StrEnum):
    SUITS = "suits"


class Others(StrEnum):
    MORE = "more"
    WHY_NOT = "why_not"
    NONE = "none"


class Instead(StrEnum):
    NAVIGATOR = "navigator"
    WHY_NOT = "why_not"
    SUITS = "suits"
    BROWSE = "browse"
    NOT_NOW = "not_now"


class Then(StrEnum):
    NAVIGATOR = "navigator"
    SUITS = "suits"
    BACK = "back"


@dataclass(frozen=True)
class Browse(State):
    """For when words are hard to find."""

    def ask(self, turn: Turn) -> None:
        turn.ask("browse", [*LifeArea, *Look])

    def hear(
        self, reply: Reply, turn: Turn
    ) -> NearWhere | Offers | NothingFound | WantsWhatSuits | Again:
        if reply.choice(Look):
            return WantsWhatSuits()
        area = reply.choice(LifeArea)
        if area is not None:
            return _look(Search(area=area), turn)
        return _look(Search(reply.said), turn) if reply.said else Again("browse_again")


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
    misses: tuple[NearMiss, ...] = ()

    def ask(self, turn: Turn) -> None:
        buttons = [
            Choice(str(number), name_of(each, turn))
            for number, each in enumerate(self.shown, 1)
            if is_still_open(each, turn)
        ]
        others = [each for each in Others if each is not Others.WHY_NOT or self.misses]
        turn.ask("offers", (*buttons, *others), count=len(buttons))

    def hear(
        self, reply: Reply, turn: Turn
    ) -> WantsThisOffer | NearWhere | Offers | NothingFound | WhyNot | Done | Again:
        match reply.choice(Others):
            case Others.MORE:
                return _offer(self.search, turn)
            case Others.WHY_NOT:
                return WhyNot(self.search, self.shown, self.misses)
            case Others.NONE:
                turn.say("none")
                return Done()
        for number, each in enumerate(self.shown, 1):
            if reply.key == str(number):
                return WantsThisOffer(each, self.search, self.shown)
        return _look(Search(reply.said), turn) if reply.said else Again("offers_again")


@dataclass(frozen=True)
class WhyNot(State):
    """What came close and was left out, and what can be done about it."""

    search: Search
    shown: tuple[SuggestionId, ...] = ()
    misses: tuple[NearMiss, ...] = ()

    def ask(self, turn: Turn) -> None:
        tell_near_misses(self.misses, turn)
        turn.ask("then_what", Then)

    def hear(
        self, reply: Reply, turn: Turn
    ) -> WantsNavigator | WantsWhatSuits | NearWhere | Offers | NothingFound | Again:
        match reply.choice(Then):
            case Then.NAVIGATOR:
                return WantsNavigator(self.search.words)
            case Then.SUITS:
                return WantsWhatSuits(self.search)
            case Then.BACK if self.shown:
                return Offers(self.search, self.shown, self.misses)
            case Then.BACK:
                return NothingFound(self.search, self.misses)
        return _look(Search(reply.said), turn) if reply.said else Again("then_what_again")


@dataclass(frozen=True)
class NothingFound(State):
    """Better said than papered over with something that does not fit."""

    search: Search
    misses: tuple[NearMiss, ...] = ()

    def ask(self, turn: Turn) -> None:
        ways = [each for each in Instead if each is not Instead.WHY_NOT or self.misses]
        before, noted = bool(self.search.seen), self.search.is_noted
        turn.ask("nothing_found", ways, before=before, noted=noted)

    def hear(
        self, reply: Reply, turn: Turn
    ) -> (
        WantsNavigator
        | WantsWhatSuits
        | WhyNot
        | Browse
        | NearWhere
        | Offers
        | NothingFound
        | Done
        | Again
    ):
        match reply.choice(Instead):
            case Instead.NAVIGATOR:
                return WantsNavigator(self.search.words)
            case Instead.WHY_NOT:
                return WhyNot(self.search, misses=self.misses)
            case Instead.SUITS:
                return WantsWhatSuits(self.search)
            case Instead.BROWSE:
                return Browse()
            case Instead.NOT_NOW:
                turn.say("none")
                return Done()
        return _look(Search(reply.said), turn) if reply.said else Again("nothing_found_again")


def begin(exit: WantsSupport, turn: Turn) -> Browse | NearWhere | Offers | NothingFound:
    if exit.search != EVERYTHING:
        return _look(exit.search, turn)
    goals = [goal for goal in turn.person.goals if goal.id == exit.goal]
    words = exit.words or (goals[0].words if goals else "")
    need = NEEDS.get(exit.need) if exit.need else None
    search = Search(words, need, goals[0].area if goals else None)
    return Browse() if search == EVERYTHING else _look(search, turn)


def go_on(exit: WantsOtherOffers, turn: Turn) -> Offers | NothingFound:
    """With those of the same few that are still open, else with others."""
    if any(is_still_open(each, turn) for each in exit.shown):
        return Offers(exit.search, exit.shown)
    return _offer(exit.search, turn)


def _look(search: Search, turn: Turn) -> NearWhere | Offers | NothingFound:
    """Near whom is asked once, and may be skipped."""
    return _offer(search, turn) if turn.person.area else NearWhere(search)


def _offer(search: Search, turn: Turn) -> Offers | NothingFound:
    around = turn.around
    asked = wanted(search, turn.person, around.nation)
    matches = around.directory.match(asked, turn.now, around.doubts)
    misses = near_misses(matches.left_out)
    if not matches.found:
        if not search.seen and not search.is_noted:
            turn.note_unmet(matches.topics)
            search = replace(search, is_noted=True)
        return NothingFound(search, misses)
    shown = []
    for number, match in enumerate(matches.found, 1):
        suggestion = SuggestionId(around.new_id())
        turn.record(ServiceOffered(suggestion, match.service.id))
        tell(number, match, turn)
        shown.append(suggestion)
    seen = (*search.seen, *(match.service.id for match in matches.found))
    return Offers(replace(search, seen=seen), tuple(shown), misses)
