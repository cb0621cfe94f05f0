"""The canary: a test alert through the whole road, that shows how long it takes to be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from conversations.kit.effects import Lane
from navigator_bot.clock import Clock, from_ms, to_ms
from navigator_bot.events import HOUSE, Arrival, Tested
from navigator_bot.ids import Ids
from navigator_bot.inbox import Inbox
from navigator_bot.outbox import Outbox
from navigator_bot.rules.ladder import Rung
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database

BUTTON = "canary"
"""How the data of its button begins."""

RUNGS = (Rung.ONCALL, Rung.TEAM)
"""Who hears of a case for now at once. Leads do too, but of a test they hear when it fails."""


@dataclass(frozen=True)
class Song:
    """What has become of one test so far."""

    id: str
    asked_at: datetime
    told_at: datetime | None  # its first alert arrived
    seen_at: datetime | None
    is_over: bool
    rungs: Mapping[str, list[int]]  # the chats of each
    became: Mapping[int, str]  # of the alert in each chat

    @property
    def has_gone_out(self) -> bool:
        """What became of each alert is known."""
        return bool(self.rungs) and not {"waiting", "sending"} & {*self.became.values()}

    @property
    def reached(self) -> list[tuple[str, int, int]]:
        """Each rung there is, how many of its chats have the alert, and how many there are."""
        return [
            (rung, sum(self.became.get(chat) == "sent" for chat in chats), len(chats))
            for rung, chats in self.rungs.items()
        ]


class Canary:
    """Its messages are alerts like any other; but its number is no case's, so it counts nowhere."""

    def __init__(self, clock: Clock, outbox: Outbox, alerts: StaffAlerts) -> None:
        self._clock = clock
        self._outbox = outbox
        self._alerts = alerts

    async def alert(self, connection: Connection, changes: Changes, id: str) -> None:
        """Where a real case is told first, in each chat once; anybody there may answer."""
        button = self._alerts.button("canary.button__seen", f"{BUTTON}:{id}")
        text = self._alerts.text("canary.alert", ((button,),))
        rungs = {
            rung.value: await self._alerts.chats(connection, rung)
            for rung in RUNGS
            if rung not in self._alerts.missing_rungs
        }
        for chat in dict.fromkeys(chat for chats in rungs.values() for chat in chats):
            self._outbox.post(changes, chat, text, Lane.REPLY, case=id, is_alert=True)
        changes.add("canary_told", id=id, rungs=msgspec.json.encode(rungs).decode())

    async def see(self, connection: Connection, changes: Changes, id: str) -> None:
        """The first press counts; a later one changes nothing."""
        song = await song_of(connection, id)
        if song is None or song.is_over:
            return
        now = self._clock.now()
        changes.add("canary_closed", id=id, seen_at=to_ms(now), at=to_ms(now))
        seconds = int((now - song.asked_at).total_seconds())
        await self._end(connection, changes, song, seconds)

    async def close(self, connection: Connection, changes: Changes, id: str) -> None:
        """Nobody pressed."""
        song = await song_of(connection, id)
        if song is not None:
            changes.add("canary_closed", id=id, seen_at=None, at=to_ms(self._clock.now()))
            await self._end(connection, changes, song, None)

    async def _end(
        self, connection: Connection, changes: Changes, song: Song, seconds: int | None
    ) -> None:
        """Each of its alerts says how it went, and whom it reached."""
        text = self._alerts.text(
            "canary.result",
            seconds=seconds,
            minutes=round((seconds or 0) / 60),
            rungs=song.reached,
        )
        await self._alerts.mark(connection, changes, song.id, text)


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
        song = await song_of(connection, id)
    assert song is not None, "a test is not forgotten"
    return song


async def song_of(connection: Connection, id: str) -> Song | None:
    row = await connection.row("canary_of", id=id)
    if row is None:
        return None
    told, seen = row["told_at"], row["seen_at"]
    return Song(
        row["id"],
        from_ms(row["asked_at"]),
        None if told is None else from_ms(told),
        None if seen is None else from_ms(seen),
        row["closed_at"] is not None,
        msgspec.json.decode(row["rungs"]),
        {each["chat"]: each["status"] for each in await connection.rows("chats_of_canary", id=id)},
    )
