"""One database, SQLite or PostgreSQL: connections, transactions, and queries called by name."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import aiosql
import aiosqlite

from navigator_bot.errors import StoreError

FOLDER = Path(__file__).parent
Row: TypeAlias = Mapping[str, Any]

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA wal_autocheckpoint = 4000",
)


_FETCHED = 64  # rows at a time, where they are read one after another


class Connection:
    """The queries of `queries/*.sql`, by name, inside one transaction."""

    def __init__(self, raw: Any, queries: Any) -> None:
        self.raw = raw
        self._queries = queries

    async def rows(self, query: str, **values: Any) -> list[Row]:
        return [row async for row in getattr(self._queries, query)(self.raw, **values)]

    async def row(self, query: str, **values: Any) -> Row | None:
        found = await self.rows(query, **values)
        return found[0] if found else None

    async def value(self, query: str, **values: Any) -> Any:
        """The first column of the first row, or None."""
        row = await self.row(query, **values)
        return None if row is None else next(iter(dict(row).values()))

    async def run(self, query: str, **values: Any) -> None:
        await getattr(self._queries, query)(self.raw, **values)

    async def run_many(self, query: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """One statement over many rows; nothing where there are none."""
        if rows:
            await getattr(self._queries, query)(self.raw, rows)

    async def rows_of_all(self, queries: Sequence[str], **values: Any) -> list[list[Row]]:
        """What each of several queries finds that take the same values."""
        return [await self.rows(query, **values) for query in queries]

    async def run_all(self, work: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        """Several statements, one after another, each over many rows or none."""
        for query, rows in work.items():
            await self.run_many(query, rows)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """What is written inside is undone when it raises; what came before it stays."""
        await self.raw.execute("SAVEPOINT inside")
        try:
            yield
        except BaseException:
            await self.raw.execute("ROLLBACK TO SAVEPOINT inside")
            raise
        finally:
            await self.raw.execute("RELEASE SAVEPOINT inside")


class Database(Protocol):
    """What both engines offer. `transaction` commits at its end, or rolls back and raises."""

    dialect: str

    def transaction(self) -> Any: ...
    async def close(self) -> None: ...
    async def run_script(self, connection: Connection, sql: str) -> None: ...
    async def table_exists(self, connection: Connection, table: str) -> bool: ...


class _Line(aiosqlite.Connection):
    """Takes several statements to the connection's thread at one go."""

    async def fetch_all(self, statements: Sequence[str], values: Any) -> list[list[Row]]:
        def fetch() -> list[list[Row]]:
            return [self._conn.execute(sql, values).fetchall() for sql in statements]

        found: list[list[Row]] = await self._hop(fetch)
        return found

    async def run_all(self, work: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]) -> None:
        def run() -> None:
            for sql, rows in work:
                self._conn.executemany(sql, rows)

        await self._hop(run)

    async def _hop(self, work: Callable[[], Any]) -> Any:
        go: Any = self._execute  # which the library does not type
        return await go(work)


