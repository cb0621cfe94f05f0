"""What the rehearsal page shows, as plain JSON; the words on it are the chats' own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from navigator_bot.simulator.formatting import pieces
from navigator_bot.simulator.model import (
    JSON,
    Attachment,
    Button,
    Chat,
    Contact,
    Document,
    Location,
    Message,
    Notice,
    Photo,
    Standing,
    Sticker,
    User,
    Voice,
)
from navigator_bot.simulator.person import Person
from navigator_bot.simulator.rehearsal import Cast, Seat
from navigator_bot.simulator.world import World

SHOWN = 200  # newest messages of a chat
QUOTED = 80  # characters of a message that is replied to


@dataclass(frozen=True, slots=True)
class Mark:
    """How much of which story a page has seen."""

    story: str = ""
    count: int = 0  # of what had happened in the world
    edition: int = 0

    def __str__(self) -> str:
        return f"{self.story}.{self.count}.{self.edition}"

    @classmethod
    def read(cls, text: str) -> Mark:
        """Of nothing yet, where the text is none of ours."""
        match text.split("."):
            case [story, count, edition] if count.isdecimal() and edition.isdecimal():
                return cls(story, int(count), int(edition))
        return cls()


@dataclass(frozen=True, slots=True)
class _Looks:
    """A phone as it looked when it was last looked at, and since which edition."""

    about: JSON
    messages: Sequence[tuple[int, int]]  # their numbers and revisions
    edition: int


class Views:
    """Each phone as it looks, sent again only once it looks otherwise. `run` sets this house apart
    from those that had run before, whose pages may still be open.
    """

    def __init__(self, run: str) -> None:
        self._run = run
        self._edition = 0
        self._looks: dict[str, _Looks] = {}

    def story(self, cast: Cast) -> str:
        """Another one for every story that begins."""
        return f"{self._run}-{cast.seats[0].who.id if cast.seats else 0}"

    def since(self, mark: Mark, cast: Cast, now: datetime) -> JSON:
        """`phones` has those that changed; `mark` is to be given back the next time."""
        story = self.story(cast)
        seen = mark.edition if mark.story == story else 0
        changed = [seat for seat in cast.seats if self._look(seat, now).edition > seen]
        return {
            "mark": str(Mark(story, cast.world.changed.count, self._edition)),
            "now": now.isoformat(),
            "story": story,
            "seats": [seat.key for seat in cast.seats],
            "phones": {seat.key: phone_view(seat, now) for seat in changed},
        }

    def _look(self, seat: Seat, now: datetime) -> _Looks:
        about = about_phone(seat, now)
        messages = [(each.message_id, each.revision) for each in seat.chat.visible[-SHOWN:]]
        before = self._looks.get(seat.key)
        if before is None or (before.about, before.messages) != (about, messages):
            self._edition += 1
            before = self._looks[seat.key] = _Looks(about, messages, self._edition)
        return before


def phone_view(seat: Seat, now: datetime) -> JSON:
    """One chat as whoever sits there has it before them."""
    messages = seat.chat.visible[-SHOWN:]
    return {
        **about_phone(seat, now),
        "messages": [message_view(message, seat.who.user) for message in messages],
    }


def about_phone(seat: Seat, now: datetime) -> JSON:
    """All of it but its messages."""
    who, chat = seat.who, seat.chat
    world = who.world
    return {
        "chat": chat.id,
        "who": who.user.name,
        "part": seat.part.value,
        "group": "" if seat.group is None else chat.title,
        "title": world.bot.name if chat.is_private else chat.title,
        "language": who.user.language,
        "about": world.profile.description_for(who.user.language),
        "has_started": not chat.is_private or chat.standing is not Standing.STRANGER,
        "is_blocked": chat.is_private and chat.standing is Standing.KICKED,
        "is_typing": chat.typing_until is not None and chat.typing_until > now,
        "keyboard": [[key.text for key in row] for row in chat.keyboard.rows]
        if chat.keyboard
        else [],
        "toasts": who.toasts_shown,
        "toast": who.toasts[-1] if who.toasts else "",
        "commands": _commands(world, who, chat),
    }


def message_view(message: Message, seen_by: User) -> JSON:
    return {
        "id": message.message_id,
        "revision": message.revision,
        "by": _by(message.sender, seen_by),
        "name": message.sender.name,
        "at": message.sent_at.isoformat(),
        "is_edited": message.edited_at is not None,
        "reply_to": _quote(message.reply_to) if message.reply_to else None,
        "is_forwarded": message.forwarded_from is not None,
        "pieces": [[one.text, one.styles, one.link] for one in pieces(message.words)],
        "buttons": [[_button(button) for button in row] for row in message.buttons],
        **_attached(message.attachment),
    }


def _by(sender: User, seen_by: User) -> str:
    if sender.is_bot:
        return "bot"
    return "me" if sender.id == seen_by.id else "other"


def _commands(world: World, who: Person, chat: Chat) -> list[JSON]:
    found = world.profile.commands_for(chat.id, who.id, who.user.language)
    return [{"name": one.name, "about": one.description} for one in found]


def _quote(message: Message) -> JSON:
    return {"name": message.sender.name, "text": message.text[:QUOTED]}


def _button(button: Button) -> JSON:
    link = str(button.value) if button.action == "url" else ""
    safe = link if link.startswith(("https://", "http://", "tel:")) else ""
    return {"text": button.text, "data": button.data, "link": safe}


def _attached(attachment: Attachment | None) -> JSON:
    match attachment:
        case None:
            return {"kind": "text", "about": {}}
        case Photo(_, width, height):
            return {"kind": "photo", "about": {"width": width, "height": height}}
        case Document(name=name):
            return {"kind": "document", "about": {"name": name}}
        case Voice(_, seconds):
            return {"kind": "voice", "about": {"seconds": seconds}}
        case Sticker(_, emoji):
            return {"kind": "sticker", "about": {"emoji": emoji}}
        case Contact(phone_number, first_name):
            return {"kind": "contact", "about": {"name": first_name, "phone": phone_number}}
        case Location(latitude, longitude):
            place = {"latitude": f"{latitude:.3f}", "longitude": f"{longitude:.3f}"}
            return {"kind": "location", "about": place}
        case Notice(name, value):
            return {"kind": "notice", "about": {"notice": name, **_who_it_is_about(value)}}


def _who_it_is_about(value: object) -> JSON:
    user = value[0] if isinstance(value, list) and value else value
    name = user.get("first_name") or user.get("name") if isinstance(user, dict) else None
    return {"name": name} if isinstance(name, str) else {}
