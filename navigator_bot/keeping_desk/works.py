"""The errands of this desk: reading a list that was sent, bringing it in, and writing one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from conversations.kit.effects import Lane
from conversations.kit.staff import Staff
from navigator_bot.clock import to_ms
from navigator_bot.directory_report import import_report
from navigator_bot.errands import Ending, Errand, Work
from navigator_bot.errors import FetchError
from navigator_bot.keeping_desk.doubles import find_doubles, save_doubles
from navigator_bot.keeping_desk.lists import COMPARE, IMPORT, READ, WRITE, ask
from navigator_bot.keeping_desk.visit import Tools, Visit, rows_of
from navigator_bot.messages import Document, File
from navigator_bot.staff_visit import digest_of
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database
from navigator_bot.taking_in import Import, Prepared, hand_out, prepare, take_in
from resources_directory.feeds.archives import UnreadableArchive, unpacked
from resources_directory.feeds.detect import read_files
from resources_directory.feeds.naming import feed_name
from resources_directory.feeds.sheets import write_csv, write_xlsx
from resources_directory.importing import OUR_LIST, Plan
from resources_directory.model import Service
from resources_directory.problems import Fault, Problem, Remedy
from resources_directory.spreadsheet import Reading

Fetch = Callable[[str], Awaitable[bytes]]
"""The bytes of a file by Telegram's id of it. Raises FetchError."""


class DirectoryMoved(Exception):
    """Somebody changed the directory while a list was being planned: plan it again."""


@dataclass(frozen=True)
class Works:
    tools: Tools
    database: Database
    fetch: Fetch

    def by_name(self) -> Mapping[str, Work]:
        return {READ: self.read, IMPORT: self.bring_in, WRITE: self.write, COMPARE: self.compare}

    async def read(self, errand: Errand) -> Ending:
        """Says what a list that was sent would do, and keeps it until somebody says so."""
        try:
            content = await self.fetch(errand.given["file_id"])
        except FetchError as trouble:
            if not trouble.permanent:
                raise
            return self._tell_gone
        name = errand.given["name"]
        reading = await asyncio.to_thread(read_list, name, content)
        prepared = await self._prepare(name, reading, errand, whole=True)

        async def end(staff: Staff, connection: Connection, changes: Changes) -> None:
            visit = Visit(self.tools, staff, connection, changes)
            self._tell_report(visit, errand, content, reading, prepared.plan)

        return end

    async def bring_in(self, errand: Errand) -> Ending:
        async with self.database.transaction() as connection:
            row = await connection.row("upload_of", id=errand.given["upload"])
        if row is None:
            return _nothing
        reading = await asyncio.to_thread(read_list, row["name"], row["content"])
        whole = errand.given["whole"]
        prepared = await self._prepare(row["name"], reading, errand, whole=whole)

        async def end(staff: Staff, connection: Connection, changes: Changes) -> None:
            if not await take_in(connection, prepared):
                raise DirectoryMoved
            changes.add("drop_upload", id=row["id"])
            visit = Visit(self.tools, staff, connection, changes)
            _tell_imported(visit, row["name"], prepared)
            ask(visit, COMPARE)

        return end

    async def write(self, errand: Errand) -> Ending:
        """The whole directory as one sheet, remembered so that it can come back and be merged."""
        async with self.database.transaction() as connection:
            services = await self.tools.keeping.services(connection)
        name = f"{OUR_LIST}{_letters(errand.id)}.{errand.given['kind']}"
        content, entries = await asyncio.to_thread(written, name, services)

        async def end(staff: Staff, connection: Connection, changes: Changes) -> None:
            visit = Visit(self.tools, staff, connection, changes)
            caption = self.tools.alerts.text("keeping_lists.list_file").html
            await hand_out(connection, feed_name(name), entries, visit.now)
            file = Document(name, content, caption)
            self.tools.outbox.post(changes, staff.user, file, Lane.REPLY)

        return end

    async def compare(self, errand: Errand) -> Ending:
        """After a list came in: an entry may stand there twice now."""
        found = await find_doubles(self.database, self.tools)

        async def end(staff: Staff, connection: Connection, changes: Changes) -> None:
            await save_doubles(found, connection, changes)

        return end

    async def _tell_gone(self, staff: Staff, connection: Connection, changes: Changes) -> None:
        visit = Visit(self.tools, staff, connection, changes)
        visit.say("keeping_lists.file_gone", ((visit.home(),),))

    async def _prepare(
        self, name: str, reading: Reading, errand: Errand, *, whole: bool
    ) -> Prepared:
        wanted = Import(feed_name(name), reading, errand.staff, whole=whole)
        return await prepare(self.database, self.tools.ids, self.tools.clock, wanted)

    def _tell_report(
        self, visit: Visit, errand: Errand, content: bytes, reading: Reading, plan: Plan
    ) -> None:
        name = errand.given["name"]
        caption = self.tools.alerts.text("keeping_lists.report_file", name=name).html
        file = File(f"{plan.feed}.txt", import_report(plan, reading), caption)
        self.tools.outbox.post(visit.changes, visit.staff.user, file, Lane.REPLY)
        if not reading.services:
            visit.say("keeping_lists.nothing_read", ((visit.home(),),), name=name)
        elif plan.changes_nothing:
            visit.say("keeping_lists.report_same", ((visit.home(),),), name=name)
        else:
            at = to_ms(visit.now)
            staff = visit.staff.id
            visit.changes.add(
                "add_upload", id=errand.id, staff_id=staff, at=at, name=name, content=content
            )
            _tell_plan(visit, errand.id, name, plan)


