"""Ready replies: chosen from a list, shown as the person will read them, sent only on a press."""

from __future__ import annotations

from conversations.kit.replies import Kind
from navigator_bot.desk import places, talks
from navigator_bot.desk.places import Drafting
from navigator_bot.desk.relaying import send_words
from navigator_bot.desk.visit import CASE, Visit
from navigator_bot.events import Sent
from navigator_bot.messages import Button
from navigator_bot.outbox import Origin
from navigator_bot.staff_visit import token_of
from navigator_bot.store.database import Row

_LABELS = {
    "hello": "ready.button__hello",
    "reading": "ready.button__reading",
    "listen": "ready.button__listen",
    "back_soon": "ready.button__back_soon",
    "when": "ready.button__when",
    "day_ends": "ready.button__day_ends",
    "in_danger": "ready.button__in_danger",
    "thanks": "ready.button__thanks",
}
_WORDS = {
    "hello": "ready.hello",
    "reading": "ready.reading",
    "listen": "ready.listen",
    "back_soon": "ready.back_soon",
    "when": "ready.when",
    "day_ends": "ready.day_ends",
    "in_danger": "ready.in_danger",
    "thanks": "ready.thanks",
}


async def hear_command(visit: Visit, sent: Sent, words: str) -> None:
    """`/reply 12`, or `/reply` as a reply to a message of the case, or in its talk."""
    row, _ = await talks.meant(visit, sent, words)
    if row is None:
        visit.say("ready.how")
    elif not visit.has(row):
        visit.say("desk.not_yours", number=row["number"])
    else:
        offer(visit, row)


def offer(visit: Visit, row: Row) -> None:
    """The service's own first, each by its place in the file."""
    id = row["id"]
    own = [
        Button(each.label, f"{CASE}:{id}:ready:{place}")
        for place, each in enumerate(visit.tools.ready)
    ]
    shipped = [visit.button(_LABELS[key], id, f"ready:{key}") for key in _LABELS]
    visit.say("ready.choose", tuple((each,) for each in (*own, *shipped)), number=row["number"])


def choose(visit: Visit, row: Row, key: str) -> None:
    own = visit.tools.ready
    if key.isdecimal() and int(key) < len(own):
        _show(visit, row, own[int(key)].words)
    elif key in _WORDS:
        _show(visit, row, visit.phrase(_WORDS[key]))
    else:
        offer(visit, row)


async def hear(visit: Visit, sent: Sent, place: Drafting) -> None:
    """They put it in their own words: shown again, and still not sent."""
    row = await visit.connection.row("case_to_change", id=place.case)
    if row is None or not visit.has(row):
        visit.leave()
        visit.say("desk.closed_so_not_sent")
    elif sent.kind is not Kind.TEXT:
        visit.say("ready.only_words", ((_drop(visit, row),),))
    else:
        _show(visit, row, sent.words)


async def send(visit: Visit, row: Row, token: str, message: int | None) -> None:
    """What is sent is what was shown above the button: `message`, which is marked once it has
    reached the person."""
    place = await places.where(visit)
    is_shown = isinstance(place, Drafting) and place.case == row["id"]
    if not is_shown or not isinstance(place, Drafting) or token_of(place) != token:
        visit.say("ready.over", number=row["number"])
        return
    visit.leave()
    origin = None if message is None else Origin(visit.staff.user, message)
    await send_words(visit, row, place.words, origin)
    visit.say("ready.sent", about=row["id"], number=row["number"])


def _show(visit: Visit, row: Row, words: str) -> None:
    place = Drafting(row["id"], words)
    visit.stand(place)
    send = visit.button("ready.button__send", row["id"], f"ready_send:{token_of(place)}")
    buttons = ((send,), (_drop(visit, row),))
    visit.say("ready.shown", buttons, number=row["number"], name=visit.staff.name, words=words)


def _drop(visit: Visit, row: Row) -> Button:
    return visit.button("ready.button__drop", row["id"], "leave")
