"""What the next words of a navigator are, where we have asked for some."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from navigator_bot.desk.visit import Visit
from navigator_bot.keeping_desk.visit import digest_of
from navigator_bot.store.staff_places import keep_place, kept_place


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


def token(place: Place) -> str:
    """What the button under these words carries: pressed when others stand here, it sends none."""
    return digest_of(msgspec.json.encode(place).decode())


async def where(visit: Visit) -> Place | None:
    keys, staff = visit.tools.keys, visit.staff.id
    place: Place | None = await kept_place(visit.connection, keys, staff, visit.now, Place)
    return place


def stand(visit: Visit, place: Place) -> None:
    keep_place(visit.changes, visit.tools.keys, visit.staff.id, visit.now, place)


def leave(visit: Visit) -> None:
    visit.changes.add("leave_staff_place", id=visit.staff.id)
