"""Staff, their invitations, and the team's group."""

from __future__ import annotations

import hashlib
from datetime import datetime

from conversations.kit.staff import Role, Staff, StaffId
from navigator_bot.clock import to_ms
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Row
from navigator_bot.store.sealing import Keyring

TEAM_CHAT = "team_chat"


def open_staff(row: Row, keys: Keyring) -> Staff:
    name = keys.open(row["key_id"], row["sealed"], f"staff:{row['id']}")
    roles = frozenset(Role(role) for role in row["roles"].split(","))
    return Staff(StaffId(row["id"]), row["user_id"], name, roles, bool(row["reachable"]))


def save_staff(changes: Changes, keys: Keyring, staff: Staff, now: datetime) -> None:
    sealed = keys.seal(staff.name, f"staff:{staff.id}")
    changes.add(
        "save_staff",
        id=staff.id,
        user_id=staff.user,
        roles=",".join(sorted(staff.roles)),
        now=to_ms(now),
        sealed=sealed.blob,
        key_id=sealed.key_id,
    )


async def active_staff(connection: Connection, keys: Keyring) -> list[Staff]:
    return [open_staff(row, keys) for row in await connection.rows("active_staff")]


async def staff_of_user(connection: Connection, keys: Keyring, user: int) -> Staff | None:
    row = await connection.row("staff_of_user", user_id=user)
    return None if row is None else open_staff(row, keys)


async def team_chat(connection: Connection) -> int | None:
    value = await connection.value("meta_of", name=TEAM_CHAT)
    return None if value is None else int(value)


def code_hash(code: str) -> str:
    """Invitations are kept only as hashes: a stolen database opens no door."""
    return hashlib.sha256(code.encode()).hexdigest()
