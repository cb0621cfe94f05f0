"""The rota's entries as the store keeps them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from conversations.kit.saving import dump, load
from conversations.kit.staff import StaffId
from navigator_bot.clock import to_ms
from navigator_bot.ids import Ids
from navigator_bot.rules.rota_entries import KINDS, Entry, last_day
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection


class Status(StrEnum):
    PROPOSED = "proposed"  # said back, and not yet saved
    ASKED = "asked"  # a navigator's wish, which a lead has to agree to
    SET = "set"
    REFUSED = "refused"
    UNDONE = "undone"


@dataclass(frozen=True)
class Batch:
    """Entries that were made together."""

    id: str
    entries: tuple[Entry, ...]
    status: Status
    made_by: StaffId


async def rota_entries(connection: Connection) -> tuple[Entry, ...]:
    """Those that count, in the order in which they were settled."""
    return tuple(_read(row["entry"]) for row in await connection.rows("rota_set"))


async def rota_batch(connection: Connection, id: str) -> Batch | None:
    rows = await connection.rows("rota_batch", batch=id)
    if not rows:
        return None
    entries = tuple(_read(row["entry"]) for row in rows)
    return Batch(id, entries, Status(rows[0]["status"]), StaffId(rows[0]["made_by"]))


async def caseloads(connection: Connection) -> dict[StaffId, int]:
    """How many cases each has now; who has none is left out."""
    return {StaffId(r["staff_id"]): r["cases"] for r in await connection.rows("caseloads")}


def add_batch(
    changes: Changes,
    ids: Ids,
    entries: Sequence[Entry],
    status: Status,
    by: StaffId,
    now: datetime,
    zone: ZoneInfo,
) -> str:
    """The id of the batch."""
    batch = ids.new()
    for entry in entries:
        changes.add(
            "add_rota_entry",
            id=ids.new(),
            batch=batch,
            entry=json.dumps({"is": type(entry).__name__, **dump(entry)}),
            status=status.value,
            made_by=by,
            at=to_ms(now),
            over_at=_over_at(entry, zone),
        )
    return batch


def team_changed(changes: Changes, ids: Ids) -> None:
    """Whoever is in the team, or its rota, is another from here on: all copies look again."""
    changes.add("team_changed", version=ids.new())


def _read(saved: str) -> Entry:
    body = json.loads(saved)
    entry: Entry = load(KINDS[body.pop("is")], body)
    return entry


def _over_at(entry: Entry, zone: ZoneInfo) -> int | None:
    last = last_day(entry)
    if last is None:
        return None
    return to_ms(datetime.combine(last + timedelta(days=1), time(), tzinfo=zone))
