"""Errands: work too long for a turn, kept until it is done, and tried again when it fails.

What an errand finds out is written in one commit with the errand's end: killed in the middle, it
begins anew, and nothing of it is done twice.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

import msgspec

from conversations.kit.staff import Staff, StaffId
from navigator_bot.clock import Clock, from_ms, to_ms
from navigator_bot.ids import Ids
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database
from navigator_bot.store.sealing import Keyring
from navigator_bot.store.staff import staff_of_user

log = logging.getLogger(__name__)

PAUSES = (5, 30, 120, 600)  # seconds before each further try; after the last it has failed


@dataclass(frozen=True)
class Errand:
    """`given` is what the work needs to know; it holds no words of a person."""

    id: str
    chat: int
    staff: StaffId
    what: str
    given: Mapping[str, Any]
    tries: int


Ending: TypeAlias = Callable[[Staff, Connection, Changes], Awaitable[None]]
"""Writes what came of an errand, inside the commit that ends it."""

Work: TypeAlias = Callable[[Errand], Awaitable[Ending]]
"""Does the long part, outside of any transaction."""


def ask(changes: Changes, ids: Ids, clock: Clock, staff: Staff, what: str, **given: Any) -> None:
    """Part of the commit that decided it."""
    changes.add(
        "add_errand",
        id=ids.new(),
        chat=staff.user,
        staff_id=staff.id,
        what=what,
        given=msgspec.json.encode(given).decode(),
        made_at=to_ms(clock.now()),
    )


class Errands:
    """One after the other, oldest first. `works` has one for each `what`."""

    def __init__(
        self,
        database: Database,
        keys: Keyring,
        clock: Clock,
        alerts: StaffAlerts,
        works: Mapping[str, Work],
    ) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock
        self._alerts = alerts
        self._works = works

    async def round(self) -> int:
        """Do the next errand that is due; how many that were, 0 or 1."""
        errand = await self._next()
        if errand is None:
            return 0
        try:
            ending = await self._works[errand.what](errand)
            await self._end(errand, ending)
        except Exception as broken:
            log.error("errand %s (%s) failed: %s", errand.id, errand.what, type(broken).__name__)
            await self._put_off(errand, type(broken).__name__)
        return 1

    async def next_at(self) -> datetime | None:
        async with self._database.transaction() as connection:
            due = await connection.value("next_errand_at")
        return None if due is None else from_ms(due)

    async def _next(self) -> Errand | None:
        async with self._database.transaction() as connection:
            row = await connection.row("due_errand", now=to_ms(self._clock.now()))
        if row is None:
            return None
        given = msgspec.json.decode(row["given"])
        return Errand(row["id"], row["chat"], row["staff_id"], row["what"], given, row["tries"])

    async def _end(self, errand: Errand, ending: Ending) -> None:
        """Nothing comes of the errand of somebody who may not keep the directory any more."""
        changes = Changes()
        at = to_ms(self._clock.now())
        async with self._database.transaction() as connection:
            if await connection.row("end_errand", id=errand.id, status="done", at=at) is None:
                return
            staff = await staff_of_user(connection, self._keys, errand.chat)
            if staff is not None and staff.keeps_directory:
                await ending(staff, connection, changes)
                await changes.write(connection)

    async def _put_off(self, errand: Errand, fault: str) -> None:
        changes = Changes()
        now = self._clock.now()
        async with self._database.transaction() as connection:
            if errand.tries < len(PAUSES):
                later = to_ms(now + timedelta(seconds=PAUSES[errand.tries]))
                await connection.run("put_off_errand", id=errand.id, not_before=later, fault=fault)
                return
            await connection.row("end_errand", id=errand.id, status="failed", at=to_ms(now))
            self._alerts.tell(changes, errand.chat, "keeping.errand_failed")
            await changes.write(connection)
