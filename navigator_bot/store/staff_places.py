"""Where a member of staff stands in the middle of something: one place each, the last counts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from conversations.kit.staff import StaffId
from navigator_bot.clock import from_ms, to_ms
from navigator_bot.rules.retention import STANDARD
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.sealing import Keyring

LASTS = STANDARD.staff_places
"""Whoever types something the day after next has forgotten what was asked."""


async def kept_place(
    connection: Connection, keys: Keyring, staff: StaffId, now: datetime, kinds: Any
) -> Any:
    """None where they stand nowhere, or at another desk; `kinds` are tagged structs."""
    row = await connection.row("staff_place", id=staff)
    if row is None or now - from_ms(row["at"]) > LASTS:
        return None
    saved = keys.open(row["key_id"], row["sealed"], f"staff_places:{row['id']}")
    try:
        return msgspec.convert(saved, kinds)
    except msgspec.ValidationError:
        return None  # an older version's: nothing is lost but a question


def keep_place(
    changes: Changes, keys: Keyring, staff: StaffId, now: datetime, place: msgspec.Struct
) -> None:
    sealed = keys.seal(msgspec.to_builtins(place), f"staff_places:{staff}")
    changes.add(
        "save_staff_place", id=staff, at=to_ms(now), sealed=sealed.blob, key_id=sealed.key_id
    )
