"""One service of those that were offered: keep it, go with company, or say why not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import (
    WantsFreeOnly,
    WantsNavigator,
    WantsNearer,
    WantsOtherOffers,
    WantsSaved,
    WantsThisOffer,
)
from conversations.kit.facts import ServiceAnswered
from conversations.kit.offering import tell_how
from conversations.kit.people import Answer, CaseReason, SuggestionId
from conversations.kit.replies import Reply
from conversations.kit.search import Search
from conversations.kit.state import Again, State
from conversations.kit.suggestions import Wrong, keep, name_of, report, service_of
from conversations.kit.turn import Turn


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


@dataclass(frozen=True)
class Chosen(State):
    search: Search
    shown: tuple[SuggestionId, ...]
    suggestion: SuggestionId

    def ask(self, turn: Turn) -> None:
        turn.ask("chosen", [*Plan, *Wrong], service=name_of(self.suggestion, turn))

    def hear(
        self, reply: Reply, turn: Turn
    ) -> Chosen | AskWhy | WantsOtherOffers | WantsNavigator | WantsSaved | Again:
        if (wrong := reply.choice(Wrong)) is not None:
            report(self.suggestion, wrong, turn)
            return WantsOtherOffers(self.search, self.shown)
        match reply.choice(Plan):
            case Plan.SAVE:
                will_ask = keep(self.suggestion, turn)
                turn.say("saved", service=name_of(self.suggestion, turn), will_ask=will_ask)
                return WantsSaved(self.suggestion)
            case Plan.COME_WITH_ME:
                keep(self.suggestion, turn)
                return WantsNavigator(
                    name_of(self.suggestion, turn), CaseReason.COME_WITH_ME, agreed=True
                )
            case Plan.HOW_TO_START:
                tell_how(service_of(self.suggestion, turn), turn)
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

    def hear(
        self, reply: Reply, turn: Turn
    ) -> WantsOtherOffers | WantsNearer | WantsFreeOnly | Again:
        words = reply.label or reply.text
        if not words and not reply.skipped:
            return Again("ask_why_again")
        why = "" if reply.skipped else words
        turn.record(ServiceAnswered(self.suggestion, Answer.DECLINED, why))
        turn.say("declined")
        match reply.choice(NotForMe):
            case NotForMe.TOO_FAR:
                return WantsNearer(self.search)
            case NotForMe.COST if not turn.person.constraints.free_only:
                return WantsFreeOnly(self.search)
        return WantsOtherOffers(self.search, self.shown)


def begin(exit: WantsThisOffer, turn: Turn) -> Chosen:
    return Chosen(exit.search, exit.shown, exit.suggestion)
