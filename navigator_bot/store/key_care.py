"""Whether the key file belongs to this database, asked at every start; and sealing all anew."""

from __future__ import annotations

from navigator_bot.errors import KeyFileError
from navigator_bot.store.database import Connection, Database
from navigator_bot.store.sealing import Keyring

_NAME = "key_check"
_PLACE = "meta:key_check"

_SEALED: dict[str, tuple[tuple[str, str], ...]] = {
    # table: (sealed column, the place that is bound in)
    "inbox": (("sealed", "inbox"),),
    "outbox": (("sealed", "outbox"),),
    "people": (
        ("sealed", "people"),
        ("thread_sealed", "threads"),
    ),
    "goals": (("sealed", "goals"),),
    "ratings": (("sealed", "ratings"),),
    "suggestions": (("sealed", "suggestions"),),
    "staff": (("sealed", "staff"),),
    "staff_places": (("sealed", "staff_places"),),
    "cases": (("sealed", "cases"),),
    "case_notes": (("sealed", "case_notes"),),
    "outings": (("sealed", "outings"),),
}


async def check_keys(database: Database, keys: Keyring) -> None:
    """Raises KeyFileError where these keys are not the ones of this database."""
    async with database.transaction() as connection:
        kept = await connection.value("meta_of", name=_NAME)
        if kept is None:
            await _write_check(connection, keys)
            return
    key_id, _, blob = str(kept).partition(":")
    if keys.open(key_id, bytes.fromhex(blob), _PLACE) != _NAME:
        raise KeyFileError("The key file does not belong to this database.")


async def reseal(database: Database, keys: Keyring, at_once: int = 200) -> int:
    """Seal with the newest key what an older one sealed; return how many values that were.

    May be broken off and begun again: each commit leaves whole rows behind.
    """
    done = 0
    for table, columns in _SEALED.items():
        for sealed, place in columns:
            while moved := await _reseal_some(database, keys, table, sealed, place, at_once):
                done += moved
    async with database.transaction() as connection:
        await _write_check(connection, keys)
    return done


async def _reseal_some(
    database: Database, keys: Keyring, table: str, sealed: str, place: str, most: int
) -> int:
    """The names of tables and columns are this module's own; every value is a parameter."""
    name = f"{table}_{sealed}"
    async with database.transaction() as connection:
        rows = await connection.rows(f"old_{name}", current=keys.current, most=most)
        changed = []
        for row in rows:
            value = keys.open(row["key_id"], row["sealed"], f"{place}:{row['id']}")
            fresh = keys.seal(value, f"{place}:{row['id']}")
            changed.append({"id": row["id"], "sealed": fresh.blob, "key_id": fresh.key_id})
        await connection.run_many(f"reseal_{name}", changed)
    return len(rows)


async def _write_check(connection: Connection, keys: Keyring) -> None:
    sealed = keys.seal(_NAME, _PLACE)
    value = f"{sealed.key_id}:{sealed.blob.hex()}"
    await connection.run("set_meta", name=_NAME, value=value)
