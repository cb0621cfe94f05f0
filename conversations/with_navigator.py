"""Asking for a navigator, the wait, the talk itself, and what comes after it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import (
    NavigatorCame,
    NavigatorLate,
    NavigatorLeft,
    WantsHelpNow,
    WantsMenu,
    WantsNavigator,
    WantsWelcome,
)
from conversations.kit.effects import Bell
from conversations.kit.facts import ContactAnswered, VoicePassed
from conversations.kit.moments import next_day
from conversations.kit.people import (
    IN_DANGER,
    Case,
    CaseId,
    CaseReason,
    Felt,
    Standing,
    Urgency,
    Voice,
)
from conversations.kit.replies import LONGEST, Kind, Reply
from conversations.kit.state import Again, Done, Quiet, State
from conversations.kit.turn import Turn


class Topic(StrEnum):
    TALK = "talk"
    GOAL = "goal"
    PRACTICAL = "practical"
    SERVICE = "service"
    UNSAID = "unsaid"
    NOT_NOW = "not_now"


class Sending(StrEnum):
    SEND = "send"
    CHANGE = "change"
    WITHOUT = "without"


class Wait(StrEnum):
    MENU = "menu"
    NO_LONGER = "no_longer"


class More(StrEnum):
    NOTHING = "nothing"
    NO_LONGER = "no_longer"


class Talk(StrEnum):
    ENOUGH = "enough"


class AnotherGo(StrEnum):
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class About(State):
    """Whoever asked for a human and then says nothing is not forgotten: see `lapse`."""

    reason: CaseReason

    def ask(self, turn: Turn) -> None:
        turn.ask("about", Topic)

    def hear(self, reply: Reply, turn: Turn) -> Summary | Done | Again:
        match reply.choice(Topic):
            case Topic.NOT_NOW:
                turn.say("not_now")
            case Topic.SERVICE:
                _request(CaseReason.COMPLAINT, reply.label, turn)
            case Topic.UNSAID:
                _request(self.reason, "", turn)
            case None if reply.text:
                return Summary(reply.text, self.reason)
            case None:
                return Again("about_again")
            case _:
                _request(self.reason, reply.label, turn)
        return Done()

    def lapse(self, turn: Turn) -> None:
        turn.open_case(self.reason, Urgency.ROUTINE, "")
        turn.record(VoicePassed(Voice.WAITING))


@dataclass(frozen=True)
class Summary(State):
    """What a navigator will read is seen, and can be changed, before anybody else sees it."""

    words: str
    reason: CaseReason

    def ask(self, turn: Turn) -> None:
        turn.ask("summary", Sending, words=self.words)

    def hear(self, reply: Reply, turn: Turn) -> Summary | Rewrite | Done | Again:
        match reply.choice(Sending):
            case Sending.SEND:
                _request(self.reason, self.words, turn, is_seen=True)
                return Done()
            case Sending.WITHOUT:
                _request(self.reason, "", turn)
                return Done()
            case Sending.CHANGE:
                return Rewrite(self.words, self.reason)
            case None if reply.text and len(self.words) < LONGEST:
                return Summary(f"{self.words}\n{reply.text}", self.reason)
        return Again("summary_again")

    def lapse(self, turn: Turn) -> None:
        """They were told that the team would hear of it, and would read this."""
        turn.open_case(self.reason, Urgency.ROUTINE, self.words)
        turn.record(VoicePassed(Voice.WAITING))


@dataclass(frozen=True)
class Rewrite(State):
    words: str
    reason: CaseReason

    def ask(self, turn: Turn) -> None:
        turn.ask("rewrite", skip=True)

    def hear(self, reply: Reply, turn: Turn) -> Summary | Again:
        if reply.skipped:
            return Summary(self.words, self.reason)
        return Summary(reply.text, self.reason) if reply.text else Again("about_again")

    def lapse(self, turn: Turn) -> None:
        Summary(self.words, self.reason).lapse(turn)


@dataclass(frozen=True)
class Waiting(State):
    """Where a person rests until a navigator comes; what they write is added for the navigator."""

    def ask(self, turn: Turn) -> None:
        stopped = turn.person.standing is Standing.STOPPED
        turn.ask("waiting", (Wait.NO_LONGER,) if stopped else Wait)

    def hear(self, reply: Reply, turn: Turn) -> WantsMenu | WantsWelcome | Done | Again:
        case = turn.person.case
        if case is None:
            turn.record(VoicePassed(Voice.BOT))
            return Done()
        match reply.choice(Wait):
            case Wait.MENU:
                return WantsMenu() if turn.person.is_taking_part else WantsWelcome()
            case Wait.NO_LONGER:
                _call_off(case, reply.label, turn)
                return Done()
            case None if reply.text:
                turn.add_to_case(case.id, reply.text)
                return Again("added")
        return Again("only_words")


@dataclass(frozen=True)
class AlreadyAsked(State):
    """Asked for a human a second time, before one came."""

    def ask(self, turn: Turn) -> None:
        case = turn.person.case
        asked_at = case and case.opened_at.astimezone(turn.now.tzinfo)
        turn.ask("already_asked", More, asked_at=asked_at)

    def hear(self, reply: Reply, turn: Turn) -> Done | Again:
        case = turn.person.case
        choice = reply.choice(More)
        if case is None or choice is More.NOTHING:
            return Done()
        if choice is More.NO_LONGER:
            _call_off(case, reply.label, turn)
            return Done()
        if not reply.text:
            return Again("only_words")
        turn.add_to_case(case.id, reply.text)
        turn.say("added")
        return Done()


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


def begin(
    exit: WantsNavigator, turn: Turn
) -> About | Summary | AlreadyAsked | Talking | WantsHelpNow | Done:
    """What is said already is not asked again; a person who is worried is not kept for details."""
    person = turn.person
    if person.standing is Standing.TOO_YOUNG:
        turn.say("for_adults", age=turn.around.minimum_age)
        return WantsHelpNow()
    if person.voice is Voice.HUMAN and person.case is not None:
        if exit.about:
            turn.relay(person.case.id, exit.about)
        return Talking()
    if exit.about and not exit.agreed:
        return Summary(exit.about, exit.reason)
    if exit.about or exit.reason is CaseReason.WORRIED:
        _request(exit.reason, exit.about, turn)
        return Done()
    if person.voice is Voice.WAITING and person.case is not None:
        return AlreadyAsked()
    return About(exit.reason)


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


def late(exit: NavigatorLate, turn: Turn) -> Quiet:
    """The wait goes on, wherever they are: nothing that is open is closed by it."""
    turn.say("late", by=exit.by and exit.by.astimezone(turn.now.tzinfo))
    return Quiet()


def _request(reason: CaseReason, words: str, turn: Turn, *, is_seen: bool = False) -> None:
    urgency = Urgency.SOON if reason is CaseReason.WORRIED else Urgency.ROUTINE
    turn.open_case(reason, urgency, words)
    turn.record(VoicePassed(Voice.WAITING))
    if reason is CaseReason.COME_WITH_ME:
        turn.say("come_along", words=words)
    else:
        turn.say("asked_for", words="" if is_seen else words)
    turn.promise(urgency)


def _ask_the_day_after(was_urgent: bool, turn: Turn) -> None:
    """A human has looked: one gentle question follows."""
    if was_urgent:
        turn.wake(Bell.DAY_AFTER, next_day(turn.now, turn.person.quiet))


def _call_off(case: Case, words: str, turn: Turn) -> None:
    """Somebody in danger may wish that nobody looked: that is passed on, and a human decides."""
    if case.reason in IN_DANGER or case.urgency is Urgency.NOW:
        turn.add_to_case(case.id, words)
        turn.say("still_looked_at")
        return
    turn.close_case(case.id)
    turn.record(VoicePassed(Voice.BOT))
    turn.say("called_off")
