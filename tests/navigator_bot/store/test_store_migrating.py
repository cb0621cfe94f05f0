"""Migrations: from nothing, again, from a newer program, and two at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from navigator_bot.errors import StoreError
from navigator_bot.store.database import FOLDER, Connection, open_database
from navigator_bot.store.migrating import migrate
from tests.navigator_bot.conftest import AnyDatabase

TABLES = (
    "meta", "counters", "inbox", "outbox", "timers", "people", "goals", "ratings", "suggestions",
    "staff", "invites", "cases", "case_notes", "audit", "findings", "canaries",
    "rota_entries", "outside_alerts", "services", "feeds", "feed_entries", "service_changes",
    "service_conflicts", "service_reports", "service_shown", "unmet_needs", "errands", "uploads",
    "doubles", "staff_places", "talks", "outings", "topics",
)  # fmt: skip


def test_no_two_migrations_share_a_number() -> None:
    """Whichever came second would be left out where the first is applied already."""
    names = [path.name for path in (FOLDER / "migrations").glob("*.sql")]
    numbers = [name[:4] for name in names if name.count(".") == 1]

    assert len(numbers) > 1
    assert len(numbers) == len(set(numbers)), sorted(names)


async def test_an_empty_database_gets_every_table(empty_database: AnyDatabase) -> None:
    version = await migrate(empty_database)

    assert version >= 1
    async with empty_database.transaction() as connection:
        for table in TABLES:
            assert await empty_database.table_exists(connection, table), table


async def test_migrating_again_changes_nothing(database: AnyDatabase) -> None:
    async with database.transaction() as connection:
        await connection.run("set_meta", name="kept", value="yes")

    version = await migrate(database)

    async with database.transaction() as connection:
        assert await connection.value("meta_of", name="kept") == "yes"
        assert await connection.value("meta_of", name="version") == str(version)


async def test_a_database_of_a_newer_program_is_refused_and_the_way_out_is_named(
    database: AnyDatabase,
) -> None:
    async with database.transaction() as connection:
        await connection.run("set_meta", name="version", value="9999")

    with pytest.raises(StoreError, match=r"version 9999.*newer program.*backup"):
        await migrate(database)


async def test_a_migration_that_breaks_off_leaves_the_database_as_it_was(
    database: AnyDatabase, tmp_path: Path
) -> None:
    version = await migrate(database)
    for number in range(1, version + 1):
        (tmp_path / f"{number:04}_known.sql").touch()
    broken = "CREATE TABLE half_done (id TEXT);\nINSERT INTO nowhere VALUES (1);\n"
    (tmp_path / f"{version + 1:04}_broken.sql").write_text(broken)

    with pytest.raises(Exception, match="nowhere"):
        await migrate(database, tmp_path)

    async with database.transaction() as connection:
        assert not await database.table_exists(connection, "half_done")
        assert await connection.value("meta_of", name="version") == str(version)


async def test_a_later_migration_is_applied_once_though_a_number_before_it_is_left_out(
    database: AnyDatabase, tmp_path: Path
) -> None:
    version = await migrate(database)
    (tmp_path / f"{version:04}_known.sql").touch()
    (tmp_path / f"{version + 1:04}_more.sql").write_text("CREATE TABLE more (id TEXT, it BLOB);\n")

    await migrate(database, tmp_path)
    reached = await migrate(database, tmp_path)

    assert reached == version + 1
    async with database.transaction() as connection:
        assert await database.table_exists(connection, "more")


async def test_two_copies_that_start_at_once_migrate_once(
    new_schema: Callable[[], str],
) -> None:
    address = new_schema()
    copies = [await open_database(address) for _ in range(2)]

    versions = await asyncio.gather(*(migrate(copy) for copy in copies))

    assert versions[0] == versions[1]
    for copy in copies:
        await copy.close()


async def test_sqlite_keeps_what_it_promised_through_a_power_cut(tmp_path: Path) -> None:
    database = await open_database(str(tmp_path / "navigator.db"))

    async with database.transaction() as connection:
        found = {}
        for pragma in ("journal_mode", "synchronous", "foreign_keys"):
            async with connection.raw.execute(f"PRAGMA {pragma}") as cursor:
                found[pragma] = (await cursor.fetchone())[0]

    await database.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


async def test_a_file_that_is_no_database_is_refused_and_the_way_out_is_named(
    tmp_path: Path,
) -> None:
    path = tmp_path / "navigator.db"
    path.write_bytes(b"this is a letter, not a database" * 100)

    with pytest.raises(StoreError, match=r"not a database.*backup"):
        await open_database(str(path))


async def test_a_folder_that_cannot_be_written_is_refused_and_the_setting_is_named() -> None:
    with pytest.raises(StoreError, match="NAVIGATOR_DATABASE"):
        await open_database("/proc/nowhere/navigator.db")


async def test_a_postgresql_that_does_not_answer_is_refused_and_the_setting_is_named() -> None:
    with pytest.raises(StoreError, match="NAVIGATOR_DATABASE"):
        await open_database("postgresql://nobody@127.0.0.1:1/nothing")


async def test_a_transaction_that_is_cancelled_leaves_the_database_usable(
    database: AnyDatabase,
) -> None:
    async def write(value: str) -> None:
        async with database.transaction() as connection:
            await connection.run("set_meta", name="kept", value=value)

    for steps in range(8):
        task = asyncio.create_task(write("half done"))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})

    await write("whole")
    async with database.transaction() as connection:
        assert await connection.value("meta_of", name="kept") == "whole"


async def test_what_is_written_inside_a_savepoint_that_fails_is_undone_alone(
    database: AnyDatabase,
) -> None:
    async def fail_inside(connection: Connection) -> None:
        async with connection.savepoint():
            await connection.run("set_meta", name="inside", value="yes")
            raise ValueError("no")

    async with database.transaction() as connection:
        await connection.run("set_meta", name="before", value="yes")
        with pytest.raises(ValueError, match="no"):
            await fail_inside(connection)
        await connection.run("set_meta", name="after", value="yes")

    async with database.transaction() as connection:
        kept = [await connection.value("meta_of", name=n) for n in ("before", "inside", "after")]
    assert kept == ["yes", None, "yes"]


async def test_a_failing_transaction_writes_nothing(database: AnyDatabase) -> None:
    async def fail() -> None:
        async with database.transaction() as connection:
            await connection.run("set_meta", name="kept", value="yes")
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await fail()

    async with database.transaction() as connection:
        assert await connection.value("meta_of", name="kept") is None


async def test_the_database_file_belongs_to_its_user_alone(tmp_path: Path) -> None:
    database = await open_database(str(tmp_path / "navigator.db"))

    await migrate(database)

    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    await database.close()
    assert set(modes.values()) == {0o600}, modes
