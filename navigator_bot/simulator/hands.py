"""What somebody at the rehearsal page does, done by the person whose phone it is."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from navigator_bot.simulator.errors import CannotDo
from navigator_bot.simulator.model import Chat, Message
from navigator_bot.simulator.person import Person
from navigator_bot.simulator.pictures import landscape
from navigator_bot.simulator.rehearsal import Cast


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done on one panel; which of the fields count depends on what is done."""

    panel: str
    what: str
    text: str = ""
    message: int = 0  # pressed on, or replied to
    latitude: float = 0.0
    longitude: float = 0.0

    @classmethod
    def read(cls, body: dict[str, object]) -> Act:
        """Raises a bad request for anything else than an act."""
        try:
            return cls(
                str(body["panel"]),
                str(body["what"]),
                str(body.get("text") or ""),
                int(str(body.get("message") or 0)),
                float(str(body.get("latitude") or 0)),
                float(str(body.get("longitude") or 0)),
            )
        except (KeyError, ValueError):
            raise web.HTTPBadRequest from None


def panel_of(cast: Cast, name: str) -> tuple[Person, Chat]:
    """Who acts on a panel, and in which chat."""
    match name:
        case "person":
            return cast.person, cast.person.chat
        case "navigator":
            return cast.navigator, cast.navigator.chat
        case "team":
            return cast.navigator, cast.team.chat
    raise web.HTTPNotFound


def carry_out(cast: Cast, act: Act) -> None:
    """Raises `CannotDo` for what a client would not do either."""
    who, chat = panel_of(cast, act.panel)
    match act.what:
        case "start":
            who.starts()
        case "say":
            reply_to = _message(chat, act.message) if act.message else None
            who.says(act.text, chat, reply_to=reply_to)
        case "press":
            message = _message(chat, act.message) if act.message else None
            who.presses(act.text, message, chat=chat)
        case "photo":
            who.sends_photo(landscape(), act.text, chat=chat)
        case "voice":
            who.sends_voice(chat=chat)
        case "location":
            who.sends_location(act.latitude, act.longitude, chat=chat)
        case "block":
            who.blocks()
        case "unblock":
            who.unblocks()
        case _:
            raise web.HTTPBadRequest


def _message(chat: Chat, number: int) -> Message:
    message = chat.messages.get(number)
    if message is None or message.is_deleted:
        raise CannotDo("That message is no longer there.")
    return message
