"""A session of a service, or a meeting, as a file that any calendar reads (iCalendar, RFC 5545)."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from importlib import import_module
from typing import Any

from conversations.kit.outings import Outing
from resources_directory.hours import LONDON, Session
from resources_directory.model import Place, Service

SHORTEST = timedelta(hours=1)
"""Kept free where nobody said when it ends."""


def appointment(
    service: Service, session: Session, now: datetime, *, discreet_title: str = ""
) -> str:
    """The file's text. With a discreet title it names neither the service, nor the place, nor what
    to expect there. It rings no alarm."""
    return _calendar(
        now,
        session.starts_at.astimezone(LONDON),
        (session.ends_at or session.starts_at + SHORTEST).astimezone(LONDON),
        uid=_uid(f"{service.id} {session.starts_at.isoformat()}"),
        summary=discreet_title or service.name,
        location=_where(service.place, is_discreet=bool(discreet_title)),
        description="" if discreet_title else service.first_visit or "",
    )


def meeting(outing: Outing, title: str, now: datetime, *, is_discreet: bool) -> str:
    """Of an hour. A discreet one does not name the place: it may tell what it is for."""
    start = outing.at.astimezone(LONDON)
    place = "" if is_discreet else outing.place
    end, uid = start + SHORTEST, _uid(outing.id)
    return _calendar(now, start, end, uid=uid, summary=title, location=place)


def _calendar(now: datetime, start: datetime, end: datetime, **entries: str) -> str:
    """Of one event; entries that are empty are left out."""
    icalendar: Any = import_module("icalendar")  # takes a tenth of a second, and is seldom needed
    event = icalendar.Event()
    for name, moment in (("dtstamp", now), ("dtstart", start), ("dtend", end)):
        event.add(name, moment)
    for name, words in entries.items():
        if words:
            event.add(name, words)
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Navigator//EN")
    calendar.add_component(event)
    year = start.year
    calendar.add_missing_timezones(
        first_date=datetime(year, 1, 1).date(), last_date=datetime(year + 1, 1, 1).date()
    )
    text: str = calendar.to_ical().decode()
    return text


def _uid(what: str) -> str:
    """The same for the same session, so that a file opened twice makes one entry; tells nothing."""
    return sha256(what.encode()).hexdigest()[:32]


def _where(place: Place | None, *, is_discreet: bool) -> str:
    """The address; the name of a place may tell what it is for."""
    if place is None:
        return ""
    name = None if is_discreet else place.name
    parts = (name, *place.lines, place.town, place.postcode)
    return ", ".join(part for part in parts if part)
