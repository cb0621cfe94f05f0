"""Words, slips of the pen and, where there is a source of it, meaning order what is found."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from resources_directory.catalogue import Catalogue
from resources_directory.matching import Wanted, match
from resources_directory.model import Service, ServiceId
from resources_directory.passages import PASSAGES_AT_MOST, WORDS_AT_MOST, passages
from resources_directory.spelling import Spelling
from tests.resources_directory.vocabulary import STANDARD

NOW = datetime(2026, 10, 26, 9, 0, tzinfo=UTC)


def _service(name: str, description: str | None = None) -> Service:
    return Service(id=ServiceId(name), name=name, description=description)


class LikeHot:
    """A meaning by which only texts about heat are near to anything."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def learn(self, texts: Sequence[str]) -> "LikeHot":
        self.texts = list(texts)
        return self

    def nearest(self, words: str, limit: int) -> list[int]:
        order = sorted(range(len(self.texts)), key=lambda at: "hot" not in self.texts[at])
        return order[:limit]

    def cosines(self, words: str, positions: Sequence[int]) -> list[float]:
        return [0.9 if "hot" in self.texts[at] else 0.0 for at in positions]


def _found(services: list[Service], words: str, meaning: LikeHot | None) -> list[str]:
    catalogue = Catalogue(services, vocabulary=STANDARD, meaning=meaning)
    return [each.service.name for each in match(catalogue, Wanted(words=words), NOW).found]


def test_without_a_vocabulary_the_words_themselves_are_looked_for() -> None:
    catalogue = Catalogue([_service("Lantern makers"), _service("Choir")])

    found = match(catalogue, Wanted(words="make a lantern"), NOW).found

    assert [each.service.name for each in found] == ["Lantern makers"]


def test_meaning_finds_what_shares_no_word() -> None:
    services = [_service("Kiln", "A hot workshop."), _service("Choir")]

    assert _found(services, "zymurgy", LikeHot()) == ["Kiln"]
    assert _found(services, "zymurgy", None) == []


def test_meaning_orders_what_the_words_find() -> None:
    services = [_service("Choir a"), _service("Choir b", "In a hot hall.")]

    assert _found(services, "a choir", LikeHot()) == ["Choir b", "Choir a"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("aniexty", None), ("anxeity", "anxiety"), ("anxiey", "anxiety"), ("swimmming", "swimming")],
)
def test_one_slip_of_the_pen_is_set_right(said: str, meant: str | None) -> None:
    assert Spelling(["anxiety", "swimming", "car"]).nearest(said) == meant


def test_short_words_are_left_as_they_are() -> None:
    assert Spelling(["care", "card"]).nearest("carf") is None


def test_a_long_record_is_cut_into_passages_led_by_its_name() -> None:
    sentence = "We meet and talk about all that is on our minds. "

    cut = passages(_service("Tea", sentence * 200))

    assert len(cut) == PASSAGES_AT_MOST
    assert all(each.startswith("Tea. ") for each in cut)
    assert all(len(each.split()) <= WORDS_AT_MOST + 1 for each in cut)


def test_a_record_without_a_description_is_its_name() -> None:
    assert passages(_service("Tea")) == ("Tea.",)
