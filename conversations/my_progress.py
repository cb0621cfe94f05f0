"""The story so far: how the goals have felt, and what has helped."""

from __future__ import annotations

from datetime import datetime

from conversations.exits import WantsProgress
from conversations.kit.people import Goal, GoalStatus, Person
from conversations.kit.state import Done
from conversations.kit.turn import Turn, brief

LATEST = 8
"""Ratings of a goal in one picture: each also stands in the caption, of 1,024 characters."""

LONGEST_LABEL = 60

MOST_HELPS = 5

Series = tuple[tuple[str, tuple[tuple[datetime, int], ...]], ...]


def begin(exit: WantsProgress, turn: Turn) -> Done:
    person = turn.person
    series = ratings_of_goals(person)
    if series:
        turn.draw("picture", series, goals=[told(label, points) for label, points in series])
    else:
        turn.say("nothing_yet", has_goal=bool(person.active_goals))
    achieved = [goal.words for goal in person.goals if goal.status is GoalStatus.ACHIEVED]
    if achieved:
        turn.say("achieved", goals=achieved)
    if helped := _helped(person):
        turn.say("helped", helped=helped)
    return Done()


def ratings_of_goals(person: Person) -> Series:
    """The latest of each active goal that has any, with the goal's words."""
    return tuple(
        (brief(goal.words, LONGEST_LABEL), points)
        for goal in person.active_goals
        if (points := _points(goal, person))
    )


def _points(goal: Goal, person: Person) -> tuple[tuple[datetime, int], ...]:
    ratings = person.ratings_of(goal.id)[-LATEST:]
    return tuple((rating.at.astimezone(person.tz), rating.score) for rating in ratings)


def told(label: str, points: tuple[tuple[datetime, int], ...]) -> dict[str, object]:
    """As a caption says it."""
    change = points[-1][1] - points[0][1]
    return {"words": label, "points": points, "change": change, "weeks": len(points)}


def _helped(person: Person) -> list[str]:
    """Each once, the latest last, in the person's own words."""
    said = dict.fromkeys(brief(r.helped, 80) for r in reversed(person.ratings) if r.helped)
    return list(said)[:MOST_HELPS][::-1]
