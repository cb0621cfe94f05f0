"""Asking for a navigator: what it is about, and what the team will read of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import WantsHelpNow, WantsNavigator
from conversations.kit.facts import VoicePassed
from conversations.kit.people import CaseReason, Standing, Urgency, Voice
from conversations.kit.replies import LONGEST, Reply
from conversations.kit.state import Again, Done, State
from conversations.kit.turn import Turn
from conversations.with_navigator.talking import Talking
from conversations.with_navigator.waiting import AlreadyAsked


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
    NOT_NOW = "not_now"


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
            case Sending.NOT_NOW:
                turn.say("not_now")
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


def _request(reason: CaseReason, words: str, turn: Turn, *, is_seen: bool = False) -> None:
    urgency = Urgency.SOON if reason is CaseReason.WORRIED else Urgency.ROUTINE
    turn.open_case(reason, urgency, words)
    turn.record(VoicePassed(Voice.WAITING))
    if reason is CaseReason.COME_WITH_ME:
        turn.say("come_along", words=words)
    else:
        turn.say("asked_for", words="" if is_seen else words)
    turn.promise(urgency)
