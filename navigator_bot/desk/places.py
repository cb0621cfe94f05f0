"""What the next words of a navigator are, where we have asked for some."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from navigator_bot.desk.visit import Visit


class Ending(msgspec.Struct, frozen=True, tag=True):
    """What they type are last words to the person. Once typed they wait in `said` to be sent."""

    case: str
    said: str = ""


class Planning(msgspec.Struct, frozen=True, tag=True):
    """What they type is when, and then where, they meet the person of a case."""

    case: str
    at: int | None = None  # Unix milliseconds
    where: str = ""
    instead_of: str = ""  # the outing that they change


class Drafting(msgspec.Struct, frozen=True, tag=True):
    """A ready reply that they were shown; what they type takes its place."""

    case: str
    words: str


Place: TypeAlias = Ending | Planning | Drafting


async def where(visit: Visit) -> Place | None:
    place: Place | None = await visit.place(Place)
    return place
