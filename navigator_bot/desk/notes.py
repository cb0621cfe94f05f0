"""Private notes on a case: for whoever has it next, never for the chat with the person."""

from __future__ import annotations

from navigator_bot.desk import talks
from navigator_bot.desk.visit import Visit
from navigator_bot.events import Sent

NOTE = "note"
"""What a note of a case is that staff wrote for each other."""


async def hear_command(visit: Visit, sent: Sent, words: str) -> None:
    """`/note 12 text`, or `/note text` in reply to a message of the case, or in its talk."""
    row, said = await talks.meant(visit, sent, words)
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
