"""What happened to an entry, who did it, and undoing it."""

from __future__ import annotations

from datetime import datetime

from navigator_bot.keeping_desk.finding import back_to, label, name_of
from navigator_bot.keeping_desk.visit import Visit, ref_of, rows_of
from navigator_bot.store.directory import Change, What
from resources_directory.editing import Field
from resources_directory.model import Service
from resources_directory.units import differing

A_PAGE = 5

Line = tuple[int, datetime, str, str, str, bool]
"""Its number, when, who, what, the fields, and whether it was undone since."""


async def show(visit: Visit, service: Service, page: int = 0) -> None:
    changes = await visit.tools.keeping.history(visit.connection, service.id)
    shown = changes[page * A_PAGE : (page + 1) * A_PAGE]
    if not shown:
        keyboard = ((back_to(visit, service), visit.home()),)
        visit.say("keeping.history_none", keyboard, name=service.name)
        return
    first = page * A_PAGE + 1
    buttons = [
        visit.button("keeping.button__undo_number", "undo", each.id, number=number)
        for number, each in enumerate(shown, first)
        if not each.is_undone and each.what is not What.UNDONE
    ]
    rows = rows_of(buttons, 3)
    if len(changes) > first + A_PAGE - 1:
        older = visit.button("keeping.button__older", "history", ref_of(service.id), page + 1)
        rows = (*rows, (older,))
    lines = [await _line(visit, number, each) for number, each in enumerate(shown, first)]
    visit.say(
        "keeping.history",
        (*rows, (back_to(visit, service), visit.home())),
        name=service.name,
        lines=lines,
    )


async def _line(visit: Visit, number: int, change: Change) -> Line:
    who = await name_of(visit, change)
    labels = ", ".join(_fields(visit, change))
    return number, change.at, who, change.what.value, labels, change.is_undone


def _fields(visit: Visit, change: Change) -> list[str]:
    if change.before is None or change.after is None:
        return []
    units = differing(change.before, change.after)
    return [label(visit, Field(unit)) for unit in units if unit in list(Field)]
