"""The weekly bell: a check-in offered unasked, and what becomes of silence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import WantsCheckIn, WantsToStop
from conversations.kit.effects import Bell
from conversations.kit.facts import CheckInAnswered, CheckInSilent, StandingChanged
from conversations.kit.moments import in_days
from conversations.kit.people import CaseReason, Purpose, Standing, Urgency
from conversations.kit.replies import Reply
from conversations.kit.rhythm import INVITED, TOMORROW, next_check_in, silence_bells
from conversations.kit.state import Again, Done, State
from conversations.kit.turn import Turn

SILENCES = 3
"""Check-ins in a row without a word, after which the only question left is whether to pause."""

PAUSE_DAYS = 28


class Start(StrEnum):
    NOW = "now"
    TOMORROW = "tomorrow"
    NOT_THIS_WEEK = "not_this_week"


class Pause(StrEnum):
    PAUSE = "pause"
    KEEP = "keep"
    STOP = "stop"


@dataclass(frozen=True)
class Begin(State):
    """The weekly bell. Its first words stand on a lock screen, so they tell nothing."""

    def ask(self, turn: Turn) -> None:
        turn.ask("begin", Start, count=len(turn.person.active_goals))

    def hear(self, reply: Reply, turn: Turn) -> WantsCheckIn | Done | Again:
        choice = reply.choice(Start)
        if choice is None:
            return Again("begin_again")
        turn.cancel(Bell.CHECK_IN, TOMORROW)
        if choice is Start.NOW:
            return WantsCheckIn()
        turn.record(CheckInAnswered())
        match choice:
            case Start.TOMORROW:
                turn.wake(Bell.CHECK_IN, in_days(turn.now, 1, turn.person.quiet), TOMORROW)
                turn.say("tomorrow")
            case Start.NOT_THIS_WEEK:
                turn.say("not_this_week", next=next_check_in(turn.person, turn.now))
        return Done()

    def lapse(self, turn: Turn) -> None:
        turn.record(CheckInSilent())


@dataclass(frozen=True)
class AskPause(State):
    """Asked once after a run of silent check-ins; after that the silence is respected."""

    told: bool = False  # whether the team was told, as the person had agreed to

    def ask(self, turn: Turn) -> None:
        turn.ask("ask_pause", Pause, told=self.told)

    def hear(self, reply: Reply, turn: Turn) -> WantsToStop | Done | Again:
        choice = reply.choice(Pause)
        if choice is None:
            return Again("ask_pause_again")
        turn.record(CheckInAnswered())
        match choice:
            case Pause.PAUSE:
                until = in_days(turn.now, PAUSE_DAYS, turn.person.quiet)
                silence_bells(turn)
                turn.record(StandingChanged(Standing.PAUSED, until))
                turn.wake(Bell.RESUME, until)
                turn.say("paused", until=until)
            case Pause.KEEP:
                turn.say("kept", next=next_check_in(turn.person, turn.now))
            case Pause.STOP:
                return WantsToStop()
        return Done()

    def lapse(self, turn: Turn) -> None:
        turn.record(CheckInSilent())


def ring(ref: str, turn: Turn) -> Begin | AskPause | WantsCheckIn | None:
    """The weekly bell sets itself again, whatever becomes of this one."""
    at = next_check_in(turn.person, turn.now)
    if at is None:
        return None
    if not turn.person.active_goals:
        turn.wake(Bell.CHECK_IN, at, INVITED)
        return None if ref == INVITED else WantsCheckIn()
    turn.wake(Bell.CHECK_IN, at)
    if turn.person.silent_check_ins >= SILENCES:
        return _after_silence(turn)
    return Begin()


def _after_silence(turn: Turn) -> AskPause | None:
    """Asked once; a navigator hears of it only where that was agreed to beforehand."""
    if turn.person.silent_check_ins > SILENCES:
        return None
    told = turn.person.agreed_to(Purpose.FOLLOW_UP) and turn.person.case is None
    if told:
        turn.open_case(CaseReason.SILENCE, Urgency.ROUTINE, "")
    return AskPause(told)
