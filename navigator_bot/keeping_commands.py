"""What an operator does to the directory that is kept, from the command line."""

from __future__ import annotations

import asyncio
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from navigator_bot.directory_report import import_report
from navigator_bot.errors import SettingsError
from navigator_bot.feeds import fetch, read
from navigator_bot.ids import Ids
from navigator_bot.keeping import Keeping
from navigator_bot.operating import Store, opened_store
from navigator_bot.staffing import staff_list
from navigator_bot.store.directory import OPERATOR, Change
from navigator_bot.taking_in import Import, Prepared, prepare, take_in
from resources_directory.feeds.naming import feed_name
from resources_directory.feeds.sheets import write_csv, write_xlsx
from resources_directory.feeds.writing import pages, service_object
from resources_directory.model import Service, ServiceId
from resources_directory.units import differing


async def import_list(options: Namespace) -> int:
    """Says what taking a list in does, and does it, unless it is a rehearsal; 1 where nothing
    could be read."""
    reading = await asyncio.to_thread(read, await fetch(options.where))
    feed = options.feed or feed_name(options.where)
    wanted = Import(feed, reading, OPERATOR, whole=options.whole)
    async with opened_store() as store:
        prepared = await _prepared(store, wanted)
        print(import_report(prepared.plan, reading), end="")
        if not reading.services:
            return 1
        if options.dry_run:
            print("Nothing has been written: this was a rehearsal.")
            return 0
        prepared = await _taken_in(store, wanted, prepared)
    print(
        f"The list {feed!r} is in. To take it back: navigator-bot directory undo {prepared.batch}"
    )
    return 0


async def _prepared(store: Store, wanted: Import) -> Prepared:
    return await prepare(store.database, Ids(store.clock), store.clock, wanted)


async def _taken_in(store: Store, wanted: Import, prepared: Prepared) -> Prepared:
    """What staff change at this moment is not lost: it is planned again then."""
    while True:
        async with store.database.transaction() as connection:
            if await take_in(connection, prepared):
                return prepared
        prepared = await _prepared(store, wanted)


async def export(options: Namespace) -> int:
    """Everything that is kept, in the form that the file's name ends in."""
    file: Path = options.file
    write = _FORMS.get(file.suffix.lower())
    if write is None:
        raise SettingsError(f"{file} must end in {', '.join(_FORMS)}.")
    if file.exists():
        raise SettingsError(f"{file} exists, and is not written over. Name another file.")
    async with opened_store() as store, store.database.transaction() as connection:
        services = await Keeping(Ids(store.clock), store.clock).services(connection)
    file.write_bytes(write(services))
    print(f"{file} holds {len(services)} services now.")
    return 0


def _json(services: Sequence[Service]) -> bytes:
    """One page of Open Referral UK 3.0."""
    contents = [service_object(each) for each in services]
    [page] = pages(contents, max(1, len(contents)))
    return json.dumps(page, ensure_ascii=False, indent=1).encode()


_FORMS: dict[str, Callable[[Sequence[Service]], bytes]] = {
    ".csv": lambda services: write_csv(services).encode("utf-8-sig"),
    ".xlsx": write_xlsx,
    ".json": _json,
}


async def show_history(options: Namespace) -> int:
    """Each change of one entry, the newest first."""
    async with opened_store() as store:
        names = {str(each.id): each.name for each in await staff_list(store.database, store.keys)}
        async with store.database.transaction() as connection:
            keeping = Keeping(Ids(store.clock), store.clock)
            changes = await keeping.history(connection, ServiceId(options.id))
    if not changes:
        print(f"No change of an entry {options.id!r} is known.", file=sys.stderr)
        return 1
    for change in changes:
        who = names.get(change.who, change.who)
        print(f"{change.at:%Y-%m-%d %H:%M} UTC", who, _done(change), change.id, sep="\t")
    return 0


def _done(change: Change) -> str:
    fields: tuple[str, ...] = ()
    if change.before is not None and change.after is not None:
        fields = differing(change.before, change.after)
    said = f"{change.what.value}: {', '.join(fields)}" if fields else change.what.value
    return f"{said} (undone)" if change.is_undone else said


async def undo(options: Namespace) -> int:
    """Of an import, or of one change; what was changed again since is left alone."""
    async with opened_store() as store, store.database.transaction() as connection:
        keeping = Keeping(Ids(store.clock), store.clock)
        undone = await keeping.undo(connection, options.which, OPERATOR)
    if undone is None:
        print("No change of this id is known that could be undone.", file=sys.stderr)
        return 1
    print(f"Undone: {len(undone.services)} entries are as they were.")
    if undone.changed_since:
        print("Changed again since, and left as they are:", *undone.changed_since)
    return 0
