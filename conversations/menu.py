"""Where a person is who is in no conversation: what next, or what to do with their words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import (
    WantsCheckIn,
    WantsGoal,
    WantsGoals,
    WantsMenu,
    WantsNavigator,
    WantsOutings,
    WantsPause,
    WantsPlan,
    WantsProgress,
    WantsSaved,
    WantsSettings,
    WantsSupport,
    WantsToKnowHow,
)
from conversations.kit.people import Standing
from conversations.kit.replies import Kind, Reply
from conversations.kit.state import Again, Done, Exit, State
from conversations.kit.turn import Turn, brief

ECHOED = 120
"""Characters of the person's own words that are said back to them."""


class Wish(StrEnum):
    RESUME = "resume"
    CHECK_IN = "check_in"
    GOALS = "goals"
    SET_GOAL = "set_goal"
    FIND = "find"
    SAVED = "saved"
    MEETINGS = "meetings"
    PROGRESS = "progress"
    PLAN = "plan"
    SETTINGS = "settings"


class Use(StrEnum):
    """What to do with words that nobody asked for."""

    FIND = "find"
    GOAL = "goal"
    NAVIGATOR = "navigator"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Menu(State):
    def ask(self, turn: Turn) -> None:
        person = turn.person
        paused = person.standing is Standing.PAUSED
        turn.ask("menu", _wishes(turn), paused=paused, until=person.paused_until)

    def hear(
        self, reply: Reply, turn: Turn
    ) -> (
        WhatToDo
        | WantsPause
        | WantsCheckIn
        | WantsGoals
        | WantsGoal
        | WantsSupport
        | WantsSaved
        | WantsOutings
        | WantsProgress
        | WantsPlan
        | WantsSettings
        | Again
    ):
        match reply.choice(Wish):
            case Wish.RESUME:
                return WantsPause()
            case Wish.CHECK_IN:
                return WantsCheckIn()
            case Wish.GOALS:
                return WantsGoals()
            case Wish.SET_GOAL:
                return WantsGoal()
            case Wish.FIND:
                return WantsSupport()
            case Wish.SAVED:
                return WantsSaved()
            case Wish.MEETINGS:
                return WantsOutings()
            case Wish.PROGRESS:
                return WantsProgress()
            case Wish.PLAN:
                return WantsPlan()
            case Wish.SETTINGS:
                return WantsSettings()
            case None:
                return WhatToDo(reply.said) if reply.said else _cannot_use(reply)


@dataclass(frozen=True)
class WhatToDo(State):
    """Free words are never thrown away, and never guessed at: the person says what they are for."""

    words: str

    def ask(self, turn: Turn) -> None:
        turn.ask("what_to_do", Use, words=brief(self.words, ECHOED))

    def hear(
        self, reply: Reply, turn: Turn
    ) -> WhatToDo | WantsSupport | WantsGoal | WantsNavigator | Done | Again:
        match reply.choice(Use):
            case Use.FIND:
                return WantsSupport(words=self.words)
            case Use.GOAL:
                return WantsGoal(self.words)
            case Use.NAVIGATOR:
                return WantsNavigator(self.words, agreed=True)
            case Use.NOTHING:
                turn.say("nothing")
                return Done()
            case None:
                return WhatToDo(reply.said) if reply.said else _cannot_use(reply)

    def take_along(self, exit: Exit) -> Exit | None:
        """Whoever then asks for a human need not say it all again: it is shown before it goes."""
        return WantsNavigator(self.words) if isinstance(exit, WantsNavigator) else None


def show(exit: WantsMenu, turn: Turn) -> Menu | Done:
    """Before a yes, and after a stop, there is no menu: back to where they are."""
    return Menu() if turn.person.is_taking_part else Done()


def explain(exit: WantsToKnowHow, turn: Turn) -> Done:
    turn.say("explain", service=turn.around.service_name)
    turn.say("explain_words")
    return Done()


def _wishes(turn: Turn) -> list[Wish]:
    paused = turn.person.standing is Standing.PAUSED
    first = [Wish.RESUME] if paused else []
    meets = any(each.is_ahead(turn.now) for each in turn.person.outings)
    kept = [Wish.SAVED] * turn.person.has_saved + [Wish.MEETINGS] * meets
    find = [Wish.FIND, *kept]
    if not turn.person.goals:
        return [*first, Wish.SET_GOAL, *find, Wish.PLAN, Wish.SETTINGS]
    check_in = [Wish.CHECK_IN] if turn.person.active_goals else []
    return [*first, *check_in, Wish.GOALS, *find, Wish.PROGRESS, Wish.PLAN, Wish.SETTINGS]


def _cannot_use(reply: Reply) -> Again:
    """A voice message or a photo may say what a person must hear: the way to one is named."""
    match reply.kind:
        case Kind.VOICE:
            return Again("cannot_hear")
        case Kind.PHOTO | Kind.DOCUMENT:
            return Again("cannot_see")
        case Kind.LOCATION:
            return Again("cannot_keep_place")
        case _:
            return Again("cannot_use")
