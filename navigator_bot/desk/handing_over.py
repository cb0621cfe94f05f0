"""Handing a case over to a colleague, who is asked first."""

from __future__ import annotations

from conversations.kit.staff import Staff
from navigator_bot.desk.claiming import brief
from navigator_bot.desk.visit import Visit
from navigator_bot.store.database import Row
from navigator_bot.store.people import open_case
from navigator_bot.store.staff import active_staff


async def offer(visit: Visit, row: Row) -> None:
    """Whoever is on now and has room; themselves they know."""
    colleagues = await _colleagues(visit)
    rows = tuple(
        (visit.button("desk.button__to", row["id"], f"to:{each.id}", name=each.name),)
        for each in colleagues
    )
    visit.say("desk.hand_over_to", rows, number=row["number"], is_anybody=bool(rows))


async def ask(visit: Visit, row: Row, to: str) -> None:
    """No name and no words go to them before they have said yes."""
    colleague = next((each for each in await _colleagues(visit) if each.id == to), None)
    if colleague is None:
        await offer(visit, row)
        return
    visit.changes.add("offer_case", id=row["id"], staff_id=colleague.id)
    yes = visit.button("desk.button__take_over", row["id"], "accept")
    no = visit.button("desk.button__not_now", row["id"], "decline")
    who, number = visit.staff.name, row["number"]
    alerts = visit.tools.alerts
    alerts.tell(
        visit.changes, colleague.user, "desk.take_over", ((yes, no),), who=who, number=number
    )
    visit.say("desk.asked_colleague", name=colleague.name, number=number)


async def accept(visit: Visit, row: Row) -> None:
    if not _is_asked(visit, row):
        visit.say("desk.offer_over", number=row["number"])
        return
    alerts, case = visit.tools.alerts, open_case(row, visit.tools.keys)
    visit.tools.casework.hand_over(visit.changes, row, visit.staff)
    text = alerts.text("desk.taken", number=case.number, name=visit.staff.name)
    await alerts.mark(visit.connection, visit.changes, case.id, text)
    before, name = row["staff_user"], visit.staff.name
    alerts.tell(visit.changes, before, "desk.handed_over", name=name, number=case.number)
    await brief(visit, row)
    await visit.tools.outings.follow(visit.connection, visit.changes, case.id, visit.staff)


def decline(visit: Visit, row: Row) -> None:
    if not _is_asked(visit, row):
        visit.say("desk.offer_over", number=row["number"])
        return
    visit.changes.add("offer_case", id=row["id"], staff_id=None)
    visit.say("desk.declined")
    number, name = row["number"], visit.staff.name
    alerts = visit.tools.alerts
    alerts.tell(visit.changes, row["staff_user"], "desk.declined_by", name=name, number=number)


def _is_asked(visit: Visit, row: Row) -> bool:
    return bool(row["status"] == "claimed" and row["offered_to"] == visit.staff.id)


async def _colleagues(visit: Visit) -> list[Staff]:
    staff = await active_staff(visit.connection, visit.tools.keys)
    on = await visit.tools.alerts.on_call(visit.connection, staff)
    return [each for each in on if each.id != visit.staff.id]
