"""Reading where postcodes lie, from tables as they are published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.centroids import CentroidsError, Sums, add_table, middles
from resources_directory.model import Point
from resources_directory.places import Gazetteer, distance_km


def read(*tables: str) -> dict[str, Point]:
    sums: Sums = {}
    for table in tables:
        add_table(table.splitlines(), sums)
    return middles(sums)


def test_a_table_of_outcodes_and_one_of_sectors_are_taken_as_they_are() -> None:
    sectors = "sector,latitude,longitude\nAX1 1,54.2,-2\nAX1 2,54.4,-2\nAX2 1,55,-3\n"
    outcodes = "outcode,latitude,longitude\nAX1,54,-2\n"

    assert read(sectors, outcodes) == read(outcodes, sectors)
    assert read(sectors, outcodes) == {
        "AX1": Point(54.0, -2.0),
        "AX1 1": Point(54.2, -2.0),
        "AX1 2": Point(54.4, -2.0),
        "AX2": Point(55.0, -3.0),
        "AX2 1": Point(55.0, -3.0),
    }


def test_whole_postcodes_of_the_official_lookup_become_the_means_of_their_areas() -> None:
    lookup = (
        '"pcd","pcds","doterm","lat","long"\n'
        '"M1  1AA","M1 1AA","",53.0,-2.0\n'
        '"M1  1AB","M1 1AB","",53.2,-2.2\n'
        '"M1  2AB","M1 2AB","",53.4,-2.4\n'
        '"M11 1AA","M11 1AA","",54.0,-2.0\n'
        '"GY1 1AA","GY1 1AA","",99.999999,0.0\n'
    )

    assert read(lookup) == {
        "M1": Point(53.2, -2.2),
        "M1 1": Point(53.1, -2.1),
        "M1 2": Point(53.4, -2.4),
        "M11": Point(54.0, -2.0),
        "M11 1": Point(54.0, -2.0),
    }


def test_postcodes_without_a_space_are_not_taken_for_shorter_ones() -> None:
    assert set(read("postcode,lat,lon\nM11AA,53,-2\nm111aa,53,-2\n")) == {
        "M1",
        "M1 1",
        "M11",
        "M11 1",
    }


def test_rows_without_a_place_are_passed_over() -> None:
    assert read("outcode,lat,long\nAX1\nAX2,north,1\nAX3,nan,1\nAX4,1,inf\nnowhere,1,1\n") == {}


@pytest.mark.parametrize("table", ["", "outcode,lat\nAX1,54\n", "name,lat,long\nAX1,54,-2\n"])
def test_a_table_without_the_columns_is_refused_and_they_are_named(table: str) -> None:
    with pytest.raises(CentroidsError, match="pcds, postcode, sector or outcode"):
        read(table)


SPOTS = st.builds(Point, st.floats(49.9, 60.8), st.floats(-8.0, 1.8))


@given(st.lists(SPOTS, min_size=1, max_size=30), SPOTS)
def test_the_nearest_of_a_table_is_nearer_than_all_others(spots: list[Point], here: Point) -> None:
    table = {f"AX{n}": spot for n, spot in enumerate(spots)}

    found = Gazetteer(table, {}).nearest(here)

    nearest = min(distance_km(here, spot) for spot in spots)
    if found is None:
        assert nearest > 60
    else:
        assert distance_km(here, found.point) == nearest <= 60
