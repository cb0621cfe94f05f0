"""A store, or a whole house, on each of the two engines."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from navigator_bot.clock import WoundClock
from navigator_bot.ids import Ids
from navigator_bot.inbox import Inbox
from navigator_bot.store.database import PostgresDatabase, SqliteDatabase, open_database
from navigator_bot.store.migrating import migrate
from navigator_bot.store.sealing import Keyring
from tests.navigator_bot.life import TUESDAY, Life
from tests.navigator_bot.life import life as living

AnyDatabase = SqliteDatabase | PostgresDatabase


@pytest.fixture
async def empty_database(database_url: str) -> AsyncIterator[AnyDatabase]:
    """Open, with no table in it yet."""
    opened = await open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def database(empty_database: AnyDatabase) -> AnyDatabase:
    await migrate(empty_database)
    return empty_database


@pytest.fixture
def keys() -> Keyring:
    return Keyring({"first": b"1" * 32})


@pytest.fixture
def clock() -> WoundClock:
    return WoundClock(TUESDAY)


@pytest.fixture
def inbox(database: AnyDatabase, keys: Keyring, clock: WoundClock) -> Inbox:
    return Inbox(database, keys, Ids(clock), clock)


@pytest.fixture
async def life(tmp_path: Path, database_url: str) -> AsyncIterator[Life]:
    """On each engine; nobody has moved in yet."""
    async with living(tmp_path, database_url) as made:
        yield made


@pytest.fixture
async def light_life(tmp_path: Path) -> AsyncIterator[Life]:
    """On SQLite alone, for what no engine changes."""
    async with living(tmp_path, str(tmp_path / "navigator.db")) as made:
        yield made
