"""Where a member of staff stands in the middle of something: what the next thing they type is."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from navigator_bot.keeping_desk.visit import Visit, digest_of
from navigator_bot.store.staff_places import keep_place, kept_place
from resources_directory.editing import Field
from resources_directory.model import ServiceId


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
    keys, staff = visit.tools.keys, visit.staff.id
    place: Place | None = await kept_place(visit.connection, keys, staff, visit.now, Place)
    return place


def stand(visit: Visit, place: Place) -> None:
    keep_place(visit.changes, visit.tools.keys, visit.staff.id, visit.now, place)


def leave(visit: Visit) -> None:
    visit.changes.add("leave_staff_place", id=visit.staff.id)
