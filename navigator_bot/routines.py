"""The house's own regular work."""

from __future__ import annotations

from navigator_bot.clock import Clock, to_ms
from navigator_bot.rules.retention import STANDARD, Retention
from navigator_bot.store.database import Database


async def forget_old(database: Database, clock: Clock, keep: Retention = STANDARD) -> None:
    """Delete what is done with and past its time."""
    now = clock.now()
    async with database.transaction() as connection:
        await connection.run("events_forgotten", before=to_ms(now - keep.done_events))
        await connection.run("words_forgotten", before=to_ms(now - keep.sent_words))
        await connection.run("messages_forgotten", before=to_ms(now - keep.sent_messages))
