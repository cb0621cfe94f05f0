"""The inbox: an event is stored before it is acknowledged, once, in its person's order."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from conversations.kit.effects import OF_THE_HOUSE, Lane
from conversations.kit.saving import dump, load
from navigator_bot.clock import Clock, from_ms, to_ms
from navigator_bot.errors import NavigatorError
from navigator_bot.events import (
    Arrival,
    Body,
    Claimed,
    Event,
    HandedBack,
    Membership,
    Migrated,
    OutingNews,
    Overdue,
    Pressed,
    Rang,
    Sent,
    Tested,
    TopicLost,
    Unopened,
    Unread,
)
from navigator_bot.ids import Ids
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database, Row
from navigator_bot.store.sealing import Keyring

_BODIES: dict[str, type[Body]] = {
    kind.__name__: kind
    for kind in (
        Sent,
        Pressed,
        Membership,
        Migrated,
        Rang,
        Claimed,
        HandedBack,
        OutingNews,
        Overdue,
        Tested,
        TopicLost,
        Unread,
    )
}


class Inbox:
    def __init__(self, database: Database, keys: Keyring, ids: Ids, clock: Clock) -> None:
        self._database = database
        self._keys = keys
        self._ids = ids
        self._clock = clock
        self.arrived = asyncio.Event()

    async def keep(self, arrivals: Sequence[Arrival]) -> None:
        """All of them in one commit; when this returns they are safe. Copies fall away."""
        changes = Changes()
        for arrival in arrivals:
            self.add(changes, arrival)
        async with self._database.transaction() as connection:
            await changes.write(connection)
        self.arrived.set()

    def add(self, changes: Changes, arrival: Arrival) -> None:
        """As part of a larger commit."""
        id = self._ids.new()
        body = {"is": type(arrival.body).__name__, **dump(arrival.body)}
        sealed = self._keys.seal(body, f"inbox:{id}")
        changes.add(
            "keep_event",
            id=id,
            key=arrival.key,
            chat=arrival.chat,
            lane=int(_lane(arrival.body)),
            at=to_ms(self._clock.now()),
            sealed=sealed.blob,
            key_id=sealed.key_id,
        )

    async def claim(self, connection: Connection, claim: str, most: int) -> list[Event]:
        """The first waiting event of each of up to `most` chats. Whoever does something does not
        wait until reminders are decided beside it: these come once nothing else is there."""
        wanted = {"claim": claim, "now": to_ms(self._clock.now()), "most": most}
        for lane in (Lane.REPLY, Lane.REMINDER):
            rows = await connection.rows("claim_events", lane=int(lane), **wanted)
            if rows:
                return sorted((self._event(row) for row in rows), key=lambda event: event.id)
        return []

    def _event(self, row: Row) -> Event:
        """One that does not open must not hold up the rest: whoever decides it will refuse it."""
        try:
            body = self._body(row)
        except (NavigatorError, ValueError, TypeError, KeyError) as broken:
            body = Unopened(type(broken).__name__)
        at = from_ms(row["at"])
        return Event(row["id"], row["key"], row["chat"], at, body, row["tries"])

    def _body(self, row: Row) -> Body:
        saved = self._keys.open(row["key_id"], row["sealed"], f"inbox:{row['id']}")
        body: Body = load(_BODIES[saved.pop("is")], saved)
        return body


def _lane(body: Body) -> Lane:
    """Who does something does not wait behind reminders, not even their own; nor does a case."""
    match body:
        case Rang(bell) if bell in OF_THE_HOUSE:
            return Lane.REPLY
        case Rang():
            return Lane.REMINDER
    return Lane.REPLY
