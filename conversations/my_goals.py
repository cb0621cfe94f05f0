"""The goals as they stand: change one, pause it, reach it, let it go, or take it up again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from conversations.exits import WantsGoal, WantsGoals, WantsToChangeGoal
from conversations.kit.facts import GoalMoved, GoalReworded, StepChosen
from conversations.kit.people import MOST_GOALS, Goal, GoalId, GoalStatus
from conversations.kit.replies import Reply
from conversations.kit.state import Again, Done, State
from conversations.kit.turn import Choice, Turn, brief

MOST_LISTED = 12
"""Goals on one list, the newest; older ones stay in the person's data."""


SAID_OF = {
    GoalStatus.PAUSED: "paused",
    GoalStatus.ACHIEVED: "achieved",
    GoalStatus.LET_GO: "let_go",
}


class More(StrEnum):
    ADD = "add"
    BACK = "back"


class Change(StrEnum):
    STEP = "step"
    WORDS = "words"
    ACHIEVED = "achieved"
    PAUSE = "pause"
    LET_GO = "let_go"
    RESUME = "resume"
    BACK = "back"


class After(StrEnum):
    ADD = "add"
    UNDO = "undo"
    BACK = "back"


@dataclass(frozen=True)
class ChooseGoal(State):
    def ask(self, turn: Turn) -> None:
        goals = _listed(turn)
        options = [Choice(goal.id, brief(goal.words)) for goal in goals]
        if goals:
            turn.ask("list", [*options, *More], goals=[_shown(goal, turn) for goal in goals])
        else:
            turn.ask("none", More)

    def hear(self, reply: Reply, turn: Turn) -> ChangeGoal | WantsGoal | Done | Again:
        match reply.choice(More):
            case More.ADD:
                return WantsGoal()
            case More.BACK:
                return Done()
            case None:
                chosen = [goal.id for goal in turn.person.goals if goal.id == reply.key]
                return ChangeGoal(chosen[0]) if chosen else Again("list_again")


@dataclass(frozen=True)
class ChangeGoal(State):
    goal: GoalId

    def ask(self, turn: Turn) -> None:
        goal = turn.person.goal(self.goal)
        turn.ask("goal", _changes(goal), goal=_shown(goal, turn))

    def hear(
        self, reply: Reply, turn: Turn
    ) -> NewStep | NewWords | Moved | ChangeGoal | ChooseGoal | Again:
        match reply.choice(Change):
            case Change.STEP:
                return NewStep(self.goal)
            case Change.WORDS:
                return NewWords(self.goal)
            case Change.ACHIEVED:
                return _moved(self.goal, GoalStatus.ACHIEVED, turn)
            case Change.PAUSE:
                return _moved(self.goal, GoalStatus.PAUSED, turn)
            case Change.LET_GO:
                return _moved(self.goal, GoalStatus.LET_GO, turn)
            case Change.RESUME:
                return _taken_up(self.goal, turn)
            case Change.BACK:
                return ChooseGoal()
            case None:
                return Again("goal_again")


@dataclass(frozen=True)
class NewWords(State):
    goal: GoalId

    def ask(self, turn: Turn) -> None:
        turn.ask("new_words", skip=True, words=turn.person.goal(self.goal).words)

    def hear(self, reply: Reply, turn: Turn) -> ChangeGoal | Again:
        if not reply.skipped:
            if not reply.said:
                return Again("words_again")
            turn.record(GoalReworded(self.goal, reply.said))
        return ChangeGoal(self.goal)


@dataclass(frozen=True)
class NewStep(State):
    goal: GoalId

    def ask(self, turn: Turn) -> None:
        goal = turn.person.goal(self.goal)
        turn.ask("new_step", skip=True, goal=goal.words, step=goal.step)

    def hear(self, reply: Reply, turn: Turn) -> NewWhen | ChangeGoal | Again:
        if reply.skipped:
            return ChangeGoal(self.goal)
        if not reply.said:
            return Again("words_again")
        turn.record(StepChosen(self.goal, reply.said))
        return NewWhen(self.goal)


@dataclass(frozen=True)
class NewWhen(State):
    goal: GoalId

    def ask(self, turn: Turn) -> None:
        turn.ask("new_when", skip=True, step=turn.person.goal(self.goal).step)

    def hear(self, reply: Reply, turn: Turn) -> ChangeGoal | Again:
        if not reply.skipped:
            if not reply.said:
                return Again("words_again")
            step = turn.person.goal(self.goal).step
            turn.record(StepChosen(self.goal, step, reply.said))
        return ChangeGoal(self.goal)


@dataclass(frozen=True)
class Moved(State):
    """A goal is no longer on the go; what led here can be taken back."""

    goal: GoalId

    def ask(self, turn: Turn) -> None:
        goal = turn.person.goal(self.goal)
        ratings = turn.person.ratings_of(self.goal)
        scores = (ratings[0].score, ratings[-1].score) if ratings else ()
        turn.ask(SAID_OF.get(goal.status, "paused"), After, goal=goal.words, scores=scores)

    def hear(self, reply: Reply, turn: Turn) -> WantsGoal | ChangeGoal | Done | Again:
        match reply.choice(After):
            case After.ADD:
                return WantsGoal()
            case After.UNDO:
                return _taken_up(self.goal, turn)
            case After.BACK:
                return Done()
            case None:
                return Again("moved_again")


def look(exit: WantsGoals, turn: Turn) -> ChooseGoal:
    return ChooseGoal()


def change(exit: WantsToChangeGoal, turn: Turn) -> ChangeGoal | ChooseGoal:
    known = any(goal.id == exit.goal for goal in turn.person.goals)
    return ChangeGoal(exit.goal) if known else ChooseGoal()


def _moved(goal: GoalId, status: GoalStatus, turn: Turn) -> Moved:
    turn.record(GoalMoved(goal, status))
    return Moved(goal)


def _taken_up(goal: GoalId, turn: Turn) -> ChangeGoal | Again:
    if len(turn.person.active_goals) >= MOST_GOALS:
        return Again("enough", {"most": MOST_GOALS})
    turn.record(GoalMoved(goal, GoalStatus.ACTIVE))
    turn.say("taken_up", goal=turn.person.goal(goal).words)
    return ChangeGoal(goal)


def _changes(goal: Goal) -> list[Change]:
    match goal.status:
        case GoalStatus.ACTIVE:
            return [each for each in Change if each is not Change.RESUME]
        case GoalStatus.PAUSED:
            return [Change.RESUME, Change.ACHIEVED, Change.LET_GO, Change.BACK]
        case GoalStatus.ACHIEVED | GoalStatus.LET_GO:
            return [Change.RESUME, Change.BACK]


def _listed(turn: Turn) -> list[Goal]:
    """Those on the go first; within each standing in the order in which they were set."""
    order = list(GoalStatus)
    newest = turn.person.goals[-MOST_LISTED:]
    return sorted(newest, key=lambda goal: order.index(goal.status))


def _shown(goal: Goal, turn: Turn) -> Mapping[str, Any]:
    ratings = turn.person.ratings_of(goal.id)
    return {
        "words": goal.words,
        "status": goal.status.value,
        "why": goal.why,
        "step": goal.step,
        "when": goal.step_when,
        "score": ratings[-1].score if ratings else None,
    }
