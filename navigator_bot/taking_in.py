"""Taking a list into the directory: planned beside the loop, written in one short transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from navigator_bot.clock import Clock, to_ms
from navigator_bot.ids import Ids
from navigator_bot.store import directory as store
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database
from navigator_bot.store.directory import BatchId, What
from resources_directory.importing import Listed, Plan, Standing, plan
from resources_directory.model import Service, ServiceId
from resources_directory.spreadsheet import Reading


@dataclass(frozen=True, slots=True)
class Import:
    """What is to be taken in, and how."""

    feed: str
    """As `resources_directory.feeds.naming` calls it, also of our own sheets."""
    reading: Reading
    who: str
    whole: bool = False
    """Whether what the list has let go of is taken out."""
    looked_at: bool = True
    """Whether a person saw what it would do; otherwise a guard holds."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An import, ready to be written."""

    plan: Plan
    batch: BatchId
    version: int
    """Of the directory that it was planned on."""
    changes: Changes


async def prepare(database: Database, ids: Ids, clock: Clock, wanted: Import) -> Prepared:
    """Plans it, and writes nothing; the loop is free meanwhile."""
    async with database.transaction() as connection:
        raw = await store.load(connection, wanted.feed)
    batch, now = BatchId(ids.new()), clock.now()

    def prepared() -> Prepared:
        planned = plan(
            wanted.feed,
            wanted.reading,
            _standing(raw),
            whole=wanted.whole,
            looked_at=wanted.looked_at,
        )
        changes = _changes(planned, raw, batch, wanted, now)
        return Prepared(planned, batch, raw.version, changes)

    return await asyncio.to_thread(prepared)


async def take_in(connection: Connection, prepared: Prepared) -> bool:
    """False, with nothing written, where the directory has changed since: prepare it again."""
    if await store.begin_change(connection) != prepared.version + 1:
        return False
    await prepared.changes.write(connection)
    return True


async def hand_out(
    connection: Connection, feed: str, entries: Iterable[Service], now: datetime
) -> None:
    """Remembers a list as it was given away for editing, so that it can come back and be merged:
    each entry as it reads from what was given."""
    changes = Changes()
    changes.add("drop_feed_entries", feed=feed)
    changes.add("save_feed", name=feed, now=to_ms(now))
    store.save_listed(changes, feed, (Listed(each.id, each.id, each) for each in entries))
    await changes.write(connection)


def _standing(raw: store.Raw) -> Standing:
    services = map(store.read, raw.entries)
    return Standing(
        {each.id: each for each in services},
        {
            ServiceId(feed_id): Listed(ServiceId(feed_id), ServiceId(id), store.read(entry))
            for feed_id, id, entry in raw.listed
        },
        frozenset(map(ServiceId, raw.elsewhere)),
    )


def _changes(
    planned: Plan, raw: store.Raw, batch: BatchId, wanted: Import, now: datetime
) -> Changes:
    changes = Changes()
    changes.add("save_feed", name=planned.feed, now=to_ms(now))
    pairs: Iterable[store.Pair] = chain(
        ((None, added) for added in planned.added),
        ((changed.before, changed.after) for changed in planned.changed),
        ((removed, None) for removed in planned.removed),
    )
    store.note_changes(changes, batch, pairs, wanted.who, What.TAKEN_IN, now)
    store.save_conflicts(changes, planned.conflicts, batch, now)
    store.save_listed(changes, planned.feed, planned.listed)
    for feed_id in planned.unlisted:
        changes.add("drop_listed", feed=planned.feed, feed_id=feed_id)
    _keep_before(changes, planned, raw, batch)
    return changes


def _keep_before(changes: Changes, planned: Plan, raw: store.Raw, batch: BatchId) -> None:
    """What the list had said of the entries that it now says something else of."""
    then = {feed_id: (service, entry) for feed_id, service, entry in raw.listed}
    touched = {each.feed_id: each.service for each in planned.listed}
    touched.update({feed_id: ServiceId(then[feed_id][0]) for feed_id in planned.unlisted})
    for feed_id, service in touched.items():
        changes.add(
            "keep_listed_before",
            batch=batch,
            feed=planned.feed,
            feed_id=feed_id,
            service_id=service,
            entry=then[feed_id][1] if feed_id in then else None,
        )
