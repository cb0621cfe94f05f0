"""The ladder: who is told when, and that it never falls silent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from conversations.kit.people import Urgency
from navigator_bot.rules.ladder import Ladder, Rung, Step
from navigator_bot.rules.working_hours import WorkingHours

LONDON = ZoneInfo("Europe/London")
HOURS = WorkingHours()
LADDER = Ladder(HOURS)
OPENED = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_the_team_is_told_at_once(urgency: Urgency) -> None:
    assert LADDER.steps(urgency, OPENED)[0] == Step(OPENED, Rung.TEAM)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_steps_are_in_order_of_time(urgency: Urgency) -> None:
    moments = [step.at for step in LADDER.steps(urgency, OPENED)]

    assert moments == sorted(moments)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_the_leads_hear_of_what_the_team_leaves(urgency: Urgency) -> None:
    rungs = [step.rung for step in LADDER.steps(urgency, OPENED)]

    assert Rung.LEADS in rungs


def test_what_is_more_urgent_reaches_the_leads_sooner() -> None:
    waits = []
    for urgency in sorted(Urgency, key=lambda each: each.rank):
        leads = next(step for step in LADDER.steps(urgency, OPENED) if step.rung is Rung.LEADS)
        waits.append(leads.at - OPENED)

    assert waits == sorted(waits, reverse=True)
    assert len(set(waits)) == len(waits)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_past_the_top_the_last_rung_is_told_again_and_again(urgency: Urgency) -> None:
    taken = LADDER.steps(urgency, OPENED)
    now = OPENED + timedelta(days=2)

    again = [LADDER.following(taken, index, urgency, now) for index in range(len(taken) - 1, 9)]

    assert {step.rung for step in again} == {taken[-1].rung}
    assert all(step.at > now for step in again)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_below_the_top_the_next_step_is_the_one_that_was_fixed(urgency: Urgency) -> None:
    taken = LADDER.steps(urgency, OPENED)

    climbed = [LADDER.following(taken, index, urgency, OPENED) for index in range(len(taken) - 1)]

    assert tuple(climbed) == taken[1:]


def test_a_claim_on_something_urgent_lapses_sooner() -> None:
    waits = [LADDER.lapses_at(each, OPENED) for each in sorted(Urgency, key=lambda each: each.rank)]

    assert waits == sorted(waits, reverse=True)


BEFORE_EASTER = datetime(2026, 4, 2, 16, 40, tzinfo=LONDON)
"""The Thursday before Good Friday: the next working day is the Tuesday after Easter."""

TUESDAY = datetime(2026, 4, 7, 9, 0, tzinfo=LONDON)


@pytest.mark.parametrize("urgency", [Urgency.ROUTINE, Urgency.SOON])
def test_what_can_wait_is_told_at_once_and_then_in_working_time(urgency: Urgency) -> None:
    first, *later = LADDER.steps(urgency, BEFORE_EASTER)

    assert first.at == BEFORE_EASTER
    assert all(HOURS.is_open(step.at) for step in later)


def test_the_leads_hear_of_a_routine_case_after_the_holidays() -> None:
    leads = LADDER.steps(Urgency.ROUTINE, BEFORE_EASTER)[-1]

    assert leads == Step(TUESDAY + timedelta(hours=3, minutes=40), Rung.LEADS)


def test_what_is_for_now_waits_for_no_working_day() -> None:
    steps = LADDER.steps(Urgency.NOW, BEFORE_EASTER)

    assert steps[-1].at == BEFORE_EASTER + timedelta(minutes=10)
    assert LADDER.lapses_at(Urgency.NOW, BEFORE_EASTER) - BEFORE_EASTER == timedelta(minutes=15)


def test_a_claim_does_not_lapse_overnight() -> None:
    assert LADDER.lapses_at(Urgency.SOON, BEFORE_EASTER) == TUESDAY + timedelta(minutes=40)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_a_team_that_never_works_still_hears_of_its_cases(urgency: Urgency) -> None:
    closed = Ladder(WorkingHours(weekdays=frozenset()))
    taken = closed.steps(urgency, OPENED)

    again = closed.following(taken, len(taken) - 1, urgency, OPENED)

    assert OPENED < again.at < OPENED + timedelta(days=1)
