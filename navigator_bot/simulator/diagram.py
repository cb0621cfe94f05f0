"""A conversation as a picture: where its boxes stand and how its arrows run. Nothing is drawn here.

Rows by distance from the doors; whatever is too much for a row goes to one of its own. An arrow
over several rows keeps a lane free in each, as K. Sugiyama has it ("Methods for Visual
Understanding of Hierarchical System Structures", 1981); so no arrow runs through a box.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

OUTSIDE = "[*]"
WIDEST = 3  # boxes in a row

# All in pixels.
HEIGHT = 38.0
LETTER = 7.6  # the width of one, on the large side
PADDING = 26.0
LANE = 16.0  # the room of an arrow on its way past a row
BESIDE = 14.0  # between two boxes
BETWEEN = 46.0  # between two rows
EDGE = 16.0  # around the whole
SWEEPS = 8

Arrow = tuple[str, str, str]
Point = tuple[float, float]


class Kind(StrEnum):
    DOOR = "door"  # the wish or the bell that opens the conversation
    STATE = "state"
    EXIT = "exit"  # no arrow leaves it: another conversation begins there


@dataclass(frozen=True, slots=True)
class Box:
    name: str
    kind: Kind
    x: float  # of its left upper corner
    y: float
    width: float
    height: float
    is_here: bool


@dataclass(frozen=True, slots=True)
class Line:
    """From the box `start` to the box `end`, or out of the conversation, which ends in the open.

    From the door `wish` where `start` is outside.
    """

    start: str
    end: str
    wish: str
    path: str  # as SVG writes it


@dataclass(frozen=True, slots=True)
class Diagram:
    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def lay_out(arrows: Sequence[Arrow], here: str) -> Diagram:
    """`here` is the current state, which is drawn even where no arrow names it."""
    return _Layout(arrows, here).diagram()


def in_words(arrows: Sequence[Arrow]) -> Mapping[tuple[str, str], list[str]]:
    """Where each state, or each wish outside, leads: by (state, wish), in the arrows' order."""
    found: dict[tuple[str, str], list[str]] = {}
    for start, end, wish in arrows:
        ends = found.setdefault((start, wish), [])
        if end not in ends:
            ends.append(end)
    return found


@dataclass(frozen=True, slots=True)
class _Item:
    """What takes up room in a row: a box, by its name, or the lane of an arrow, by its number."""

    name: str
    kind: Kind | None = None
    arrow: int = -1

    @property
    def width(self) -> float:
        return 0.0 if self.kind is None else len(self.name) * LETTER + PADDING

    @property
    def room(self) -> float:
        """Its width, and half the gap on either side."""
        return LANE if self.kind is None else self.width + BESIDE


