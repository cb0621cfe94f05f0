"""What the rehearsal page shows, as plain JSON; the words on it are the chats' own."""

from __future__ import annotations

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
from navigator_bot.simulator.rehearsal import Cast
from navigator_bot.simulator.world import World

SHOWN = 200  # newest messages of a chat
QUOTED = 80  # characters of a message that is replied to


def whole_view(cast: Cast, now: datetime) -> JSON:
    """`count` says how much had happened; asking after it waits for more."""
    world = cast.person.world
    private = {"person": cast.person, "navigator": cast.navigator}
    panels: JSON = {name: panel_view(who, who.chat, now) for name, who in private.items()}
    panels["team"] = panel_view(cast.navigator, cast.team.chat, now)
    return {
        "count": world.changed.count,
        "now": now.isoformat(),
        "story": cast.person.id,
        "bot": world.bot.name,
        "panels": panels,
    }


def panel_view(who: Person, chat: Chat, now: datetime) -> JSON:
    """One chat as `who` has it before them."""
    world = who.world
    messages = chat.visible[-SHOWN:]
    return {
        "chat": chat.id,
        "who": who.user.name,
        "title": world.bot.name if chat.is_private else chat.title,
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
        "messages": [message_view(message, who.user) for message in messages],
    }


def message_view(message: Message, seen_by: User) -> JSON:
    return {
        "id": message.message_id,
        "revision": message.revision,
        "by": "bot" if message.sender.is_bot else "me" if message.sender is seen_by else "other",
        "name": message.sender.name,
        "at": message.sent_at.isoformat(),
        "is_edited": message.edited_at is not None,
        "reply_to": _quote(message.reply_to) if message.reply_to else None,
        "is_forwarded": message.forwarded_from is not None,
        "pieces": [[one.text, one.styles, one.link] for one in pieces(message.words)],
        "buttons": [[_button(button) for button in row] for row in message.buttons],
        **_attached(message.attachment),
    }


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
        case Document(_, name, _):
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
