"""Timers, set and looked at without a conversation."""

from __future__ import annotations

from datetime import datetime

from conversations.kit.effects import Bell
from navigator_bot.clock import from_ms, to_ms
from navigator_bot.events import Rang
from navigator_bot.inbox import Inbox
from navigator_bot.store.changes import Changes
from tests.navigator_bot.conftest import AnyDatabase


async def set_timer(
    database: AnyDatabase, chat: int, due: datetime, bell: Bell = Bell.CHECK_IN, ref: str = ""
) -> None:
    await set_timers(database, [(chat, due, bell, ref)])


async def set_timers(database: AnyDatabase, timers: list[tuple[int, datetime, Bell, str]]) -> None:
    changes = Changes()
    for chat, due, bell, ref in timers:
        changes.add("set_timer", chat=chat, bell=bell.value, ref=ref, due_at=to_ms(due))
    async with database.transaction() as connection:
        await changes.write(connection)


async def timers_of(database: AnyDatabase, chat: int) -> list[tuple[str, str, datetime]]:
    async with database.transaction() as connection:
        rows = await connection.rows("timers_of", chat=chat)
    return [(row["bell"], row["ref"], from_ms(row["due_at"])) for row in rows]


async def rung(database: AnyDatabase, inbox: Inbox) -> list[tuple[int, Rang]]:
    """In the order in which they will be decided."""
    found = []
    async with database.transaction() as connection:
        while events := await inbox.claim(connection, "claim", 1000):
            for event in events:
                assert isinstance(event.body, Rang)
                found.append((event.chat, event.body))
            done = [{"id": event.id, "at": 0} for event in events]
            await connection.run_many("event_done", done)
    return found
