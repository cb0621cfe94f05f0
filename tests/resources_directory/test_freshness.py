"""An entry ages from the day it was last checked, and some parts of it faster than others."""

from datetime import date, timedelta

import pytest

from resources_directory.details import Details
from resources_directory.freshness import (
    Freshness,
    Part,
    age_of,
    age_of_part,
    checked_on,
    doubtful,
)
from resources_directory.model import Cost, Schedule, Service, ServiceId

TODAY = date(2026, 10, 26)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def walk(checked: date | None = None, **by_part: date) -> Service:
    return Service(
        id=ServiceId("a"),
        name="Walk",
        phone="0191 498 0000",
        cost=Cost(True, "free"),
        schedules=(Schedule(byday=("TU",)),),
        checked_at=checked,
        details=Details(checked_by_field=tuple(by_part.items())),
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Freshness.FRESH),
        (183, Freshness.FRESH),
        (184, Freshness.AGEING),
        (365, Freshness.AGEING),
        (366, Freshness.STALE),
        (-1, Freshness.UNKNOWN),
    ],
)
def test_it_is_fresh_for_half_a_year_and_stale_after_a_year(days: int, expected: Freshness) -> None:
    assert age_of(walk(ago(days)), TODAY) is expected


def test_what_was_never_checked_is_unknown() -> None:
    assert age_of(walk(), TODAY) is Freshness.UNKNOWN


def test_hours_are_doubted_before_the_price_is() -> None:
    checked_in_spring = walk(ago(200))

    doubts = doubtful(checked_in_spring, TODAY)

    assert doubts == (Part.HOURS,)


def test_a_part_that_was_checked_by_itself_is_trusted_again() -> None:
    service = walk(ago(400), hours=ago(3))

    assert age_of_part(service, Part.HOURS, TODAY) is Freshness.FRESH
    assert doubtful(service, TODAY) == (Part.CONTACT,)


def test_a_check_of_the_whole_counts_for_an_older_check_of_a_part() -> None:
    assert checked_on(walk(ago(3), hours=ago(400)), Part.HOURS, TODAY) == ago(3)


def test_a_check_that_lies_ahead_is_no_check() -> None:
    assert checked_on(walk(ago(-1), hours=ago(90)), Part.HOURS, TODAY) == ago(90)


def test_what_an_entry_does_not_say_is_not_doubted() -> None:
    assert doubtful(Service(id=ServiceId("a"), name="Walk"), TODAY) == ()
