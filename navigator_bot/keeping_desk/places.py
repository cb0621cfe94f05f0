"""Where a member of staff stands in the middle of something: what the next thing they type is."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from navigator_bot.keeping_desk.visit import Visit
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


async def where(visit: Visit) -> Place | None:
    place: Place | None = await visit.place(Place)
    return place
