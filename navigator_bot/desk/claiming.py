"""Taking a case, what its claimer reads then, and handing it back."""

from __future__ import annotations

from navigator_bot.desk.case_page import claimers
from navigator_bot.desk.visit import Visit
from navigator_bot.store.case_words import REASON
from navigator_bot.store.database import Row
from navigator_bot.store.people import open_case, open_person


async def take(visit: Visit, row: Row) -> None:
    """The first of two taps has it; the second hears who."""
    alerts = visit.tools.alerts
    case = open_case(row, visit.tools.keys)
    if row["status"] == "closed":
        visit.say("desk.closed_already", number=case.number)
        return
    if row["status"] == "claimed":
        if row["staff_id"] != visit.staff.id:
            visit.say("desk.taken_already", case=case)
        return
    await visit.tools.casework.claim(visit.changes, row, visit.staff)
    text = alerts.text("desk.taken", number=case.number, name=visit.staff.name)
    await alerts.mark(visit.connection, visit.changes, case.id, text)
    await brief(visit, row)
    await visit.tools.outings.follow(visit.connection, visit.changes, case.id, visit.staff)


async def brief(visit: Visit, row: Row) -> None:
    """In private, to the claimer alone: who it is, and what they said."""
    keys = visit.tools.keys
    await visit.tools.topics.open(visit.connection, visit.changes, visit.staff.user, row)
    person_row = await visit.connection.row("person_of_case", id=row["id"])
    assert person_row is not None, "a case lives no longer than its person"
    person, case = open_person(person_row, keys), open_case(row, keys)
    notes = [
        (each["what"], visit.words(each))
        for each in await visit.connection.rows("notes_of", case_id=case.id)
    ]
    more = [words for what, words in notes if what == REASON]
    page = visit.button("cases.button__page", case.id, "page", number=case.number)
    visit.say(
        "desk.brief",
        ((page,), *claimers(visit, case.id)),
        about=case.id,
        case=case,
        name=person.name,
        discreet=person.is_discreet,
        reasons=list(dict.fromkeys([case.reason.value, *more])),
        words=keys.open(row["key_id"], row["sealed"], f"cases:{case.id}"),
        notes=[note for note in notes if note[0] != REASON],
    )
    visit.note("saw case", case.id)


async def hand_back(visit: Visit, row: Row, chat: int) -> None:
    """What is refused is said where it was pressed."""
    if row["status"] != "claimed" or row["staff_id"] != visit.staff.id:
        visit.tools.alerts.tell(visit.changes, chat, "desk.not_yours", number=row["number"])
        return
    await visit.tools.casework.hand_back(visit.connection, visit.changes, row, visit.staff)
    visit.say("desk.handed_back", number=row["number"])
