"""A case at one look: why, since when, who did what, and the notes on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from conversations.kit.outings import Stage
from navigator_bot.clock import from_ms
from navigator_bot.desk.notes import NOTE
from navigator_bot.desk.visit import Visit
from navigator_bot.messages import Button, Keyboard
from navigator_bot.store.case_words import REASON
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
    "proposed a meeting": "proposed",
    "noted a visit": "visit_noted",
    "agreed to a meeting": "agreed",
    "declined a meeting": "declined",
    "asked for another time": "other_time",
    "called off a meeting": "called_off",
}
"""What the audit calls it, and what this page does."""


@dataclass(frozen=True)
class Step:
    """The same done several times in a row is told once, with the last time."""

    what: str
    who: str  # the id of whoever did it
    at: datetime
    times: int = 1


@dataclass(frozen=True)
class Outings:
    told: list[tuple[str, datetime, str]]  # how it stands, when and where
    buttons: Keyboard


async def show(visit: Visit, row: Row) -> None:
    """To whoever has the case, and to leads; a lead reads no words of the person here."""
    if not (visit.has(row) or visit.staff.sets_up):
        visit.say("desk.not_yours", number=row["number"])
        return
    case = open_case(row, visit.tools.keys)
    names = await _names(visit)
    audit = await visit.connection.rows("audit_of", about=case.id)
    notes = await visit.connection.rows("notes_of", case_id=case.id)
    outings = await _outings(visit, row)
    visit.say(
        "cases.page",
        (*outings.buttons, *_buttons(visit, row)),
        about=case.id,
        case=case,
        is_closed=row["status"] == "closed",
        since=visit.local(case.opened_at),
        by=case.answer_by and visit.local(case.answer_by),
        reasons=[case.reason.value, *(visit.words(n) for n in notes if n["what"] == REASON)],
        steps=[(s.what, visit.local(s.at), names.get(s.who, ""), s.times) for s in _steps(audit)],
        outings=outings.told,
        notes=[
            (visit.local(from_ms(n["at"])), names.get(n["staff_id"], ""), visit.words(n))
            for n in notes
            if n["what"] == NOTE
        ],
    )
    visit.note("saw case", case.id)


async def _outings(visit: Visit, row: Row) -> Outings:
    """Those that are still open; where it is the visitor who goes, with a button to change it."""
    told, buttons = [], list[tuple[Button, ...]]()
    book = visit.tools.outings
    for each in await visit.connection.rows("outings_of_case", case_id=row["id"]):
        stage, at = Stage(each["status"]), book.local(each)
        if not stage.is_open or (stage is Stage.PROPOSED and at <= visit.now):
            continue
        told.append((stage.value, at, book.place(each)))
        if stage is not Stage.THERE and each["staff_id"] == visit.staff.id:
            buttons += book.buttons(each["id"], is_case_theirs=visit.has(row))
    return Outings(told, tuple(buttons))


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
