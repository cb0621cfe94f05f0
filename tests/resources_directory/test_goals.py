"""Goals in everyday words are understood, and answered from lists that know nothing of them.

The shares are set a little below what was measured: a change that loses more than a few goals
fails here. `tests/bench` says how good the whole is.
"""

from collections.abc import Sequence
from datetime import datetime

import pytest

from navigator_bot.matching_runs import match_goal, read_catalogue
from resources_directory.catalogue import Catalogue
from resources_directory.matching import Match, Wanted, match
from resources_directory.spreadsheet import Reading
from tests.resources_directory import real
from tests.resources_directory.own_goals import OwnGoal, own_goals
from tests.resources_directory.vocabulary import STANDARD

GOALS = tuple(own_goals())


@pytest.fixture(scope="module")
def town(sample: Reading) -> Catalogue:
    return Catalogue(sample.services, vocabulary=STANDARD)


def test_every_goal_names_topics_that_there_are() -> None:
    known = {topic.name for topic in STANDARD.topics}

    assert {name for goal in GOALS for name in goal.topics} <= known


def test_nearly_every_goal_is_understood(town: Catalogue) -> None:
    understood = [bool(town.ranking.understand(g.say).topics & g.topics) for g in GOALS]

    assert _share(understood) >= 0.9


def test_most_goals_that_the_town_can_answer_are_answered(town: Catalogue, now: datetime) -> None:
    answerable = [goal for goal in GOALS if any(map(goal.is_met_by, town.services))]

    assert _share([_is_met(goal, town, now) for goal in answerable]) >= 0.75


def test_most_goals_that_it_cannot_answer_are_met_with_silence(
    town: Catalogue, now: datetime
) -> None:
    hopeless = [goal for goal in GOALS if not any(map(goal.is_met_by, town.services))]

    silent = [not match(town, _wanted(goal, town), now).found for goal in hopeless]

    assert _share(silent) >= 0.5


@pytest.mark.skipif(not real.MATCHING.exists(), reason="NAVIGATOR_TEST_DATA names no listings")
def test_most_goals_are_answered_from_a_real_list(now: datetime) -> None:
    listings = read_catalogue(real.MATCHING / "services.csv")
    answerable = [goal for goal in GOALS if any(map(goal.is_met_by, listings.services))]

    answered = [
        any(map(goal.is_met_by, (each.service for each in _three(listings, goal, now))))
        for goal in answerable
    ]

    assert _share(answered) >= 0.85


def _three(listings: Catalogue, goal: OwnGoal, now: datetime) -> Sequence[Match]:
    return match_goal(listings, goal.say, {}, now).found[:3]


def _is_met(goal: OwnGoal, town: Catalogue, now: datetime) -> bool:
    return any(goal.is_met_by(each.service) for each in match(town, _wanted(goal, town), now).found)


def _wanted(goal: OwnGoal, town: Catalogue) -> Wanted:
    return Wanted(words=goal.say, is_adult=True, near=town.gazetteer.find("AX1"))


def _share(held: list[bool]) -> float:
    return sum(held) / len(held)
