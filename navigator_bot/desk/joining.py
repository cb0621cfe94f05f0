"""Becoming staff: by a link that works once."""

from __future__ import annotations

from conversations.kit.staff import Role, Staff, StaffId
from navigator_bot.clock import to_ms
from navigator_bot.desk.visit import Tools
from navigator_bot.events import Sender
from navigator_bot.store.audit import note
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.rota import team_changed
from navigator_bot.store.staff import code_hash, open_staff, save_staff


async def join(
    tools: Tools, sender: Sender, code: str, connection: Connection, changes: Changes
) -> bool:
    """Who follows a staff link becomes staff, and the link is spent; false for any other."""
    now = tools.clock.now()
    role = await connection.value("spend_staff_invite", code=code_hash(code), now=to_ms(now))
    if role is None:
        return False
    known = await connection.row("anyone_of_user", user_id=sender.id)
    roles = {Role(role)}
    if known is not None and known["active"]:
        roles |= open_staff(known, tools.keys).roles
    id = StaffId(tools.ids.new() if known is None else known["id"])
    staff = Staff(id, sender.id, _first_name(sender), frozenset(roles))
    save_staff(changes, tools.keys, staff, now)
    team_changed(changes, tools.ids)
    note(changes, tools.ids, now, staff.id, f"joined as {role}", staff.id)
    tools.alerts.tell(changes, staff.user, f"desk.welcome_{role}", name=staff.name)
    return True


def _first_name(sender: Sender) -> str:
    """What people are told of who writes to them."""
    return (sender.name.split() or [""])[0]
