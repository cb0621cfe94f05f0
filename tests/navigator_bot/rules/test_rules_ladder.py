"""The ladder: who is told when, and that it never falls silent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from conversations.kit.people import Urgency
from navigator_bot.rules.ladder import Rung, Step, following, lapse_after, steps

OPENED = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_the_team_is_told_at_once(urgency: Urgency) -> None:
    assert steps(urgency, OPENED)[0] == Step(OPENED, Rung.TEAM)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_steps_are_in_order_of_time(urgency: Urgency) -> None:
    moments = [step.at for step in steps(urgency, OPENED)]

    assert moments == sorted(moments)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_the_leads_hear_of_what_the_team_leaves(urgency: Urgency) -> None:
    rungs = [step.rung for step in steps(urgency, OPENED)]

    assert Rung.LEADS in rungs


def test_what_is_more_urgent_reaches_the_leads_sooner() -> None:
    waits = []
    for urgency in sorted(Urgency, key=lambda each: each.rank):
        leads = next(step for step in steps(urgency, OPENED) if step.rung is Rung.LEADS)
        waits.append(leads.at - OPENED)

    assert waits == sorted(waits, reverse=True)
    assert len(set(waits)) == len(waits)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_past_the_top_the_last_rung_is_told_again_and_again(urgency: Urgency) -> None:
    taken = steps(urgency, OPENED)
    now = OPENED + timedelta(days=2)

    again = [following(taken, index, urgency, now) for index in range(len(taken) - 1, 9)]

    assert {step.rung for step in again} == {taken[-1].rung}
    assert all(step.at > now for step in again)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_below_the_top_the_next_step_is_the_one_that_was_fixed(urgency: Urgency) -> None:
    taken = steps(urgency, OPENED)

    climbed = [following(taken, index, urgency, OPENED) for index in range(len(taken) - 1)]

    assert tuple(climbed) == taken[1:]


def test_a_claim_on_something_urgent_lapses_sooner() -> None:
    waits = [lapse_after(each) for each in sorted(Urgency, key=lambda each: each.rank)]

    assert waits == sorted(waits, reverse=True)
