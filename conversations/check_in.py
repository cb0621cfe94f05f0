"""The check-in: for each goal a number, what helped or got in the way, and one small step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import (
    WantsCheckIn,
    WantsGoal,
    WantsNavigator,
    WantsSupport,
    WantsToChangeGoal,
)
from conversations.kit.facts import (
    CheckInAnswered,
    StepChosen,
    WeekBlocked,
    WeekHelped,
    WeekRated,
)
from conversations.kit.people import Barrier, CaseReason, GoalId
from conversations.kit.ratings import helped_before, is_hard, worse
from conversations.kit.replies import Reply
from conversations.kit.rhythm import next_check_in
from conversations.kit.state import Again, Done, State
from conversations.kit.turn import Turn


class Helped(StrEnum):
    PEOPLE = "people"
    ROUTINE = "routine"
    REST = "rest"
    OUT = "out"


class NextStep(StrEnum):
    SAME = "same"
    SMALLER = "smaller"


class Help(StrEnum):
    SUPPORT = "support"
    NAVIGATOR = "navigator"
    CHANGE = "change"
    NO_THANKS = "no_thanks"


class WithoutGoal(StrEnum):
    GOAL = "goal"
    SUPPORT = "support"
    NOT_NOW = "not_now"


@dataclass(frozen=True)
class RateWeek(State):
    goal: GoalId
    rest: tuple[GoalId, ...] = ()  # goals still to come
    worst: str = ""  # the lowest rating so far that calls for help

    def ask(self, turn: Turn) -> None:
        goal = turn.person.goal(self.goal)
        ratings = turn.person.ratings_of(self.goal)
        last = ratings[-1].score if ratings else None
        turn.ask("rate_week", range(11), skip=True, goal=goal.words, last=last)

    def hear(
        self, reply: Reply, turn: Turn
    ) -> NameBarrier | WhatHelped | RateWeek | OfferHelp | Done | Again:
        if reply.skipped:
            return _next_goal(self.rest, self.worst, turn)
        score = reply.number(0, 10)
        if score is None:
            return Again("rate_week_again")
        rating = turn.around.new_id()
        turn.record(WeekRated(rating, self.goal, score))
        worst = worse(turn.person, rating, self.worst)
        if is_hard(turn.person, self.goal):
            return NameBarrier(self.goal, self.rest, worst, rating)
        return WhatHelped(self.goal, self.rest, worst, rating)


@dataclass(frozen=True)
class NameBarrier(State):
    goal: GoalId
    rest: tuple[GoalId, ...]
    worst: str
    rating: str

    def ask(self, turn: Turn) -> None:
        turn.ask("name_barrier", Barrier, skip=True)

    def hear(self, reply: Reply, turn: Turn) -> ChooseStep | Again:
        barrier = reply.choice(Barrier)
        if barrier is not None:
            turn.record(WeekBlocked(self.rating, barrier))
        elif reply.text and not reply.skipped:
            turn.record(WeekBlocked(self.rating, Barrier.OTHER, reply.text))
        elif not reply.skipped:
            return Again("name_barrier_again")
        return ChooseStep(self.goal, self.rest, self.worst)


@dataclass(frozen=True)
class WhatHelped(State):
    goal: GoalId
    rest: tuple[GoalId, ...]
    worst: str
    rating: str

    def ask(self, turn: Turn) -> None:
        turn.ask("what_helped", Helped, skip=True)

    def hear(self, reply: Reply, turn: Turn) -> ChooseStep | Again:
        words = reply.label or reply.text
        if not reply.skipped:
            if not words:
                return Again("what_helped_again")
            turn.record(WeekHelped(self.rating, words))
        return ChooseStep(self.goal, self.rest, self.worst)


@dataclass(frozen=True)
class ChooseStep(State):
    """On a hard week, a thing that helped before is given back, in the person's own words."""

    goal: GoalId
    rest: tuple[GoalId, ...]
    worst: str

    def ask(self, turn: Turn) -> None:
        goal = turn.person.goal(self.goal)
        hard = is_hard(turn.person, self.goal)
        helped = helped_before(turn.person, self.goal) if hard else ""
        options = tuple(NextStep) if goal.step else ()
        turn.ask("choose_step", options, skip=True, step=goal.step, helped=helped)

    def hear(self, reply: Reply, turn: Turn) -> SmallerStep | RateWeek | OfferHelp | Done | Again:
        match reply.choice(NextStep):
            case NextStep.SMALLER:
                return SmallerStep(self.goal, self.rest, self.worst)
            case NextStep.SAME:
                goal = turn.person.goal(self.goal)
                turn.record(StepChosen(self.goal, goal.step, goal.step_when))
            case None if not reply.skipped:
                if not reply.text:
                    return Again("choose_step_again")
                turn.record(StepChosen(self.goal, reply.text))
        return _next_goal(self.rest, self.worst, turn)


