"""Typed days and times are read strictly: what could mean two things is not read at all."""

from __future__ import annotations

from datetime import date, time

import pytest

from conversations.kit.people import QuietHours
from conversations.kit.times import clock_time, future_date, quiet_hours

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("9:30", time(9, 30)),
        ("9.30 PM", time(21, 30)),
        ("4pm", time(16)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("22:00.", time(22)),
        ("00:00", time(0)),
    ],
)
def test_a_clear_time_is_read(words: str, meant: time) -> None:
    assert clock_time(words) == meant


@pytest.mark.parametrize("words", ["9", "13pm", "0am", "24:00", "9:60", "half nine", "", "9:3"])
def test_an_unclear_time_is_not_read(words: str) -> None:
    assert clock_time(words) is None


@pytest.mark.parametrize("words", ["22:00 to 8:00", "from 10pm until 8am", "22:00-8.00"])
def test_two_times_are_quiet_hours(words: str) -> None:
    assert quiet_hours(words) == QuietHours(time(22), time(8))


@pytest.mark.parametrize("words", ["22:00", "10 to 8", "22:00 to 22:00", "9am to 10am to 11am"])
def test_anything_else_is_not(words: str) -> None:
    assert quiet_hours(words) is None


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("3 May", date(2026, 5, 3)),
        ("3rd of May", date(2026, 5, 3)),
        ("3/5", date(2026, 5, 3)),
        ("1 march", date(2027, 3, 1)),
        ("2 March", date(2027, 3, 2)),
        ("29 February", date(2028, 2, 29)),
        ("3 May 2026", date(2026, 5, 3)),
        ("2026-05-03", date(2026, 5, 3)),
    ],
)
def test_a_day_to_come_is_read(words: str, meant: date) -> None:
    assert future_date(words, TODAY) == meant


@pytest.mark.parametrize("words", ["tomorrow", "3", "31 June", "3 May 2020", "2 March 2026", ""])
def test_a_day_that_is_past_or_no_day_is_not_read(words: str) -> None:
    assert future_date(words, TODAY) is None
