"""A directory that is kept in a real store: lists come in, staff change it, things are undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from navigator_bot.clock import WoundClock
from navigator_bot.ids import Ids
from navigator_bot.keeping import Keeping, Undone
from navigator_bot.store import directory as store
from navigator_bot.store.directory import OPERATOR, BatchId, ChangeId, What
from navigator_bot.taking_in import Import, Prepared, prepare, take_in
from resources_directory.importing import Plan
from resources_directory.model import Service, ServiceId
from resources_directory.spreadsheet import Reading
from tests.navigator_bot.conftest import AnyDatabase

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WALK = Service(ServiceId("walk"), "Riverside walk", phone="01632 960101")
CHOIR = Service(ServiceId("choir"), "Open choir")
SAM = "staff-sam"


@dataclass
class Kept:
    database: AnyDatabase
    clock: WoundClock

    def __post_init__(self) -> None:
        self.ids = Ids(self.clock)
        self.keeping = Keeping(self.ids, self.clock)

    async def take_in(self, *entries: Service, feed: str = "town", whole: bool = True) -> BatchId:
        prepared = await self.prepare(*entries, feed=feed, whole=whole)
        async with self.database.transaction() as connection:
            assert await take_in(connection, prepared)
        return prepared.batch

    async def prepare(self, *entries: Service, feed: str = "town", whole: bool = True) -> Prepared:
        wanted = Import(feed, Reading(entries, ()), OPERATOR, whole=whole)
        return await prepare(self.database, self.ids, self.clock, wanted)

    async def plan(self, *entries: Service, feed: str = "town") -> Plan:
        return (await self.prepare(*entries, feed=feed)).plan

    async def change(self, after: Service, what: What = What.EDITED) -> ChangeId | None:
        async with self.database.transaction() as connection:
            return await self.keeping.change(connection, after, SAM, what)

    async def undo(self, which: str) -> Undone | None:
        async with self.database.transaction() as connection:
            return await self.keeping.undo(connection, which, SAM)

    async def all(self) -> dict[str, Service]:
        async with self.database.transaction() as connection:
            return {each.id: each for each in await self.keeping.services(connection)}

    async def version(self) -> int:
        async with self.database.transaction() as connection:
            return await store.version(connection)
