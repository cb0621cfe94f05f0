"""One thing that a member of staff did, and what answering it needs, at whichever desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

import msgspec

from conversations.kit.effects import Lane
from conversations.kit.staff import Staff
from navigator_bot.clock import Clock
from navigator_bot.ids import Ids
from navigator_bot.messages import Edit, Keyboard
from navigator_bot.outbox import Outbox
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.sealing import Keyring
from navigator_bot.store.staff_places import keep_place, kept_place


@dataclass(frozen=True)
class StaffTools:
    """What stays the same from one visit to the next."""

    keys: Keyring
    ids: Ids
    clock: Clock
    outbox: Outbox
    alerts: StaffAlerts


@dataclass(frozen=True)
class StaffVisit:
    """Inside the transaction of the event; `changes` is written with it."""

    tools: StaffTools
    staff: Staff
    connection: Connection
    changes: Changes

    @property
    def now(self) -> datetime:
        return self.tools.clock.now()

    def say(self, wording: str, keyboard: Keyboard = (), **values: Any) -> None:
        self.tools.alerts.tell(self.changes, self.staff.user, wording, keyboard, **values)

    def phrase(self, wording: str, **values: Any) -> str:
        """Words that stand inside another wording."""
        return self.tools.alerts.plain(wording, **values)

    async def take_buttons(self, message: int | None) -> None:
        """So that what is done once is not pressed twice."""
        chat = self.staff.user
        row = await self.connection.row("message_by_number", chat=chat, message_id=message)
        if row is not None:
            self.tools.outbox.post(self.changes, chat, Edit(row["id"]), Lane.REPLY)

    async def place(self, kinds: Any) -> Any:
        """Where they stand in the middle of something, if it is at a desk with these places."""
        return await kept_place(self.connection, self.tools.keys, self.staff.id, self.now, kinds)

    def stand(self, place: msgspec.Struct) -> None:
        """In the middle of this, and of nothing else."""
        keep_place(self.changes, self.tools.keys, self.staff.id, self.now, place)

    def leave(self) -> None:
        """Whatever they were in the middle of."""
        self.changes.add("leave_staff_place", id=self.staff.id)


def token_of(place: msgspec.Struct) -> str:
    """What the buttons of a place carry: pressed when one stands elsewhere, they do nothing."""
    return digest_of(msgspec.json.encode(place).decode())


def digest_of(*parts: str) -> str:
    """Twelve characters that stand for something that has no short name."""
    return blake2b("\n".join(parts).encode(), digest_size=6).hexdigest()
