"""What a person's ratings ask of a check-in: kindness on a hard week, an offer on a run of them."""

from __future__ import annotations

from conversations.kit.people import GoalId, Person, Rating

STUCK = 3
"""A rating at or under this is stuck. Our choice, not a finding: in the lowest third of the scale
another step of the same kind seems less kind than asking what is in the way."""

FALL = 2
"""A rating this far below the last one has fallen; one point is how two ordinary days differ."""


def is_hard(person: Person, goal: GoalId) -> bool:
    """Whether the latest rating is stuck, has fallen, or keeps falling."""
    ratings = person.ratings_of(goal)
    if not ratings:
        return False
    fallen = len(ratings) > 1 and ratings[-2].score - ratings[-1].score >= FALL
    return fallen or calls_for_help(ratings)


def calls_for_help(ratings: tuple[Rating, ...]) -> bool:
    """Whether the latest of them (oldest first) is stuck, or has fallen two weeks running."""
    scores = [rating.score for rating in ratings[-3:]]
    return scores[-1] <= STUCK or (len(scores) == 3 and scores[0] > scores[1] > scores[2])


def worse(person: Person, rating: str, worst: str) -> str:
    """Of a new rating and the worst so far, the one that calls louder for help; empty for none."""
    new = person.rating(rating)
    if not calls_for_help(person.ratings_of(new.goal)):
        return worst
    return rating if not worst or new.score < person.rating(worst).score else worst


def helped_before(person: Person, goal: GoalId) -> str:
    """What last helped, in the person's words: with this goal, or else any other; may be empty."""
    helped = [rating for rating in person.ratings if rating.helped]
    own = [rating for rating in helped if rating.goal == goal]
    return (own or helped)[-1].helped if helped else ""
