"""The list that NAVIGATOR_DIRECTORY names: taken in at the start, and read again every night."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from navigator_bot.clock import Clock
from navigator_bot.directory import SAMPLE_DIRECTORY
from navigator_bot.errors import SettingsError
from navigator_bot.feeds import FeedError, Fetched, fetch, read
from navigator_bot.ids import Ids
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database
from navigator_bot.store.directory import OPERATOR
from navigator_bot.taking_in import Import, prepare, take_in
from resources_directory.feeds.naming import feed_name
from resources_directory.importing import SAMPLE_LIST, Plan
from resources_directory.spreadsheet import Reading

log = logging.getLogger(__name__)

SAMPLE = "sample"
"""What NAVIGATOR_DIRECTORY says for the invented town."""
_READ = "directory_read"
"""In `meta`: the edition that was read last from there. One that came in chat since is newer."""
_TOLD = "directory_fault"
"""In `meta`: what staff have been told of last, so that they are told once."""
_NOTHING = Reading((), ())


async def fetch_named(where: str) -> Fetched:
    """Raises FeedError."""
    return await fetch(str(SAMPLE_DIRECTORY) if where == SAMPLE else where)


async def check_named(where: str) -> None:
    """Raises SettingsError where nothing can be read of it."""
    try:
        if not (await asyncio.to_thread(read, await fetch_named(where))).services:
            raise FeedError(f"{where} holds no service")
    except FeedError as broken:
        raise _unusable(broken) from None


@dataclass(frozen=True)
class NamedList:
    where: str
    database: Database
    ids: Ids
    clock: Clock
    alerts: StaffAlerts

    async def begin(self) -> None:
        """Before the doors open: there is a directory, or the list is taken in.

        An invented town is none, unless it is what is named. Raises SettingsError where there
        would be none.
        """
        invented = "" if self.where == SAMPLE else SAMPLE_LIST
        async with self.database.transaction() as connection:
            if await connection.value("has_services", feed=invented) is not None:
                return
            await connection.run("forget_meta", name=_READ)
        try:
            await self._take_in()
        except FeedError as broken:
            raise _unusable(broken) from None

    async def read_again(self) -> None:
        """What has changed is taken in. Where nothing can be read, what is kept goes on serving,
        and staff are told."""
        try:
            await self._take_in()
        except FeedError as broken:
            log.warning("NAVIGATOR_DIRECTORY cannot be read again: %s", broken)
            await self._tell_once(str(broken))

    async def _take_in(self) -> None:
        fetched = await fetch_named(self.where)
        feed = SAMPLE_LIST if self.where == SAMPLE else feed_name(self.where)
        edition = f"{feed} {await asyncio.to_thread(lambda: fetched.digest)}"
        async with self.database.transaction() as connection:
            is_known = await connection.value("meta_of", name=_READ) == edition
            has_sample = await connection.value("names_entries", feed=SAMPLE_LIST) is not None
        if not is_known:
            reading = await asyncio.to_thread(read, fetched)
            if not reading.services:
                raise FeedError(f"{self.where} holds no service")
            await self._carry_out(
                Import(feed, reading, OPERATOR, whole=True, looked_at=False), edition
            )
        if feed != SAMPLE_LIST and has_sample:
            await self._carry_out(Import(SAMPLE_LIST, _NOTHING, OPERATOR, whole=True), edition)
        async with self.database.transaction() as connection:
            await connection.run("forget_meta", name=_TOLD)

    async def _carry_out(self, wanted: Import, edition: str) -> None:
        """Whatever else changes meanwhile, by staff or by another copy of the house."""
        while True:
            prepared = await prepare(self.database, self.ids, self.clock, wanted)
            async with self.database.transaction() as connection:
                if await take_in(connection, prepared):
                    await connection.run("set_meta", name=_READ, value=edition)
                    await self._tell_of(connection, prepared.plan)
                    return

    async def _tell_of(self, connection: Connection, plan: Plan) -> None:
        log.info(
            "list %s: %d added, %d changed, %d taken out, %d to decide, %d left in, %d problems",
            plan.feed,
            len(plan.added),
            len(plan.changed),
            len(plan.removed),
            len(plan.conflicts),
            len(plan.left_in),
            len(plan.problems),
        )
        if plan.left_in:
            changes = Changes()
            await self.alerts.tell_coordinators(
                connection, changes, "desk.directory_left_in", number=len(plan.left_in)
            )
            await changes.write(connection)

    async def _tell_once(self, what: str) -> None:
        changes = Changes()
        async with self.database.transaction() as connection:
            if await connection.value("meta_of", name=_TOLD) == what:
                return
            await connection.run("set_meta", name=_TOLD, value=what)
            await self.alerts.tell_coordinators(
                connection, changes, "desk.directory_unread", what=what
            )
            await changes.write(connection)


def _unusable(broken: FeedError) -> SettingsError:
    return SettingsError(
        f"NAVIGATOR_DIRECTORY names no list that can be used: {broken}. Name a file, a folder or "
        "an https address there; to see what is read of it: navigator-bot directory check WHERE"
    )
