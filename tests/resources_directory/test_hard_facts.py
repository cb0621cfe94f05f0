"""A hard fact leaves a service out and says why; what is not known shuts nobody out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.catalogue import Catalogue
from resources_directory.matching import Wanted, Why, match
from resources_directory.model import Audience, Cost, Referral, Service, ServiceId, Status, Way
from tests.resources_directory.walks import FAR, NOW, OPEN, SILENT, SMALL, WALK, a_walk, ids, only


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
    matches = only(service, a_walk(wanted))

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

    matches = only(replace(WALK, place=place), a_walk(Wanted(avoid=frozenset({words}))))

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
    assert ids(only(service, a_walk(wanted))) == ["walk"]


@given(wanted=SILENT)
def test_what_is_unknown_never_excludes(wanted: Wanted) -> None:
    bare = Service(id=ServiceId("bare"), name="Walking for health")

    found = match(Catalogue([bare], vocabulary=SMALL), wanted, NOW)

    assert ids(found) == ["bare"]


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
    matches = only(service, Wanted(words=words, is_adult=True))

    assert matches.found == ()
    assert [left.why for left in matches.left_out] == [why]
