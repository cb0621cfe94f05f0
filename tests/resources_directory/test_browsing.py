"""Browsing looks at the nearest and the best known, and says nothing of the rest."""

from dataclasses import replace

import pytest

from resources_directory.browsing import Browsing
from resources_directory.catalogue import Catalogue
from resources_directory.matching import Wanted, match
from resources_directory.model import LifeArea, Place, Point, Service, ServiceId, Way
from tests.resources_directory.walks import HERE, NOW, WALK


def _at(name: str, north: float, east: float) -> Service:
    place = Place(point=Point(HERE.point.latitude + north, HERE.point.longitude + east))
    return replace(WALK, id=ServiceId(name), organisation=name, place=place)


NEAR = [_at(f"near{number}", number / 1000, -number / 1000) for number in range(30)]
FARTHER = [_at(f"farther{number}", 0.1, number / 100) for number in range(-30, 30)]
ONLINE = replace(
    WALK, id=ServiceId("online"), organisation="", place=None, ways=frozenset({Way.ONLINE})
)
BROWSING = Catalogue([*FARTHER, ONLINE, *NEAR]).browsing


def _names(browsing: Browsing, area: LifeArea | None, near: Point | None, count: int) -> list[str]:
    return [service.id for service in browsing.first(area, near, count)]


def test_the_nearest_come_first_and_what_comes_to_people_is_among_them() -> None:
    names = _names(BROWSING, LifeArea.HEALTH, HERE.point, 10)

    assert names == [*(f"near{number}" for number in range(10)), "online"]


def test_what_lies_farther_is_found_where_nothing_is_near() -> None:
    names = _names(BROWSING, None, Point(55.2, -1.85), 60)

    assert set(names) >= {service.id for service in FARTHER}


@pytest.mark.parametrize("near", [None, HERE.point])
def test_another_area_of_life_has_none_of_them(near: Point | None) -> None:
    assert _names(BROWSING, LifeArea.HOME, near, 10) == []


def test_without_a_place_the_best_known_come_first() -> None:
    bare = Service(id=ServiceId("a-bare-one"), name="Walk", areas=WALK.areas)

    names = _names(Catalogue([bare, *NEAR]).browsing, LifeArea.HEALTH, None, 31)

    assert names[-1] == bare.id


def test_browsing_finds_what_is_nearest() -> None:
    found = match(Catalogue([*FARTHER, *NEAR]), Wanted(near=HERE), NOW).found

    assert [each.service.id for each in found] == ["near0", "near1", "near2"]
