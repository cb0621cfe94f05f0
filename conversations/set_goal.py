"""A goal in the person's own words, why it matters, one small step, and where it stands today."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import WantsGoal, WantsGoals
from conversations.kit.facts import GoalMatters, GoalPlaced, GoalSet, StepChosen, WeekRated
from conversations.kit.people import MOST_GOALS, GoalId
from conversations.kit.replies import Reply
from conversations.kit.state import Again, Done, State
from conversations.kit.turn import Turn
from resources_directory.model import LifeArea


class Full(StrEnum):
    LOOK = "look"
    NOT_NOW = "not_now"


class Confirm(StrEnum):
    YES = "yes"
    NOT_NOW = "not_now"


class Think(StrEnum):
    THINK = "think"


@dataclass(frozen=True)
class EnoughGoals(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("enough", Full, most=MOST_GOALS)

    def hear(self, reply: Reply, turn: Turn) -> WantsGoals | Done | Again:
        match reply.choice(Full):
            case Full.LOOK:
                return WantsGoals()
            case Full.NOT_NOW:
                turn.say("not_now")
                return Done()
            case None:
                return Again("enough_again", {"most": MOST_GOALS})


@dataclass(frozen=True)
class SayGoal(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("say_goal")

    def hear(self, reply: Reply, turn: Turn) -> ConfirmGoal | Again:
        return ConfirmGoal(reply.said) if reply.said else Again("say_goal_again")


@dataclass(frozen=True)
class ConfirmGoal(State):
    """Other words, typed here, take the place of the first ones."""

    words: str

    def ask(self, turn: Turn) -> None:
        turn.ask("confirm", Confirm, words=self.words)

    def hear(self, reply: Reply, turn: Turn) -> ConfirmGoal | ChooseArea | Done | Again:
        match reply.choice(Confirm):
            case Confirm.YES:
                goal = GoalId(turn.around.new_id())
                turn.record(GoalSet(goal, self.words))
                return ChooseArea(goal)
            case Confirm.NOT_NOW:
                turn.say("not_now")
                return Done()
            case None:
                return ConfirmGoal(reply.said) if reply.said else Again("confirm_again")


@dataclass(frozen=True)
class ChooseArea(State):
    goal: GoalId

    def ask(self, turn: Turn) -> None:
        turn.ask("area", LifeArea, skip=True)

    def hear(self, reply: Reply, turn: Turn) -> AskWhy | Again:
        area = reply.choice(LifeArea)
        if area is None and not reply.skipped:
            return Again("area_again")
        if area is not None:
            turn.record(GoalPlaced(self.goal, area))
        return AskWhy(self.goal)


@dataclass(frozen=True)
class AskWhy(State):
    goal: GoalId

    def ask(self, turn: Turn) -> None:
        turn.ask("why", skip=True)

    def hear(self, reply: Reply, turn: Turn) -> AskStep | Again:
        if not reply.skipped:
            if not reply.said:
                return Again("words_again")
            turn.record(GoalMatters(self.goal, reply.said))
        return AskStep(self.goal)


@dataclass(frozen=True)
class AskStep(State):
    goal: GoalId

    def ask(self, turn: Turn) -> None:
        turn.ask("step", Think, skip=True)

    def hear(self, reply: Reply, turn: Turn) -> ThinkOfStep | AskWhen | RateToday | Again:
        if reply.choice(Think):
            return ThinkOfStep(self.goal)
        return _heard_step(self.goal, reply, turn)


@dataclass(frozen=True)
class ThinkOfStep(State):
    """Kinds of step, never a step: what it is comes from the person."""

    goal: GoalId

    def ask(self, turn: Turn) -> None:
        turn.ask("think_of_step", skip=True)

    def hear(self, reply: Reply, turn: Turn) -> AskWhen | RateToday | Again:
        return _heard_step(self.goal, reply, turn)


@dataclass(frozen=True)
class AskWhen(State):
    """The step is recorded before this is asked, so that it is kept if nobody answers."""

    goal: GoalId

    def ask(self, turn: Turn) -> None:
        turn.ask("when", skip=True, step=turn.person.goal(self.goal).step)

    def hear(self, reply: Reply, turn: Turn) -> RateToday | Again:
        if not reply.skipped:
            if not reply.said:
                return Again("words_again")
            step = turn.person.goal(self.goal).step
            turn.record(StepChosen(self.goal, step, reply.said))
        return RateToday(self.goal)


@dataclass(frozen=True)
class RateToday(State):
    goal: GoalId

    def ask(self, turn: Turn) -> None:
        turn.ask("rate_today", range(11), skip=True, goal=turn.person.goal(self.goal).words)

    def hear(self, reply: Reply, turn: Turn) -> Done | Again:
        score = reply.number(0, 10)
        if score is None and not reply.skipped:
            return Again("rate_again")
        if score is not None:
            turn.record(WeekRated(turn.around.new_id(), self.goal, score))
        goal = turn.person.goal(self.goal)
        turn.say(
            "said_back",
            goal=goal.words,
            why=goal.why,
            step=goal.step,
            when=goal.step_when,
            score=score,
        )
        return Done()


def begin(exit: WantsGoal, turn: Turn) -> EnoughGoals | SayGoal | ConfirmGoal:
    if len(turn.person.active_goals) >= MOST_GOALS:
        return EnoughGoals()
    return ConfirmGoal(exit.words) if exit.words else SayGoal()


def _heard_step(goal: GoalId, reply: Reply, turn: Turn) -> AskWhen | RateToday | Again:
    if reply.skipped:
        return RateToday(goal)
    if not reply.said:
        return Again("words_again")
    turn.record(StepChosen(goal, reply.said))
    return AskWhen(goal)
