"""One thing that a keeper of the directory did, and all that answering it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from conversations.kit.staff import Staff
from navigator_bot.directory import LocalDirectory
from navigator_bot.keeping import Keeping
from navigator_bot.messages import Button, Keyboard
from navigator_bot.staff_visit import StaffTools, StaffVisit, digest_of
from navigator_bot.store import directory as store
from navigator_bot.store.staff import active_staff
from resources_directory.hours import LONDON
from resources_directory.model import Service, ServiceId

DIRECTORY = "dir"
"""What the data of every button of this desk begins with."""

_LONGEST_ID = 36
"""Bytes of an id that still fits the data of a button beside the rest."""


@dataclass(frozen=True)
class Tools(StaffTools):
    keeping: Keeping
    directory: LocalDirectory


@dataclass(frozen=True)
class Visit(StaffVisit):
    tools: Tools

    @property
    def today(self) -> date:
        return self.now.astimezone(LONDON).date()

    def button(self, wording: str, *data: object, **values: Any) -> Button:
        return self.tools.alerts.button(wording, pressed(*data), **values)

    def plain(self, label: str) -> str:
        """A label as it stands beside what it names."""
        return self.tools.alerts.plain(label)

    async def colleagues(self) -> list[Staff]:
        return await active_staff(self.connection, self.tools.keys)

    def home(self) -> Button:
        """Under every answer: the way back to the menu."""
        return self.button("keeping.button__menu", "menu")

    def undo(self, which: str) -> Button:
        """Of one change, or of a batch."""
        return self.button("keeping.button__undo", "undo", which)

    async def service(self, ref: str) -> Service | None:
        """As it stands in the store at this moment."""
        id = await self._id(ref)
        return None if id is None else await store.service(self.connection, id)

    async def _id(self, ref: str) -> ServiceId | None:
        if not ref.startswith("~"):
            return ServiceId(ref)
        rows = await self.connection.rows("ids_of_services")
        return next((ServiceId(row["id"]) for row in rows if ref_of(row["id"]) == ref), None)


def pressed(*data: object) -> str:
    """The data of a button: words and ids, apart by colons."""
    return ":".join([DIRECTORY, *map(str, data)])


def ref_of(id: str) -> str:
    """An id as the data of a button holds it; a list may give ids that are too long for it."""
    if len(id.encode()) <= _LONGEST_ID and ":" not in id and not id.startswith("~"):
        return id
    return f"~{digest_of(id)}"


def rows_of(buttons: Sequence[Button], a_row: int = 1) -> Keyboard:
    left: Iterator[Button] = iter(buttons)
    return tuple(iter(lambda: tuple(islice(left, a_row)), ()))
