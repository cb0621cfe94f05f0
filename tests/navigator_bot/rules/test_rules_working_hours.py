"""The team's calendar: weekends, bank holidays, and both changes of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from conversations.kit.people import Urgency
from conversations.kit.turn import Promise
from navigator_bot.rules.working_hours import ANSWER_WITHIN, WorkingHours, promises

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = WorkingHours()
ALWAYS = WorkingHours(frozenset(range(7)), time(0), time(23, 59))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ("2026-03-03 09:00", True),
        ("2026-03-03 16:59", True),
        ("2026-03-03 17:00", False),
        ("2026-03-03 08:59", False),
        ("2026-03-07 12:00", False),  # Saturday
        ("2026-04-03 12:00", False),  # Good Friday
        ("2026-04-06 12:00", False),  # Easter Monday
        ("2026-12-28 12:00", False),  # Boxing Day is a Saturday; its substitute
    ],
)
def test_it_is_open_in_the_week_and_not_on_bank_holidays(now: str, is_open: bool) -> None:
    assert WEEKDAYS.is_open(at(now)) is is_open


@pytest.mark.parametrize(
    ("now", "hours", "then"),
    [
        ("2026-03-03 10:00", 4, "2026-03-03 14:00"),
        ("2026-03-03 13:00", 4, "2026-03-03 17:00"),
        ("2026-03-03 03:00", 4, "2026-03-03 13:00"),
        ("2026-03-03 23:00", 1, "2026-03-04 10:00"),
        ("2026-03-06 16:30", 4, "2026-03-09 12:30"),  # Friday, then Monday
        ("2026-04-02 16:30", 4, "2026-04-07 12:30"),  # over the whole of Easter
        ("2026-12-24 16:00", 4, "2026-12-29 12:00"),
        ("2026-03-03 10:00", 20, "2026-03-05 14:00"),
        ("2026-03-27 16:30", 4, "2026-03-30 12:30"),  # the clocks go forward in between
        ("2026-10-23 16:30", 4, "2026-10-26 12:30"),  # and back
    ],
)
def test_working_time_passes_only_while_somebody_works(now: str, hours: int, then: str) -> None:
    assert WEEKDAYS.after(at(now), timedelta(hours=hours)) == at(then)


def test_a_night_in_which_the_clocks_change_is_an_hour_shorter_or_longer() -> None:
    spring = ALWAYS.after(at("2026-03-29 00:00"), timedelta(hours=4))
    autumn = ALWAYS.after(at("2026-10-25 00:00"), timedelta(hours=4))

    assert spring == at("2026-03-29 05:00")
    assert autumn == at("2026-10-25 03:00")


def test_the_bank_holidays_are_those_of_the_nation() -> None:
    st_andrew = at("2026-11-30 12:00")

    assert WEEKDAYS.is_open(st_andrew)
    assert not WorkingHours(nation="SCT").is_open(st_andrew)


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    summer = datetime(2026, 7, 1, 16, 30, tzinfo=UTC)

    assert not WEEKDAYS.is_open(summer), "it is 17:30 in London"


def test_where_nobody_ever_works_nothing_is_promised() -> None:
    never = WorkingHours(weekdays=frozenset())

    assert never.after(at("2026-03-03 10:00"), timedelta(hours=1)) is None


@given(
    now=some.datetimes(
        min_value=datetime(2025, 1, 1),
        max_value=datetime(2027, 12, 1),
        timezones=some.just(LONDON),
    ),
    minutes=some.integers(1, 3000),
)
def test_a_promise_is_always_kept_in_working_hours(now: datetime, minutes: int) -> None:
    then = WEEKDAYS.after(now, timedelta(minutes=minutes))

    assert then is not None
    assert then.timestamp() >= now.timestamp() + 60 * minutes
    assert WEEKDAYS.is_open(then - timedelta(seconds=1))


@given(
    now=some.datetimes(
        min_value=datetime(2026, 1, 1),
        max_value=datetime(2026, 12, 1),
        timezones=some.just(LONDON),
    ),
    minutes=some.integers(1, 2000),
)
def test_who_waits_longer_hears_later(now: datetime, minutes: int) -> None:
    sooner = WEEKDAYS.after(now, timedelta(minutes=minutes))
    later = WEEKDAYS.after(now, timedelta(minutes=minutes + 1))

    assert sooner is not None
    assert later is not None
    assert sooner < later


@pytest.mark.parametrize("nation", ["", "GB", "eng"])
def test_an_unknown_nation_is_refused(nation: str) -> None:
    with pytest.raises(ValueError, match="nation"):
        WorkingHours(nation=nation)


def test_hours_that_close_before_they_open_are_refused() -> None:
    with pytest.raises(ValueError, match="open before they close"):
        WorkingHours(opens=time(17), closes=time(9))


def test_where_nobody_is_ever_on_no_answer_is_promised() -> None:
    promise = promises(WorkingHours(weekdays=frozenset()))

    assert promise(Urgency.NOW, at("2026-03-03 10:00")).by is None


@pytest.mark.parametrize("urgency", list(Urgency))
def test_what_is_promised_is_what_the_calendar_says(urgency: Urgency) -> None:
    now = at("2026-03-03 10:00")

    promise = promises(WEEKDAYS)(urgency, now)

    assert promise == Promise(now + ANSWER_WITHIN[urgency], True)


def test_a_promise_is_told_on_the_clock_of_whoever_asks() -> None:
    now = at("2026-03-03 10:00").astimezone(ZoneInfo("America/New_York"))

    promise = promises(WEEKDAYS)(Urgency.SOON, now)

    assert promise.by is not None
    assert promise.by.hour == 6
