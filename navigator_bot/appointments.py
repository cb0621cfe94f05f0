"""One session of a service as a file that any calendar reads (iCalendar, RFC 5545)."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from importlib import import_module
from typing import Any

from resources_directory.hours import LONDON, Session
from resources_directory.model import Place, Service

SHORTEST = timedelta(hours=1)
"""Kept free where nobody said when it ends."""


def appointment(
    service: Service, session: Session, now: datetime, *, discreet_title: str = ""
) -> str:
    """The file's text. With a discreet title it names neither the service, nor the place, nor what
    to expect there. It rings no alarm."""
    icalendar: Any = import_module("icalendar")  # takes a tenth of a second, and is seldom needed
    ends_at = session.ends_at or session.starts_at + SHORTEST
    event = icalendar.Event()
    event.add("uid", _uid(service, session))
    event.add("dtstamp", now)
    event.add("dtstart", session.starts_at.astimezone(LONDON))
    event.add("dtend", ends_at.astimezone(LONDON))
    event.add("summary", discreet_title or service.name)
    if where := _where(service.place, is_discreet=bool(discreet_title)):
        event.add("location", where)
    if service.first_visit and not discreet_title:
        event.add("description", service.first_visit)
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Navigator//EN")
    calendar.add_component(event)
    year = session.starts_at.year
    calendar.add_missing_timezones(
        first_date=datetime(year, 1, 1).date(), last_date=datetime(year + 1, 1, 1).date()
    )
    text: str = calendar.to_ical().decode()
    return text


def _uid(service: Service, session: Session) -> str:
    """The same for the same session, so that a file opened twice makes one entry; tells nothing."""
    what = f"{service.id} {session.starts_at.isoformat()}"
    return sha256(what.encode()).hexdigest()[:32]


def _where(place: Place | None, *, is_discreet: bool) -> str:
    """The address; the name of a place may tell what it is for."""
    if place is None:
        return ""
    name = None if is_discreet else place.name
    parts = (name, *place.lines, place.town, place.postcode)
    return ", ".join(part for part in parts if part)
