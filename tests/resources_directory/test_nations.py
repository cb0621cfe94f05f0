"""Bank holidays are those of the place, where it can be told which nation that is in."""

import pytest

from resources_directory.details import PlaceDetails
from resources_directory.model import Place
from resources_directory.nations import nation_of


@pytest.mark.parametrize(
    ("postcode", "nation"),
    [
        ("BT1 5GS", "NIR"),
        ("EH1 1YZ", "SCT"),
        ("G2 1DU", "SCT"),
        ("GL1 1AA", "ENG"),
        ("TD1 1AA", "SCT"),
        ("TD15 1AA", "ENG"),
        ("NE61 2AB", "ENG"),
        ("SW1A", "ENG"),
    ],
)
def test_a_postcode_tells_the_nation(postcode: str, nation: str) -> None:
    assert nation_of(Place(postcode=postcode), "SCT") == nation


def test_without_a_postcode_the_region_or_country_that_a_list_names_tells_it() -> None:
    region = Place(details=PlaceDetails(region="Northern Ireland"))
    country = Place(details=PlaceDetails(country="Scotland"))

    assert nation_of(region, "ENG") == "NIR"
    assert nation_of(country, "ENG") == "SCT"


@pytest.mark.parametrize("place", [None, Place(), Place(town="Alderbridge", postcode="?")])
def test_where_nothing_tells_it_is_the_nation_of_the_setting(place: Place | None) -> None:
    assert nation_of(place, "SCT") == "SCT"
