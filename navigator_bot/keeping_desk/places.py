"""Where a member of staff stands in the middle of something: what the next thing they type is."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from navigator_bot.clock import from_ms, to_ms
from navigator_bot.keeping_desk.visit import Visit, digest_of
from navigator_bot.rules.retention import STANDARD
from resources_directory.editing import Field
from resources_directory.model import ServiceId

LASTS = STANDARD.staff_places
"""Whoever types something the day after next has forgotten what was asked."""


class Searching(msgspec.Struct, frozen=True, tag=True):
    """What they type is looked for; `words` are those that were looked for last."""

    words: str = ""


class Writing(msgspec.Struct, frozen=True, tag=True):
    """What they type is the new value of a field. Once typed it waits in `said` to be saved."""

    service: ServiceId
    field: Field
    said: str | None = None


class Adding(msgspec.Struct, frozen=True, tag=True):
    """An entry that comes together step by step; nothing of it is in the directory yet."""

    step: int = 0
    cells: dict[Field, str] = {}


class Closing(msgspec.Struct, frozen=True, tag=True):
    """What they type says why it is closed for now, or until when."""

    service: ServiceId


Place: TypeAlias = Searching | Writing | Adding | Closing


def token(place: Place) -> str:
    """What the buttons of a place carry: pressed when one stands elsewhere, they do nothing."""
    return digest_of(msgspec.json.encode(place).decode())


async def where(visit: Visit) -> Place | None:
    row = await visit.connection.row("staff_place", id=visit.staff.id)
    if row is None or visit.now - from_ms(row["at"]) > LASTS:
        return None
    saved = visit.tools.keys.open(row["key_id"], row["sealed"], f"staff_places:{row['id']}")
    try:
        place: Place = msgspec.convert(saved, Place)
    except msgspec.ValidationError:
        return None  # an older version's: nothing is lost but a question
    return place


def stand(visit: Visit, place: Place) -> None:
    id = visit.staff.id
    sealed = visit.tools.keys.seal(msgspec.to_builtins(place), f"staff_places:{id}")
    visit.changes.add(
        "save_staff_place",
        id=id,
        at=to_ms(visit.now),
        sealed=sealed.blob,
        key_id=sealed.key_id,
    )


def leave(visit: Visit) -> None:
    visit.changes.add("leave_staff_place", id=visit.staff.id)
