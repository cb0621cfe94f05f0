"""The rota: who is on, through nights, holidays, leave, cover and both changes of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from conversations.kit.staff import StaffId
from navigator_bot.rules.rota import Rota
from navigator_bot.rules.rota_entries import (
    AtMost,
    Cover,
    Entry,
    Hours,
    Leave,
    Presence,
    Span,
    Swap,
)
from navigator_bot.rules.rota_gaps import (
    AllFull,
    AloneTwoNights,
    NobodyInSight,
    NobodyOn,
    Uncovered,
    gaps,
)
from navigator_bot.rules.working_hours import WorkingHours

LONDON = ZoneInfo("Europe/London")
HOURS = WorkingHours()
SAM, ALEX, KIM = StaffId("sam"), StaffId("alex"), StaffId("kim")
NINE, FIVE = time(9), time(17)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def week(staff: StaffId, days: str, opens: time = NINE, closes: time = FIVE) -> Hours:
    """`days`: numbers of weekdays, Monday 0."""
    return Hours(staff, tuple(Span(int(day), opens, closes) for day in days))


def rota(*entries: Entry, staff: tuple[StaffId, ...] = (SAM, ALEX, KIM)) -> Rota:
    return Rota(HOURS, staff, entries)


def nights(staff: StaffId, days: str) -> Hours:
    return week(staff, days, time(22), time(6))


def test_without_any_week_all_work_the_services_own_hours() -> None:
    found = rota()

    assert found.on_at(at("2026-03-03 10:00")) == {SAM, ALEX, KIM}
    assert found.on_at(at("2026-03-03 17:00")) == set()
    assert not found.is_set


def test_once_a_week_is_set_who_has_none_is_not_on() -> None:
    found = rota(week(SAM, "0123"))

    assert found.on_at(at("2026-03-03 10:00")) == {SAM}
    assert found.next_open(at("2026-03-05 18:00")) == at("2026-03-09 09:00")


def test_a_day_may_have_several_spans() -> None:
    found = rota(Hours(SAM, (Span(1, time(9), time(12)), Span(1, time(14), time(16)))))

    assert [found.is_open(at(f"2026-03-03 {hour}:00")) for hour in (10, 13, 15, 16)] == [
        True,
        False,
        True,
        False,
    ]
    assert found.after(at("2026-03-03 11:00"), timedelta(hours=2)) == at("2026-03-03 15:00")


def test_who_took_no_part_in_the_team_is_not_on() -> None:
    assert not rota(week(SAM, "01234"), staff=(ALEX,)).is_set


@pytest.mark.parametrize(
    ("now", "on"),
    [
        ("2026-03-02 21:59", set()),
        ("2026-03-02 22:00", {SAM}),
        ("2026-03-03 05:59", {SAM}),
        ("2026-03-03 06:00", set()),
    ],
)
def test_a_night_goes_on_after_midnight(now: str, on: set[StaffId]) -> None:
    assert rota(nights(SAM, "0")).on_at(at(now)) == on


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-03-28", 7), ("2026-10-24", 9), ("2026-03-07", 8)],
    ids=["the clocks go forward", "the clocks go back", "any other night"],
)
def test_a_night_is_as_long_as_it_really_is(day: str, hours: int) -> None:
    (shift,) = rota(nights(SAM, "5")).shifts(date.fromisoformat(day))

    assert shift.stretch.end - shift.stretch.start == timedelta(hours=hours)


def test_bank_holidays_are_off_unless_said_otherwise() -> None:
    good_friday = at("2026-04-03 10:00")
    works_always = Hours(ALEX, week(ALEX, "4").spans, on_bank_holidays=True)

    assert rota(week(SAM, "4"), works_always).on_at(good_friday) == {ALEX}


def test_bank_holidays_are_those_of_the_nation() -> None:
    scotland = Rota(WorkingHours(nation="SCT"), (SAM,), (week(SAM, "01234"),))
    easter_monday = at("2026-04-06 10:00")

    assert scotland.is_open(easter_monday)
    assert not rota(week(SAM, "01234")).is_open(easter_monday)


def test_who_is_away_is_not_on_and_who_covers_them_is() -> None:
    away = Leave(SAM, date(2026, 3, 3), date(2026, 3, 4))
    found = rota(week(SAM, "01234"), away, Cover(SAM, date(2026, 3, 4), ALEX))

    assert found.on_at(at("2026-03-03 10:00")) == set()
    assert found.on_at(at("2026-03-04 10:00")) == {ALEX}
    assert found.on_at(at("2026-03-05 10:00")) == {SAM}
    (shift,) = found.shifts(date(2026, 3, 4))
    assert shift.instead_of == SAM


def test_after_a_swap_each_works_what_the_other_would_have() -> None:
    swap = Swap(SAM, date(2026, 3, 3), ALEX, date(2026, 3, 5))
    found = rota(week(SAM, "1", time(8), time(12)), week(ALEX, "3"), swap)

    assert found.on_at(at("2026-03-03 08:30")) == {ALEX}
    assert found.on_at(at("2026-03-05 16:30")) == {SAM}
    assert found.on_at(at("2026-03-10 08:30")) == {SAM}


def test_off_duty_counts_out_of_the_rota_until_it_ends() -> None:
    off = Presence(SAM, False, at("2026-03-03 11:00"), at("2026-03-04 00:00"))
    found = rota(week(SAM, "01234"), off)

    assert found.on_at(at("2026-03-03 10:59")) == {SAM}
    assert found.on_at(at("2026-03-03 11:00")) == set()
    assert found.next_open(at("2026-03-03 11:00")) == at("2026-03-04 09:00")


def test_on_duty_counts_outside_of_the_week_and_the_last_word_counts() -> None:
    off = Presence(SAM, False, at("2026-03-03 11:00"), at("2026-03-04 00:00"))
    on = Presence(SAM, True, at("2026-03-03 16:00"), at("2026-03-03 20:00"))
    found = rota(week(SAM, "01234"), off, on)

    assert found.on_at(at("2026-03-03 18:00")) == {SAM}
    assert found.until(SAM, at("2026-03-03 16:30")) == at("2026-03-03 20:00")


def test_who_is_on_next_is_known() -> None:
    shift = rota(week(SAM, "1"), week(ALEX, "2")).next_shift(ALEX, at("2026-03-03 10:00"))

    assert shift is not None
    assert shift.stretch.start == at("2026-03-04 09:00")
    assert rota(week(SAM, "1")).next_shift(ALEX, at("2026-03-03 10:00")) is None


times = some.builds(time, some.integers(0, 23), some.sampled_from((0, 1, 15, 30, 59)))
spans = some.builds(Span, some.integers(0, 6), times, times)
rotas = some.lists(
    some.builds(Hours, some.sampled_from((SAM, ALEX, KIM)), some.lists(spans).map(tuple)),
    min_size=1,
    max_size=4,
).map(lambda entries: rota(*entries))
moments = some.datetimes(datetime(2026, 3, 20), datetime(2026, 11, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
"""Over both changes of the clocks, Easter, and the bank holidays of the summer."""


@settings(max_examples=40)
@given(rotas, moments, some.timedeltas(timedelta(), timedelta(days=5)), some.floats(0, 1))
def test_working_time_adds_up(found: Rota, start: datetime, wait: timedelta, share: float) -> None:
    end = start + wait
    middle = start + wait * share

    whole = found.between(start, end)

    assert whole == found.between(start, middle) + found.between(middle, end)
    assert timedelta() <= whole <= wait


@settings(max_examples=40)
@given(rotas, moments, some.timedeltas(timedelta(seconds=1), timedelta(hours=30)))
def test_after_so_much_working_time_exactly_so_much_has_passed(
    found: Rota, start: datetime, work: timedelta
) -> None:
    end = found.after(start, work)

    if end is not None:
        assert found.between(start, end) == work


@settings(max_examples=40)
@given(rotas, moments)
def test_it_is_open_exactly_while_somebody_is_on(found: Rota, now: datetime) -> None:
    assert found.is_open(now) == bool(found.on_at(now))


def kinds(found: Rota, now: str, **caseloads: int) -> list[object]:
    return list(gaps(found, {StaffId(k): n for k, n in caseloads.items()}, at(now)))


def test_a_working_day_without_anybody_is_named() -> None:
    found = kinds(rota(week(SAM, "0124")), "2026-03-02 08:00")

    assert found == [NobodyOn(date(2026, 3, 5)), NobodyOn(date(2026, 3, 12))]


def test_a_rota_that_leads_nowhere_is_one_gap() -> None:
    away = Leave(SAM, date(2026, 3, 2), date(2026, 4, 30))

    assert kinds(rota(week(SAM, "01234"), away), "2026-03-02 08:00") == [NobodyInSight()]
    assert kinds(rota(staff=()), "2026-03-02 08:00") == [NobodyInSight()]


def test_the_same_one_alone_on_two_nights_running_is_named() -> None:
    days = Hours(KIM, week(KIM, "01234").spans)
    alone = rota(days, nights(SAM, "01"), nights(ALEX, "3"))
    with_somebody = rota(days, nights(SAM, "01"), nights(ALEX, "1"))

    found = kinds(alone, "2026-03-02 08:00")

    assert found == [AloneTwoNights(SAM, date(2026, 3, 2)), AloneTwoNights(SAM, date(2026, 3, 9))]
    assert kinds(with_somebody, "2026-03-02 08:00") == []


def test_leave_that_nobody_covers_is_named_by_its_days() -> None:
    away = Leave(SAM, date(2026, 3, 5), date(2026, 3, 10))
    cover = Cover(SAM, date(2026, 3, 6), ALEX)

    found = kinds(rota(week(SAM, "01234"), week(ALEX, "01234"), away, cover), "2026-03-02 08:00")

    days = (date(2026, 3, 5), date(2026, 3, 9), date(2026, 3, 10))
    assert found == [Uncovered(SAM, days)]


def test_it_is_said_when_all_have_as_many_cases_as_they_may() -> None:
    found = rota(week(SAM, "01234"), week(ALEX, "01234"), AtMost(SAM, 2), AtMost(ALEX, 1))

    assert kinds(found, "2026-03-02 08:00", sam=2, alex=1) == [AllFull()]
    assert kinds(found, "2026-03-02 08:00", sam=1, alex=1) == []