class _Layout:
    def __init__(self, arrows: Sequence[Arrow], here: str) -> None:
        self._here = here
        self._arrows = list(dict.fromkeys(arrows))
        self._items = {(each.kind is Kind.DOOR, each.name): each for each in _items(arrows, here)}
        self._rows = self._ranked()
        self._row = {each: row for row, each in _numbered(self._rows)}
        self._chains = [self._chain(each) for each in range(len(self._arrows))]
        self._row |= {each: row for row, each in _numbered(self._rows)}
        self._beside = self._neighbours()
        self._centre: dict[_Item, float] = {}
        self._set_out()

    def diagram(self) -> Diagram:
        boxes = tuple(
            Box(
                each.name,
                each.kind,
                self._centre[each] - each.width / 2,
                self._top(each),
                each.width,
                HEIGHT,
                each.kind is not Kind.DOOR and each.name == self._here,
            )
            for each in self._items.values()
            if each.kind is not None
        )
        right = max((c + each.width / 2 for each, c in self._centre.items()), default=0)
        high = 2 * EDGE + len(self._rows) * (HEIGHT + BETWEEN) - BETWEEN
        return Diagram(right + EDGE, high, boxes, tuple(self._lines()))

    def _start(self, arrow: Arrow) -> _Item:
        start, _, wish = arrow
        return self._items[(True, wish)] if start == OUTSIDE else self._items[(False, start)]

    def _end(self, arrow: Arrow) -> _Item | None:
        return None if arrow[1] == OUTSIDE else self._items[(False, arrow[1])]

    def _ranked(self) -> list[list[_Item]]:
        """Rows by distance; a box that no door leads to begins a row below the doors."""
        leads: dict[_Item, list[_Item]] = {each: [] for each in self._items.values()}
        for arrow in self._arrows:
            if (end := self._end(arrow)) is not None:
                leads[self._start(arrow)].append(end)
        rows: list[list[_Item]] = []
        left = dict.fromkeys(leads)
        front = [each for each in leads if each.kind is Kind.DOOR] or list(left)[:1]
        while left:
            if not (front := [each for each in dict.fromkeys(front) if each in left]):
                front = [next(iter(left))]
            for each in front:
                del left[each]
            front.sort(key=lambda each: each.kind is Kind.EXIT)
            rows += [front[at : at + WIDEST] for at in range(0, len(front), WIDEST)]
            front = [end for each in front for end in leads[each]]
        return rows

    def _chain(self, number: int) -> list[_Item]:
        """What the arrow passes: its start, a lane in each row between, and its end."""
        arrow = self._arrows[number]
        start, end = self._start(arrow), self._end(arrow)
        if end is None:
            return [start]
        first, last = self._row[start], self._row[end]
        between = range(first + 1, last) if first < last else range(first - 1, last, -1)
        lanes = [_Item(str(row), arrow=number) for row in between]
        for row, lane in zip(between, lanes, strict=True):
            self._rows[row].append(lane)
        return [start, *lanes, end]

    def _neighbours(self) -> dict[_Item, list[_Item]]:
        beside: dict[_Item, list[_Item]] = {each: [] for each in self._row}
        for chain in self._chains:
            for one, other in pairwise(chain):
                if self._row[one] != self._row[other]:
                    beside[one].append(other)
                    beside[other].append(one)
        return beside

    def _set_out(self) -> None:
        """Each as near as can be to what it is tied to, row by row, down and up again."""
        for row in self._rows:
            self._place(row, [0.0] * len(row))
        down = list(range(len(self._rows)))
        for sweep in range(SWEEPS):
            for number in down if sweep % 2 == 0 else reversed(down):
                row = self._rows[number]
                wished = {each: self._wished(each) for each in row}
                if sweep < SWEEPS - 2:
                    row.sort(key=lambda each: wished[each])
                self._place(row, [wished[each] for each in row])
        left = min((c - each.width / 2 for each, c in self._centre.items()), default=0)
        self._centre = {each: c - left + EDGE for each, c in self._centre.items()}

    def _wished(self, item: _Item) -> float:
        ties = self._beside[item] or [item]
        return sum(self._centre[each] for each in ties) / len(ties)

    def _place(self, row: Sequence[_Item], wished: Sequence[float]) -> None:
        """Halfway between all pushed to the right and all to the left: none overlap there."""
        apart = [(one.room + other.room) / 2 for one, other in pairwise(row)]
        right, left = list(wished), list(wished)
        for at, gap in enumerate(apart, 1):
            right[at] = max(right[at], right[at - 1] + gap)
        for at, gap in reversed(list(enumerate(apart))):
            left[at] = min(left[at], left[at + 1] - gap)
        for each, one, other in zip(row, left, right, strict=True):
            self._centre[each] = (one + other) / 2

    def _lines(self) -> Iterator[Line]:
        """Arrows that touch one side of a box share it out, in the order of where they go."""
        touching: dict[tuple[_Item, bool], list[tuple[float, int, bool]]] = {}
        for number, chain in enumerate(self._chains):
            for is_start, one, other in self._touched(chain):
                side = touching.setdefault((one, self._is_below(one, other)), [])
                side.append((self._centre[other], number, is_start))
        ports = {
            (number, is_start): self._port(item, below, place / (len(side) + 1))
            for (item, below), side in touching.items()
            for place, (_, number, is_start) in enumerate(sorted(side), 1)
        }
        for number, (start, end, wish) in enumerate(self._arrows):
            yield Line(start, end, wish, self._path(number, ports))

    def _touched(self, chain: list[_Item]) -> Iterator[tuple[bool, _Item, _Item]]:
        if len(chain) > 1 and chain[0] != chain[-1]:
            yield True, chain[0], chain[1]
            yield False, chain[-1], chain[-2]

    def _is_below(self, item: _Item, other: _Item) -> bool:
        return self._row[other] >= self._row[item]

    def _port(self, item: _Item, below: bool, share: float) -> Point:
        """All arrows of a door have one; the right end of a box is kept for arrows out of it."""
        x = self._centre[item]
        if item.kind is not Kind.DOOR:
            x += 10 + share * (item.width - 34) - item.width / 2
        return x, self._top(item) + (HEIGHT if below else 0)

    def _path(self, number: int, ports: Mapping[tuple[int, bool], Point]) -> str:
        chain = self._chains[number]
        first, last = chain[0], chain[-1]
        right, top = self._centre[first] + first.width / 2, self._top(first)
        if len(chain) == 1:
            return _curve((right - 14, top + HEIGHT), (right - 14, top + HEIGHT + 16))
        if first == last:
            return _bow((right - 34, top), (right - 14, top), -24)
        start, end = ports[number, True], ports[number, False]
        if self._row[first] == self._row[last]:
            return _bow(start, end, BETWEEN * 0.55)
        return _curve(start, *self._lanes(chain), end)

    def _lanes(self, chain: list[_Item]) -> Iterator[Point]:
        goes_down = self._row[chain[0]] < self._row[chain[-1]]
        for lane in chain[1:-1]:
            x, top = self._centre[lane], self._top(lane)
            over, under = (x, top), (x, top + HEIGHT)
            yield from (over, under) if goes_down else (under, over)

    def _top(self, item: _Item) -> float:
        return EDGE + self._row[item] * (HEIGHT + BETWEEN)


def _curve(*points: Point) -> str:
    """Upright at each of its points."""
    drawn = ["M{:.1f} {:.1f}".format(*points[0])]
    for (from_x, from_y), (to_x, to_y) in pairwise(points):
        half = (from_y + to_y) / 2
        drawn.append(f"C{from_x:.1f} {half:.1f} {to_x:.1f} {half:.1f} {to_x:.1f} {to_y:.1f}")
    return "".join(drawn)


def _bow(start: Point, end: Point, depth: float) -> str:
    """Between two points at one height."""
    (from_x, y), (to_x, to_y) = start, end
    return f"M{from_x:.1f} {y:.1f}C{from_x:.1f} {y + depth:.1f} {to_x:.1f} {y + depth:.1f} " + (
        f"{to_x:.1f} {to_y:.1f}"
    )


def _items(arrows: Sequence[Arrow], here: str) -> Iterator[_Item]:
    leading = {start for start, _, _ in arrows}
    for wish in dict.fromkeys(wish for start, _, wish in arrows if start == OUTSIDE):
        yield _Item(wish, Kind.DOOR)
    names = dict.fromkeys([name for start, end, _ in arrows for name in (start, end)] + [here])
    for name in names:
        if name not in (OUTSIDE, ""):
            yield _Item(name, Kind.STATE if name in leading or name == here else Kind.EXIT)


def _numbered(rows: Iterable[Iterable[_Item]]) -> Iterator[tuple[int, _Item]]:
    return ((number, each) for number, row in enumerate(rows) for each in row)
