"""The directory as the store keeps it: its services, the lists they came from, and every change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import NewType, TypeAlias

import msgspec

from navigator_bot.clock import from_ms, to_ms
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Row
from resources_directory.importing import OUR_LIST, Conflict, Listed
from resources_directory.model import Service, ServiceId

BatchId = NewType("BatchId", str)
ChangeId = NewType("ChangeId", str)

OPERATOR = "operator"
"""Who changed it, where no member of staff did: the command line, and the bot's own reading."""


class What(StrEnum):
    """What was done to an entry."""

    ADDED = "added"
    EDITED = "edited"
    CHECKED = "checked"
    CLOSED = "closed"
    REOPENED = "reopened"
    REMOVED = "removed"
    TAKEN_IN = "taken in"
    DECIDED = "decided"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history; `before` is `None` for what was added, `after` for what went."""

    id: ChangeId
    batch: BatchId
    at: datetime
    who: str
    what: What
    service: ServiceId
    before: Service | None
    after: Service | None
    is_undone: bool


Pair: TypeAlias = tuple[Service | None, Service | None]
"""An entry as it was, and as it shall be; not both are `None`."""


def write(service: Service) -> str:
    return msgspec.json.encode(service).decode()


def read(entry: str) -> Service:
    """As it was written; fields added since then take their defaults. Raises ValueError."""
    return _decoder().decode(entry)


@lru_cache(1)
def _decoder() -> msgspec.json.Decoder[Service]:
    """Made when it is first needed: a bot that starts need not wait for it."""
    return msgspec.json.Decoder(Service)


async def version(connection: Connection) -> int:
    """Rises with every change of the directory."""
    return int(await connection.value("directory_version"))


async def begin_change(connection: Connection) -> int:
    """To be asked first, before anything is read: the new version. Until the commit no other
    transaction changes the directory."""
    return int(await connection.value("count_up", name="directory"))


async def service(connection: Connection, id: str) -> Service | None:
    return _maybe(await connection.value("service_of", id=id))


@dataclass(frozen=True, slots=True)
class Raw:
    """What is kept, as text: reading it all takes a thread's time."""

    version: int
    entries: tuple[str, ...]
    listed: list[tuple[str, str, str]]
    """Of one list: its own id, ours, and the entry as it last said."""
    elsewhere: frozenset[str]


async def load(connection: Connection, feed: str = "") -> Raw:
    """Everything, and what is kept of one list."""
    listed = await connection.rows("entries_of_feed", feed=feed) if feed else []
    others = await connection.rows("services_of_other_feeds", feed=feed, ours=f"{OUR_LIST}%")
    return Raw(
        await version(connection),
        tuple([row["entry"] for row in await connection.rows("all_services")]),
        [(row["feed_id"], row["service_id"], row["entry"]) for row in listed],
        frozenset(row["service_id"] for row in others) if feed else frozenset(),
    )


def note_changes(
    changes: Changes,
    batch: BatchId,
    pairs: Iterable[Pair],
    who: str,
    what: What,
    now: datetime,
) -> None:
    """Writes entries as they shall be, and that it was done."""
    for number, (before, after) in enumerate(pairs):
        whose = before or after
        assert whose is not None
        if after is None:
            changes.add("drop_service", id=whose.id)
        else:
            changes.add("save_service", id=whose.id, entry=write(after), now=to_ms(now))
        changes.add(
            "add_service_change",
            id=change_id(batch, number),
            batch=batch,
            at=to_ms(now),
            who=who,
            what=what.value,
            service_id=whose.id,
            was=None if before is None else write(before),
            becomes=None if after is None else write(after),
        )


def change_id(batch: BatchId, number: int = 0) -> ChangeId:
    """Of the n-th change of a batch; they sort as they were made."""
    return ChangeId(f"{batch}-{number:06}")


def save_listed(changes: Changes, feed: str, listed: Iterable[Listed]) -> None:
    for each in listed:
        changes.add(
            "save_listed",
            feed=feed,
            feed_id=each.feed_id,
            service_id=each.service,
            entry=write(each.entry),
        )


def open_change(row: Row) -> Change:
    return Change(
        ChangeId(row["id"]),
        BatchId(row["batch"]),
        from_ms(row["at"]),
        row["who"],
        What(row["what"]),
        ServiceId(row["service_id"]),
        _maybe(row["before"]),
        _maybe(row["after"]),
        bool(row["undone"]),
    )


async def conflicts(connection: Connection) -> list[tuple[Conflict, Service | None]]:
    """Each with the entry as it stands here, the oldest first."""
    return [(_conflict(row), _maybe(row["ours"])) for row in await connection.rows("all_conflicts")]


def _conflict(row: Row) -> Conflict:
    id = ServiceId(row["service_id"])
    return Conflict(id, row["field"], row["feed"], _maybe(row["theirs"]))


def save_conflicts(
    changes: Changes, conflicts: Iterable[Conflict], batch: BatchId, now: datetime
) -> None:
    for each in conflicts:
        changes.add(
            "save_conflict",
            service_id=each.service,
            field=each.field,
            feed=each.feed,
            batch=batch,
            at=to_ms(now),
            theirs=None if each.theirs is None else write(each.theirs),
        )


def _maybe(entry: str | None) -> Service | None:
    return None if entry is None else read(entry)
