"""The talk itself, and what comes after it: whose word it is again, and how it was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import NavigatorCame, NavigatorLeft, WantsNavigator
from conversations.kit.effects import Bell
from conversations.kit.facts import ContactAnswered, VoicePassed
from conversations.kit.moments import next_day
from conversations.kit.people import CaseId, Felt, Urgency, Voice
from conversations.kit.replies import Kind, Reply
from conversations.kit.state import Again, Done, Quiet, State
from conversations.kit.turn import Turn
from conversations.with_navigator.waiting import Waiting


class Talk(StrEnum):
    ENOUGH = "enough"


class AnotherGo(StrEnum):
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Talking(State):
    """A navigator has the word: all but one button goes to them, and the bot keeps quiet."""

    def ask(self, turn: Turn) -> None:
        case = turn.person.case
        turn.ask("talking", Talk, navigator=(case and case.navigator) or "")

    def hear(self, reply: Reply, turn: Turn) -> HandedBack | Talking | Quiet | Done:
        case = turn.person.case
        if case is None:
            turn.record(VoicePassed(Voice.BOT))
            return Done()
        if reply.choice(Talk) is Talk.ENOUGH:
            turn.record(VoicePassed(Voice.RETURNING))
            _ask_the_day_after(case.urgency is Urgency.NOW, turn)
            turn.close_case(case.id)
            return HandedBack(case.id)
        if reply.kind is Kind.PRESS:
            return Talking()
        turn.relay(case.id, reply.text)
        return Quiet()


@dataclass(frozen=True)
class HandedBack(State):
    case: CaseId

    def ask(self, turn: Turn) -> None:
        turn.ask("handed_back", Felt, skip=True)

    def hear(self, reply: Reply, turn: Turn) -> TryAgain | Done | Again:
        felt = reply.choice(Felt)
        if felt is None and not reply.skipped:
            return Again("handed_back_again")
        turn.record(VoicePassed(Voice.BOT))
        if felt is None:
            return Done()
        turn.record(ContactAnswered(self.case, felt))
        if felt is Felt.NOT_RIGHT:
            return TryAgain()
        turn.say("thanks")
        return Done()

    def lapse(self, turn: Turn) -> None:
        turn.record(VoicePassed(Voice.BOT))


@dataclass(frozen=True)
class TryAgain(State):
    """It was not what they needed: they may say what they do need, and to whom it goes."""

    def ask(self, turn: Turn) -> None:
        turn.ask("try_again", AnotherGo)

    def hear(self, reply: Reply, turn: Turn) -> WantsNavigator | Done | Again:
        match reply.choice(AnotherGo):
            case AnotherGo.YES:
                return WantsNavigator()
            case AnotherGo.NO:
                turn.say("thanks")
                return Done()
            case None if reply.text:
                return WantsNavigator(reply.text)
        return Again("only_words")


def came(exit: NavigatorCame, turn: Turn) -> Talking | Quiet | Done:
    if turn.person.case is None:
        return Done()
    turn.met(exit.navigator)
    if exit.instead_of:
        turn.say("handed_over", before=exit.instead_of, navigator=exit.navigator)
    if exit.is_late:
        turn.say("came_late")
    turn.record(VoicePassed(Voice.HUMAN))
    return Quiet() if turn.person.is_discreet else Talking()


def left(exit: NavigatorLeft, turn: Turn) -> HandedBack | Waiting:
    """A navigator who fell silent leaves the person waiting: the house asks the team again."""
    case = turn.person.case
    if exit.lapsed and case is not None:
        turn.record(VoicePassed(Voice.WAITING))
        turn.say("lapsed", navigator=exit.navigator)
        turn.promise(case.urgency)
        return Waiting()
    turn.record(VoicePassed(Voice.RETURNING))
    _ask_the_day_after(exit.was_urgent, turn)
    turn.say("left", navigator=exit.navigator)
    return HandedBack(exit.case)


def _ask_the_day_after(was_urgent: bool, turn: Turn) -> None:
    """A human has looked: one gentle question follows."""
    if was_urgent:
        turn.wake(Bell.DAY_AFTER, next_day(turn.now, turn.person.quiet))
