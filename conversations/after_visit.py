"""Two weeks after something was saved: did they go, and was it as the directory says?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import WantsNavigator
from conversations.kit.facts import ServiceAnswered
from conversations.kit.people import Answer, CaseReason, SuggestionId
from conversations.kit.replies import Reply
from conversations.kit.state import Again, Done, State
from conversations.kit.suggestions import Wrong, keep, name_of, report, service_of
from conversations.kit.turn import Turn


class Went(StrEnum):
    YES = "yes"
    NOT_YET = "not_yet"
    NOT_GOING = "not_going"


class Described(StrEnum):
    YES = "yes"


class Company(StrEnum):
    COME_WITH_ME = "come_with_me"
    ALONE = "alone"


@dataclass(frozen=True)
class DidYouGo(State):
    suggestion: SuggestionId

    def ask(self, turn: Turn) -> None:
        turn.ask("did_you_go", Went, service=name_of(self.suggestion, turn))

    def hear(self, reply: Reply, turn: Turn) -> AsDescribed | OfferCompany | Done | Again:
        match reply.choice(Went):
            case Went.YES:
                turn.record(ServiceAnswered(self.suggestion, Answer.WENT))
                return AsDescribed(self.suggestion)
            case Went.NOT_YET:
                turn.record(ServiceAnswered(self.suggestion, Answer.NOT_YET))
                return OfferCompany(self.suggestion)
            case Went.NOT_GOING:
                turn.record(ServiceAnswered(self.suggestion, Answer.DECLINED))
                turn.say("not_going")
                return Done()
            case None:
                return Again("did_you_go_again")


@dataclass(frozen=True)
class AsDescribed(State):
    suggestion: SuggestionId

    def ask(self, turn: Turn) -> None:
        turn.ask("as_described", [*Described, *Wrong], skip=True)

    def hear(self, reply: Reply, turn: Turn) -> Done | Again:
        if (wrong := reply.choice(Wrong)) is not None:
            report(self.suggestion, wrong, turn)
            return Done()
        if not reply.skipped and reply.choice(Described) is None:
            return Again("as_described_again")
        turn.say("thanks")
        return Done()


@dataclass(frozen=True)
class OfferCompany(State):
    """Not yet is no failure: a first visit is easier with somebody."""

    suggestion: SuggestionId

    def ask(self, turn: Turn) -> None:
        turn.ask("offer_company", Company)

    def hear(self, reply: Reply, turn: Turn) -> WantsNavigator | Done | Again:
        match reply.choice(Company):
            case Company.COME_WITH_ME:
                keep(self.suggestion, turn)
                return WantsNavigator(
                    name_of(self.suggestion, turn), CaseReason.COME_WITH_ME, agreed=True
                )
            case Company.ALONE:
                turn.say("in_your_time")
                return Done()
            case None:
                return Again("offer_company_again")


def ring(ref: str, turn: Turn) -> DidYouGo | None:
    """Asked once, and only of what was saved, is still in the directory, and was not
    found closed."""
    suggestion = SuggestionId(ref)
    found = turn.person.suggestion(suggestion)
    if found is None or found.answer is not Answer.SAVED or not found.is_kept:
        return None
    if service_of(suggestion, turn) is None:
        return None
    return DidYouGo(suggestion)
