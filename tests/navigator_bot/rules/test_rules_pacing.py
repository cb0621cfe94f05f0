"""Pace: never more in any stretch of time than was allowed, and never slower than it must be."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from navigator_bot.rules.pacing import TELEGRAM as LIMITS
from navigator_bot.rules.pacing import Limit, Pace

START = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
PERSON, OTHER, GROUP = 500_001, 500_002, -4_000_001

wishes = some.lists(
    some.tuples(some.sampled_from([PERSON, OTHER, GROUP]), some.integers(0, 3000)), max_size=120
)


def most_in(moments: list[datetime], limit: Limit) -> int:
    """In any stretch as long as the limit's."""
    return max(
        (
            sum(1 for each in moments[start:] if each - moments[start] < limit.within)
            for start in range(len(moments))
        ),
        default=0,
    )


@given(wishes=wishes)
def test_no_stretch_of_time_holds_more_than_is_allowed(wishes: list[tuple[int, int]]) -> None:
    pace, now = Pace(), START
    sent: defaultdict[int, list[datetime]] = defaultdict(list)

    for chat, pause in wishes:
        now = max(pace.when(chat, now), now + timedelta(milliseconds=pause))
        now = pace.when(chat, now)
        pace.took(chat, now)
        sent[chat].append(now)
        sent[0].append(now)

    assert most_in(sent[0], LIMITS.overall) <= LIMITS.overall.messages
    assert most_in(sent[GROUP], LIMITS.group) <= LIMITS.group.messages
    for person in (PERSON, OTHER):
        assert most_in(sent[person], LIMITS.person) <= LIMITS.person.messages


@given(wishes=wishes)
def test_one_may_go_at_the_very_moment_that_was_named(wishes: list[tuple[int, int]]) -> None:
    pace, now = Pace(), START
    for chat, pause in wishes:
        now += timedelta(milliseconds=pause)
        at = pace.when(chat, now)

        assert at >= now
        assert pace.when(chat, at) == at
        pace.took(chat, at)
        now = at


@given(spare=some.integers(0, 29))
def test_what_is_spared_is_left_to_others(spare: int) -> None:
    pace = Pace()
    for chat in range(1, 100):
        if pace.when(chat, START, spare=spare) == START:
            pace.took(chat, START)

    left = 0
    for chat in range(101, 200):
        if pace.when(chat, START) == START:
            pace.took(chat, START)
            left += 1

    assert left == spare


def test_a_chat_that_telegram_asked_to_wait_waits_and_no_other() -> None:
    pace = Pace()
    later = START + timedelta(seconds=30)

    pace.hold(PERSON, later)

    assert pace.when(PERSON, START) == later
    assert pace.when(PERSON, START, hurry=True) == later
    assert pace.when(OTHER, START) == START


def test_in_a_hurry_the_guess_about_one_chat_does_not_hold() -> None:
    pace = Pace()
    for _ in range(3):
        pace.took(PERSON, START)

    assert pace.when(PERSON, START) > START
    assert pace.when(PERSON, START, hurry=True) == START


def test_in_a_hurry_the_limit_of_all_chats_still_holds() -> None:
    pace = Pace()
    for chat in range(1, 31):
        pace.took(chat, START)

    assert pace.when(PERSON, START, hurry=True) == START + LIMITS.overall.within


def test_edits_to_a_person_use_up_the_common_share_alone() -> None:
    pace = Pace()
    for _ in range(5):
        pace.took(PERSON, START, is_edit=True)

    assert pace.when(PERSON, START) == START


def test_what_is_long_past_is_forgotten() -> None:
    pace = Pace()
    for chat in range(1, 10_002):
        pace.took(chat, START + timedelta(seconds=chat))

    assert len(pace._sent) < 100