class _SqliteConnection(Connection):
    """The hop to the thread and back costs more than most statements: what can go together goes
    in one. The library's own adapter takes two or three for each."""

    raw: _Line

    async def rows(self, query: str, **values: Any) -> list[Row]:
        (found,) = await self.rows_of_all([query], **values)
        return found

    async def rows_of_all(self, queries: Sequence[str], **values: Any) -> list[list[Row]]:
        return await self.raw.fetch_all([self._sql(query) for query in queries], values)

    async def run(self, query: str, **values: Any) -> None:
        await self.run_all({query: [values]})

    async def run_many(self, query: str, rows: Sequence[Mapping[str, Any]]) -> None:
        await self.run_all({query: rows})

    async def run_all(self, work: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        wanted = [(self._sql(query), rows) for query, rows in work.items() if rows]
        if wanted:
            await self.raw.run_all(wanted)

    def _sql(self, query: str) -> str:
        sql: str = getattr(self._queries, query).sql
        return sql


class SqliteDatabase:
    """One connection, one writer: transactions wait for one another."""

    dialect = "sqlite"

    def __init__(self, raw: _Line, path: Path) -> None:
        self.path = path
        self._raw = raw
        self._lock = asyncio.Lock()
        self._connection = _SqliteConnection(raw, _queries("aiosqlite", self.dialect))

    @classmethod
    async def open(cls, path: Path) -> SqliteDatabase:
        if path.is_dir():
            raise StoreError(f"NAVIGATOR_DATABASE names {path}, a folder: name a file in it.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)  # what SQLite puts beside it takes after it
            raw = _Line(partial(sqlite3.connect, path, isolation_level=None), _FETCHED)
            await raw
        except (OSError, aiosqlite.Error) as broken:
            raise StoreError(
                f"The database {path} cannot be opened ({broken}). Check the path in "
                "NAVIGATOR_DATABASE and that this user may write there."
            ) from None
        raw.row_factory = aiosqlite.Row
        try:
            for pragma in _PRAGMAS:
                await raw.execute(pragma)
        except aiosqlite.Error as broken:
            await raw.close()
            raise StoreError(
                f"{path} is not a database that can be used ({broken}). Restore a backup, or name "
                "another in NAVIGATOR_DATABASE."
            ) from None
        return cls(raw, path)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with self._lock:
            try:
                await self._raw.execute("BEGIN IMMEDIATE")
                yield self._connection
                await asyncio.shield(self._raw.commit())
            except BaseException:
                # Even when cancelled: what was begun in the connection's thread goes on there, and
                # this is carried out behind it. After a commit it changes nothing.
                await asyncio.shield(self._raw.rollback())
                raise

    async def run_script(self, connection: Connection, sql: str) -> None:
        for statement in _statements(sql):
            await self._raw.execute(statement)

    async def table_exists(self, connection: Connection, table: str) -> bool:
        sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        async with self._raw.execute(sql, (table,)) as cursor:
            return await cursor.fetchone() is not None

    async def close(self) -> None:
        await self._raw.close()


class PostgresDatabase:
    """A pool; rows claimed with SKIP LOCKED keep several copies of the house apart."""

    dialect = "postgresql"

    def __init__(self, pool: Any, url: str) -> None:
        self._pool = pool
        self._url = url
        self._queries = _queries("asyncpg", self.dialect)

    @classmethod
    async def open(cls, url: str) -> PostgresDatabase:
        driver = _driver()
        try:
            return cls(await driver.create_pool(url, min_size=2, max_size=8), url)
        except (OSError, driver.PostgresError, ValueError) as broken:
            raise StoreError(
                f"PostgreSQL does not answer as NAVIGATOR_DATABASE says ({type(broken).__name__}). "
                "Check its host, name, user and password, and that it is running."
            ) from None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with self._pool.acquire() as raw, raw.transaction():
            yield Connection(raw, self._queries)

    async def connect(self) -> Any:
        """A connection of its own, beside the pool; close it."""
        return await _driver().connect(self._url)

    async def run_script(self, connection: Connection, sql: str) -> None:
        await connection.raw.execute(re.sub(r"\bBLOB\b", "BYTEA", sql))

    async def table_exists(self, connection: Connection, table: str) -> bool:
        return await connection.raw.fetchval("SELECT to_regclass($1)", table) is not None

    async def close(self) -> None:
        await self._pool.close()


def _driver() -> Any:
    """Only who has PostgreSQL waits for it to load."""
    return import_module("asyncpg")


async def open_database(url: str) -> SqliteDatabase | PostgresDatabase:
    """`url` is `postgresql://…`, or the path of an SQLite file. Raises StoreError with the fix."""
    if url.startswith(("postgresql://", "postgres://")):
        return await PostgresDatabase.open(url)
    return await SqliteDatabase.open(Path(url))


@cache
def _queries(driver: str, dialect: str) -> Any:
    """The queries that both engines share, and those that only this one can run."""
    folders: Iterable[Path] = (FOLDER / "queries", FOLDER / "queries" / dialect)
    text = "\n".join(
        file.read_text(encoding="utf-8")
        for folder in folders
        for file in sorted(folder.glob("*.sql"))
    )
    return aiosql.from_str(text, driver, mandatory_parameters=False)


def _statements(sql: str) -> list[str]:
    """A script's statements; those of a trigger end with `END;`."""
    parts = re.split(r";\s*\n", sql.strip() + "\n")
    return [part.strip().removesuffix(";") + ";" for part in parts if part.strip()]
