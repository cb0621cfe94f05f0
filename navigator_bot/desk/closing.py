"""Closing a case with words that the person reads, or without."""

from __future__ import annotations

from conversations.kit.replies import Kind
from navigator_bot.desk import places
from navigator_bot.desk.places import Ending
from navigator_bot.desk.relaying import say_to_person
from navigator_bot.desk.visit import Visit
from navigator_bot.events import Sent
from navigator_bot.staff_visit import token_of
from navigator_bot.store.database import Row


def ask(visit: Visit, row: Row) -> None:
    visit.stand(Ending(row["id"]))
    without = visit.button("desk.button__without_words", row["id"], "close_now")
    buttons = ((without,), (visit.button("desk.button__keep_open", row["id"], "keep_open"),))
    visit.say("desk.last_words", buttons, number=row["number"])


async def hear(visit: Visit, sent: Sent, place: Ending) -> None:
    """They are shown what the person will read; typing again changes it."""
    row = await visit.connection.row("case_to_change", id=place.case)
    if row is None or not visit.has(row):
        visit.leave()
        visit.say("desk.closed_so_not_sent")
        return
    keep = visit.button("desk.button__keep_open", row["id"], "keep_open")
    if sent.kind is not Kind.TEXT:
        visit.say("desk.only_last_words", ((keep,),))
        return
    said = Ending(row["id"], sent.words)
    visit.stand(said)
    send = visit.button("desk.button__close_with", row["id"], f"close_with:{token_of(said)}")
    visit.say("desk.last_words_shown", ((send,), (keep,)), name=visit.staff.name, words=sent.words)


async def close_with(visit: Visit, row: Row, token: str) -> None:
    """Words other than those above the button, or typed too long ago, are asked for again."""
    place = await places.where(visit)
    if not isinstance(place, Ending) or not place.said or token_of(place) != token:
        ask(visit, row)
    else:
        say_to_person(visit, row, place.said)
        await close(visit, row, with_words=True)


async def close(visit: Visit, row: Row, *, with_words: bool = False) -> None:
    visit.leave()
    await visit.tools.casework.hand_back(visit.connection, visit.changes, row, visit.staff)
    visit.say("desk.closed_by_you", number=row["number"], with_words=with_words)


def keep_open(visit: Visit, row: Row) -> None:
    visit.leave()
    visit.say("desk.kept_open", number=row["number"])
