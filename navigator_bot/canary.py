"""The canary: a test alert through the whole road, that shows how long it takes to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conversations.kit.effects import Lane
from navigator_bot.clock import Clock, from_ms, to_ms
from navigator_bot.events import HOUSE, Arrival, Tested
from navigator_bot.ids import Ids
from navigator_bot.inbox import Inbox
from navigator_bot.outbox import Outbox
from navigator_bot.rules.ladder import Rung
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database, Row

BUTTON = "canary"
"""How the data of its button begins."""


@dataclass(frozen=True)
class Song:
    """What has become of one test so far."""

    id: str
    asked_at: datetime
    told_at: datetime | None  # its alert arrived in the group, or with the first of the team
    seen_at: datetime | None
    is_over: bool


class Canary:
    """Its messages are alerts like any other; but its number is no case's, so it counts nowhere."""

    def __init__(self, clock: Clock, outbox: Outbox, alerts: StaffAlerts) -> None:
        self._clock = clock
        self._outbox = outbox
        self._alerts = alerts

    async def alert(self, connection: Connection, changes: Changes, id: str) -> None:
        """Where a real case is told first; anybody there may answer."""
        button = self._alerts.button("canary.button__seen", f"{BUTTON}:{id}")
        text = self._alerts.text("canary.alert", ((button,),))
        for chat in await self._alerts.chats(connection, Rung.TEAM):
            self._outbox.post(changes, chat, text, Lane.REPLY, case=id, is_alert=True)

    async def see(self, connection: Connection, changes: Changes, id: str) -> None:
        """The first press counts; a later one changes nothing."""
        row = await connection.row("canary_of", id=id)
        if row is None or row["closed_at"] is not None:
            return
        now = self._clock.now()
        seconds = int((now - from_ms(row["asked_at"])).total_seconds())
        changes.add("canary_closed", id=id, seen_at=to_ms(now), at=to_ms(now))
        text = self._alerts.text("canary.seen", seconds=seconds, minutes=round(seconds / 60))
        await self._alerts.mark(connection, changes, id, text)

    async def close(self, connection: Connection, changes: Changes, id: str) -> None:
        """Nobody pressed."""
        changes.add("canary_closed", id=id, seen_at=None, at=to_ms(self._clock.now()))
        await self._alerts.mark(connection, changes, id, self._alerts.text("canary.over"))


async def release(database: Database, inbox: Inbox, ids: Ids, clock: Clock) -> str:
    """Puts a test into the inbox of a bot that may be running elsewhere; its id."""
    id = ids.new()
    changes = Changes()
    changes.add("add_canary", id=id, at=to_ms(clock.now()))
    inbox.add(changes, Arrival(f"canary:{id}", HOUSE, Tested(id)))
    async with database.transaction() as connection:
        await changes.write(connection)
    inbox.arrived.set()
    return id


async def listen(database: Database, id: str) -> Song:
    async with database.transaction() as connection:
        row = await connection.row("canary_of", id=id)
    assert row is not None, "a test is not forgotten"
    return _song(row)


def _song(row: Row) -> Song:
    told, seen = row["told_at"], row["seen_at"]
    return Song(
        row["id"],
        from_ms(row["asked_at"]),
        None if told is None else from_ms(told),
        None if seen is None else from_ms(seen),
        row["closed_at"] is not None,
    )
