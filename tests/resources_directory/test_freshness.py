"""An entry ages from the day it was last checked."""

from datetime import date, timedelta

import pytest

from resources_directory.freshness import Freshness, age_of
from resources_directory.model import Service, ServiceId

TODAY = date(2026, 10, 26)


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
    checked_at = TODAY - timedelta(days=days)
    service = Service(id=ServiceId("a"), name="Walk", checked_at=checked_at)

    assert age_of(service, TODAY) is expected


def test_what_was_never_checked_is_unknown() -> None:
    assert age_of(Service(id=ServiceId("a"), name="Walk"), TODAY) is Freshness.UNKNOWN
