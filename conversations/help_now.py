"""Help now: who is there at this moment, whatever was said before and whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import WantsHelpNow, WantsNavigator, WantsPlan
from conversations.kit.effects import Lane
from conversations.kit.people import CaseReason, Standing
from conversations.kit.replies import LONGEST, Reply
from conversations.kit.state import Again, Done, State
from conversations.kit.turn import Turn


class WayOn(StrEnum):
    CARRY_ON = "carry_on"
    NAVIGATOR = "navigator"
    PLAN = "plan"


class PassOn(StrEnum):
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class AfterCard(State):
    """Navigators are there for adults alone, so others are not offered one."""

    def ask(self, turn: Turn) -> None:
        turn.ask("after_card", _ways_on(turn), lane=Lane.HELP)

    def hear(
        self, reply: Reply, turn: Turn
    ) -> OfferToPassOn | WantsNavigator | WantsPlan | Done | Again:
        match reply.choice(WayOn):
            case WayOn.CARRY_ON:
                return Done()
            case WayOn.PLAN:
                return WantsPlan()
            case WayOn.NAVIGATOR:
                return WantsNavigator(reason=CaseReason.WORRIED)
            case None if reply.text and WayOn.NAVIGATOR in _ways_on(turn):
                return OfferToPassOn(reply.text)
        return Again("after_card_again")


@dataclass(frozen=True)
class OfferToPassOn(State):
    """Whoever writes after seeing the card is heard; nothing is shared before they say so."""

    words: str

    def ask(self, turn: Turn) -> None:
        turn.ask("offer_to_pass_on", PassOn, lane=Lane.HELP)

    def hear(self, reply: Reply, turn: Turn) -> OfferToPassOn | WantsNavigator | Done | Again:
        match reply.choice(PassOn):
            case PassOn.YES:
                return WantsNavigator(self.words, CaseReason.WORRIED, agreed=True)
            case PassOn.NO:
                return Done()
            case None if reply.text and len(self.words) < LONGEST:
                return OfferToPassOn(f"{self.words}\n{reply.text}")
        return Again("offer_to_pass_on_again")


def begin(exit: WantsHelpNow, turn: Turn) -> AfterCard:
    if turn.person.plan.is_written:
        turn.say("my_plan.on_a_hard_day", lane=Lane.HELP, plan=turn.person.plan)
    lines = turn.help_lines(exit.kind)
    turn.say("card", lane=Lane.HELP, lines=lines, page=turn.around.help_page, opening="")
    return AfterCard()


def _ways_on(turn: Turn) -> tuple[WayOn, ...]:
    person = turn.person
    if person.standing is Standing.TOO_YOUNG:
        return (WayOn.CARRY_ON,)
    without_plan = (WayOn.CARRY_ON, WayOn.NAVIGATOR)
    return tuple(WayOn) if person.is_taking_part else without_plan
