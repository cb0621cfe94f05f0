"""The next session is a real one: bank holidays, breaks, and both changes of the clocks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.details import Details
from resources_directory.hours import LONDON, bank_holidays, is_open, next_session
from resources_directory.hours_text import read_hours
from resources_directory.model import Break, Frequency, Place, Schedule, Service, ServiceId


def _service(hours: str) -> Service:
    schedules, unread = read_hours(hours)
    assert unread == ()
    return Service(id=ServiceId("a"), name="Walk", schedules=schedules)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def _next(hours: str, after: str, nation: str = "ENG") -> str | None:
    session = next_session(_service(hours), _at(after), nation)
    return session.starts_at.isoformat(timespec="minutes") if session else None


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("Tue 10:00-12:00", Schedule(("TU",), time(10), time(12))),
        ("tuesdays 10am-noon", Schedule(("TU",), time(10), time(12))),
        ("Thu 2-4pm", Schedule(("TH",), time(14), time(16))),
        ("Thu 12-2pm", Schedule(("TH",), time(12), time(14))),
        ("Thu 11-1pm", Schedule(("TH",), time(11), time(13))),
        ("Mon-Wed, Sat 9am", Schedule(("MO", "TU", "WE", "SA"), time(9))),
        ("Fri-Mon 9am", Schedule(("MO", "FR", "SA", "SU"), time(9))),
        ("every day 00:00-24:00", Schedule(
            ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), time(0), time(0))),
        ("2nd and 4th Wed 10:30-12:30", Schedule(
            ("2WE", "4WE"), time(10, 30), time(12, 30), Frequency.MONTHLY)),
        ("last Fri of the month 19:00-21:00 (Doors at 18:45)", Schedule(
            ("-1FR",), time(19), time(21), Frequency.MONTHLY, note="Doors at 18:45")),
        ("every other Wed 13:00-15:00 from 2026-01-07", Schedule(
            ("WE",), time(13), time(15), interval=2, valid_from=date(2026, 1, 7))),
        ("2026-06-13 11:00-16:00", Schedule(
            (), time(11), time(16), Frequency.ONCE,
            valid_from=date(2026, 6, 13), valid_to=date(2026, 6, 13))),
    ],
)  # fmt: skip
def test_hours_are_read_as_a_person_writes_them(hours: str, expected: Schedule) -> None:
    assert read_hours(hours) == ((expected,), ())


def test_an_exception_holds_for_every_rule_of_the_cell() -> None:
    rules, unread = read_hours(
        "Mon 9am; Tue 9am; not on bank holidays; not 2026-12-24 to 2027-01-02"
    )

    assert unread == ()
    assert all(rule.except_bank_holidays for rule in rules)
    assert all(rule.breaks == (Break(date(2026, 12, 24), date(2027, 1, 2)),) for rule in rules)


@pytest.mark.parametrize(
    "said",
    ["Tue 2-4", "Tue 25:00", "Tue 13pm", "sometimes", "2026-02-30 10:00", "not 2026-02-30", "Tue"],
)
def test_what_could_be_misread_is_handed_back_unread(said: str) -> None:
    assert read_hours(said) == ((), (said,))


@given(st.text(alphabet="MonTueWdfirst -0123456789:;,()&apmot\n", max_size=40))
def test_no_cell_whatever_breaks_the_reading_of_hours(said: str) -> None:
    rules, _ = read_hours(said)

    next_session(Service(id=ServiceId("a"), name="Walk", schedules=rules), _at("2026-03-02"))


@pytest.mark.parametrize(
    ("hours", "after", "expected"),
    [
        ("Tue 10:00-12:00", "2026-03-02T09:00", "2026-03-03T10:00+00:00"),
        ("Tue 10:00-12:00", "2026-03-03T10:00", "2026-03-03T10:00+00:00"),
        ("Tue 10:00-12:00", "2026-03-03T10:01", "2026-03-10T10:00+00:00"),
        ("Tue 10:00-12:00; Thu 14:00-16:00", "2026-03-04T00:00", "2026-03-05T14:00+00:00"),
        ("second Mon 18:00-20:00", "2026-03-03T00:00", "2026-03-09T18:00+00:00"),
        ("last Fri 18:00-20:00", "2026-03-28T00:00", "2026-04-24T18:00+01:00"),
        ("2026-06-13 11:00-16:00", "2026-03-03T00:00", "2026-06-13T11:00+01:00"),
        ("2026-06-13 11:00-16:00", "2026-07-03T00:00", None),
        ("Tue 10:00-12:00 until 2026-03-03", "2026-03-04T00:00", None),
        ("Tue 10:00-12:00 from 2026-05-01", "2026-03-04T00:00", "2026-05-05T10:00+01:00"),
        ("every day 10:00; not 2026-03-03 to 2026-03-05", "2026-03-03T00:00",
         "2026-03-06T10:00+00:00"),
    ],
)  # fmt: skip
def test_the_next_session_is_the_first_that_starts_from_then_on(
    hours: str, after: str, expected: str | None
) -> None:
    assert _next(hours, after) == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [("2026-01-08T00:00", "2026-01-21"), ("2026-01-22T00:00", "2026-02-04"),
     ("2026-10-20T00:00", "2026-10-28")],
)  # fmt: skip
def test_every_other_week_is_counted_from_its_first_day(after: str, expected: str) -> None:
    found = _next("every other Wed 13:00-15:00 from 2026-01-07", after)

    assert found is not None
    assert found.startswith(expected)


def test_every_other_week_without_a_first_day_is_not_guessed() -> None:
    assert _next("every other Wed 13:00-15:00", "2026-01-08T00:00") is None


def test_wall_time_stays_the_same_when_the_clocks_change() -> None:
    hours = "Sun 10:00-12:00"

    assert _next(hours, "2026-03-23T00:00") == "2026-03-29T10:00+01:00"
    assert _next(hours, "2026-10-19T00:00") == "2026-10-25T10:00+00:00"


def test_a_time_that_the_clocks_jump_over_lands_just_after_the_jump() -> None:
    assert _next("Sun 01:30-03:00", "2026-03-28T12:00") == "2026-03-29T02:30+01:00"


def test_a_session_in_the_hour_that_comes_twice_is_found_once() -> None:
    service = _service("Sun 01:30-03:00")
    first = next_session(service, _at("2026-10-24T12:00"))
    assert first is not None
    assert first.starts_at.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    second = next_session(service, first.starts_at.astimezone(UTC) + timedelta(minutes=1))

    assert second is not None
    assert second.starts_at.date() == date(2026, 11, 1)


def test_a_session_over_the_night_of_the_clock_change_ends_at_its_wall_time() -> None:
    session = next_session(_service("Sat 22:00-02:00"), _at("2026-10-24T12:00"))

    assert session is not None
    assert session.ends_at is not None
    length = session.ends_at.astimezone(UTC) - session.starts_at.astimezone(UTC)
    assert length == timedelta(hours=5)


def test_a_bank_holiday_is_skipped_only_where_the_service_says_so() -> None:
    after = "2026-04-04T00:00"

    assert _next("Mon 10:00; not on bank holidays", after) == "2026-04-13T10:00+01:00"
    assert _next("Mon 10:00; also on bank holidays", after) == "2026-04-06T10:00+01:00"
    assert _next("Mon 10:00", after) == "2026-04-06T10:00+01:00"


def test_the_bank_holidays_are_those_of_the_nation() -> None:
    hours, st_andrew = "Mon 10:00; not on bank holidays", "2026-11-30T00:00"

    assert _next(hours, st_andrew, "ENG") == "2026-11-30T10:00+00:00"
    assert _next(hours, st_andrew, "SCT") == "2026-12-07T10:00+00:00"
    assert date(2026, 7, 13) in bank_holidays("NIR", 2026)


def test_a_holiday_that_falls_on_a_weekend_is_kept_on_its_moved_day() -> None:
    """Boxing Day 2026 is a Saturday; the Monday after it is the bank holiday."""
    assert date(2026, 12, 28) in bank_holidays("ENG", 2026)


@pytest.mark.parametrize(
    ("hours", "at", "expected"),
    [
        ("Tue 10:00-12:00", "2026-03-03T10:00", True),
        ("Tue 10:00-12:00", "2026-03-03T12:00", False),
        ("Sat 22:00-02:00", "2026-03-08T01:30", True),
        ("Sat 22:00-02:00", "2026-03-07T01:30", False),
        ("every day 00:00-24:00", "2026-03-29T03:30", True),
        ("Tue 10:00", "2026-03-03T10:00", None),
    ],
)
def test_whether_it_is_open_is_known_only_when_its_hours_are(
    hours: str, at: str, expected: bool | None
) -> None:
    assert is_open(_service(hours), _at(at)) is expected


def test_a_service_without_hours_is_neither_open_nor_shut() -> None:
    service = Service(id=ServiceId("a"), name="Walk")

    assert next_session(service, _at("2026-03-03T10:00")) is None
    assert is_open(service, _at("2026-03-03T10:00")) is None


def test_hours_that_could_be_read_only_in_part_are_not_known() -> None:
    service = replace(_service("Tue 10:00-12:00"), details=Details(hours_note="not in August"))

    assert next_session(service, _at("2026-03-02T10:00")) is None
    assert is_open(service, _at("2026-03-03T11:00")) is None
    assert is_open(service, _at("2026-03-04T11:00")) is None


@pytest.mark.parametrize(
    ("hours", "in_doubt", "open_then"),
    [
        ("Mon 10:00-12:00", True, None),
        ("Mon 10:00-12:00; also on bank holidays", False, True),
    ],
)
def test_a_session_on_a_bank_holiday_is_in_doubt_unless_somebody_said_it_is_on(
    hours: str, in_doubt: bool, open_then: bool | None
) -> None:
    service = _service(hours)

    session = next_session(service, _at("2026-05-01T09:00"))

    assert session is not None
    assert session.starts_at == _at("2026-05-04T10:00")
    assert session.is_in_doubt is in_doubt
    assert is_open(service, _at("2026-05-04T11:00")) is open_then


def test_the_bank_holidays_are_those_of_the_place() -> None:
    service = _service("Mon 10:00-12:00; not on bank holidays")
    in_glasgow = replace(service, place=Place(postcode="G2 1DU"))

    on_the_summer_holiday = _at("2026-08-31T09:00")

    assert next_session(service, on_the_summer_holiday) != next_session(
        in_glasgow, on_the_summer_holiday
    )


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))
def test_a_weekly_session_is_never_in_the_past_nor_more_than_a_week_and_an_hour_ahead(
    naive: datetime,
) -> None:
    after = naive.replace(tzinfo=UTC)

    session = next_session(_service("Sun 01:30-02:30"), after)

    assert session is not None
    wait = session.starts_at.astimezone(UTC) - after
    assert timedelta() <= wait <= timedelta(days=7, hours=1)
