"""Planning to meet a person: when and where, asked for one by one and said back.

Then the person is asked, or it is only noted, where they have agreed already.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import msgspec

from conversations.kit.effects import Bell
from conversations.kit.moments import at_wall_time
from conversations.kit.outings import OutingId, Stage
from conversations.kit.times import clock_time
from navigator_bot.clock import from_ms, to_ms
from navigator_bot.desk import places
from navigator_bot.desk.places import Planning
from navigator_bot.desk.visit import Visit
from navigator_bot.rules.rota_days import read_day
from navigator_bot.store.database import Row
from navigator_bot.withholding import waits_for_them

LONGEST_PLACE = 200
FARTHEST = timedelta(days=60)

_WHEN = re.compile(
    r"(?P<day>.*?),?\s*(?:at\s+)?(?P<time>\d{1,2}(?:[:.]\d{2})? ?(?:am|pm)?)", re.DOTALL
)


def ask_when(visit: Visit, row: Row, instead_of: str = "") -> None:
    visit.stand(Planning(row["id"], instead_of=instead_of))
    visit.say("outings.when", number=row["number"])


async def hear(visit: Visit, words: str, place: Planning) -> None:
    row = await visit.connection.row("case_to_change", id=place.case)
    if row is None or not visit.has(row):
        visit.leave()
        visit.say("desk.closed_so_not_sent")
    elif place.at is None:
        _hear_when(visit, words, place)
    elif not words.strip() or len(words) > LONGEST_PLACE:
        visit.say("outings.where_again", most=LONGEST_PLACE)
    else:
        _say_back(visit, row, msgspec.structs.replace(place, where=words.strip()))


async def finish(visit: Visit, row: Row, *, asks: bool) -> None:
    """With `asks` the person is asked first; else it was agreed elsewhere, and is only noted. They
    are always asked about a change."""
    place = await places.where(visit)
    is_whole = isinstance(place, Planning) and place.case == row["id"] and place.where
    if not is_whole or not isinstance(place, Planning) or place.at is None:
        ask_when(visit, row)
        return
    at = from_ms(place.at)
    if at <= visit.now:
        visit.stand(Planning(place.case, instead_of=place.instead_of))
        visit.say("outings.when_again")
        return
    visit.leave()
    await _plan(visit, row, at, place, asks=asks or bool(place.instead_of))


async def _plan(visit: Visit, row: Row, at: datetime, place: Planning, *, asks: bool) -> None:
    before = await _changed(visit, place.instead_of)
    book, changes = visit.tools.outings, visit.changes
    book.plan(changes, visit.staff, row, at, place.where, asks=asks, instead_of=before)
    if not asks:
        visit.say("outings.planned")
        return
    lapse = Bell.CLAIM_LAPSE.value  # to be asked is an answer
    changes.add("cancel_timer", chat=row["chat"], bell=lapse, ref=row["id"])
    await _say_asked(visit, row)


async def _say_asked(visit: Visit, row: Row) -> None:
    """And whether it may be long until they read it."""
    who = await visit.connection.row("discretion_of", chat=row["chat"])
    waits = who is not None and waits_for_them(who, visit.now)
    is_lost = who is not None and not who["reachable"]
    visit.say("outings.asked", about=row["id"], number=row["number"], waits=waits, is_lost=is_lost)


async def _changed(visit: Visit, id: str) -> OutingId | None:
    """The one that this takes the place of, where it still was to come; it is over with this."""
    row = await visit.connection.row("outing_to_change", id=id)
    if row is None or row["status"] not in (Stage.PROPOSED, Stage.AGREED):
        return None
    visit.tools.outings.go_to(visit.changes, row, Stage.OFF)
    return OutingId(id)


def _hear_when(visit: Visit, words: str, place: Planning) -> None:
    at = _read_when(words, visit.local(visit.now))
    if at is None:
        visit.say("outings.when_again")
        return
    visit.stand(msgspec.structs.replace(place, at=to_ms(at)))
    visit.say("outings.where", at=at)


def _say_back(visit: Visit, row: Row, place: Planning) -> None:
    visit.stand(place)
    assert place.at is not None
    id, at = row["id"], visit.local(from_ms(place.at))
    note = ((visit.button("outings.button__note", id, "out_save"),),)
    buttons = (
        (visit.button("outings.button__ask", id, "out_ask"),),
        *(() if place.instead_of else note),
        (visit.button("outings.button__leave", id, "leave"),),
    )
    visit.say("outings.said_back", buttons, number=row["number"], at=at, place=place.where)


def _read_when(words: str, now: datetime) -> datetime | None:
    """On the team's wall clock; None for what is not understood, over, or too far ahead."""
    found = _WHEN.fullmatch(words.strip().lower())
    if found is None:
        return None
    day = read_day(found["day"].strip() or "today", now.date())
    clock = clock_time(found["time"])
    if day is None or clock is None:
        return None
    at = at_wall_time(day, clock, now)
    return at if now < at < now + FARTHEST else None
