"""Planning to meet a person: when and where, asked for one by one and said back."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from conversations.kit.moments import at_wall_time
from navigator_bot.clock import from_ms, to_ms
from navigator_bot.desk import outings, places
from navigator_bot.desk.places import Planning
from navigator_bot.desk.visit import Visit
from navigator_bot.rules.rota_days import read_day
from navigator_bot.store.database import Row

LONGEST_PLACE = 200
FARTHEST = timedelta(days=60)

_WHEN = re.compile(
    r"(?P<day>.*?),?\s*(?:at\s+)?(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)", re.DOTALL
)


def ask_when(visit: Visit, row: Row) -> None:
    places.stand(visit, Planning(row["id"]))
    visit.say("outings.when", number=row["number"])


async def hear(visit: Visit, words: str, place: Planning) -> None:
    row = await visit.connection.row("case_to_change", id=place.case)
    if row is None or not visit.has(row):
        places.leave(visit)
        visit.say("desk.closed_so_not_sent")
    elif place.at is None:
        _hear_when(visit, words, place)
    elif not words.strip() or len(words) > LONGEST_PLACE:
        visit.say("outings.where_again", most=LONGEST_PLACE)
    else:
        _say_back(visit, row, Planning(place.case, place.at, words.strip()))


async def save(visit: Visit, row: Row) -> None:
    place = await places.where(visit)
    is_whole = isinstance(place, Planning) and place.case == row["id"] and place.where
    if not is_whole or not isinstance(place, Planning) or place.at is None:
        ask_when(visit, row)
        return
    places.leave(visit)
    outings.plan(visit, row["id"], from_ms(place.at), place.where)
    visit.say("outings.planned")


def _hear_when(visit: Visit, words: str, place: Planning) -> None:
    at = _read_when(words, visit.local(visit.now))
    if at is None:
        visit.say("outings.when_again")
        return
    places.stand(visit, Planning(place.case, to_ms(at)))
    visit.say("outings.where", at=at)


def _say_back(visit: Visit, row: Row, place: Planning) -> None:
    places.stand(visit, place)
    assert place.at is not None
    save = visit.button("outings.button__save", row["id"], "out_save")
    leave = visit.button("outings.button__leave", row["id"], "leave")
    at = visit.local(from_ms(place.at))
    visit.say("outings.said_back", ((save, leave),), number=row["number"], at=at, place=place.where)


def _read_when(words: str, now: datetime) -> datetime | None:
    """On the team's wall clock; None for what is not understood, over, or too far ahead."""
    found = _WHEN.fullmatch(words.strip())
    if found is None:
        return None
    day = read_day(found["day"].strip() or "today", now.date())
    if day is None:
        return None
    at = at_wall_time(day, time(int(found["hour"]), int(found["minute"])), now)
    return at if now < at < now + FARTHEST else None
