"""The map of a conversation shows every state and every arrow, and nothing on top of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pytest

from conversations import CONVERSATIONS
from conversations.kit.drawing import ways
from navigator_bot.simulator.diagram import Arrow, Box, Diagram, Kind, Point, in_words, lay_out

WELCOME: tuple[Arrow, ...] = (
    ("[*]", "Hello", "WantsWelcome"),
    ("[*]", "TooYoung", "WantsWelcome"),
    ("Hello", "Hello", ""),
    ("Hello", "AskAge", ""),
    ("AskAge", "AskConsent", ""),
    ("AskAge", "TooYoung", ""),
    ("TooYoung", "AskAge", ""),
    ("AskConsent", "WantsMenu", ""),
    ("AskConsent", "Declined", ""),
    ("Declined", "[*]", ""),
)
CROWD = tuple(
    (f"State{start}", f"State{end}", "")
    for start, end in combinations(range(20), 2)
    if (start * 7 + end * 3) % 5 < 2
)
MAPS = {
    "welcome": WELCOME,
    "crowd": (("[*]", "State0", "WantsAll"), *CROWD, ("State19", "State0", "")),
    "islands": (("A", "B", ""), ("B", "A", ""), ("C", "[*]", "")),
    "nothing": (),
    **{each.__name__: ways(each) for each in CONVERSATIONS},
}
every_map = pytest.mark.parametrize("arrows", MAPS.values(), ids=MAPS)


def box(diagram: Diagram, name: str) -> Box:
    [found] = [each for each in diagram.boxes if each.name == name]
    return found


def ends(path: str) -> tuple[Point, Point]:
    numbers = [float(each) for each in re.findall(r"-?[\d.]+", path)]
    return (numbers[0], numbers[1]), (numbers[-2], numbers[-1])


def along(path: str) -> Iterator[Point]:
    """Points on its curves, but for where these begin and end."""
    start, *curves = path.removeprefix("M").split("C")
    at = tuple(map(float, start.split()))
    for curve in curves:
        numbers = list(map(float, curve.split()))
        points = [at, *zip(numbers[::2], numbers[1::2], strict=True)]
        for step in range(1, 20):
            t = step / 20
            shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            x, y = (
                sum(share * point[i] for share, point in zip(shares, points, strict=True))
                for i in (0, 1)
            )
            yield x, y
        at = points[-1]


def is_inside(at: Point, box: Box) -> bool:
    x, y = at
    return box.x + 1 < x < box.x + box.width - 1 and box.y + 1 < y < box.y + box.height - 1


def touches(at: Point, box: Box) -> bool:
    x, y = at
    across = box.x - 1 <= x <= box.x + box.width + 1
    return across and box.y - 1 <= y <= box.y + box.height + 1


def overlap(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    above = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not (beside or above)


@every_map
def test_every_state_has_a_box_and_every_wish_a_door(arrows: tuple[Arrow, ...]) -> None:
    diagram = lay_out(arrows, "Somewhere")

    states = {name for start, end, _ in arrows for name in (start, end)} - {"[*]"}
    doors = {wish for start, _, wish in arrows if start == "[*]"}
    drawn = [(each.kind is Kind.DOOR, each.name) for each in diagram.boxes]
    assert len(drawn) == len(set(drawn))
    assert {name for is_door, name in drawn if not is_door} == states | {"Somewhere"}
    assert {name for is_door, name in drawn if is_door} == doors


@every_map
def test_every_arrow_runs_from_its_box_to_its_box(arrows: tuple[Arrow, ...]) -> None:
    diagram = lay_out(arrows, "Somewhere")

    boxes = {(each.kind is Kind.DOOR, each.name): each for each in diagram.boxes}
    assert [(line.start, line.end, line.wish) for line in diagram.lines] == list(arrows)
    for line in diagram.lines:
        is_door = line.start == "[*]"
        start, end = ends(line.path)
        assert touches(start, boxes[is_door, line.wish if is_door else line.start])
        if line.end != "[*]":
            assert touches(end, boxes[False, line.end])


@every_map
def test_no_two_boxes_overlap_and_none_is_cut_off(arrows: tuple[Arrow, ...]) -> None:
    diagram = lay_out(arrows, "Somewhere")

    assert not [pair for pair in combinations(diagram.boxes, 2) if overlap(*pair)]
    for each in diagram.boxes:
        assert each.x >= 0
        assert each.x + each.width <= diagram.width
        assert each.y + each.height <= diagram.height


@every_map
def test_no_arrow_runs_through_a_box(arrows: tuple[Arrow, ...]) -> None:
    diagram = lay_out(arrows, "Somewhere")

    through = [
        (line, each.name)
        for line in diagram.lines
        for each in diagram.boxes
        if any(is_inside(point, each) for point in along(line.path))
    ]
    assert not through


@pytest.mark.parametrize("here", ["AskAge", "NotOnTheMap"])
def test_the_current_state_is_marked_once(here: str) -> None:
    diagram = lay_out(WELCOME, here)

    assert [each.name for each in diagram.boxes if each.is_here] == [here]


def test_boxes_lie_lower_the_farther_they_are_from_the_door() -> None:
    diagram = lay_out(WELCOME, "AskAge")

    heights = [box(diagram, name).y for name in ("WantsWelcome", "Hello", "AskAge", "AskConsent")]
    assert heights == sorted(set(heights))


def test_what_no_arrow_leaves_is_an_exit() -> None:
    diagram = lay_out(WELCOME, "AskAge")

    assert [each.name for each in diagram.boxes if each.kind is Kind.EXIT] == ["WantsMenu"]


def test_in_words_each_state_says_where_it_leads() -> None:
    words = in_words((*WELCOME, ("AskAge", "TooYoung", "")))

    assert words["AskAge", ""] == ["AskConsent", "TooYoung"]
    assert words["[*]", "WantsWelcome"] == ["Hello", "TooYoung"]