def _tell_plan(visit: Visit, upload: str, name: str, plan: Plan) -> None:
    """What the list has let go of is taken out by a button of its own; where it was changed here,
    that button brings up the question."""
    asked = [each for each in plan.conflicts if each.theirs is not None]
    gone = len(plan.removed) + len(plan.conflicts) - len(asked)
    rows = [visit.button("keeping_lists.button__import", "import", upload)]
    if gone:
        whole = visit.button("keeping_lists.button__import_whole", "whole", upload, count=gone)
        rows.append(whole)
    rows.append(visit.button("keeping_lists.button__not_now", "aside", upload))
    visit.say(
        "keeping_lists.report",
        rows_of(rows),
        name=name,
        added=len(plan.added),
        changed=len(plan.changed),
        unchanged=plan.unchanged,
        removed=gone,
        conflicts=len(asked),
        problems=len(plan.problems),
    )


def _tell_imported(visit: Visit, name: str, prepared: Prepared) -> None:
    plan = prepared.plan
    decide = visit.button("keeping_lists.button__decide", "decide")
    undo = visit.button("keeping_lists.button__undo_import", "undo", prepared.batch)
    has_changed = plan.added or plan.changed or plan.removed
    buttons = [undo] if has_changed else []
    buttons += [decide] if plan.conflicts else []
    visit.say(
        "keeping_lists.imported",
        rows_of([*buttons, visit.home()]),
        name=name,
        added=len(plan.added),
        changed=len(plan.changed),
        removed=len(plan.removed),
        conflicts=len(plan.conflicts),
    )


def read_list(name: str, content: bytes) -> Reading:
    """Of a file as it was sent; a ZIP is read as the folder that it was."""
    if not name.lower().endswith(".zip"):
        return read_files({name: content})
    try:
        return read_files(unpacked(content))
    except UnreadableArchive as broken:
        problem = Problem(0, None, Fault.UNREADABLE_FILE, str(broken), Remedy.IGNORED, file=name)
        return Reading((), (problem,))


def written(name: str, services: Sequence[Service]) -> tuple[bytes, tuple[Service, ...]]:
    """The sheet, and each entry as it reads from it: what a sheet cannot hold is not in these."""
    is_workbook = name.endswith(".xlsx")
    content = write_xlsx(services) if is_workbook else write_csv(services).encode("utf-8-sig")
    return content, read_files({name: content}).services


def _letters(id: str) -> str:
    """Six letters: digits in the name of a file look like a date to who reads it again."""
    return digest_of(id)[:6].translate(str.maketrans("0123456789", "ghjkmnpqrs"))


async def _nothing(staff: Staff, connection: Connection, changes: Changes) -> None:
    return
