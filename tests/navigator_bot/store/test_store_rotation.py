"""Keys are changed while the house runs: everything is moved, and opens with the new key alone."""

from __future__ import annotations

from navigator_bot.store.key_care import _SEALED, reseal
from navigator_bot.store.sealing import Keyring, add_key, read_keys
from tests.navigator_bot.conftest import AnyDatabase
from tests.navigator_bot.life import Life, texts
from tests.navigator_bot.store.sealed_story import WORDS, tell_a_story
from tests.navigator_bot.store.test_store_migrating import TABLES

SEALED_TABLES = tuple(_SEALED)


async def test_after_the_keys_are_rotated_everything_opens_with_the_new_key_alone(
    life: Life,
) -> None:
    await life.move_in()
    await tell_a_story(life)
    newest = add_key(life.key_file)

    moved = await reseal(life.house.database, read_keys(life.key_file))

    assert moved > 0
    await life.move_out()
    only_new = [line for line in life.key_file.read_text().split() if line.startswith(newest)]
    life.key_file.write_text(only_new[0])
    await life.move_in()
    person = next(each for each in life.world.people.values() if WORDS["name"] in each.user.name)
    person.says("/talk")
    await life.settle()
    navigator = next(
        each for each in life.world.people.values() if each.user.first_name == WORDS["navigator"]
    )
    assert any(WORDS["late"] in text for text in texts(navigator)), "what waited went on"
    assert await life.rows("SELECT id FROM inbox WHERE status <> 'done'") == []


async def test_keys_may_be_rotated_while_the_house_runs(life: Life) -> None:
    await life.move_in()
    person = await life.newcomer(WORDS["name"])
    add_key(life.key_file)

    await reseal(life.house.database, read_keys(life.key_file))
    person.says("/settings")
    await life.settle()

    assert any(f"I call you: {WORDS['name']}" in text for text in texts(person))
    assert await life.rows("SELECT id FROM inbox WHERE status <> 'done' OR tries > 0") == []


async def test_a_rotation_that_broke_off_is_taken_up_again(life: Life) -> None:
    await life.move_in()
    await tell_a_story(life)
    add_key(life.key_file)
    keys = read_keys(life.key_file)
    await reseal_only(life, keys, "people")

    both_open = await life.rows("SELECT DISTINCT key_id FROM people")
    await reseal(life.house.database, keys)
    again = await reseal(life.house.database, keys)

    assert [row["key_id"] for row in both_open] == [keys.current]
    assert again == 0
    for table in SEALED_TABLES:
        sql = f"SELECT id FROM {table} WHERE sealed IS NOT NULL AND key_id <> ?"  # noqa: S608
        assert await life.rows(sql, keys.current) == [], table


async def reseal_only(life: Life, keys: Keyring, table: str) -> None:
    """As far as a rotation came that was then broken off."""
    async with life.house.database.transaction() as connection:
        for row in await connection.rows(f"old_{table}_sealed", current=keys.current, most=100):
            place = f"{table}:{row['id']}"
            sealed = keys.seal(keys.open(row["key_id"], row["sealed"], place), place)
            changed = {"id": row["id"], "sealed": sealed.blob, "key_id": sealed.key_id}
            await connection.run_many(f"reseal_{table}_sealed", [changed])


async def test_every_sealed_column_of_the_database_is_moved_to_a_new_key(
    database: AnyDatabase,
) -> None:
    """A table that a later migration adds must not be forgotten."""
    known = {(table, sealed) for table, columns in _SEALED.items() for sealed, _ in columns}

    columns = set()
    async with database.transaction() as connection:
        for table in TABLES:
            if database.dialect == "sqlite":
                rows = await connection.raw.execute_fetchall(f"PRAGMA table_info({table})")
                names = [row["name"] for row in rows]
            else:
                sql = "SELECT column_name FROM information_schema.columns WHERE table_name = $1"
                names = [row["column_name"] for row in await connection.raw.fetch(sql, table)]
            columns |= {(table, name) for name in names if name.endswith("sealed")}

    assert columns == known
