"""Entries that are likely the same: shown side by side, and never merged alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from navigator_bot.keeping_desk.finding import back_to, lines
from navigator_bot.keeping_desk.visit import Tools, Visit
from navigator_bot.staff_visit import digest_of
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database, Row
from navigator_bot.store.directory import What
from resources_directory import editing
from resources_directory.duplicates import Likeness, likely_duplicates
from resources_directory.model import Service

_SHOWN = 200  # characters of each field


async def find_doubles(database: Database, tools: Tools) -> list[Likeness]:
    """Takes seconds where there are ten thousand; the loop is free meanwhile."""
    async with database.transaction() as connection:
        services = await tools.keeping.services(connection)
    return await asyncio.to_thread(likely_duplicates, services)


async def save_doubles(found: Iterable[Likeness], connection: Connection, changes: Changes) -> None:
    """In place of those found before; what somebody said is not the same is not asked again."""
    await connection.run("forget_doubles")
    for each in found:
        one, other = sorted((each.one, each.other))
        changes.add("add_double", id=digest_of(one, other), one=one, other=other)


async def compare_all(database: Database, tools: Tools) -> None:
    """Every night: entries are changed and added one by one, too."""
    found = await find_doubles(database, tools)
    changes = Changes()
    async with database.transaction() as connection:
        await save_doubles(found, connection, changes)
        await changes.write(connection)


async def ask(visit: Visit, id: str) -> None:
    pair = await _pair(visit, id)
    if pair is None:
        visit.say("keeping.stale", ((visit.home(),),))
        return
    first, second = pair
    visit.say(
        "keeping_work.double",
        (
            (visit.button("keeping_work.button__keep_first", "keep", id, "1"),),
            (visit.button("keeping_work.button__keep_second", "keep", id, "2"),),
            (visit.button("keeping_work.button__apart", "apart", id), visit.home()),
        ),
        first=first.name,
        of_first=[(label, value[:_SHOWN]) for label, value in lines(visit, first)],
        second=second.name,
        of_second=[(label, value[:_SHOWN]) for label, value in lines(visit, second)],
    )


async def keep_one(visit: Visit, id: str, *, is_first: bool) -> None:
    """The other one is closed, and says why: whoever saved it still finds it."""
    pair = await _pair(visit, id)
    if pair is None:
        visit.say("keeping.stale", ((visit.home(),),))
        return
    kept, other = pair if is_first else pair[::-1]
    note = visit.phrase("keeping_work.same_as", name=kept.name)
    after = editing.closed(other, note, for_good=True)
    keeping = visit.tools.keeping
    change = await keeping.change(visit.connection, after, visit.staff.id, What.CLOSED)
    visit.changes.add("drop_double", id=id)
    undo = () if change is None else (visit.undo(change),)
    keyboard = ((*undo, back_to(visit, kept)), (visit.home(),))
    visit.say("keeping_work.one_closed", keyboard, kept=kept.name, closed=other.name)


def keep_apart(visit: Visit, id: str) -> None:
    visit.changes.add("keep_apart", id=id)
    visit.say("keeping_work.apart", ((visit.button("keeping_work.button__next", "look"),),))


async def _pair(visit: Visit, id: str) -> tuple[Service, Service] | None:
    """`None` where one of them is gone or closed by now, or it was decided."""
    row: Row | None = await visit.connection.row("double_of", id=id)
    if row is None or row["apart"]:
        return None
    keeping = visit.tools.keeping
    first = await keeping.service(visit.connection, row["one"])
    second = await keeping.service(visit.connection, row["other"])
    if first is None or second is None or not (first.is_active and second.is_active):
        return None
    return first, second
