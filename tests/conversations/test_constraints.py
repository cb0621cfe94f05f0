"""What suits somebody is kept to in every search, and how far is read as it was meant."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.kit.constraints import NONE_SET, Constraints
from conversations.kit.distances import kilometres
from conversations.kit.people import Answer
from conversations.kit.search import Search, wanted
from resources_directory.doubts import Trouble
from resources_directory.model import Access
from resources_directory.wishes import PartOfDay
from tests.conversations.samples import somebody

SET: dict[str, Any] = {
    "farthest_km": None,
    "free_only": True,
    "days": frozenset({"MO"}),
    "parts": frozenset({PartOfDay.MORNING}),
    "access": frozenset({Access.LIFT}),
    "language": "Urdu",
    "one_to_one": True,
    "women_only": True,
    "alcohol_free": True,
    "online_only": True,
    "avoid": frozenset({"Thornby"}),
}


@pytest.mark.parametrize("name", [field.name for field in fields(Constraints)])
def test_whatever_is_set_is_asked_of_every_service(name: str) -> None:
    person = somebody()
    constrained = replace(person, constraints=replace(NONE_SET, **{name: SET[name]}))

    asked, without = (wanted(Search("walk"), each, "ENG") for each in (constrained, person))

    assert asked != without


def test_what_was_declined_or_found_closed_is_not_looked_for_again() -> None:
    person = somebody()
    walk, warm, river = person.suggestions
    changed = (
        replace(walk, answer=Answer.DECLINED),
        replace(warm, trouble=Trouble.CLOSED),
        replace(river, trouble=Trouble.FULL),
    )

    asked = wanted(Search("walk"), replace(person, suggestions=changed), "ENG")

    assert asked.declined == {walk.service, warm.service}


@pytest.mark.parametrize(
    ("words", "km"),
    [
        ("7", 7),
        ("7 km", 7),
        ("about 7km", 7),
        ("3 miles", 5),
        ("Up to 10 kilometres.", 10),
        ("0 miles", None),
        ("501 km", None),
        ("-3", None),
        ("3.5 miles", None),
        ("AX1", None),
        ("a walk", None),
    ],
)
def test_a_distance_is_read_as_it_was_meant_or_not_at_all(words: str, km: int | None) -> None:
    assert kilometres(words) == km


@given(st.text(max_size=30))
def test_no_words_make_a_distance_that_nobody_could_mean(words: str) -> None:
    km = kilometres(words)

    assert km is None or 1 <= km <= 500
