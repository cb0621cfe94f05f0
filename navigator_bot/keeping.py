"""Keeping the directory: every change is written down with who made it, and can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from navigator_bot.clock import Clock
from navigator_bot.ids import Ids
from navigator_bot.store import directory as store
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.directory import BatchId, Change, ChangeId, What
from resources_directory.importing import WHOLE, Conflict
from resources_directory.model import Service, ServiceId
from resources_directory.units import UNITS, differing, taken_back, unit, with_units


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of undoing: an entry that was changed again since, in the same place, is left
    as it is."""

    services: tuple[ServiceId, ...]
    changed_since: tuple[ServiceId, ...] = ()


class Keeping:
    """Everything runs inside a transaction of the caller's, and has written when it returns.

    `who` is the id of a member of staff, or `store.directory.OPERATOR`.
    """

    def __init__(self, ids: Ids, clock: Clock) -> None:
        self._ids = ids
        self._clock = clock

    async def service(self, connection: Connection, id: ServiceId) -> Service | None:
        return await store.service(connection, id)

    async def services(self, connection: Connection) -> list[Service]:
        """All of them, by id."""
        return [store.read(row["entry"]) for row in await connection.rows("all_services")]

    async def add(self, connection: Connection, service: Service, who: str) -> Service:
        """A new entry; it gets an id of its own where that one is taken, or empty."""
        await store.begin_change(connection)
        id = service.id
        if not id or await store.service(connection, id) is not None:
            id = ServiceId(self._ids.new())
        added = replace(service, id=id, edited_at=self._clock.now())
        await self._write(connection, [(None, added)], who, What.ADDED)
        return added

    async def change(
        self, connection: Connection, after: Service, who: str, what: What = What.EDITED
    ) -> ChangeId | None:
        """The entry of that id, as it shall be; `None` where nothing differs, or there is none.

        What lists and we had differed about there is thereby decided.
        """
        await store.begin_change(connection)
        before = await store.service(connection, after.id)
        if before is None or before == after:
            return None
        if fields := differing(before, after):
            after = replace(after, edited_at=self._clock.now())
        for field in fields:
            await _settle(connection, after.id, field)
        return await self._write(connection, [(before, after)], who, what)

    async def remove(self, connection: Connection, id: ServiceId, who: str) -> ChangeId | None:
        """Takes an entry out. One that has closed is better changed: people may hold it still."""
        await store.begin_change(connection)
        before = await store.service(connection, id)
        if before is None:
            return None
        return await self._write(connection, [(before, None)], who, What.REMOVED)

    async def conflicts(self, connection: Connection) -> list[Conflict]:
        """Those that still differ, the oldest first."""
        return [each for each, ours in await store.conflicts(connection) if _is_open(each, ours)]

    async def decide(
        self, connection: Connection, conflict: Conflict, who: str, *, theirs: bool
    ) -> ChangeId | None:
        """Takes what the list says, or keeps ours; `None` where nothing had to be written."""
        await store.begin_change(connection)
        ours = await store.service(connection, conflict.service)
        await _settle(connection, conflict.service, conflict.field)
        if not theirs or not _is_open(conflict, ours):
            return None
        after = conflict.theirs and replace(conflict.theirs, id=conflict.service)
        if ours is not None and after is not None:
            after = with_units(ours, after, (conflict.field,))
        return await self._write(connection, [(ours, after)], who, What.DECIDED)

    async def history(self, connection: Connection, id: ServiceId) -> list[Change]:
        """The newest first."""
        rows = await connection.rows("changes_of_service", service_id=id)
        return [store.open_change(row) for row in rows]

    async def undo(self, connection: Connection, which: str, who: str) -> Undone | None:
        """Undoes one change, or a whole batch; `None` where there is none, or it was undone.

        A batch that took in a list is then as if it had never been: its entries come again with
        the next one.
        """
        await store.begin_change(connection)
        batch = await connection.rows("changes_of_batch", batch=which)
        rows = batch or await connection.rows("change_of", id=which)
        made = [each for each in map(store.open_change, rows) if not each.is_undone]
        if not made:
            return None
        pairs = [(each, await self._taken_back(connection, each)) for each in made]
        free = [each for each, pair in pairs if pair is not None]
        await connection.run_many("mark_undone", [{"id": each.id} for each in free])
        turned = [pair for _, pair in pairs if pair is not None]
        await self._write(connection, turned, who, What.UNDONE)
        undone = tuple(each.service for each in free)
        if batch:
            await _forget_import(connection, BatchId(which), undone)
        return Undone(undone, tuple(each.service for each in made if each not in free))

    async def _taken_back(self, connection: Connection, change: Change) -> store.Pair | None:
        """The entry as it stands, and as it was but for what was changed elsewhere in it since;
        `None` where it was changed again in the same place."""
        now = await store.service(connection, change.service)
        if now == change.after:
            return now, change.before
        if now is None or change.before is None or change.after is None:
            return None
        then = taken_back(change.before, change.after, now)
        return None if then is None else (now, replace(then, edited_at=self._clock.now()))

    async def _write(
        self, connection: Connection, pairs: Sequence[store.Pair], who: str, what: What
    ) -> ChangeId:
        """The id of the first change."""
        changes, batch = Changes(), BatchId(self._ids.new())
        store.note_changes(changes, batch, pairs, who, what, self._clock.now())
        await changes.write(connection)
        return store.change_id(batch)


def _is_open(conflict: Conflict, ours: Service | None) -> bool:
    """Whether list and directory still differ there."""
    theirs, field = conflict.theirs, conflict.field
    if field == WHOLE or ours is None or theirs is None:
        return field == WHOLE and (ours is None) != (theirs is None)
    return field in UNITS and unit(ours, field) != unit(theirs, field)


async def _settle(connection: Connection, id: ServiceId, field: str) -> None:
    await connection.run_many("settle_conflict", [{"service_id": id, "field": field}])


async def _forget_import(
    connection: Connection, batch: BatchId, undone: Sequence[ServiceId]
) -> None:
    """The list is known again as it was before, and asks nothing any more."""
    changes = Changes()
    changes.add("settle_conflicts_of_batch", batch=batch)
    changed = {row["service_id"] for row in await connection.rows("changes_of_batch", batch=batch)}
    for row in await connection.rows("listed_before", batch=batch):
        if row["service_id"] in changed and row["service_id"] not in undone:
            continue
        if row["entry"] is None:
            changes.add("drop_listed", feed=row["feed"], feed_id=row["feed_id"])
        else:
            changes.add("save_listed", **dict(row))
    await changes.write(connection)
