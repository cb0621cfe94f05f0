"""Lines of a rota as a lead types them, and whom their names mean."""

from __future__ import annotations

from datetime import date, time

import pytest

from conversations.kit.staff import Role, Staff, StaffId
from navigator_bot.rules.rota_days import read_day, read_days
from navigator_bot.rules.rota_entries import AtMost, Cover, Entry, Hours, Leave, Span, Swap
from navigator_bot.rules.rota_lines import (
    ME,
    Several,
    Unknown,
    called,
    read_line,
    resolve,
)

TODAY = date(2026, 3, 2)  # a Monday
SAM, ALEX = StaffId("Sam"), StaffId("Alex")


def spans(days: str, opens: int, closes: int) -> tuple[Span, ...]:
    return tuple(Span(int(day), time(opens), time(closes)) for day in days)


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("Sam Mon-Wed 9-17, Thu 13-20", Hours(SAM, spans("012", 9, 17) + spans("3", 13, 20))),
        ("Sam: Mon, Wed 9am\u20135pm", Hours(SAM, spans("02", 9, 17))),
        ("Sam Fri 22-6", Hours(SAM, spans("4", 22, 6))),
        ("Sam Sat 10-14, also on bank holidays", Hours(SAM, spans("5", 10, 14), True)),
        ("sam no hours", Hours(StaffId("sam"), ())),
        ("Sam away 3-10 March", Leave(SAM, date(2026, 3, 3), date(2026, 3, 10))),
        ("Sam is off 28 Dec to 3 Jan", Leave(SAM, date(2026, 12, 28), date(2027, 1, 3))),
        ("away tomorrow", Leave(ME, date(2026, 3, 3), date(2026, 3, 3))),
        ("Alex covers Sam on Thursday", Cover(SAM, date(2026, 3, 5), ALEX)),
        ("Alex covers for Sam 2026-03-09", Cover(SAM, date(2026, 3, 9), ALEX)),
        (
            "Sam swaps Tue 3 March with Alex 5 March",
            Swap(SAM, date(2026, 3, 3), ALEX, date(2026, 3, 5)),
        ),
        (
            "swap my Tuesday with Alex's Thursday",
            Swap(ME, date(2026, 3, 3), ALEX, date(2026, 3, 5)),
        ),
        ("Sam at most 6 cases", AtMost(SAM, 6)),
        ("Sam no limit", AtMost(SAM, None)),
    ],
)
def test_what_a_lead_types_is_understood(line: str, entry: Entry) -> None:
    assert read_line(line, TODAY) == entry


@pytest.mark.parametrize(
    "line",
    [
        "hello there",
        "Sam",
        "Sam Mon 9-5",  # in the afternoon, or through the night?
        "Sam first Mon of the month 9-17",
        "Sam Mon 9-17 from 2026-03-01",
        "Sam away Tuesday 4 March",  # which is a Wednesday
        "Sam away 31 February",
        "Sam away 10-3 March",
    ],
)
def test_what_could_mean_two_things_or_nothing_is_not_guessed(line: str) -> None:
    assert read_line(line, TODAY) is None


def test_a_day_without_its_year_is_the_one_that_is_near() -> None:
    assert read_day("28 February", TODAY) == date(2026, 2, 28)
    assert read_day("1 December", TODAY) == date(2026, 12, 1)
    assert read_day("1 January", TODAY) == date(2026, 1, 1)
    assert read_day("1 January", date(2026, 12, 1)) == date(2027, 1, 1)


@pytest.mark.parametrize("today", [TODAY, date(2026, 3, 20), date(2026, 12, 30)])
def test_leave_may_run_into_the_next_year(today: date) -> None:
    assert read_days("28 December to 3 January", today) == (date(2026, 12, 28), date(2027, 1, 3))


def test_where_no_day_is_today_only_days_with_their_year_are_read() -> None:
    assert read_days("3-10 March 2026", None) == (date(2026, 3, 3), date(2026, 3, 10))
    assert read_days("3-10 March", None) is None
    assert read_day("Tuesday", None) is None


def staff(id: str, name: str) -> Staff:
    return Staff(StaffId(id), 1, name, frozenset({Role.NAVIGATOR}))


TEAM = called([staff("b", "Sam"), staff("a", "Sam"), staff("c", "Alex"), staff("d", "Alexander")])


def test_who_shares_a_name_is_numbered_in_the_order_of_joining() -> None:
    assert TEAM == {"a": "Sam 1", "b": "Sam 2", "c": "Alex", "d": "Alexander"}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("sam 2", StaffId("b")),
        ("alex", StaffId("c")),  # a whole name goes before the beginning of one
        ("Alexa", StaffId("d")),
        ("me", StaffId("c")),
        ("Sam", Several("Sam", ("Sam 1", "Sam 2"))),
        ("Al", Several("Al", ("Alex", "Alexander"))),
        ("Jo", Unknown("Jo")),
    ],
)
def test_a_name_means_one_or_is_asked_back(name: str, found: object) -> None:
    resolved = resolve(AtMost(StaffId(name), 3), TEAM, me=StaffId("c"))

    assert resolved == (AtMost(StaffId(found), 3) if isinstance(found, str) else found)
