"""What people have told of a service ranks it lower at once, and is told to the next person."""

from dataclasses import replace

import pytest

from resources_directory.catalogue import Catalogue
from resources_directory.doubts import Doubt, Trouble
from resources_directory.matching import Wanted, Why, match
from resources_directory.model import ServiceId
from tests.resources_directory.vocabulary import STANDARD
from tests.resources_directory.walks import HERE, NOW, WALK

OTHER = replace(WALK, id=ServiceId("other"), organisation="Strides")
TOWN = Catalogue([WALK, OTHER], vocabulary=STANDARD)
WANTED = Wanted(words="walking", near=HERE)


@pytest.mark.parametrize(
    ("doubt", "trouble"),
    [
        (Doubt(closed=1), Trouble.CLOSED),
        (Doubt(closed=2, full=9), Trouble.CLOSED),
        (Doubt(full=9), Trouble.FULL),
        (Doubt(not_as_described=1), Trouble.NOT_AS_DESCRIBED),
    ],
)
def test_a_service_in_doubt_comes_last_and_says_why(doubt: Doubt, trouble: Trouble) -> None:
    found = {
        doubted: match(TOWN, WANTED, NOW, {ServiceId(doubted): doubt}).found
        for doubted in ("walk", "other")
    }

    for doubted, matches in found.items():
        assert [each.doubt for each in matches] == [None, trouble]
        assert matches[-1].service.id == doubted


def test_what_three_people_found_closed_is_left_out_and_says_why() -> None:
    matches = match(TOWN, WANTED, NOW, {WALK.id: Doubt(closed=3)})

    assert [each.service.id for each in matches.found] == ["other"]
    assert [(each.service.id, each.why) for each in matches.left_out] == [
        ("walk", Why.SAID_TO_BE_CLOSED)
    ]


def test_full_however_often_leaves_nothing_out() -> None:
    matches = match(TOWN, WANTED, NOW, {WALK.id: Doubt(full=30, not_as_described=30)})

    assert len(matches.found) == 2
