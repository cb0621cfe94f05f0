"""Nothing that comes in, however mangled, breaks the reading."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from navigator_bot.telegram.reading import read_update
from tests.navigator_bot.telegram.payloads import KINDS

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def places(payload: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every way into a payload."""
    found = [path]
    if isinstance(payload, dict):
        found += [way for key, each in payload.items() for way in places(each, (*path, key))]
    if isinstance(payload, list):
        found += [way for key, each in enumerate(payload) for way in places(each, (*path, key))]
    return found


@st.composite
def mangled(draw: st.DrawFn) -> object:
    """A real update of which up to three places are missing, or hold something else."""
    payload: Any = {"top": copy.deepcopy(draw(st.sampled_from(list(KINDS.values()))))}
    for _ in range(draw(st.integers(1, 3))):
        ways = [way for way in places(payload) if way]
        *before, last = draw(st.sampled_from(ways))
        holder = payload
        for key in before:
            holder = holder[key]
        if draw(st.booleans()) and before:
            del holder[last]
        else:
            holder[last] = draw(JSON)
    return payload["top"]


def texts(value: object) -> list[str]:
    """Every text in what would be kept, empty ones aside."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts(each)]
    return [value] if isinstance(value, str) and value else []


@given(mangled())
def test_nothing_whatever_breaks_the_reading(raw: object) -> None:
    arrival = read_update(raw)

    if arrival is not None:
        assert arrival.key.startswith("tg:")
        assert -(2**63) <= arrival.chat < 2**63
        for text in texts(dataclasses.asdict(arrival)):
            assert "\0" not in text
            assert text.encode()


@given(JSON)
def test_no_json_whatever_breaks_the_reading(raw: object) -> None:
    arrival = read_update(raw)

    assert arrival is not None or isinstance(raw, dict)
