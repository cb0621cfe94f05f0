"""One thing that a member of staff did about a case, and what answering it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from conversations.kit.staff import Staff
from navigator_bot.casework import Casework
from navigator_bot.clock import Clock
from navigator_bot.ids import Ids
from navigator_bot.messages import Keyboard
from navigator_bot.outbox import Outbox
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.audit import note
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.sealing import Keyring


@dataclass(frozen=True)
class Tools:
    """What stays the same from one visit to the next."""

    keys: Keyring
    ids: Ids
    clock: Clock
    outbox: Outbox
    alerts: StaffAlerts
    casework: Casework


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

    def say(
        self, wording: str, keyboard: Keyboard = (), about: str | None = None, **values: Any
    ) -> None:
        """In private. `about` is the id of a case: an answer to this message belongs to it."""
        self.tools.alerts.tell(
            self.changes, self.staff.user, wording, keyboard, about=about, **values
        )

    def note(self, what: str, about: str) -> None:
        """Into the audit; `what` holds nothing that a person said."""
        note(self.changes, self.tools.ids, self.now, self.staff.id, what, about)
