"""Every named query is one that both engines understand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from navigator_bot.store.changes import ORDER
from navigator_bot.store.database import FOLDER, Connection
from tests.navigator_bot.conftest import AnyDatabase

_NAME = re.compile(r"^-- name: (\w+).*$", re.MULTILINE)
_VALUE = re.compile(r"(?<!:):(\w+)")

TEXT = {
    "id", "key", "key_id", "claim", "fault", "name", "value", "who", "what", "about", "code",
    "role", "roles", "bell", "ref", "standing", "voice", "zone", "status", "reason", "urgency",
    "ladder", "person_id", "case_id", "staff_id", "target", "event", "current", "entry",
    "feed", "feed_id", "service_id", "batch", "was", "becomes", "field", "theirs", "ours",
    "given", "place", "one", "other", "day", "need",
    "made_by", "version", "way", "finding", "rungs",
}  # fmt: skip
BYTES = {"sealed", "content"}


def queries(dialect: str) -> Iterator[tuple[str, str]]:
    for folder in (FOLDER / "queries", FOLDER / "queries" / dialect):
        for file in sorted(folder.glob("*.sql")):
            text = file.read_text(encoding="utf-8")
            starts = list(_NAME.finditer(text))
            for start, end in zip(starts, [*starts[1:], None], strict=True):
                body = text[start.end() : end.start() if end else len(text)]
                yield start[1], re.sub(r"--.*", "", body)


def a_value(name: str) -> Any:
    if name in BYTES:
        return b"sealed"
    return "some text" if name in TEXT else 7


async def explain(connection: Connection, dialect: str, sql: str) -> None:
    names = list(dict.fromkeys(_VALUE.findall(sql)))
    if dialect == "sqlite":
        values = {name: a_value(name) for name in names}
        await connection.raw.execute_fetchall(f"EXPLAIN {sql}", values)
        return
    for number, name in enumerate(names, 1):
        sql = re.sub(rf"(?<!:):{name}\b", f"${number}", sql)
    prepared = await connection.raw.prepare(sql)
    for name, kind in zip(names, prepared.get_parameters(), strict=True):
        expected = {bytes: {"bytea"}, str: {"text"}, int: {"int4", "int8"}}[type(a_value(name))]
        assert kind.name in expected, f"{name} is {kind.name}"


async def test_every_query_is_understood(database: AnyDatabase) -> None:
    broken = {}
    async with database.transaction() as connection:
        for name, sql in queries(database.dialect):
            try:
                async with connection.savepoint():
                    await explain(connection, database.dialect, sql)
            except Exception as error:
                broken[name] = str(error)

    assert broken == {}


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_no_two_queries_share_a_name(dialect: str) -> None:
    names = [name for name, _ in queries(dialect)]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_whatever_a_commit_may_write_has_a_query(dialect: str) -> None:
    names = {name for name, _ in queries(dialect)}

    assert set(ORDER) <= names


def test_both_engines_have_the_same_queries_of_their_own() -> None:
    shared = {name for name, _ in queries("nowhere")}

    own = [{name for name, _ in queries(each)} - shared for each in ("sqlite", "postgresql")]

    assert own[0] == own[1] != set()
