"""What people say is sealed: bound to its row, opened by its own key alone, moved to new keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from navigator_bot import assembly
from navigator_bot.clock import SystemClock
from navigator_bot.errors import KeyFileError
from navigator_bot.settings import Settings, read_settings
from navigator_bot.store.backup import back_up
from navigator_bot.store.key_care import check_keys
from navigator_bot.store.sealing import Keyring, add_key, read_keys
from tests.navigator_bot.conftest import AnyDatabase
from tests.navigator_bot.life import Life
from tests.navigator_bot.store.sealed_story import TOWN, WORDS, tell_a_story
from tests.navigator_bot.store.test_store_migrating import TABLES

OLD, NEW = b"1" * 32, b"2" * 32
json = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(some.characters(codec="utf-8")),
    lambda inner: some.lists(inner) | some.dictionaries(some.text("abc"), inner),
    max_leaves=8,
)


@given(value=json, place=some.text(some.characters(codec="utf-8")))
def test_what_is_sealed_opens_again(value: object, place: str) -> None:
    keys = Keyring({"first": OLD})

    sealed = keys.seal(value, place)

    assert keys.open(sealed.key_id, sealed.blob, place) == value


def test_the_same_words_never_look_the_same() -> None:
    keys = Keyring({"first": OLD})

    assert keys.seal("hello", "goals:1").blob != keys.seal("hello", "goals:1").blob


@pytest.mark.parametrize("other", ["goals:2", "people:1", ""])
def test_a_value_that_was_moved_to_another_row_does_not_open(other: str) -> None:
    keys = Keyring({"first": OLD})
    sealed = keys.seal("hello", "goals:1")

    with pytest.raises(KeyFileError, match="NAVIGATOR_KEY_FILE"):
        keys.open(sealed.key_id, sealed.blob, other)


@given(place=some.integers(min_value=0))
def test_a_value_with_one_bit_changed_does_not_open(place: int) -> None:
    keys = Keyring({"first": OLD})
    sealed = keys.seal("hello", "goals:1")
    changed = bytearray(sealed.blob)
    changed[place % len(changed)] ^= 1

    with pytest.raises(KeyFileError):
        keys.open(sealed.key_id, bytes(changed), "goals:1")


def test_another_key_of_the_same_name_does_not_open() -> None:
    sealed = Keyring({"first": OLD}).seal("hello", "goals:1")

    with pytest.raises(KeyFileError, match="NAVIGATOR_KEY_FILE"):
        Keyring({"first": NEW}).open(sealed.key_id, sealed.blob, "goals:1")


def test_the_newest_key_seals_and_the_older_ones_still_open() -> None:
    sealed = Keyring({"first": OLD}).seal("hello", "goals:1")

    both = Keyring({"first": OLD, "second": NEW})

    assert both.open(sealed.key_id, sealed.blob, "goals:1") == "hello"
    assert both.seal("hello", "goals:1").key_id == "second"


def test_a_key_file_is_its_owners_alone_and_grows_by_a_line_a_key(tmp_path: Path) -> None:
    path = tmp_path / "navigator.keys"

    first, second = add_key(path), add_key(path)

    assert path.stat().st_mode & 0o777 == 0o600
    assert read_keys(path).current == second != first


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, r"cannot be read.*navigator-bot keys new"),
        (b"", "holds no key"),
        (b"\xff\xfe\x00", "holds no key"),
        (b"first:c2hvcnQ=\n", "not `id:base64 of 32 bytes`"),
        (b"no colon\n", "not `id:base64 of 32 bytes`"),
        (b"first:***\n", "not `id:base64 of 32 bytes`"),
    ],
)
async def test_a_key_file_that_cannot_be_used_stops_the_start_and_the_fix_is_named(
    tmp_path: Path, content: bytes | None, told: str
) -> None:
    settings = settings_in(tmp_path)
    if content is not None:
        settings.key_file.write_bytes(content)

    with pytest.raises(KeyFileError, match=told):
        await assembly.open_store(settings, SystemClock())


async def test_the_key_file_of_another_database_stops_the_start(
    tmp_path: Path, database_url: str
) -> None:
    settings = settings_in(tmp_path, database_url)
    add_key(settings.key_file)
    database, _ = await assembly.open_store(settings, SystemClock())
    await database.close()
    other = replace(settings, key_file=tmp_path / "other.keys")
    add_key(other.key_file)

    with pytest.raises(KeyFileError, match="NAVIGATOR_KEY_FILE"):
        await assembly.open_store(other, SystemClock())


async def test_a_database_that_was_sealed_under_the_same_key_id_by_another_key_stops_the_start(
    database: AnyDatabase,
) -> None:
    await check_keys(database, Keyring({"first": OLD}))

    with pytest.raises(KeyFileError):
        await check_keys(database, Keyring({"first": NEW}))


def settings_in(folder: Path, database: str | None = None) -> Settings:
    return read_settings(
        {
            "NAVIGATOR_DATABASE": database or str(folder / "navigator.db"),
            "NAVIGATOR_KEY_FILE": str(folder / "navigator.keys"),
        },
        with_token=False,
    )


PUBLIC = {"services", "feed_entries", "feed_entries_before", "service_changes"}


def found_in(stolen: bytes) -> set[str]:
    return {what for what, word in WORDS.items() if word.lower().encode() in stolen.lower()}


async def test_a_stolen_database_file_shows_no_words_and_no_names(
    light_life: Life, tmp_path: Path
) -> None:
    await light_life.move_in()
    await tell_a_story(light_life)
    backup = tmp_path / "backup.db"

    await back_up(light_life.database_url, backup)

    files = {path.name: path.read_bytes() for path in tmp_path.glob("*.db*")}
    assert set(files) >= {"navigator.db", "navigator.db-wal", "backup.db"}
    assert b"check_in" in files["backup.db"], "what is looked for could be found"
    assert {name: found_in(content) for name, content in files.items() if found_in(content)} == {}


async def test_where_somebody_lives_stands_nowhere_beside_them(light_life: Life) -> None:
    await light_life.move_in()
    await tell_a_story(light_life)

    tables = await light_life.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    told = {
        name: str([tuple(row) for row in await light_life.rows(f"SELECT * FROM {name}")])  # noqa: S608
        for name in (row["name"] for row in tables)
    }

    assert {name for name, rows in told.items() if TOWN in rows} == PUBLIC - {"feed_entries_before"}


async def test_a_dump_of_every_table_shows_no_words_and_no_names(life: Life) -> None:
    await life.move_in()
    await tell_a_story(life)

    dumped = {}
    for table in TABLES:
        rows = await life.rows(f"SELECT * FROM {table}")  # noqa: S608 - names of ours
        dumped[table] = b"".join(as_bytes(value) for row in rows for value in dict(row).values())

    assert b"check_in" in dumped["timers"], "what is looked for could be found"
    assert b"waiting" in dumped["inbox"], "the last words still wait"
    assert {
        table: found_in(content) for table, content in dumped.items() if found_in(content)
    } == {}


def as_bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


async def test_no_log_line_tells_a_word_or_a_name(
    light_life: Life, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await light_life.move_in()

    await tell_a_story(light_life)

    assert found_in(caplog.text.encode()) == set()
