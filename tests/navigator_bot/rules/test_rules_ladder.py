"""The ladder: who is told when, and that it never falls silent."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from conversations.kit.people import Urgency
from navigator_bot.rules.ladder import Ladder, Rung, Step
from navigator_bot.rules.working_hours import WorkingHours

LONDON = ZoneInfo("Europe/London")
HOURS = WorkingHours()
LADDER = Ladder(HOURS)
OPENED = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)


ALL_DAY = {Rung.ONCALL, Rung.OUTSIDE}
"""What a service without a rota and a second channel does not have."""


@pytest.mark.parametrize("urgency", list(Urgency))
def test_who_is_on_is_told_at_once(urgency: Urgency) -> None:
    assert LADDER.steps(urgency, OPENED)[0] == Step(OPENED, Rung.ONCALL)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_without_a_rota_the_team_is_told_at_once(urgency: Urgency) -> None:
    assert LADDER.steps(urgency, OPENED, ALL_DAY)[0] == Step(OPENED, Rung.TEAM)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_each_rung_is_told_once_in_order_of_time(urgency: Urgency) -> None:
    steps = LADDER.steps(urgency, OPENED)

    assert [step.rung for step in steps] == list(Rung)
    assert [step.at for step in steps] == sorted(step.at for step in steps)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_every_rung_is_told_before_the_promise_is_broken(urgency: Urgency) -> None:
    by = LADDER.answer_by(urgency, OPENED)

    assert by is not None
    assert all(step.at < by for step in LADDER.steps(urgency, OPENED))


@pytest.mark.parametrize("urgency", list(Urgency))
def test_rungs_that_are_missing_are_left_out(urgency: Urgency) -> None:
    steps = LADDER.steps(urgency, OPENED, ALL_DAY)

    assert [step.rung for step in steps] == [Rung.TEAM, Rung.LEADS, Rung.ADMINS]


def test_what_is_more_urgent_reaches_the_leads_sooner() -> None:
    waits = []
    for urgency in sorted(Urgency, key=lambda each: each.rank):
        leads = next(step for step in LADDER.steps(urgency, OPENED) if step.rung is Rung.LEADS)
        waits.append(leads.at - OPENED)

    assert waits == sorted(waits, reverse=True)
    assert len(set(waits)) == len(waits)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_past_the_top_reminders_come_ever_more_seldom_but_never_end(urgency: Urgency) -> None:
    always = Ladder(WorkingHours(frozenset(range(7)), time(0), time(23, 59)))

    waits = [always.reminder_at(urgency, told, OPENED) - OPENED for told in range(12)]

    assert waits == sorted(waits)
    assert waits[0] < waits[1]
    assert timedelta(hours=4) <= waits[-1] <= timedelta(hours=9)


def test_a_claim_on_something_urgent_lapses_sooner() -> None:
    waits = [LADDER.lapses_at(each, OPENED) for each in sorted(Urgency, key=lambda each: each.rank)]

    assert waits == sorted(waits, reverse=True)


BEFORE_EASTER = datetime(2026, 4, 2, 16, 40, tzinfo=LONDON)
"""The Thursday before Good Friday: the next working day is the Tuesday after Easter."""

TUESDAY = datetime(2026, 4, 7, 9, 0, tzinfo=LONDON)


@pytest.mark.parametrize("urgency", [Urgency.ROUTINE, Urgency.SOON])
def test_what_can_wait_is_told_in_working_time(urgency: Urgency) -> None:
    assert all(HOURS.is_open(step.at) for step in LADDER.steps(urgency, BEFORE_EASTER))


def test_out_of_hours_whoever_is_on_next_is_told_when_they_begin() -> None:
    first, second, *_ = LADDER.steps(Urgency.ROUTINE, BEFORE_EASTER + timedelta(hours=2))

    assert first == Step(TUESDAY, Rung.ONCALL)
    assert second == Step(TUESDAY + timedelta(hours=1), Rung.TEAM)


def test_the_leads_hear_of_a_routine_case_after_the_holidays() -> None:
    steps = LADDER.steps(Urgency.ROUTINE, BEFORE_EASTER, ALL_DAY)

    assert steps[0] == Step(BEFORE_EASTER, Rung.TEAM)
    assert steps[1] == Step(TUESDAY + timedelta(hours=1, minutes=40), Rung.LEADS)


def test_what_is_for_now_waits_for_no_working_day() -> None:
    steps = LADDER.steps(Urgency.NOW, BEFORE_EASTER)

    assert steps[-1].at == BEFORE_EASTER + timedelta(minutes=10)
    assert LADDER.lapses_at(Urgency.NOW, BEFORE_EASTER) - BEFORE_EASTER == timedelta(minutes=15)


def test_a_claim_does_not_lapse_overnight() -> None:
    assert LADDER.lapses_at(Urgency.SOON, BEFORE_EASTER) == TUESDAY + timedelta(minutes=40)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_a_team_that_never_works_still_hears_of_its_cases(urgency: Urgency) -> None:
    closed = Ladder(WorkingHours(weekdays=frozenset()))

    steps = closed.steps(urgency, OPENED)

    assert steps[0].at == OPENED
    assert steps[-1].at < OPENED + timedelta(days=1)
    assert OPENED < closed.reminder_at(urgency, 0, OPENED) < OPENED + timedelta(days=1)
