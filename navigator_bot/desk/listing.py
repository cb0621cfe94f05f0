"""Which cases are open: by number alone, in the group and to each in private."""

from __future__ import annotations

from navigator_bot.desk.visit import Tools, Visit
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.people import open_case


async def list_in_group(tools: Tools, chat: int, connection: Connection, changes: Changes) -> None:
    rows = await connection.rows("unclosed_cases")
    waiting = [open_case(row, tools.keys) for row in rows if row["status"] == "open"]
    taken = len(rows) - len(waiting)
    tools.alerts.tell(changes, chat, "desk.cases_in_group", waiting=waiting, taken=taken)


async def list_own(visit: Visit) -> None:
    """With a button to take each that waits."""
    keys, staff = visit.tools.keys, visit.staff
    rows = await visit.connection.rows("unclosed_cases")
    waiting = [open_case(row, keys) for row in rows if row["status"] == "open"]
    mine = [open_case(row, keys) for row in rows if row["staff_id"] == staff.id]
    visit.say("desk.cases", mine=mine, waiting=waiting)
    for case in waiting if staff.takes_cases else ():
        visit.tools.alerts.offer(visit.changes, staff.user, case)
