"""The duty: receiving, ringing and sending are done by one copy of the house at a time."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from navigator_bot.errors import StoreError
from navigator_bot.store.database import PostgresDatabase, SqliteDatabase

_LOCK = 727_274_002
"""The same number in every copy, for PostgreSQL's advisory lock."""

LOOK_AGAIN = 1.0  # seconds between tries for the duty


@asynccontextmanager
async def on_duty(
    database: SqliteDatabase | PostgresDatabase,
) -> AsyncIterator[asyncio.Event]:
    """Waits for the duty; the event inside is set when it is lost.

    On PostgreSQL other copies stand by, deciding turns meanwhile. On SQLite there is one copy:
    raises StoreError where another already runs.
    """
    if isinstance(database, SqliteDatabase):
        with database.path.with_name(f"{database.path.name}.lock").open("w") as file:
            _lock_file(file, database.path)
            yield asyncio.Event()
        return
    lost = asyncio.Event()
    connection = await database.connect()
    try:
        connection.add_termination_listener(lambda _: lost.set())
        while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK):
            await asyncio.sleep(LOOK_AGAIN)
        yield lost
    finally:
        await connection.close()


def _lock_file(file: Any, path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise StoreError(
            f"Another copy of the bot is running on {path}. Stop it first; for several copies, "
            "use PostgreSQL."
        ) from None
