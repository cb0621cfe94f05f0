"""Private notes on a case: for whoever has it next, never for the chat with the person."""

from __future__ import annotations

import re

from navigator_bot.desk import talks
from navigator_bot.desk.visit import Visit
from navigator_bot.events import Sent
from navigator_bot.store.database import Row

NOTE = "note"
"""What a note of a case is that staff wrote for each other."""

_NUMBERED = re.compile(r"(\d{1,9})(?:\s+(.*))?", re.DOTALL)


async def hear_command(visit: Visit, sent: Sent, words: str) -> None:
    """`/note 12 text`, or `/note text` in reply to a message of the case, or in its talk."""
    row, said = await _meant(visit, sent, words)
    if row is None:
        visit.say("desk.note_how")
    elif not (row["staff_id"] == visit.staff.id or visit.staff.sets_up):
        visit.say("desk.not_yours", number=row["number"])
    elif not said:
        visit.say("desk.note_empty", number=row["number"])
    else:
        visit.keep_words(row["id"], NOTE, said)
        visit.note("wrote a note", row["id"])
        visit.say("desk.note_kept", number=row["number"])


async def _meant(visit: Visit, sent: Sent, words: str) -> tuple[Row | None, str]:
    """The case, and what is left of the words."""
    if sent.reply_to is not None:
        message = await visit.message(sent.reply_to)
        case = message and message["case_id"]
        row = case and await visit.connection.row("case_to_change", id=case)
        return row or None, words
    if found := _NUMBERED.fullmatch(words):
        return await visit.case_by_number(found[1]), found[2] or ""
    return await talks.chosen_case(visit), words
