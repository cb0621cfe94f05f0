"""A chosen case: what its navigator writes goes there, also without replying, for as long as the
talk goes on."""

from __future__ import annotations

import re
from datetime import timedelta

from navigator_bot.clock import from_ms, to_ms
from navigator_bot.desk.visit import Visit
from navigator_bot.events import Sent
from navigator_bot.store.database import Row

LASTS = timedelta(hours=1)
"""Whoever has written nothing for so long may have forgotten to whom they were writing."""

_NUMBERED = re.compile(r"(\d{1,9})(?:\s+(.*))?", re.DOTALL)


async def hear_command(visit: Visit, words: str) -> None:
    """`/talk 12` chooses, `/talk off` ends, and `/talk` alone tells."""
    if words == "off":
        end(visit)
        visit.say("desk.talk_off")
    elif words:
        await _choose(visit, words)
    else:
        row = await chosen_case(visit)
        visit.say("desk.talk_how", number=row and row["number"])


async def _choose(visit: Visit, words: str) -> None:
    row = await visit.case_by_number(words)
    if row is None:
        visit.say("desk.no_such_case", words=words)
    elif not visit.has(row):
        visit.say("desk.not_yours", number=row["number"])
    else:
        choose(visit, row)


def choose(visit: Visit, row: Row) -> None:
    """What they were in the middle of is left: their next words are for the person."""
    visit.leave()
    go_on(visit, row)
    off = visit.button("desk.button__talk_off", row["id"], "talk_off")
    visit.say("desk.talk_on", ((off,),), about=row["id"], number=row["number"])


async def meant(visit: Visit, sent: Sent, words: str) -> tuple[Row | None, str]:
    """The case that a command is about: the one it answers, has the number of, or the chosen one;
    and what is left of its words."""
    if sent.reply_to is not None:
        case, _ = await visit.case_answered(sent)
        return await visit.connection.row("case_to_change", id=case), words
    if found := _NUMBERED.fullmatch(words):
        return await visit.case_by_number(found[1]), found[2] or ""
    if visit.topic is not None:
        case = await visit.case_of_topic()
        return await visit.connection.row("case_to_change", id=case), words
    return await chosen_case(visit), words


async def chosen_case(visit: Visit) -> Row | None:
    """Theirs still, whether or not the talk has fallen silent."""
    talk = await _talk(visit)
    row = talk and await visit.connection.row("case_to_change", id=talk["case_id"])
    return row if row is not None and visit.has(row) else None


async def is_silent(visit: Visit) -> bool:
    talk = await _talk(visit)
    return talk is not None and visit.now - from_ms(talk["at"]) > LASTS


def go_on(visit: Visit, row: Row) -> None:
    at = to_ms(visit.now)
    visit.changes.add("keep_talk", staff_id=visit.staff.id, case_id=row["id"], at=at)


def end(visit: Visit) -> None:
    visit.changes.add("end_talk", staff_id=visit.staff.id)


async def _talk(visit: Visit) -> Row | None:
    return await visit.connection.row("talk_of", staff_id=visit.staff.id)
