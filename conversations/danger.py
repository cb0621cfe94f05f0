"""When the net found words of danger: the card at once, a human soon, and never a gate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import FoundDanger, WantsHelpNow, WantsNavigator, WantsSupport
from conversations.kit.effects import Lane
from conversations.kit.facts import DiscreetChosen, VoicePassed
from conversations.kit.help_lines import HelpKind
from conversations.kit.people import CaseReason, Person, Standing, Urgency, Voice
from conversations.kit.replies import Reply
from conversations.kit.rhythm import silence_bells
from conversations.kit.state import Again, Done, Quiet, State
from conversations.kit.turn import Turn
from conversations.safety_net.model import Category, Tier

SAFEGUARDING = frozenset(
    {Category.DANGER_FROM_OTHERS, Category.HARM_TO_OTHERS, Category.CHILD_AT_RISK}
)
"""Whose case goes by the safeguarding steps of the team."""

_KINDS = {
    Category.ALREADY_ACTED: HelpKind.LIFE,
    Category.MEDICAL_EMERGENCY: HelpKind.LIFE,
    Category.DANGER_FROM_OTHERS: HelpKind.ABUSE,
    Category.CHILD_AT_RISK: HelpKind.CHILD,
    Category.BASIC_NEEDS: HelpKind.BASICS,
}


class Ways(StrEnum):
    CARRY_ON = "carry_on"
    SAFE = "safe"
    NOT_FIRST = "not_first"


class Offer(StrEnum):
    CARRY_ON = "carry_on"
    NAVIGATOR = "navigator"
    CARD = "card"
    FIND = "find"


class Today(StrEnum):
    ALL_RIGHT = "all_right"
    HARD = "hard"


@dataclass(frozen=True)
class AfterCard(State):
    """What they write here goes to the team as well. "I'm safe" is passed on; it ends nothing."""

    category: Category

    def ask(self, turn: Turn) -> None:
        turn.ask("after_card", self._ways(turn.person), lane=Lane.HELP)

    def hear(self, reply: Reply, turn: Turn) -> Done | Again:
        choice = reply.choice(Ways)
        if choice is Ways.CARRY_ON:
            return Done()
        words = reply.label or reply.text
        if not words:
            return Again("after_card_again")
        _add(words, turn)
        if choice is Ways.SAFE:
            turn.say("passed_on")
            return Done()
        if choice is Ways.NOT_FIRST:
            turn.record(DiscreetChosen(True))
            silence_bells(turn)
            turn.say("not_first")
            return Done()
        return Again("added")

    def _ways(self, person: Person) -> tuple[Ways, ...]:
        if self.category is Category.DANGER_FROM_OTHERS and not person.is_discreet:
            return tuple(Ways)
        return (Ways.CARRY_ON, Ways.SAFE)


@dataclass(frozen=True)
class Gently(State):
    """Something that may be hard to carry: met in one sentence, and nothing is decided for them."""

    words: str
    category: Category

    def ask(self, turn: Turn) -> None:
        turn.ask("gently", self._offers(turn), is_shared=turn.person.case is not None)

    def hear(
        self, reply: Reply, turn: Turn
    ) -> Gently | WantsHelpNow | WantsNavigator | WantsSupport | Done | Again:
        match reply.choice(Offer):
            case Offer.CARRY_ON:
                return Done()
            case Offer.NAVIGATOR:
                return WantsNavigator(self.words, CaseReason.WORRIED, agreed=True)
            case Offer.CARD:
                return WantsHelpNow(_KINDS.get(self.category))
            case Offer.FIND:
                return WantsSupport(words=self.words)
            case None if reply.text:
                _add(reply.text, turn)
                return Again("heard")
        return Again("gently_again")

    def _offers(self, turn: Turn) -> list[Offer]:
        person = turn.person
        fits = {
            Offer.NAVIGATOR: person.standing is not Standing.TOO_YOUNG,
            Offer.FIND: self.category is Category.BASIC_NEEDS and person.is_taking_part,
        }
        return [offer for offer in Offer if fits.get(offer, True)]


@dataclass(frozen=True)
class DayAfter(State):
    """One gentle question, the day after a human was there."""

    def ask(self, turn: Turn) -> None:
        turn.ask("day_after", Today, name=turn.person.name)

    def hear(self, reply: Reply, turn: Turn) -> WantsNavigator | Done | Again:
        match reply.choice(Today):
            case Today.ALL_RIGHT:
                turn.say("glad")
                return Done()
            case Today.HARD:
                return WantsNavigator(reason=CaseReason.WORRIED)
            case None if reply.text:
                return WantsNavigator(reply.text, CaseReason.WORRIED)
        return Again("day_after_again")


def begin(exit: FoundDanger, turn: Turn) -> AfterCard | Gently | Quiet:
    if exit.tier is Tier.SOFT:
        return _gently(exit, turn)
    reason = CaseReason.SAFEGUARDING if exit.category in SAFEGUARDING else CaseReason.DANGER
    _card(exit.category, turn)
    if turn.person.voice is Voice.HUMAN and turn.person.case is not None:
        turn.open_case(reason, Urgency.NOW, "")
        turn.relay(turn.person.case.id, exit.words)
        return Quiet()
    turn.open_case(reason, Urgency.NOW, exit.words)
    turn.record(VoicePassed(Voice.WAITING))
    turn.say("told", lane=Lane.HELP, discreet=exit.category is Category.DANGER_FROM_OTHERS)
    turn.promise(Urgency.NOW, lane=Lane.HELP)
    return AfterCard(exit.category)


def ring(ref: str, turn: Turn) -> DayAfter:
    return DayAfter()


def _gently(exit: FoundDanger, turn: Turn) -> Gently:
    """The team looks soon; but of somebody who has not been told so, nothing is shared."""
    if turn.person.is_taking_part:
        turn.open_case(CaseReason.CONCERN, Urgency.SOON, exit.words)
    return Gently(exit.words, exit.category)


def _card(category: Category, turn: Turn) -> None:
    opening = "discreet" if category is Category.DANGER_FROM_OTHERS else "found"
    if _KINDS.get(category) is HelpKind.LIFE:
        opening = "life"
    lines = turn.help_lines(_KINDS.get(category, HelpKind.CRISIS))
    page = turn.around.help_page
    turn.say("help_now.card", lane=Lane.HELP, lines=lines, page=page, opening=opening)


def _add(words: str, turn: Turn) -> None:
    if turn.person.case is not None:
        turn.add_to_case(turn.person.case.id, words)
