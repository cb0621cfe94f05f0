"""A button of a case: who may press it is looked at when it is pressed."""

from __future__ import annotations

from navigator_bot.desk import (
    case_page,
    claiming,
    closing,
    handing_over,
    person_page,
    planning,
    ready,
    talks,
)
from navigator_bot.desk.visit import Visit
from navigator_bot.store.database import Row

_OF_CLAIMER = frozenset(
    {
        "talk",
        "person",
        "close",
        "close_now",
        "close_with",
        "keep_open",
        "over",
        "to",
        "out",
        "out_ask",
        "out_save",
        "leave",
        "ready",
        "ready_send",
    }
)
"""Only for whoever has the case; the rest look for themselves."""


async def press(visit: Visit, row: Row, action: str, chat: int, message: int | None = None) -> None:
    """`chat` is where it was pressed, `message` what it stood under."""
    verb, _, given = action.partition(":")
    if verb in _OF_CLAIMER and not visit.has(row):
        visit.say("desk.not_yours", number=row["number"])
        return
    match verb:
        case "take":
            await claiming.take(visit, row)
        case "back":
            await claiming.hand_back(visit, row, chat)
        case "page":
            await case_page.show(visit, row)
        case "person":
            await person_page.show(visit, row)
        case "talk":
            talks.choose(visit, row)
        case "talk_off":
            await talks.hear_command(visit, "off")
        case "out":
            planning.ask_when(visit, row)
        case "out_ask" | "out_save":
            await planning.finish(visit, row, asks=verb == "out_ask")
        case "leave":
            visit.leave()
            visit.say("desk.left_off")
        case "ready":
            ready.choose(visit, row, given)
        case "ready_send":
            await ready.send(visit, row, given, message)
        case "over":
            await handing_over.offer(visit, row)
        case "to":
            await handing_over.ask(visit, row, given)
        case "accept":
            await handing_over.accept(visit, row)
        case "decline":
            handing_over.decline(visit, row)
        case _:
            await _close(visit, row, verb, given)


async def _close(visit: Visit, row: Row, verb: str, token: str) -> None:
    match verb:
        case "close":
            closing.ask(visit, row)
        case "close_now":
            await closing.close(visit, row)
        case "close_with":
            await closing.close_with(visit, row, token)
        case "keep_open":
            closing.keep_open(visit, row)
