"""The wait for a navigator: more can be said, it can be called off, and it may grow long."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import NavigatorLate, WantsMenu, WantsWelcome
from conversations.kit.facts import VoicePassed
from conversations.kit.people import IN_DANGER, Case, Standing, Urgency, Voice
from conversations.kit.replies import Reply
from conversations.kit.state import Again, Done, Quiet, State
from conversations.kit.turn import Turn


class Wait(StrEnum):
    MENU = "menu"
    NO_LONGER = "no_longer"


class More(StrEnum):
    NOTHING = "nothing"
    NO_LONGER = "no_longer"


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


def late(exit: NavigatorLate, turn: Turn) -> Quiet:
    """The wait goes on, wherever they are: nothing that is open is closed by it."""
    turn.say("late", by=exit.by and exit.by.astimezone(turn.now.tzinfo))
    return Quiet()


def _call_off(case: Case, words: str, turn: Turn) -> None:
    """Somebody in danger may wish that nobody looked: that is passed on, and a human decides."""
    if case.reason in IN_DANGER or case.urgency is Urgency.NOW:
        turn.add_to_case(case.id, words)
        turn.say("still_looked_at")
        return
    turn.close_case(case.id)
    turn.record(VoicePassed(Voice.BOT))
    turn.say("called_off")
