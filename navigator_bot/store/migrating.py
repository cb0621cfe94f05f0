"""Bringing a database to this version: numbered SQL files, each in one transaction."""

from __future__ import annotations

from pathlib import Path

from navigator_bot.errors import StoreError
from navigator_bot.store.database import FOLDER, Connection, Database

_LOCK = 727_274_001
"""Any number will do, so long as every copy of the house asks PostgreSQL for the same one."""


async def migrate(database: Database, folder: Path = FOLDER / "migrations") -> int:
    """Apply what is missing and return the version. Raises StoreError for a newer database.

    A file `NNNN_name.sql` is for both engines; `NNNN_name.<dialect>.sql` follows it on one. Their
    numbers rise, and may leave some out.
    """
    known = sorted(path for path in folder.glob("*.sql") if path.name.count(".") == 1)
    newest = _number(known[-1])
    async with database.transaction() as connection:
        if database.dialect == "postgresql":
            await connection.raw.execute(f"SELECT pg_advisory_xact_lock({_LOCK})")
        version = await _version(database, connection)
        if version > newest:
            raise StoreError(
                f"This database is of version {version}; this program knows {newest}. Use the "
                "newer program, or restore a backup that was made before the upgrade."
            )
        for path in known:
            if _number(path) > version:
                await _apply(database, connection, path)
    return newest


async def _version(database: Database, connection: Connection) -> int:
    if not await database.table_exists(connection, "meta"):
        return 0
    return int(await connection.value("meta_of", name="version") or 0)


async def _apply(database: Database, connection: Connection, path: Path) -> None:
    own = path.with_suffix(f".{database.dialect}.sql")
    for file in (path, own):
        if file.exists():
            await database.run_script(connection, file.read_text(encoding="utf-8"))
    await connection.run("set_meta", name="version", value=str(_number(path)))


def _number(path: Path) -> int:
    return int(path.name[:4])
