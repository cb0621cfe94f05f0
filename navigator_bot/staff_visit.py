"""One thing that a member of staff did, and what answering it needs, at whichever desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
