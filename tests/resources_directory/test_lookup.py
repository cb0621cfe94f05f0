"""Who keeps the directory finds an entry by its name first, whatever its state."""

from resources_directory.catalogue import Catalogue
from resources_directory.lookup import find_entries
from resources_directory.model import Place, Service, ServiceId, Status


def entry(id: str, name: str, town: str = "Alderbridge", status: Status = Status.ACTIVE) -> Service:
    place = Place(town=town)
    return Service(id=ServiceId(id), name=name, description="Tea", place=place, status=status)


CATALOGUE = Catalogue(
    [
        entry("a", "Choir of the mill"),
        entry("b", "Mill walk", status=Status.DEFUNCT),
        entry("c", "Chess", town="Millford"),
        entry("d", "Knitting"),
    ]
)


def found(words: str) -> list[str]:
    return [service.id for service in find_entries(CATALOGUE, words)]


def test_a_name_that_begins_so_comes_first_and_closed_entries_are_found() -> None:
    assert found("mill") == ["b", "c", "a"]


def test_words_may_stand_in_name_and_place_together() -> None:
    assert found("chess millford")[0] == "c"


def test_what_no_name_holds_is_looked_for_as_people_would() -> None:
    assert set(found("tea")) == {"a", "b", "c", "d"}


def test_nothing_is_found_for_nothing() -> None:
    assert found("") == []
