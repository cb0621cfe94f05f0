"""Places are found in any spelling, and never kept finer than a postcode sector."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.catalogue import Catalogue
from resources_directory.model import Point, Service, ServiceId
from resources_directory.places import (
    Gazetteer,
    distance_km,
    is_postcode,
    outcode,
    sector,
)

LONDON, EDINBURGH = Point(51.5074, -0.1278), Point(55.9533, -3.1883)


def test_distance_is_as_the_crow_flies() -> None:
    assert distance_km(LONDON, EDINBURGH) == pytest.approx(534, abs=2)
    assert distance_km(LONDON, LONDON) == 0


@pytest.mark.parametrize(
    ("words", "out", "sec"),
    [
        ("NE61 2AB", "NE61", "NE61 2"),
        (" ne612ab ", "NE61", "NE61 2"),
        ("NE61 2", "NE61", "NE61 2"),
        ("NE612", "NE61", "NE61 2"),
        ("NE61", "NE61", "NE6 1"),
        ("m1 1ae", "M1", "M1 1"),
        ("EC1A 1BB", "EC1A", "EC1A 1"),
        ("Alderbridge", None, None),
        ("", None, None),
    ],
)
def test_a_postcode_is_read_however_it_is_spaced(
    words: str, out: str | None, sec: str | None
) -> None:
    assert outcode(words) == out
    assert sector(words) == sec


def test_only_a_whole_postcode_is_a_postcode() -> None:
    assert is_postcode("ax1 2ef")
    assert not is_postcode("AX1 2")
    assert not is_postcode("12345")


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("AX1", "AX1"),
        ("ax1 2", "AX1 2"),
        ("AX12", "AX1 2"),
        ("AX1 2EF", "AX1 2"),
        ("ax12zz", "AX1 2"),
        ("AX1 9ZZ", "AX1"),
        ("alderbridge", "Alderbridge"),
        ("  ALDER bridge ", "Alderbridge"),
    ],
)
def test_an_area_is_found_by_outcode_sector_postcode_or_town(
    town: Catalogue, words: str, label: str
) -> None:
    area = town.gazetteer.find(words)

    assert area is not None
    assert area.label == label


@pytest.mark.parametrize("words", ["", "ZZ9", "ZZ9 9ZZ", "Atlantis", "🏠", "AX1 2EF please"])
def test_a_place_that_is_not_known_is_not_guessed(town: Catalogue, words: str) -> None:
    assert town.gazetteer.find(words) is None


def test_every_area_is_found_again_by_its_label(town: Catalogue) -> None:
    gazetteer = town.gazetteer

    for words in (*gazetteer.towns, "AX1", "AX1 2", "AX4 3"):
        area = gazetteer.find(words)
        assert area is not None
        assert gazetteer.find(area.label) == area


def test_the_towns_are_listed_in_order(town: Catalogue) -> None:
    assert town.gazetteer.towns == ("Alderbridge", "Harrowell", "Kestleby", "Saltmere", "Thornby")


def test_a_shared_location_becomes_the_area_around_it(town: Catalogue) -> None:
    exact = Point(54.62551, -1.84477)

    area = town.gazetteer.nearest(exact)

    assert area is not None
    assert area.label == "AX1 2"
    assert area.point != exact


@given(st.floats(54.4, 54.8), st.floats(-2.2, -1.6))
def test_the_point_of_an_area_depends_on_its_label_alone(
    town: Catalogue, latitude: float, longitude: float
) -> None:
    area = town.gazetteer.nearest(Point(latitude, longitude))

    assert area is not None
    assert area == town.gazetteer.find(area.label)


def test_a_location_far_from_everything_known_has_no_area(town: Catalogue) -> None:
    assert town.gazetteer.nearest(LONDON) is None
    assert Gazetteer.learnt_from(()).nearest(LONDON) is None


@given(st.text())
def test_no_words_whatever_break_the_search_for_a_place(town: Catalogue, words: str) -> None:
    town.gazetteer.find(words)


def test_a_table_of_centroids_wins_over_what_was_learnt(town: Catalogue) -> None:
    table = {"AX1": Point(54.0, -1.0), "NE61 2": Point(55.2, -1.7)}

    gazetteer = Gazetteer.learnt_from(town.services, table)

    alder, morpeth = gazetteer.find("AX1"), gazetteer.find("NE61 2AB")
    assert alder is not None
    assert alder.point == Point(54.0, -1.0)
    assert morpeth is not None
    assert morpeth.label == "NE61 2"


def test_a_service_without_coordinates_teaches_nothing() -> None:
    gazetteer = Gazetteer.learnt_from([Service(id=ServiceId("a"), name="Walk")])

    assert gazetteer.towns == ()
