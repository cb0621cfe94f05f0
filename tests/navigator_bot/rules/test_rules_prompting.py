"""Whether a bell may speak: now, later, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from conversations.kit.effects import Bell
from conversations.kit.people import (
    Consent,
    Person,
    PersonId,
    Purpose,
    QuietHours,
    Standing,
    Voice,
)
from navigator_bot.rules.prompting import LATE, Drop, Go, PutOff, verdict

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 3, 3, 12, 0, tzinfo=LONDON)
AGREED = Consent(Purpose.REMINDERS, True, "2026-11", datetime(2026, 1, 1, tzinfo=UTC))
PERSON = Person(PersonId("1"), standing=Standing.ACTIVE, consents=(AGREED,))

UNASKED = [Bell.CHECK_IN, Bell.NUDGE, Bell.DID_YOU_GO]


@pytest.mark.parametrize("bell", UNASKED)
def test_a_bell_that_rings_on_time_may_speak(bell: Bell) -> None:
    assert verdict(PERSON, bell, NOON, NOON, None) == Go()


@pytest.mark.parametrize("bell", UNASKED)
@pytest.mark.parametrize(
    "person",
    [
        replace(PERSON, standing=Standing.STOPPED),
        replace(PERSON, standing=Standing.PAUSED),
        replace(PERSON, standing=Standing.NEW),
        replace(PERSON, standing=Standing.TOO_YOUNG),
        replace(PERSON, consents=()),
        replace(PERSON, consents=(AGREED, replace(AGREED, given=False))),
    ],
    ids=["stopped", "paused", "new", "too young", "never asked", "taken back"],
)
def test_who_does_not_want_it_now_is_not_spoken_to(bell: Bell, person: Person) -> None:
    assert isinstance(verdict(person, bell, NOON, NOON, None), Drop)


@pytest.mark.parametrize(
    "person",
    [
        replace(PERSON, voice=Voice.HUMAN),
        replace(PERSON, voice=Voice.RETURNING),
        replace(PERSON, unprompted_on=NOON.date()),
    ],
    ids=["talking with a human", "handed back", "second of the day"],
)
def test_what_was_agreed_with_a_navigator_is_reminded_of_all_the_same(person: Person) -> None:
    assert verdict(person, Bell.OUTING_AHEAD, NOON, NOON, None) == Go()


@pytest.mark.parametrize("standing", [Standing.STOPPED, Standing.PAUSED])
def test_a_meeting_is_not_reminded_of_where_all_is_silent(standing: Standing) -> None:
    person = replace(PERSON, standing=standing, voice=Voice.HUMAN)

    assert isinstance(verdict(person, Bell.OUTING_AHEAD, NOON, NOON, None), Drop)


def test_a_reminder_of_a_meeting_waits_for_the_end_of_the_quiet_hours() -> None:
    night = NOON.replace(hour=22)

    assert verdict(PERSON, Bell.OUTING_AHEAD, night, night, None) == PutOff(
        NOON.replace(day=4, hour=9)
    )


@pytest.mark.parametrize("bell", UNASKED)
def test_what_is_too_late_after_an_outage_is_dropped(bell: Bell) -> None:
    late = NOON - LATE[bell] - timedelta(minutes=1)

    assert isinstance(verdict(PERSON, bell, late, NOON, None), Drop)
    assert verdict(PERSON, bell, NOON - LATE[bell], NOON, None) == Go()


@pytest.mark.parametrize("voice", [Voice.HUMAN, Voice.WAITING])
def test_a_human_who_has_the_word_is_not_interrupted(voice: Voice) -> None:
    found = verdict(replace(PERSON, voice=voice), Bell.CHECK_IN, NOON, NOON, None)

    assert isinstance(found, PutOff)
    assert found.until > NOON


def test_a_person_in_the_middle_of_something_is_not_interrupted() -> None:
    heard_at = (NOON - timedelta(minutes=10)).astimezone(UTC)

    found = verdict(PERSON, Bell.CHECK_IN, NOON, NOON, heard_at)

    assert found == PutOff(heard_at + timedelta(minutes=30))
    assert verdict(PERSON, Bell.CHECK_IN, NOON, NOON + timedelta(minutes=20), heard_at) == Go()


def test_one_unasked_message_a_day_is_enough() -> None:
    person = replace(PERSON, unprompted_on=NOON.date())

    found = verdict(person, Bell.CHECK_IN, NOON, NOON, None)

    tomorrow = NOON.replace(day=4)
    assert found == PutOff(tomorrow)
    assert verdict(person, Bell.CHECK_IN, tomorrow, tomorrow, None) == Go()


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-03-03 22:30", "2026-03-04 09:00"),
        ("2026-03-04 03:00", "2026-03-04 09:00"),
        ("2026-03-28 22:30", "2026-03-29 09:00"),  # the clocks go forward in this night
        ("2026-03-29 00:30", "2026-03-29 09:00"),
        ("2026-10-24 22:30", "2026-10-25 09:00"),  # and back in this one
        ("2026-10-25 00:30", "2026-10-25 09:00"),
    ],
)
def test_quiet_hours_end_at_their_wall_time(now: str, until: str) -> None:
    night = datetime.fromisoformat(now).replace(tzinfo=LONDON)

    found = verdict(PERSON, Bell.CHECK_IN, night, night, None)

    assert found == PutOff(datetime.fromisoformat(until).replace(tzinfo=LONDON))


def test_quiet_hours_are_those_of_the_persons_own_zone() -> None:
    there = NOON.astimezone(ZoneInfo("America/Los_Angeles"))  # 4 in the morning

    assert isinstance(verdict(PERSON, Bell.CHECK_IN, NOON, there, None), PutOff)


def test_who_has_no_quiet_hours_may_be_spoken_to_at_night() -> None:
    person = replace(PERSON, quiet=QuietHours(time(0), time(0)))

    assert verdict(person, Bell.CHECK_IN, NOON, NOON.replace(hour=3), None) == Go()


def test_a_pause_ends_on_its_day_even_at_an_odd_hour() -> None:
    paused = replace(PERSON, standing=Standing.PAUSED)

    assert verdict(paused, Bell.RESUME, NOON, NOON, None) == Go()


def test_a_pause_that_was_ended_before_is_not_ended_again() -> None:
    assert isinstance(verdict(PERSON, Bell.RESUME, NOON, NOON, None), Drop)


@pytest.mark.parametrize("standing", list(Standing))
def test_a_soft_end_which_says_nothing_always_comes(standing: Standing) -> None:
    person = replace(PERSON, standing=standing, consents=())

    assert verdict(person, Bell.SOFT_END, NOON, NOON.replace(hour=3), None) == Go()


@given(
    now=some.datetimes(
        min_value=datetime(2026, 1, 1),
        max_value=datetime(2027, 1, 1),
        timezones=some.just(UTC),
    ),
    quiet=some.builds(QuietHours, some.times(), some.times()),
    heard=some.none() | some.timedeltas(timedelta(0), timedelta(hours=2)),
    prompted=some.booleans(),
)
def test_what_is_put_off_is_put_off_to_a_moment_when_it_may_ring(
    now: datetime, quiet: QuietHours, heard: timedelta | None, prompted: bool
) -> None:
    local = now.astimezone(LONDON)
    person = replace(PERSON, quiet=quiet, unprompted_on=local.date() if prompted else None)
    due, heard_at = now, None if heard is None else now - heard
    rounds = 0
    found = verdict(person, Bell.DID_YOU_GO, due, local, heard_at)
    while isinstance(found, PutOff):
        assert found.until.timestamp() > local.timestamp()
        local = found.until.astimezone(LONDON)
        found = verdict(person, Bell.DID_YOU_GO, due, local, heard_at)
        rounds += 1
        assert rounds < 5

    assert found == Go()
    assert not quiet.covers(local.time())
    assert local.date() != person.unprompted_on or person.unprompted_on == date.min
