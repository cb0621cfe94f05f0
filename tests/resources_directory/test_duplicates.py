"""Entries that are likely one service are found, with the reasons; others are left alone."""

from dataclasses import replace

import pytest

from resources_directory.duplicates import Likeness, Sign, likely_duplicates
from resources_directory.feeds.detect import read_files
from resources_directory.model import Place, Service, ServiceId, Status
from tests.resources_directory.real import DIRECTORIES

WALK = Service(
    ServiceId("walk"),
    "Riverside Walking Group",
    organisation="Alder Trust",
    url="https://www.alder.example/walks/",
    phone="01632 960101",
    place=Place(postcode="AX1 1AA"),
)


def found(*others: Service) -> list[tuple[str, tuple[Sign, ...]]]:
    return [(each.other, each.signs) for each in likely_duplicates([WALK, *others])]


def other(**changed: object) -> Service:
    bare = Service(ServiceId("x"), WALK.name)
    return replace(bare, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("twin", "signs"),
    [
        (other(name="riverside walking group (the)", phone="+44 1632 960101"), {Sign.PHONE}),
        (other(name="Walking Group, Riverside", url="http://alder.example/walks"), {Sign.WEBSITE}),
        (other(name="Riverside Walkng Group", place=Place(postcode="ax11aa")), {Sign.POSTCODE}),
        (other(organisation="The Alder Trust"), {Sign.ORGANISATION}),
    ],
)
def test_a_twin_is_found_with_what_they_share(twin: Service, signs: set[Sign]) -> None:
    [(_, told)] = found(twin)

    assert set(told) == {Sign.NAME, *signs}


@pytest.mark.parametrize(
    "stranger",
    [
        other(),  # only the name
        other(name="Debt advice", phone=WALK.phone, url=WALK.url, place=WALK.place),
        other(name="Riverside Walking Group 2", phone=WALK.phone),
        other(name="Riverside Walking Group for men", phone=WALK.phone),
        other(phone=WALK.phone, place=Place(postcode="AX9 9ZZ")),  # a branch
        other(phone=WALK.phone, status=Status.DEFUNCT),
    ],
)
def test_what_only_seems_alike_is_left_alone(stranger: Service) -> None:
    assert found(stranger) == []


def test_the_parts_of_one_place_are_no_copies() -> None:
    parts = [replace(WALK, id=ServiceId(f"p{n}"), description=f"Hall {n}") for n in range(4)]

    assert likely_duplicates(parts) == []


def test_a_number_that_everybody_gives_tells_nothing() -> None:
    names = [f"{one} {two}" for one in "abcdefg" for two in ("walk", "choir", "tea", "art")]
    many = [Service(ServiceId(n), f"{n} group", phone="01632 960000") for n in names]
    again = [replace(each, id=ServiceId(f"{each.id}2")) for each in many]

    assert likely_duplicates([*many, *again]) == []


@pytest.mark.skipif(not DIRECTORIES.is_dir(), reason="NAVIGATOR_TEST_DATA names no directories")
def test_a_real_list_in_two_editions_is_found_again_and_its_branches_are_not() -> None:
    file = DIRECTORIES / "gm_food_banks.csv"
    services = read_files({file.name: file.read_bytes()}).services
    again = [replace(each, id=ServiceId(f"again {each.id}")) for each in services]

    pairs = likely_duplicates([*services, *again])

    crossed = [pair for pair in pairs if f"again {pair.one}" == pair.other or _is_again(pair)]
    assert likely_duplicates(services) == []
    assert len(crossed) == len(pairs)
    assert len(pairs) > len(services) * 0.8


def _is_again(pair: Likeness) -> bool:
    return pair.one == f"again {pair.other}"
