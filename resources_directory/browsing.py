"""A short list to browse from: the nearest and the best known, without a look at every service."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from math import floor

from resources_directory.model import LifeArea, Point, Service
from resources_directory.places import Gazetteer, distance_km
from resources_directory.reasons import unknowns

CELLS_A_DEGREE = 20
"""About five kilometres from north to south, and three from west to east."""
MOST_RINGS = 60
"""Cells that are gone outwards, in each direction, before one stops looking."""

Cell = tuple[int, int]
_Cells = defaultdict[tuple[LifeArea | None, Cell], list[tuple[Point, Service]]]


class Browsing:
    """Built once from all services: by life area, and within it by where they are."""

    def __init__(self, services: Iterable[Service], gazetteer: Gazetteer) -> None:
        known_first = sorted(services, key=_by_what_is_known)
        self._all: defaultdict[LifeArea | None, list[Service]] = defaultdict(list)
        self._placeless: defaultdict[LifeArea | None, list[Service]] = defaultdict(list)
        self._cells: _Cells = defaultdict(list)
        for service in known_first:
            place = service.place
            point = None if place is None else place.point or gazetteer.point_of(place.postcode)
            for area in (None, *service.areas):
                self._all[area].append(service)
                if point is None or service.comes_to_you:
                    self._placeless[area].append(service)
                else:
                    self._cells[area, _cell(point)].append((point, service))

    def first(self, area: LifeArea | None, near: Point | None, count: int) -> list[Service]:
        """Up to `count` services of a life area, or of any: the nearest to a point, if there is
        one, and half as many more that come to people, or whose place is not known."""
        if near is None:
            return self._all[area][:count]
        found: list[tuple[Point, Service]] = []
        for ring in range(MOST_RINGS):
            for cell in _ring(_cell(near), ring):
                found += self._cells.get((area, cell), ())
            if len(found) >= count:
                break
        nearest = sorted(found, key=lambda each: distance_km(near, each[0]))[:count]
        return [*(service for _, service in nearest), *self._placeless[area][: count // 2]]


def _by_what_is_known(service: Service) -> tuple[int, int, str]:
    checked = service.checked_at or date.min
    return len(unknowns(service, near_matters=False)), -checked.toordinal(), service.id


def _cell(point: Point) -> Cell:
    return floor(point.latitude * CELLS_A_DEGREE), floor(point.longitude * CELLS_A_DEGREE)


def _ring(middle: Cell, distance: int) -> Iterator[Cell]:
    """The cells whose farther way from the middle, north or east, is just so many."""
    north, east = middle
    for step in range(-distance, distance + 1):
        sides = range(-distance, distance + 1) if abs(step) == distance else (-distance, distance)
        for side in dict.fromkeys(sides):
            yield north + step, east + side
