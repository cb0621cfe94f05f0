"""A match says why, puts the best first, and stays silent when nothing fits."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.catalogue import Catalogue
from resources_directory.hours import LONDON
from resources_directory.matching import Match, Matches, ReasonKind, Unknown, Wanted, match
from resources_directory.model import LifeArea, Need, Service, ServiceId
from resources_directory.spreadsheet import Reading
from tests.resources_directory.vocabulary import STANDARD
from tests.resources_directory.walks import (
    FAR,
    HERE,
    NOW,
    OPEN,
    SILENT,
    SMALL,
    WALK,
    a_walk,
    ids,
    only,
)


@pytest.fixture(scope="module")
def town(sample: Reading) -> Catalogue:
    return Catalogue(sample.services, vocabulary=STANDARD)


def _kinds(found: Match) -> list[ReasonKind]:
    return [reason.kind for reason in found.reasons]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I want to get out more", "alder-park-walk"),
        ("i just want to get out the house", "alder-park-walk"),
        ("cant afford the leccy", "energy-help"),
        ("skint", "debt-advice"),
        ("the bailiffs are coming", "debt-advice"),
        ("someone to talk to", "talking-therapies"),
        ("I hear voices", "hearing-voices"),
        ("lost my mum", "bereavement-cafe"),
        ("I can't sleep", "rc-sleep"),
        ("learn to swim", "swim-lessons"),
        ("stop drinking", "drug-alcohol"),
        ("I need a bed and a cooker", "furniture"),
        ("gay friends", "lgbt-social"),
        ("sing in a choir", "choir"),
        ("help with my pip form", "benefits-forms"),
    ],
)
def test_everyday_words_find_what_they_mean(
    town: Catalogue, now: datetime, words: str, expected: str
) -> None:
    wanted = Wanted(words=words, near=town.gazetteer.find("AX1"), age=40)

    assert expected in ids(match(town, wanted, now))


@pytest.mark.parametrize(
    "words",
    ["help with my taxidermy licence", "asdf qwerty", "the", "🙂🙂", "quantum physics"],
)
def test_when_nothing_is_good_enough_nothing_is_offered(
    town: Catalogue, now: datetime, words: str
) -> None:
    assert match(town, Wanted(words=words), now).found == ()


def test_a_phrase_does_not_answer_by_one_of_its_words(town: Catalogue, now: datetime) -> None:
    found = match(town, Wanted(words="lost my mum"), now)

    assert Need.BEREAVEMENT in found.found[0].service.needs
    assert "toddlers" not in ids(found)


@given(words=st.text(max_size=200))
def test_no_words_whatever_break_a_match(town: Catalogue, words: str) -> None:
    matches = match(town, Wanted(words=words), NOW)

    assert len(matches.found) <= 3


@pytest.mark.parametrize("words", ["name:walk AND (", '"', "walk^99 ~2 *", "a" * 5000, "../../etc"])
def test_search_syntax_is_only_words(town: Catalogue, now: datetime, words: str) -> None:
    match(town, Wanted(words=words), now)


def test_a_match_says_why_without_making_a_sentence() -> None:
    (found,) = only(WALK, a_walk(Wanted(need=Need.GETTING_OUT, area=LifeArea.HEALTH, age=40))).found

    assert _kinds(found) == [
        ReasonKind.YOUR_WORDS,
        ReasonKind.MEETS_NEED,
        ReasonKind.MEETS_NEED,
        ReasonKind.LIFE_AREA,
        ReasonKind.NEAR,
        ReasonKind.FREE,
        ReasonKind.OPEN_TO_ALL,
        ReasonKind.SELF_REFERRAL,
        ReasonKind.SOON_ON,
        ReasonKind.CHECKED_LATELY,
    ]
    assert found.reasons[0].value == "walking"
    assert found.distance_km == pytest.approx(0.6, abs=0.1)
    assert found.next_session is not None
    assert found.next_session.starts_at == datetime(2026, 10, 27, 10, tzinfo=LONDON)
    assert found.unknowns == frozenset()


def test_what_is_unknown_is_said_and_neither_yes_nor_no() -> None:
    bare = Service(id=ServiceId("bare"), name="Walking")

    (found,) = only(bare, Wanted(words="walking", near=HERE, age=40, free_only=True)).found

    assert found.unknowns == {
        Unknown.COST,
        Unknown.AGES,
        Unknown.AUDIENCE,
        Unknown.REFERRAL,
        Unknown.PLACE,
        Unknown.HOURS,
        Unknown.CHECKED,
    }
    assert _kinds(found) == [ReasonKind.YOUR_WORDS, ReasonKind.MEETS_NEED]


def test_an_unknown_ranks_below_a_yes() -> None:
    unsure = replace(WALK, id=ServiceId("a-unsure"), organisation="Other", cost=None)

    matches = match(Catalogue([unsure, WALK]), a_walk(Wanted()), NOW)

    assert ids(matches) == ["walk", "a-unsure"]


def test_a_stale_entry_ranks_below_a_fresh_one() -> None:
    stale = replace(
        WALK, id=ServiceId("a-stale"), organisation="Other", checked_at=date(2024, 1, 1)
    )

    matches = match(Catalogue([stale, WALK]), a_walk(Wanted()), NOW)

    assert ids(matches) == ["walk", "a-stale"]


def test_three_suggestions_never_come_from_one_organisation() -> None:
    same = [replace(WALK, id=ServiceId(f"walk-{n}")) for n in range(5)]
    other = replace(WALK, id=ServiceId("other"), organisation="Other", checked_at=None, cost=None)

    matches = match(Catalogue([*same, other]), a_walk(Wanted()), NOW)

    assert [found.service.organisation for found in matches.found] == ["Steps", "Steps", "Other"]


def test_a_need_is_read_from_the_listing_where_nobody_marked_it() -> None:
    unmarked = Service(id=ServiceId("d"), name="Debt clinic", description="Bailiffs and loans.")

    (found,) = only(unmarked, Wanted(words="I owe money")).found

    assert ReasonKind.MEETS_NEED in _kinds(found)


def test_browsing_an_area_finds_only_that_area(town: Catalogue, now: datetime) -> None:
    matches = match(town, Wanted(area=LifeArea.PURPOSE, limit=10), now)

    assert len(matches.found) == 10
    assert all(LifeArea.PURPOSE in found.service.areas for found in matches.found)


@pytest.mark.parametrize("need", list(Need))
def test_every_need_has_an_answer_in_the_sample(town: Catalogue, now: datetime, need: Need) -> None:
    matches = match(town, Wanted(need=need), now)

    assert matches.found
    assert all(need in found.service.needs for found in matches.found)


def test_with_nothing_asked_what_is_near_and_easy_is_offered(
    town: Catalogue, now: datetime
) -> None:
    matches = match(town, Wanted(near=town.gazetteer.find("Thornby")), now)

    assert len(matches.found) == 3


def test_the_next_three_are_others_once_three_were_declined(town: Catalogue, now: datetime) -> None:
    wanted = Wanted(words="I am lonely")
    first = match(town, wanted, now)

    declined = frozenset(found.service.id for found in first.found)
    second = match(town, replace(wanted, declined=declined), now)

    assert len(second.found) == 3
    assert not declined & set(ids(second))


def test_the_same_question_has_the_same_answer(town: Catalogue, now: datetime) -> None:
    wanted = Wanted(words="something creative", near=town.gazetteer.find("AX1"))

    assert match(town, wanted, now) == match(
        Catalogue(town.services, vocabulary=STANDARD), wanted, now
    )


def test_matches_further_down_are_found_when_the_best_are_all_too_far() -> None:
    """More far ones than are looked at in one go come first by words."""
    far = [replace(WALK, id=ServiceId(f"far-{n}"), place=FAR) for n in range(400)]
    near = replace(WALK, id=ServiceId("near"), name="Group", description="Also for a walk.")

    matches = match(Catalogue([*far, near]), a_walk(Wanted()), NOW)

    assert ids(matches) == ["near"]


def test_an_empty_catalogue_has_nothing_to_offer() -> None:
    assert match(Catalogue(()), Wanted(words="walk"), NOW) == Matches(())


@given(
    services=st.lists(OPEN, max_size=12, unique_by=lambda service: service.id),
    wanted=SILENT,
    order=st.permutations(range(12)),
)
def test_the_order_of_services_does_not_matter(
    services: list[Service], wanted: Wanted, order: list[int]
) -> None:
    shuffled = [services[at] for at in order if at < len(services)]

    one, other = (
        match(Catalogue(each, vocabulary=SMALL), wanted, NOW) for each in (services, shuffled)
    )

    assert ids(one) == ids(other)
