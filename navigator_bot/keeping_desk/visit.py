"""One thing that a keeper of the directory did, and all that answering it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from itertools import islice
from typing import Any

from conversations.kit.effects import Lane
from conversations.kit.staff import Staff
from navigator_bot.clock import Clock
from navigator_bot.directory import LocalDirectory
from navigator_bot.ids import Ids
from navigator_bot.keeping import Keeping
from navigator_bot.messages import Button, Edit, Keyboard
from navigator_bot.outbox import Outbox
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store import directory as store
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.sealing import Keyring
from navigator_bot.store.staff import active_staff
from resources_directory.hours import LONDON
from resources_directory.model import Service, ServiceId

DIRECTORY = "dir"
"""What the data of every button of this desk begins with."""

_LONGEST_ID = 36
"""Bytes of an id that still fits the data of a button beside the rest."""


@dataclass(frozen=True)
class Tools:
    """What stays the same from one visit to the next."""

    keys: Keyring
    ids: Ids
    clock: Clock
    alerts: StaffAlerts
    keeping: Keeping
    outbox: Outbox
    directory: LocalDirectory


@dataclass(frozen=True)
class Visit:
    """Inside the transaction of the event; `changes` is written with it."""

    tools: Tools
    staff: Staff
    connection: Connection
    changes: Changes

    @property
    def now(self) -> datetime:
        return self.tools.clock.now()

    @property
    def today(self) -> date:
        return self.now.astimezone(LONDON).date()

    def say(self, wording: str, keyboard: Keyboard = (), **values: Any) -> None:
        self.tools.alerts.tell(self.changes, self.staff.user, wording, keyboard, **values)

    def button(self, wording: str, *data: object, **values: Any) -> Button:
        return self.tools.alerts.button(wording, pressed(*data), **values)

    def plain(self, label: str) -> str:
        """A label as it stands beside what it names."""
        return self.tools.alerts.plain(label)

    def phrase(self, wording: str, **values: Any) -> str:
        """Words that stand inside another wording."""
        return self.tools.alerts.plain(wording, **values)

    async def take_buttons(self, message: int) -> None:
        """So that what is done once is not pressed twice."""
        chat = self.staff.user
        row = await self.connection.row("message_by_number", chat=chat, message_id=message)
        if row is not None:
            self.tools.outbox.post(self.changes, chat, Edit(row["id"]), Lane.REPLY)

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


def digest_of(*parts: str) -> str:
    """Twelve characters that stand for something that has no short name."""
    return blake2b("\n".join(parts).encode(), digest_size=6).hexdigest()


def rows_of(buttons: Sequence[Button], a_row: int = 1) -> Keyboard:
    left: Iterator[Button] = iter(buttons)
    return tuple(iter(lambda: tuple(islice(left, a_row)), ()))
