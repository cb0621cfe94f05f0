"""A case at one look: why, since when, who did what, and the notes on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from navigator_bot.casework import REASON
from navigator_bot.clock import from_ms
from navigator_bot.desk.notes import NOTE
from navigator_bot.desk.visit import Visit
from navigator_bot.messages import Keyboard
from navigator_bot.store.database import Row
from navigator_bot.store.people import open_case

MOST_STEPS = 15
"""Of its history, the newest."""

_TOLD = {
    "claimed case": "claimed",
    "took over case": "took_over",
    "answered case": "answered",
    "handed back case": "closed",
    "closed case": "closed",
    "claim lapsed": "lapsed",
    "broke a promise": "late",
    "wrote a note": "noted",
}
"""What the audit calls it, and what this page does."""


@dataclass(frozen=True)
class Step:
    """The same done several times in a row is told once, with the last time."""

    what: str
    who: str  # the id of whoever did it
    at: datetime
    times: int = 1


async def show(visit: Visit, row: Row) -> None:
    """To whoever has the case, and to leads; a lead reads no words of the person here."""
    if not (visit.has(row) or visit.staff.sets_up):
        visit.say("desk.not_yours", number=row["number"])
        return
    case = open_case(row, visit.tools.keys)
    names = await _names(visit)
    audit = await visit.connection.rows("audit_of", about=case.id)
    notes = await visit.connection.rows("notes_of", case_id=case.id)
    visit.say(
        "cases.page",
        _buttons(visit, row),
        about=case.id,
        case=case,
        is_closed=row["status"] == "closed",
        since=visit.local(case.opened_at),
        by=case.answer_by and visit.local(case.answer_by),
        reasons=[case.reason.value, *(visit.words(n) for n in notes if n["what"] == REASON)],
        steps=[(s.what, visit.local(s.at), names.get(s.who, ""), s.times) for s in _steps(audit)],
        notes=[
            (visit.local(from_ms(n["at"])), names.get(n["staff_id"], ""), visit.words(n))
            for n in notes
            if n["what"] == NOTE
        ],
    )
    visit.note("saw case", case.id)


def _steps(audit: Iterable[Row]) -> list[Step]:
    found: list[Step] = []
    for row in audit:
        what = "opened" if row["what"].startswith("opened case") else _TOLD.get(row["what"])
        if what is None:
            continue
        at = from_ms(row["at"])
        if found and (found[-1].what, found[-1].who) == (what, row["who"]):
            found[-1] = replace(found[-1], at=at, times=found[-1].times + 1)
        else:
            found.append(Step(what, row["who"], at))
    return found[-MOST_STEPS:]


async def _names(visit: Visit) -> dict[str, str]:
    """Also of those who work here no more."""
    keys = visit.tools.keys
    return {
        row["id"]: keys.open(row["key_id"], row["sealed"], f"staff:{row['id']}")
        for row in await visit.connection.rows("names_of_staff")
    }


def _buttons(visit: Visit, row: Row) -> Keyboard:
    id = row["id"]
    if visit.has(row):
        out = visit.button("outings.button__out", id, "out")
        return ((visit.button("cases.button__person", id, "person"),), (out,), *claimers(visit, id))
    if row["status"] == "open":
        return ((visit.button("desk.button__take", id, "take"),),)
    return ()


def claimers(visit: Visit, case: str) -> Keyboard:
    """What whoever has the case can do with it."""
    talk = visit.button("desk.button__talk", case, "talk")
    over = visit.button("desk.button__over", case, "over")
    close = visit.button("desk.button__close", case, "close")
    ready = visit.button("ready.button__list", case, "ready")
    return ((talk,), (ready,), (over, close), (visit.button("desk.button__back", case, "back"),))
