"""A match keeps to hard facts, says why, and stays silent when nothing fits."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.catalogue import Catalogue
from resources_directory.hours import LONDON
from resources_directory.matching import (
    Match,
    Matches,
    PartOfDay,
    ReasonKind,
    Unknown,
    Wanted,
    Why,
    match,
)
from resources_directory.model import (
    Access,
    Audience,
    Cost,
    LifeArea,
    Need,
    Place,
    Point,
    Referral,
    Schedule,
    Service,
    ServiceId,
    Status,
    Way,
)
from resources_directory.places import Area
from resources_directory.spreadsheet import Reading
from resources_directory.vocabulary import Vocabulary
from tests.resources_directory.vocabulary import STANDARD

NOW = datetime(2026, 10, 26, 9, 0, tzinfo=LONDON)
HERE = Area("AX1", Point(54.62, -1.85), frozenset({"AX1"}))
WALK = Service(
    id=ServiceId("walk"),
    name="Walking group",
    organisation="Steps",
    description="A gentle walk in the park.",
    areas=frozenset({LifeArea.HEALTH}),
    needs=frozenset({Need.GETTING_OUT, Need.MOVING_MORE}),
    minimum_age=18,
    only_for=frozenset(),
    referral=frozenset({Referral.SELF}),
    cost=Cost(True, "Free"),
    ways=frozenset({Way.IN_PERSON}),
    place=Place(town="Alderbridge", postcode="AX1 2HP", point=Point(54.625, -1.846)),
    schedules=(Schedule(("TU",), time(10), time(12)),),
    checked_at=date(2026, 9, 1),
)
SMALL = Vocabulary(tuple(t for t in STANDARD.topics if t.name in {"walking", "women", "debt"}))
FAR = Place(town="Kestleby", postcode="AX5 1SV", point=Point(54.9, -1.78))


@pytest.fixture(scope="module")
def town(sample: Reading) -> Catalogue:
    return Catalogue(sample.services, vocabulary=STANDARD)


def _ids(matches: Matches) -> list[str]:
    return [found.service.id for found in matches.found]


def _kinds(found: Match) -> list[ReasonKind]:
    return [reason.kind for reason in found.reasons]


def _only(service: Service, wanted: Wanted) -> Matches:
    return match(Catalogue([service], vocabulary=STANDARD), wanted, NOW)


def _walk(wanted: Wanted) -> Wanted:
    return replace(wanted, words="walking", near=HERE)


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

    assert expected in _ids(match(town, wanted, now))


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
    assert "toddlers" not in _ids(found)


@given(words=st.text(max_size=200))
def test_no_words_whatever_break_a_match(town: Catalogue, words: str) -> None:
    matches = match(town, Wanted(words=words), NOW)

    assert len(matches.found) <= 3


@pytest.mark.parametrize("words", ["name:walk AND (", '"', "walk^99 ~2 *", "a" * 5000, "../../etc"])
def test_search_syntax_is_only_words(town: Catalogue, now: datetime, words: str) -> None:
    match(town, Wanted(words=words), now)


def test_a_match_says_why_without_making_a_sentence() -> None:
    (found,) = _only(WALK, _walk(Wanted(need=Need.GETTING_OUT, area=LifeArea.HEALTH, age=40))).found

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

    (found,) = _only(bare, Wanted(words="walking", near=HERE, age=40, free_only=True)).found

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

    matches = match(Catalogue([unsure, WALK]), _walk(Wanted()), NOW)

    assert _ids(matches) == ["walk", "a-unsure"]


def test_a_stale_entry_ranks_below_a_fresh_one() -> None:
    stale = replace(
        WALK, id=ServiceId("a-stale"), organisation="Other", checked_at=date(2024, 1, 1)
    )

    matches = match(Catalogue([stale, WALK]), _walk(Wanted()), NOW)

    assert _ids(matches) == ["walk", "a-stale"]


@pytest.mark.parametrize(
    ("service", "wanted", "why"),
    [
        (WALK, Wanted(age=17), Why.TOO_YOUNG),
        (WALK, Wanted(is_adult=False), Why.TOO_YOUNG),
        (replace(WALK, maximum_age=25), Wanted(age=40), Why.TOO_OLD),
        (replace(WALK, minimum_age=5, maximum_age=17), Wanted(is_adult=True), Why.TOO_OLD),
        (replace(WALK, place=FAR), Wanted(), Why.TOO_FAR),
        (replace(WALK, service_area=("AX5",)), Wanted(), Why.OUTSIDE_AREA),
        (
            replace(WALK, referral=frozenset({Referral.PROFESSIONAL})),
            Wanted(),
            Why.NEEDS_A_PROFESSIONAL,
        ),
        (replace(WALK, status=Status.TEMPORARILY_CLOSED), Wanted(), Why.CLOSED_FOR_NOW),
        (replace(WALK, status=Status.DEFUNCT), Wanted(), Why.CLOSED),
        (replace(WALK, cost=Cost(False, "£3")), Wanted(free_only=True), Why.NOT_FREE),
        (
            replace(WALK, only_for=frozenset({Audience.WOMEN})),
            Wanted(audiences=frozenset({Audience.MEN})),
            Why.FOR_OTHERS,
        ),
        (
            replace(WALK, not_for=frozenset({Audience.PARENTS})),
            Wanted(audiences=frozenset({Audience.PARENTS})),
            Why.FOR_OTHERS,
        ),
    ],
)
def test_a_hard_fact_leaves_a_service_out_and_says_why(
    service: Service, wanted: Wanted, why: Why
) -> None:
    matches = _only(service, _walk(wanted))

    assert matches.found == ()
    assert [(left.service.id, left.why) for left in matches.left_out] == [(service.id, why)]


@pytest.mark.parametrize(
    ("words", "is_avoided"),
    [
        ("Alderbridge", True),
        ("alder", False),
        ("AX1", True),
        ("ax1 2", True),
        ("AX1 3", False),
        ("AX12", True),
        ("AX1 2HP", True),
        ("AX2", False),
        ("the Fox", True),
        ("fox pub", False),
        ("The Fox & Hounds", True),
        ("Mill Lane", True),
        ("?", False),
    ],
)
def test_a_place_to_avoid_is_known_by_its_name_its_street_its_town_or_its_postcode(
    words: str, is_avoided: bool
) -> None:
    place = replace(WALK.place or FAR, name="The Fox & Hounds", lines=("3 Mill Lane",))

    matches = _only(replace(WALK, place=place), _walk(Wanted(avoid=frozenset({words}))))

    whys = [left.why for left in matches.left_out]
    assert whys == ([Why.PLACE_AVOIDED] if is_avoided else [])


@pytest.mark.parametrize(
    ("service", "wanted"),
    [
        (replace(WALK, minimum_age=None), Wanted(age=17)),
        (WALK, Wanted()),
        (replace(WALK, minimum_age=18, maximum_age=25), Wanted(is_adult=True)),
        (replace(WALK, place=FAR, ways=frozenset({Way.ONLINE})), Wanted()),
        (replace(WALK, place=FAR, ways=frozenset({Way.HOME_VISIT})), Wanted()),
        (replace(WALK, service_area=("AX1",)), Wanted()),
        (replace(WALK, service_area=("Alderbridge",)), Wanted()),
        (replace(WALK, service_area=("a town nobody knows",)), Wanted()),
        (replace(WALK, service_area=()), Wanted()),
        (
            replace(WALK, referral=frozenset({Referral.PROFESSIONAL, Referral.SELF})),
            Wanted(),
        ),
        (
            replace(WALK, referral=frozenset({Referral.PROFESSIONAL})),
            Wanted(with_a_professional=True),
        ),
        (replace(WALK, only_for=frozenset({Audience.WOMEN})), Wanted()),
        (replace(WALK, cost=None), Wanted(free_only=True)),
    ],
)
def test_what_is_not_known_shuts_nobody_out(service: Service, wanted: Wanted) -> None:
    assert _ids(_only(service, _walk(wanted))) == ["walk"]


def test_three_suggestions_never_come_from_one_organisation() -> None:
    same = [replace(WALK, id=ServiceId(f"walk-{n}")) for n in range(5)]
    other = replace(WALK, id=ServiceId("other"), organisation="Other", checked_at=None, cost=None)

    matches = match(Catalogue([*same, other]), _walk(Wanted()), NOW)

    assert [found.service.organisation for found in matches.found] == ["Steps", "Steps", "Other"]


def test_a_need_is_read_from_the_listing_where_nobody_marked_it() -> None:
    unmarked = Service(id=ServiceId("d"), name="Debt clinic", description="Bailiffs and loans.")

    (found,) = _only(unmarked, Wanted(words="I owe money")).found

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
    assert not declined & set(_ids(second))


def test_the_same_question_has_the_same_answer(town: Catalogue, now: datetime) -> None:
    wanted = Wanted(words="something creative", near=town.gazetteer.find("AX1"))

    assert match(town, wanted, now) == match(
        Catalogue(town.services, vocabulary=STANDARD), wanted, now
    )


def test_matches_further_down_are_found_when_the_best_are_all_too_far() -> None:
    """More far ones than are looked at in one go come first by words."""
    far = [replace(WALK, id=ServiceId(f"far-{n}"), place=FAR) for n in range(400)]
    near = replace(WALK, id=ServiceId("near"), name="Group", description="Also for a walk.")

    matches = match(Catalogue([*far, near]), _walk(Wanted()), NOW)

    assert _ids(matches) == ["near"]


def test_an_empty_catalogue_has_nothing_to_offer() -> None:
    assert match(Catalogue(()), Wanted(words="walk"), NOW) == Matches(())


OPEN = st.builds(
    Service,
    id=st.integers(0, 50).map(lambda n: ServiceId(f"s{n}")),
    name=st.sampled_from(["Walking group", "Walks", "Park walk for women", "Debt advice"]),
    description=st.none() | st.just("A gentle walk. Tea after."),
    minimum_age=st.none() | st.sampled_from([16, 18, 50]),
    only_for=st.none() | st.sampled_from([frozenset(), frozenset({Audience.WOMEN})]),
    cost=st.none() | st.sampled_from([Cost(True, "Free"), Cost(False, "£3")]),
    alcohol_free=st.none() | st.booleans(),
    ways=st.none() | st.sampled_from([frozenset({Way.IN_PERSON}), frozenset({Way.ONLINE})]),
    schedules=st.none() | st.just((Schedule(("TU",), time(10), time(12)),)),
    place=st.none() | st.sampled_from([WALK.place, FAR]),
)
SILENT = st.builds(
    Wanted,
    words=st.just("walking"),
    age=st.none() | st.sampled_from([17, 30, 60]),
    near=st.none() | st.just(HERE),
    free_only=st.booleans(),
    alcohol_free=st.booleans(),
    online=st.booleans(),
    women_only=st.booleans(),
    days=st.sampled_from([frozenset(), frozenset({"TU"}), frozenset({"SA"})]),
    parts=st.sampled_from([frozenset(), frozenset({PartOfDay.EVENING})]),
    access=st.sampled_from([frozenset(), frozenset({Access.STEP_FREE})]),
    language=st.none() | st.just("Polish"),
    avoid=st.sampled_from([frozenset(), frozenset({"Alderbridge"})]),
)


@given(wanted=SILENT)
def test_what_is_unknown_never_excludes(wanted: Wanted) -> None:
    bare = Service(id=ServiceId("bare"), name="Walking for health")

    found = match(Catalogue([bare], vocabulary=SMALL), wanted, NOW)

    assert _ids(found) == ["bare"]


@given(services=st.lists(OPEN, max_size=12), wanted=SILENT)
def test_a_hard_fact_always_excludes(services: list[Service], wanted: Wanted) -> None:
    for found in match(Catalogue(services, vocabulary=SMALL), wanted, NOW).found:
        service = found.service
        assert not (wanted.free_only and service.cost and not service.cost.is_free)
        assert not (wanted.alcohol_free and service.alcohol_free is False)
        assert not (wanted.online and service.ways == frozenset({Way.IN_PERSON}))
        assert not (wanted.women_only and service.only_for == frozenset())
        assert not (wanted.age and service.minimum_age and wanted.age < service.minimum_age)
        assert not (wanted.days == {"SA"} and service.schedules)
        assert not (wanted.parts and service.schedules)
        assert not (wanted.avoid and service.place is WALK.place and not service.comes_to_you)


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

    assert _ids(one) == _ids(other)


@pytest.mark.parametrize(
    ("words", "service", "why"),
    [
        ("a walk, not a group", WALK, Why.A_GROUP),
        ("a walk, nothing religious", replace(WALK, name="Church walk"), Why.NOT_WANTED),
        (
            "a walk, im 67",
            replace(WALK, minimum_age=None, description="For people aged 18 to 25."),
            Why.TOO_OLD,
        ),
        ("a walk for my son, hes 15", WALK, Why.TOO_YOUNG),
        (
            "a walk with other blokes",
            replace(WALK, name="Womens walk", only_for=None),
            Why.FOR_OTHERS,
        ),
        ("a walk of an evening", WALK, Why.WRONG_TIME),
        ("something like a walk, but virtual group walks", WALK, Why.NOT_ONLINE),
    ],
)
def test_what_the_words_say_leaves_a_service_out(words: str, service: Service, why: Why) -> None:
    matches = _only(service, Wanted(words=words, is_adult=True))

    assert matches.found == ()
    assert [left.why for left in matches.left_out] == [why]
