"""One message or press of a member of staff about the rota, and what answers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from conversations.kit.effects import Lane
from conversations.kit.staff import Staff, StaffId
from navigator_bot.clock import Clock
from navigator_bot.ids import Ids
from navigator_bot.messages import Button, Edit, Keyboard
from navigator_bot.outbox import Outbox
from navigator_bot.rules.rota import Rota
from navigator_bot.rules.rota_entries import Entry
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.staffing import Team
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.sealing import Keyring

Said: TypeAlias = tuple[str, Entry, str, str]
"""An entry as a wording tells it: its kind, the entry, whose it is, and who else is in it."""


@dataclass(frozen=True)
class Tools:
    keys: Keyring
    ids: Ids
    clock: Clock
    outbox: Outbox
    alerts: StaffAlerts
    team: Team


@dataclass(frozen=True)
class Visit:
    tools: Tools
    staff: Staff
    connection: Connection
    changes: Changes

    @property
    def now(self) -> datetime:
        """On the team's wall clock."""
        return self.tools.clock.now().astimezone(self.tools.team.zone)

    @property
    def rota(self) -> Rota:
        return self.tools.team.rota

    def say(self, wording: str, keyboard: Keyboard = (), **values: Any) -> None:
        self.tools.alerts.tell(self.changes, self.staff.user, wording, keyboard, **values)

    def button(self, wording: str, data: str) -> Button:
        return self.tools.alerts.button(wording, f"rota:{data}")

    async def take_buttons(self, message: int | None) -> None:
        """So that what is done once is not pressed twice."""
        chat = self.staff.user
        row = await self.connection.row("message_by_number", chat=chat, message_id=message)
        if row is not None:
            self.tools.outbox.post(self.changes, chat, Edit(row["id"]), Lane.REPLY)

    def called(self, staff: StaffId) -> str:
        """Empty for who takes no cases any more."""
        return self.tools.team.names.get(staff, "")

    def in_words(self, entries: Iterable[Entry]) -> list[Said]:
        return [
            (
                type(entry).__name__,
                entry,
                self.called(entry.staff),
                self.called(getattr(entry, "by", StaffId(""))),
            )
            for entry in entries
        ]

    def with_entries(self, *entries: Entry) -> Rota:
        """The rota as it will be."""
        return replace(self.rota, entries=(*self.rota.entries, *entries))
