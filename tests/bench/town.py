"""People who have been through the welcome, put into a store quickly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from time import perf_counter

from conversations.kit.effects import Bell
from conversations.kit.people import (
    AgeBand,
    Consent,
    Goal,
    GoalId,
    Person,
    PersonId,
    Purpose,
    QuietHours,
    Rating,
    Standing,
    Weekly,
)
from navigator_bot.clock import SystemClock, to_ms
from navigator_bot.ids import Ids
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import SqliteDatabase, open_database
from navigator_bot.store.key_care import check_keys
from navigator_bot.store.migrating import migrate
from navigator_bot.store.people import save_person
from navigator_bot.store.sealing import Keyring, add_key, read_keys
from tests.bench.bot_api import TOKEN

FIRST = 10_000_000  # the chat of the first person
AT_ONCE = 2_000  # people in one commit
LONG_AGO = datetime(2026, 1, 5, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Town:
    """A database file with its key, and how many people live in it."""

    folder: Path
    people: int

    @property
    def database(self) -> Path:
        return self.folder / "navigator.db"

    @property
    def key_file(self) -> Path:
        return self.folder / "navigator.keys"

    @property
    def chats(self) -> range:
        return range(FIRST, FIRST + self.people)

    def environment(self, port: int) -> dict[str, str]:
        """The settings of a house that serves this town."""
        return {
            "NAVIGATOR_TOKEN": TOKEN,
            "NAVIGATOR_DATABASE": str(self.database),
            "NAVIGATOR_KEY_FILE": str(self.key_file),
            "NAVIGATOR_DIRECTORY": "sample",
            "NAVIGATOR_API_URL": f"http://127.0.0.1:{port}/bot",
        }

    async def open(self) -> SqliteDatabase:
        database = await open_database(str(self.database))
        assert isinstance(database, SqliteDatabase)
        return database

    def keys(self) -> Keyring:
        return read_keys(self.key_file)


async def settle(folder: Path, people: int) -> Town:
    """A new town in an empty folder."""
    folder.mkdir(parents=True)
    town = Town(folder, people)
    add_key(town.key_file)
    keys, ids = town.keys(), Ids(SystemClock())
    database = await town.open()
    await migrate(database)
    await check_keys(database, keys)
    for start in range(0, people, AT_ONCE):
        changes = Changes()
        for chat in town.chats[start : start + AT_ONCE]:
            save_person(changes, keys, None, somebody(ids), chat, LONG_AGO)
        async with database.transaction() as connection:
            await changes.write(connection)
    await database.close()
    return town


MONDAY = Weekly(0, time(10))
NEVER_QUIET = QuietHours(time(0), time(0))


def somebody(ids: Ids, weekly: Weekly = MONDAY, quiet: QuietHours = NEVER_QUIET) -> Person:
    """With a goal and two ratings of it; nothing is quiet, at whatever hour this runs."""
    goal = GoalId(ids.new())
    consents = (Purpose.SERVICE, Purpose.REMINDERS)
    return Person(
        PersonId(ids.new()),
        name="Amina",
        age=AgeBand.ADULT,
        standing=Standing.ACTIVE,
        consents=tuple(Consent(purpose, True, "1", LONG_AGO) for purpose in consents),
        check_in=weekly,
        quiet=quiet,
        goals=(Goal(goal, "walk to the park", LONG_AGO, step="to the corner and back"),),
        ratings=tuple(Rating(ids.new(), goal, score, LONG_AGO) for score in (5, 6)),
    )


async def set_timers(town: Town, chats: Sequence[int], due: datetime) -> float:
    """A check-in for each, due at that moment; how many seconds it took to set them."""
    database = await town.open()
    start = perf_counter()
    for first in range(0, len(chats), AT_ONCE):
        changes = Changes()
        for chat in chats[first : first + AT_ONCE]:
            bell = Bell.CHECK_IN.value
            changes.add("set_timer", chat=chat, bell=bell, ref="", due_at=to_ms(due))
        async with database.transaction() as connection:
            await changes.write(connection)
    seconds = perf_counter() - start
    await database.close()
    return seconds
