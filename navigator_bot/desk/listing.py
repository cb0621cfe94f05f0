"""Which cases are open: by number alone, in the group and to each in private."""

from __future__ import annotations

from navigator_bot.desk.visit import Tools, Visit
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.people import open_case

MOST_BUTTONS = 30


async def list_in_group(tools: Tools, chat: int, connection: Connection, changes: Changes) -> None:
    rows = await connection.rows("unclosed_cases")
    waiting = [open_case(row, tools.keys) for row in rows if row["status"] == "open"]
    taken = len(rows) - len(waiting)
    tools.alerts.tell(changes, chat, "desk.cases_in_group", waiting=waiting, taken=taken)


async def list_own(visit: Visit) -> None:
    """A button for each that they have, and one to take each that waits; leads see all."""
    keys, staff = visit.tools.keys, visit.staff
    rows = await visit.connection.rows("unclosed_cases")
    waiting = [open_case(row, keys) for row in rows if row["status"] == "open"]
    mine = [open_case(row, keys) for row in rows if visit.has(row)]
    taken = [row for row in rows if row["status"] == "claimed" and not visit.has(row)]
    others = [open_case(row, keys) for row in taken] if staff.sets_up else []
    buttons = [
        visit.button("cases.button__page", case.id, "page", number=case.number)
        for case in (*mine, *others)
    ][:MOST_BUTTONS]
    keyboard = tuple((button,) for button in buttons) if staff.takes_cases else ()
    visit.say("cases.list", keyboard, mine=mine, others=others, waiting=waiting)
    for case in waiting if staff.takes_cases else ():
        visit.tools.alerts.offer(visit.changes, staff.user, case)
