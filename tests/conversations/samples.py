"""A person with a bit of everything, states with fields to match, and replies of every kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from conversations.kit.people import (
    CaseId,
    GoalId,
    Person,
    SuggestionId,
)
from conversations.kit.replies import Kind, Reply
from conversations.kit.state import State
from resources_directory.model import Point
from tests.conversations.given import START, known_as, parts, with_part
from tests.conversations.surroundings import sample

NASTY = (
    "",
    " ",
    "7",
    "-1",
    "11",
    "seven and a half",
    "yes",
    "no",
    "skip",
    "/start x",
    "</b><script>",
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt;",
    "%(words)s %d {0}",
    "\u202eevil\u202c",
    "اريد المساعدة",
    "👍🏽" * 500,
    "x" * 4096,
    "a\n\n\nb",
    "9:30",
    "22:00 to 8:00",
    "25 December",
    "AX1",
    "walk to the park",
)
LIFE = (
    'Amina, 26_49, near AX1, check-in Mon 10:00, goal "walk to the park", area health, '
    'why "fresh air", step "to the gate", when "Saturday", rated 3 5 2, helped "company", '
    'goal "sort out my bills", rated 6 4, goal "sing again", is paused, '
    'goal "see my sister", is achieved, goal "run far", is let_go, rated 1, '
    "suggested alder-park-walk saved, suggested library-warm, suggested riverside-walk went"
)


def somebody(*more: str) -> Person:
    """As a `given` line says: the one with a bit of everything, and what more is true."""
    person, directory = known_as("Amina", START), sample()
    for part in (*parts(LIFE)[1:], *more):
        person = with_part(person, part, START, directory)
    return person


GOALS = somebody().goals
RATINGS = somebody().ratings
SUGGESTIONS = somebody().suggestions


def states(kind: type[State]) -> st.SearchStrategy[State]:
    """States of this kind whose fields make sense together with `somebody`."""
    return st.builds(kind, **{name: _values(name, hint) for name, hint in _hints(kind)})


def replies(options: Mapping[str, str]) -> st.SearchStrategy[Reply]:
    """Anything at all: a button as pressed or typed, words, a place, or what cannot be read."""
    words = st.one_of(
        st.sampled_from(NASTY), st.text(st.characters(exclude_characters="«»"), max_size=40)
    )
    kinds = st.sampled_from([kind for kind in Kind if kind not in (Kind.TEXT, Kind.PRESS)])
    points = st.sampled_from([None, Point(0.0, 0.0), Point(54.62, -1.84)])
    made = [st.builds(Reply, st.just(Kind.TEXT), words), st.builds(Reply, kinds, point=points)]
    if options:
        pressed = st.sampled_from(sorted(options)).map(
            lambda key: Reply(Kind.PRESS, "", key, label=options[key])
        )
        made = [pressed, pressed, *made]
    return st.one_of(made)


def _values(name: str, hint: Any) -> st.SearchStrategy[Any]:
    named: Mapping[str, Iterable[Any]] = {
        "goal": [goal.id for goal in GOALS],
        "rating": [rating.id for rating in RATINGS],
        "worst": ["", *(rating.id for rating in RATINGS)],
        "suggestion": [suggestion.id for suggestion in SUGGESTIONS],
        "weekday": range(7),
        "words": ["walk to the park", "<b>&", "{{ x }}"],
        "case": [CaseId("c1")],
        "outing": ["o1", "o2"],
    }
    if name in named:
        return st.sampled_from(list(named[name]))
    return _typed(hint)


def _typed(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) is tuple:
        return st.lists(_typed(get_args(hint)[0]), max_size=3, unique=True).map(tuple)
    if hint is GoalId:
        return st.sampled_from([goal.id for goal in GOALS])
    if hint is SuggestionId:
        return st.sampled_from([suggestion.id for suggestion in SUGGESTIONS])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if is_dataclass(hint) and isinstance(hint, type):
        return st.builds(hint, **{name: _values(name, each) for name, each in _hints(hint)})
    return st.from_type(hint)


def _hints(kind: type) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in fields(kind)]
