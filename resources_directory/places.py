"""Where things are, kept coarse: a person's place is never known finer than a postcode sector."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import asin, cos, pi, radians, sin, sqrt
from types import MappingProxyType
from typing import Self

from resources_directory.model import Point, Service

EARTH_KM = 6371.0
KM_A_DEGREE = EARTH_KM * pi / 180
"""Of latitude."""
FARTHEST_KM = 60.0
"""A shared location farther than this from every known place is somewhere else."""
_FEW_KM = 3.0
"""Where a table is fine, the nearest place is nearer than this, and need not be sought farther."""
NO_CENTROIDS: Mapping[str, Point] = MappingProxyType({})
_AFTER_ALL = "~"  # sorts after any code

_OUTCODE = r"[A-Z]{1,2}[0-9](?:[0-9]|[A-Z])?"
_FULL = re.compile(rf"({_OUTCODE})\s*([0-9])\s*[A-Z]{{2}}")
_SECTOR = re.compile(rf"({_OUTCODE})\s*([0-9])")
_SPACED_SECTOR = re.compile(rf"({_OUTCODE})\s+([0-9])")
_ONLY_OUTCODE = re.compile(_OUTCODE)


@dataclass(frozen=True, slots=True)
class Area:
    """A place coarse enough to keep: an outcode, a sector, or a town."""

    label: str
    """As it is shown and found again: "AX1", "AX1 2", "Alderbridge"."""
    point: Point
    outcodes: frozenset[str] = frozenset()
    """The outcodes that it lies in, where they are known."""


def distance_km(one: Point, other: Point) -> float:
    """As the crow flies (haversine)."""
    north = radians(other.latitude - one.latitude)
    east = radians(other.longitude - one.longitude)
    chord = sin(north / 2) ** 2 + (
        cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    )
    return 2 * EARTH_KM * asin(sqrt(min(1.0, chord)))


def outcode(words: str) -> str | None:
    """The first half of a postcode, a sector or an outcode: "ne61 2ab" → "NE61"."""
    text = _tidy(words)
    if found := _FULL.fullmatch(text) or _SPACED_SECTOR.fullmatch(text):
        return found[1]
    if _ONLY_OUTCODE.fullmatch(text):
        return text
    found = _SECTOR.fullmatch(text)
    return found[1] if found else None


def sector(words: str) -> str | None:
    """The outcode and one digit of a postcode or a sector: "ne61 2ab" → "NE61 2"."""
    text = _tidy(words)
    found = _FULL.fullmatch(text) or _SECTOR.fullmatch(text)
    return f"{found[1]} {found[2]}" if found else None


def code_of(words: str) -> str | None:
    """An outcode as it is, or the sector of what says more."""
    text = _tidy(words)
    return text if _ONLY_OUTCODE.fullmatch(text) else sector(text)


def is_postcode(words: str) -> bool:
    """Whether it has the shape of a full postcode; not whether it is in use."""
    return _FULL.fullmatch(_tidy(words)) is not None


class Gazetteer:
    """The places that are known: learnt from services, or from a table of centroids."""

    def __init__(self, centroids: Mapping[str, Point], towns: Mapping[str, Area]) -> None:
        """`centroids` by outcode or sector; `towns` by the name as it is shown."""
        self._centroids = dict(centroids)
        self._towns = {_folded(name): area for name, area in towns.items()}

    @classmethod
    def learnt_from(
        cls, services: Iterable[Service], centroids: Mapping[str, Point] = NO_CENTROIDS
    ) -> Self:
        """`centroids`, by outcode or sector, win over what is learnt."""
        codes: defaultdict[str, list[Point]] = defaultdict(list)
        towns: defaultdict[str, list[tuple[str, Point, str | None]]] = defaultdict(list)
        for service in services:
            place = service.place
            if place is None or place.point is None:
                continue
            out = outcode(place.postcode or "")
            for code in {out, sector(place.postcode or "")} - {None}:
                codes[str(code)].append(place.point)
            if place.town:
                towns[_folded(place.town)].append((place.town, place.point, out))
        table = {code: _middle(points) for code, points in codes.items()}
        return cls(table | dict(centroids), dict(_town(found) for found in towns.values()))

    @property
    def towns(self) -> tuple[str, ...]:
        """The names of the towns, in order of the alphabet."""
        return tuple(sorted(area.label for area in self._towns.values()))

    def find(self, words: str) -> Area | None:
        """An outcode, a sector, a town, or a full postcode, of which only the sector is kept.

        Where the sector is not known the outcode is taken; `None` when nothing is known.
        """
        if town := self._towns.get(_folded(words)):
            return town
        text = _tidy(words)
        codes = (sector(text), outcode(text))
        if _ONLY_OUTCODE.fullmatch(text):
            codes = (text, sector(text))  # "AX12" may be an outcode, or AX1 2 without its space
        return next((self._area(code) for code in codes if code and code in self._centroids), None)

    def point_of(self, postcode: str | None) -> Point | None:
        """The middle of a postcode's sector or, failing that, of its outcode."""
        if postcode is None:
            return None
        codes = (sector(postcode), outcode(postcode))
        return next((self._centroids[code] for code in codes if code in self._centroids), None)

    def nearest(self, point: Point) -> Area | None:
        """The area that a shared location lies in, as a sector or an outcode; never the point."""
        for reach in (_FEW_KM, FARTHEST_KM):
            # Sectors come before outcodes at the same distance, as they say more.
            found = min(
                (
                    (distance_km(point, self._centroids[code]), -len(code), code)
                    for code in self._codes_between(point.latitude, reach)
                ),
                default=None,
            )
            if found is not None and found[0] <= reach:
                return self._area(found[2])
        return None

    def outcodes_of(self, names: Iterable[str]) -> frozenset[str] | None:
        """The outcodes of towns, outcodes or sectors; `None` when one of them is not known."""
        found: set[str] = set()
        for name in names:
            town = self._towns.get(_folded(name))
            codes = town.outcodes if town else {outcode(name)} - {None}
            if not codes:
                return None
            found |= {str(code) for code in codes}
        return frozenset(found)

    def _codes_between(self, latitude: float, reach: float) -> Iterator[str]:
        """Those at most so many km to the north or the south: few of a whole country's."""
        margin = reach / KM_A_DEGREE
        first = bisect_left(self._by_latitude, (latitude - margin, ""))
        last = bisect_left(self._by_latitude, (latitude + margin, _AFTER_ALL))
        return (code for _, code in self._by_latitude[first:last])

    @cached_property
    def _by_latitude(self) -> list[tuple[float, str]]:
        return sorted((point.latitude, code) for code, point in self._centroids.items())

    def _area(self, code: str) -> Area:
        return Area(code, self._centroids[code], frozenset({code.split(" ")[0]}))


def _town(found: list[tuple[str, Point, str | None]]) -> tuple[str, Area]:
    name = found[0][0]
    codes = frozenset(code for _, _, code in found if code)
    return name, Area(name, _middle([point for _, point, _ in found]), codes)


def _middle(points: list[Point]) -> Point:
    count = len(points)
    return Point(
        round(sum(p.latitude for p in points) / count, 4),
        round(sum(p.longitude for p in points) / count, 4),
    )


def _tidy(words: str) -> str:
    return " ".join(words.upper().split())


def _folded(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())
