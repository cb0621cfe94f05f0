"""The hands of a person: everything that somebody can do with a Telegram client in hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from navigator_bot.simulator.errors import CannotDo
from navigator_bot.simulator.files import picture_size
from navigator_bot.simulator.formatting import find_entities
from navigator_bot.simulator.group import Group
from navigator_bot.simulator.model import (
    Attachment,
    Button,
    Chat,
    Contact,
    Document,
    Formatted,
    Location,
    Message,
    Notice,
    Photo,
    ReplyButton,
    Standing,
    Sticker,
    User,
    Voice,
)

if TYPE_CHECKING:
    from navigator_bot.simulator.world import World

# A 2 by 2 pixel PNG, for when any picture will do.
SMALL_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a730000001049444154789c63"
    "d0cf4f0222060805001b4204013d5a02110000000049454e44ae426082"
)
TOASTS_KEPT = 100
Place = Group | Chat | None  # None: the private chat with the bot


class Person:
    """Somebody with a Telegram client. What they do reaches the bot as updates."""

    def __init__(self, world: World, user: User, chat: Chat) -> None:
        self.world = world
        self.user = user
        self.chat = chat
        self.toasts: list[str] = []  # the newest answers to pressed buttons, oldest first
        self.toasts_shown = 0

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def sees(self) -> list[Message]:
        """What the private chat with the bot shows, oldest first."""
        return self.chat.visible

    @property
    def hears(self) -> Message:
        """The newest message from the bot in the private chat."""
        if not (said := self.chat.said_by_bot):
            raise CannotDo(f"The bot has said nothing to {self.user.name}.")
        return said[-1]

    def starts(self, payload: str = "") -> Message:
        """Presses Start, or opens a link that carries `payload`."""
        if self.chat.standing is Standing.KICKED:
            self.unblocks()
        return self.says(f"/start {payload}".strip())

    def says(
        self,
        text: str,
        chat: Place = None,
        *,
        reply_to: Message | None = None,
        topic: int = 0,
    ) -> Message:
        """Types a text. A client sends nothing when it is empty or too long."""
        text = text.strip()
        if not 1 <= len(text) <= 4096:
            raise CannotDo(f"A client sends 1 to 4096 characters at once, not {len(text)}.")
        words = find_entities(Formatted(text))
        return self._sends(words, None, chat, reply_to=reply_to, topic=topic)

    def presses(
        self, label_or_data: str, message: Message | None = None, *, chat: Place = None
    ) -> str:
        """Presses an inline button, on the newest message that has it unless one is named.

        Returns the callback query's id. A button of the keyboard under the chat is found too:
        it types its label or shares what it asks for, and the result is "".
        """
        where = self._chat(chat) if message is None else message.chat
        candidates = [message] if message else reversed(where.visible)
        for candidate in candidates:
            if button := _button(candidate, label_or_data):
                if button.data is None:
                    raise CannotDo(f"The button {button.text!r} opens something: {button.value}")
                return self.world.callback(self.user, candidate, button.data)
        if message is None and where.keyboard is not None:
            for row in where.keyboard.rows:
                for key in row:
                    if key.text == label_or_data:
                        self._types(key, where)
                        return ""
        raise CannotDo(f"There is no button {label_or_data!r} in {where.title!r}{_others(where)}.")

    def sends_photo(
        self, content: bytes = SMALL_PICTURE, caption: str = "", *, chat: Place = None
    ) -> Message:
        file = self.world.files.add(content, "photos", ".jpg")
        return self._sends(_words(caption), Photo(file, *picture_size(content)), chat)

    def sends_document(
        self,
        content: bytes = b"words",
        name: str = "letter.txt",
        caption: str = "",
        *,
        chat: Place = None,
    ) -> Message:
        file = self.world.files.add(content, "documents", "")
        return self._sends(_words(caption), Document(file, name, "text/plain"), chat)

    def sends_voice(
        self, seconds: int = 4, content: bytes = b"OggS", *, chat: Place = None
    ) -> Message:
        file = self.world.files.add(content, "voice", ".oga")
        return self._sends(Formatted(), Voice(file, seconds), chat)

    def sends_sticker(self, emoji: str = "🙂", *, chat: Place = None) -> Message:
        file = self.world.files.add(b"RIFF", "stickers", ".webp")
        return self._sends(Formatted(), Sticker(file, emoji), chat)

    def sends_contact(
        self, phone_number: str = "+447700900123", first_name: str = "", *, chat: Place = None
    ) -> Message:
        """Their own contact, unless another name is given."""
        own = not first_name
        name = first_name or self.user.first_name
        contact = Contact(phone_number, name, self.id if own else 0)
        return self._sends(Formatted(), contact, chat)

    def sends_location(self, latitude: float, longitude: float, *, chat: Place = None) -> Message:
        return self._sends(Formatted(), Location(latitude, longitude), chat)

    def edits(self, message: Message | int, text: str, chat: Place = None) -> None:
        """Changes the text, or the caption, of a message of their own."""
        if isinstance(message, int):
            found = self._chat(chat).messages.get(message)
            if found is None:
                raise CannotDo(f"There is no message {message}.")
            message = found
        if message.sender.id != self.id or message.is_deleted:
            raise CannotDo(f"Message {message.message_id} is not {self.user.name}'s to edit.")
        message.words = _words(text)
        self.world.edited(message)

    def reacts(self, message: Message, emoji: str = "👍") -> None:
        """Chooses their one reaction to a message; "" takes it back."""
        if message.is_deleted or isinstance(message.attachment, Notice):
            raise CannotDo(f"Message {message.message_id} takes no reaction.")
        self.world.reacted(self.user, message, emoji)

    def is_shown(self, toast: str) -> None:
        """The bot answered a pressed button with a few words."""
        self.toasts.append(toast)
        self.toasts_shown += 1
        del self.toasts[:-TOASTS_KEPT]

    def speaks(self, language: str) -> None:
        """Sets their phone to another language, which the bot sees with what they do next."""
        self.user = replace(self.user, language=language)
        self.chat.user = self.user
        self.world.changed.happened()

    def blocks(self) -> None:
        self.world.bot_stands(self.chat, Standing.KICKED, self.user)

    def unblocks(self) -> None:
        self.world.bot_stands(self.chat, Standing.MEMBER, self.user)

    def _sends(
        self,
        words: Formatted,
        attachment: Attachment | None,
        place: Place,
        *,
        reply_to: Message | None = None,
        topic: int = 0,
    ) -> Message:
        chat = self._chat(place if place is not None or reply_to is None else reply_to.chat)
        if chat.is_private and chat.standing is Standing.KICKED:
            raise CannotDo(f"{self.user.name} has blocked the bot and must unblock it first.")
        if chat.is_private and chat.standing is Standing.STRANGER:
            chat.standing = Standing.MEMBER
        if reply_to is not None and not topic:
            topic = reply_to.topic
        if topic and topic not in chat.topics:
            raise CannotDo(f"There is no topic {topic} in {chat.title!r}.")
        return self.world.post(chat, self.user, words, attachment, reply_to=reply_to, topic=topic)

    def _chat(self, place: Place) -> Chat:
        chat = place.chat if isinstance(place, Group) else place or self.chat
        if not chat.is_private and self.id not in chat.members:
            raise CannotDo(f"{self.user.name} is not in the group {chat.title!r}.")
        if chat.migrated_to:
            raise CannotDo(f"The group {chat.title!r} has become a supergroup.")
        return chat

    def _types(self, key: ReplyButton, chat: Chat) -> None:
        if key.asks_for == "contact":
            self.sends_contact(chat=chat)
        elif key.asks_for == "location":
            self.sends_location(51.5072, -0.1276, chat=chat)
        else:
            self.says(key.text, chat)
        if chat.keyboard is not None and chat.keyboard.is_one_time:
            chat.keyboard = None


def _words(text: str) -> Formatted:
    return find_entities(Formatted(text.strip()))


def _button(message: Message, label_or_data: str) -> Button | None:
    for row in message.buttons:
        for button in row:
            if label_or_data in (button.text, button.data):
                return button
    return None


def _others(chat: Chat) -> str:
    labels = [label for message in chat.visible for label in message.labels]
    return f"; there are {', '.join(map(repr, labels))}" if labels else " (there are none)"
