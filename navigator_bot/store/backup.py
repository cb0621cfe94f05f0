"""A copy of the database, taken while the house runs."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from navigator_bot.errors import StoreError


async def back_up(database: str, target: Path) -> None:
    """SQLite only. Raises StoreError where there is nothing to copy or the copy does not hold."""
    if database.startswith(("postgresql://", "postgres://")):
        raise StoreError("PostgreSQL makes its own backups: see docs/deployment.md.")
    source = Path(database)
    if not source.exists():
        raise StoreError(f"There is no database at {source}: NAVIGATOR_DATABASE names it.")
    if target.exists():
        raise StoreError(f"{target} is there already; name a new file.")
    if not target.parent.is_dir():
        raise StoreError(f"There is no folder {target.parent} for the backup.")
    try:
        await asyncio.to_thread(_copy, source, target)
    except sqlite3.Error as broken:
        raise StoreError(f"{source} cannot be copied ({broken}); nothing was kept.") from None


def _copy(source: Path, target: Path) -> None:
    """To a file beside it first, so that a backup is whole or not there."""
    fresh = target.with_name(target.name + ".part")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(fresh)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise StoreError(f"The copy of {source} does not hold together; nothing was kept.")
    os.chmod(fresh, 0o600)
    os.replace(fresh, target)