@dataclass(frozen=True)
class SmallerStep(State):
    goal: GoalId
    rest: tuple[GoalId, ...]
    worst: str

    def ask(self, turn: Turn) -> None:
        turn.ask("smaller_step", skip=True, step=turn.person.goal(self.goal).step)

    def hear(self, reply: Reply, turn: Turn) -> RateWeek | OfferHelp | Done | Again:
        if not reply.skipped:
            if not reply.text:
                return Again("choose_step_again")
            turn.record(StepChosen(self.goal, reply.text))
        return _next_goal(self.rest, self.worst, turn)


@dataclass(frozen=True)
class OfferHelp(State):
    rating: str  # the one that calls for help

    def ask(self, turn: Turn) -> None:
        goal = turn.person.goal(turn.person.rating(self.rating).goal)
        turn.ask("offer_help", Help, goal=goal.words)

    def hear(
        self, reply: Reply, turn: Turn
    ) -> WantsSupport | WantsNavigator | WantsToChangeGoal | Done | Again:
        rating = turn.person.rating(self.rating)
        match reply.choice(Help):
            case Help.SUPPORT:
                return WantsSupport(rating.barrier, rating.goal, rating.blocked_by)
            case Help.NAVIGATOR:
                about = rating.blocked_by or turn.person.goal(rating.goal).words
                return WantsNavigator(about, CaseReason.STUCK)
            case Help.CHANGE:
                return WantsToChangeGoal(rating.goal)
            case Help.NO_THANKS:
                return _finish(turn)
            case None:
                return Again("offer_help_again")


@dataclass(frozen=True)
class NoGoal(State):
    """Nothing to check in on; without a goal one can still look for something nearby."""

    def ask(self, turn: Turn) -> None:
        turn.ask("no_goal", WithoutGoal)

    def hear(self, reply: Reply, turn: Turn) -> WantsGoal | WantsSupport | Done | Again:
        match reply.choice(WithoutGoal):
            case WithoutGoal.GOAL:
                return WantsGoal()
            case WithoutGoal.SUPPORT:
                return WantsSupport()
            case WithoutGoal.NOT_NOW:
                turn.say("not_now")
                return Done()
            case None:
                return Again("no_goal_again")


def begin(exit: WantsCheckIn, turn: Turn) -> RateWeek | NoGoal:
    goals = tuple(goal.id for goal in turn.person.active_goals)
    if not goals:
        return NoGoal()
    turn.record(CheckInAnswered())
    return RateWeek(goals[0], goals[1:])


def _next_goal(rest: tuple[GoalId, ...], worst: str, turn: Turn) -> RateWeek | OfferHelp | Done:
    active = {goal.id for goal in turn.person.active_goals}
    left = tuple(goal for goal in rest if goal in active)
    if left:
        return RateWeek(left[0], left[1:], worst)
    return OfferHelp(worst) if worst else _finish(turn)


def _finish(turn: Turn) -> Done:
    turn.say("finish", next=next_check_in(turn.person, turn.now))
    return Done()
