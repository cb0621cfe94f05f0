"""To pause, to stop, and to come back: at once, without a reason, and without losing anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from conversations.exits import WantsMenu, WantsPause, WantsSettings, WantsToStop, WantsWelcome
from conversations.kit.effects import Bell
from conversations.kit.facts import StandingChanged
from conversations.kit.moments import at_wall_time, in_days, out_of_quiet
from conversations.kit.people import Purpose, Standing, Voice
from conversations.kit.replies import Reply
from conversations.kit.rhythm import next_check_in, set_weekly_bell, silence_bells
from conversations.kit.state import Again, Done, State
from conversations.kit.times import future_date
from conversations.kit.turn import Turn

BACK_AT = time(10)
"""When a pause ends on its last day, or when the quiet hours do."""

LONGEST = timedelta(days=366)


class Pause(StrEnum):
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    NOT_NOW = "not_now"

    @property
    def days(self) -> int:
        return _DAYS[self]


_DAYS = {Pause.WEEK: 7, Pause.FORTNIGHT: 14, Pause.MONTH: 30, Pause.NOT_NOW: 0}


class Paused(StrEnum):
    RESUME = "resume"
    LONGER = "longer"
    KEEP = "keep"


class Back(StrEnum):
    CARRY_ON = "carry_on"
    LONGER = "longer"
    SETTINGS = "settings"


class Return(StrEnum):
    START_AGAIN = "start_again"


@dataclass(frozen=True)
class PauseUntil(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("until", Pause)

    def hear(self, reply: Reply, turn: Turn) -> Done | Again:
        choice = reply.choice(Pause)
        if choice is Pause.NOT_NOW:
            turn.say("not_paused")
            return Done()
        until = _until(choice, reply, turn)
        if until is None:
            return Again("until_again")
        if until - turn.now > LONGEST:
            return Again("too_far")
        silence_bells(turn)
        turn.record(StandingChanged(Standing.PAUSED, until))
        turn.wake(Bell.RESUME, until)
        turn.say("paused", until=until)
        return Done()


@dataclass(frozen=True)
class AlreadyPaused(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("already", Paused, until=turn.person.paused_until)

    def hear(self, reply: Reply, turn: Turn) -> PauseUntil | Done | Again:
        match reply.choice(Paused):
            case Paused.RESUME:
                _active_again(turn)
                turn.say("resumed", next=next_check_in(turn.person, turn.now))
                return Done()
            case Paused.LONGER:
                return PauseUntil()
            case Paused.KEEP:
                turn.say("still_paused", until=turn.person.paused_until)
                return Done()
            case None:
                return Again("already_again")


@dataclass(frozen=True)
class WelcomeBack(State):
    """The pause is over. Its first words stand on a lock screen, so they tell nothing."""

    def ask(self, turn: Turn) -> None:
        turn.ask("welcome_back", Back, next=next_check_in(turn.person, turn.now))

    def hear(self, reply: Reply, turn: Turn) -> PauseUntil | WantsSettings | Done | Again:
        match reply.choice(Back):
            case Back.CARRY_ON:
                turn.say("carry_on")
                return Done()
            case Back.LONGER:
                return PauseUntil()
            case Back.SETTINGS:
                return WantsSettings()
            case None:
                return Again("welcome_back_again")


@dataclass(frozen=True)
class Stopped(State):
    """Where a person rests who stopped. Nothing comes unasked; help and a human stay."""

    def ask(self, turn: Turn) -> None:
        turn.ask("stopped", Return)

    def hear(self, reply: Reply, turn: Turn) -> WantsMenu | WantsWelcome | Again:
        if not reply.choice(Return):
            return Again("stopped_again")
        if not turn.person.agreed_to(Purpose.SERVICE):
            return WantsWelcome()
        _active_again(turn)
        turn.say("started_again", next=next_check_in(turn.person, turn.now))
        return WantsMenu()


def pause(exit: WantsPause, turn: Turn) -> PauseUntil | AlreadyPaused:
    return AlreadyPaused() if turn.person.standing is Standing.PAUSED else PauseUntil()


def stop(exit: WantsToStop, turn: Turn) -> Stopped | Done:
    """Instant: no question stands between the wish and the silence."""
    if turn.person.standing is Standing.TOO_YOUNG:
        return Done()  # nothing was ever sent unasked, and nothing will be
    silence_bells(turn)
    if turn.person.standing is not Standing.STOPPED:
        turn.record(StandingChanged(Standing.STOPPED))
    return Stopped()


def resume(ref: str, turn: Turn) -> WelcomeBack | None:
    """The pause is over; where nothing may be said unasked, it ends without a word."""
    if turn.person.standing is not Standing.PAUSED:
        return None
    _active_again(turn)
    quiet = turn.person.voice is not Voice.BOT or not turn.person.agreed_to(Purpose.REMINDERS)
    return None if quiet else WelcomeBack()


def _active_again(turn: Turn) -> None:
    turn.cancel(Bell.RESUME)
    turn.record(StandingChanged(Standing.ACTIVE))
    set_weekly_bell(turn)


def _until(choice: Pause | None, reply: Reply, turn: Turn) -> datetime | None:
    quiet = turn.person.quiet
    if choice is not None:
        return in_days(turn.now, choice.days, quiet, BACK_AT)
    day = future_date(reply.text, turn.now.date())
    return None if day is None else out_of_quiet(at_wall_time(day, BACK_AT, turn.now), quiet)
