"""What somebody at the rehearsal page does, done by the person whose phone it is."""

from __future__ import annotations

from dataclasses import dataclass

from navigator_bot.simulator.errors import CannotDo
from navigator_bot.simulator.model import Chat, Message
from navigator_bot.simulator.person import Person
from navigator_bot.simulator.pictures import landscape
from navigator_bot.simulator.rehearsal import Cast


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done on one phone; which of the fields count depends on what is done."""

    seat: str
    what: str  # one of WHAT
    text: str = ""  # said, captioned, pressed (a label or its data), a file, or a language's code
    message: int = 0  # pressed on, replied to, or edited; 0 for none in particular
    latitude: float = 0.0
    longitude: float = 0.0


WHAT = frozenset(
    {
        "start", "say", "edit", "press", "photo", "voice", "sticker", "contact", "document",
        "location", "language", "block", "unblock",
    }
)  # fmt: skip


def carry_out(cast: Cast, act: Act) -> None:
    """Raises CannotDo for what a client would not do either."""
    seat = cast.seat(act.seat)
    who, chat = seat.who, seat.chat
    message = message_of(chat, act.message) if act.message else None
    match act.what:
        case "start":
            who.starts(act.text)
        case "say":
            who.says(act.text, chat, reply_to=message)
        case "edit" if message is not None:
            who.edits(message, act.text, chat)
        case "press":
            who.presses(act.text, message, chat=chat)
        case "photo":
            who.sends_photo(landscape(), act.text, chat=chat)
        case "voice":
            who.sends_voice(chat=chat)
        case "sticker":
            who.sends_sticker(chat=chat)
        case "contact":
            who.sends_contact(chat=chat)
        case "document":
            _send_document(who, act.text, chat)
        case "location":
            who.sends_location(act.latitude, act.longitude, chat=chat)
        case "language":
            who.speaks(act.text)
        case "block":
            who.blocks()
        case "unblock":
            who.unblocks()
        case _:
            raise CannotDo(f"Nobody can {act.what!r} here.")


def _send_document(who: Person, text: str, chat: Chat) -> None:
    """The first line is its name, and the rest what is in it; any will do where nothing is said."""
    name, _, content = text.partition("\n")
    if name:
        who.sends_document(content.encode(), name, chat=chat)
    else:
        who.sends_document(chat=chat)


def message_of(chat: Chat, number: int) -> Message:
    """Raises CannotDo where the chat shows no such message."""
    message = chat.messages.get(number)
    if message is None or message.is_deleted:
        raise CannotDo("That message is no longer there.")
    return message
