"""A session as a file that a calendar reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar

from navigator_bot.appointments import appointment
from resources_directory.hours import LONDON, Session
from resources_directory.model import Place, Service, ServiceId

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
STARTS = datetime(2026, 3, 31, 18, 30, tzinfo=LONDON)  # in summer time
WALK = Service(ServiceId("walk"), "Walk; talk, \N{SNOWMAN}\nEND:VEVENT", first_visit="Say hello.")


def read(text: str) -> Any:
    """Its one event."""
    (event,) = Calendar.from_ical(text).events
    return event


def test_it_stands_at_the_wall_clocks_time_with_what_to_expect() -> None:
    event = read(appointment(WALK, Session(STARTS, None), NOW))

    assert event["dtstart"].dt == STARTS
    assert event["dtstart"].dt.utcoffset() == timedelta(hours=1)
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=1)
    assert event["summary"] == WALK.name
    assert event["description"] == "Say hello."
    assert "location" not in event


def test_the_same_session_is_the_same_event_and_another_is_not() -> None:
    first, again, other = (
        read(appointment(WALK, Session(at, at + timedelta(hours=2)), NOW))
        for at in (STARTS, STARTS, STARTS + timedelta(days=7))
    )

    assert first["uid"] == again["uid"] != other["uid"]


def test_a_discreet_one_tells_nothing_of_what_it_is_for() -> None:
    service = replace(
        WALK, place=Place("Recovery Centre", ("3 Mill Lane",), "Alderbridge", "AX1 2EF")
    )

    text = appointment(service, Session(STARTS, None), NOW, discreet_title="Appointment")

    event = read(text)
    assert event["summary"] == "Appointment"
    assert event["location"] == "3 Mill Lane, Alderbridge, AX1 2EF"
    whole = text.replace("\r\n ", "").casefold()
    assert not [word for word in ("recovery", "walk", "hello", "peer") if word in whole]
