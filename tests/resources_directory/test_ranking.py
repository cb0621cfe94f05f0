"""Words, slips of the pen and, where there is a source of it, meaning order what is found."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from resources_directory.catalogue import Catalogue
from resources_directory.matching import Wanted, match
from resources_directory.model import Need, Service, ServiceId
from resources_directory.passages import PASSAGES_AT_MOST, WORDS_AT_MOST, passages
from resources_directory.spelling import Spelling
from resources_directory.vocabulary import read
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


def test_meaning_orders_what_words_alone_find() -> None:
    services = [_service("Zymurgy a"), _service("Zymurgy b", "In a hot hall.")]

    assert _found(services, "zymurgy", LikeHot()) == ["Zymurgy b", "Zymurgy a"]


def test_meaning_leaves_what_the_vocabulary_understands_alone() -> None:
    services = [_service("Choir a"), _service("Kiln", "A hot workshop.")]

    assert _found(services, "a choir", LikeHot()) == ["Choir a"]


@pytest.mark.parametrize("written", ["stacking", "chests", "crowd"])
def test_another_word_is_no_slip_of_the_pen(written: str) -> None:
    assert Spelling(["stalking", "chess", "crown"]).nearest(written) is None


@pytest.mark.parametrize(
    ("words", "first", "others"),
    [
        ("nervous, but i want a job", "work", {"worry"}),
        ("footy, my knees are bad", "football", {"pain"}),
        ("want to talk to others with diabetes", "diabetes", {"talking"}),
        ("women who dance", "dance", {"women"}),
    ],
)
def test_a_field_counts_more_than_what_goes_with_it(
    words: str, first: str, others: set[str]
) -> None:
    sought = Catalogue([_service("Tea")], vocabulary=STANDARD).ranking.understand(words).sought

    weights = {each.topic.name: each.weight for each in sought if each.topic}
    assert max(weights, key=lambda name: weights[name]) == first
    assert others <= set(weights)
    assert {each.topic.name for each in sought if each.topic and each.is_essential} == {first}


def test_a_figure_of_speech_asks_for_nothing() -> None:
    query = Catalogue([_service("Tea")], vocabulary=STANDARD).ranking.understand("up the wall")

    assert query.sought == ()


def test_the_ending_tells_two_topics_apart() -> None:
    understand = Catalogue([_service("Tea")], vocabulary=STANDARD).ranking.understand

    assert "digital" in understand("a tablet").topics
    assert "digital" not in understand("my tablets").topics


def test_a_word_of_one_topics_phrases_hints_at_it() -> None:
    small = read('[repairs]\nsay = "mow the lawn"\n[bowls]\nsay = "bowls, on the green"\n')

    query = Catalogue([_service("Tea")], vocabulary=small).ranking.understand("my lawn is wild")

    assert query.topics == {"repairs"}


def test_one_way_can_be_refused_of_what_is_asked_otherwise() -> None:
    services = [_service("Keep fit hall"), _service("Fitnessland", "Keep fit. A gym.")]

    assert _found(services, "keep fit, not a gym", None) == ["Keep fit hall"]


def test_who_raises_money_comes_after_who_meets() -> None:
    services = [
        _service("A friends of the choir", "Raising money for the choir."),
        _service("Z choir", "We sing."),
    ]

    assert _found(services, "a choir", None) == ["Z choir", "A friends of the choir"]


def test_a_listing_that_says_it_is_over_is_not_offered() -> None:
    services = [_service("Stroke group", "This group is now closed.")]

    assert _found(services, "a stroke group", None) == []


def test_a_topic_is_not_met_by_what_only_has_its_need() -> None:
    walk = Service(
        id=ServiceId("w"), name="Park walk", needs=frozenset({Need.MOVING_MORE, Need.GETTING_OUT})
    )

    assert _found([walk], "badminton", None) == []
    assert _found([walk], "get fit", None) == ["Park walk"]


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
