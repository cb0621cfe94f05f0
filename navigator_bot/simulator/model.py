"""What the stand-in's world is made of: users, chats, messages and what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Literal

JSON = dict[str, object]
ChatKind = Literal["private", "group", "supergroup"]


@dataclass(frozen=True, slots=True)
class User:
    """A person, or the bot, as Telegram shows them to a bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language: str = "en"
    is_bot: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Entity:
    """A marked stretch of a text; offset and length count UTF-16 units, as Telegram does."""

    kind: str
    offset: int
    length: int
    url: str = ""
    language: str = ""
    user_id: int = 0


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its marked stretches."""

    text: str = ""
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button; `action` is the Bot API's field name, such as "callback_data" or "url"."""

    text: str
    action: str
    value: object

    @property
    def data(self) -> str | None:
        return str(self.value) if self.action == "callback_data" else None


InlineKeyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class ReplyButton:
    """One button of the keyboard under a chat: it types its label, or shares what it asks for."""

    text: str
    asks_for: Literal["", "contact", "location"] = ""


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    """The keyboard under a chat."""

    rows: tuple[tuple[ReplyButton, ...], ...]
    is_one_time: bool = False


@dataclass(frozen=True, slots=True)
class RemoveKeyboard:
    """Takes the keyboard under a chat away."""


@dataclass(frozen=True, slots=True)
class ForceReply:
    """Asks the person's client to reply to this message."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The bytes behind a file id."""

    file_id: str
    unique_id: str
    path: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Photo:
    file: StoredFile
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file, of the `kind` under which the Bot API carries it: "video", "audio" and so on."""

    file: StoredFile
    name: str
    mime_type: str
    kind: str = "document"
    seconds: int = 0
    width: int = 0  # as the sender said: nothing here looks into a video
    height: int = 0


@dataclass(frozen=True, slots=True)
class Voice:
    file: StoredFile
    seconds: int


@dataclass(frozen=True, slots=True)
class Sticker:
    file: StoredFile
    emoji: str


@dataclass(frozen=True, slots=True)
class Contact:
    phone_number: str
    first_name: str
    user_id: int = 0


@dataclass(frozen=True, slots=True)
class Location:
    """A point; with a title, a venue."""

    latitude: float
    longitude: float
    title: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A service message, such as somebody joining, named as the Bot API names its field."""

    name: str
    value: object


Attachment = Photo | Document | Voice | Sticker | Contact | Location | Notice


@dataclass(slots=True, eq=False)
class Message:
    """A message as the chat shows it now: edits and deletions change it in place."""

    chat: Chat
    message_id: int
    sender: User
    sent_at: datetime
    words: Formatted = Formatted()  # the text, or the caption of an attachment
    attachment: Attachment | None = None
    buttons: InlineKeyboard = ()
    reply_to: Message | None = None
    topic: int = 0  # message_thread_id; 0 outside topics
    edited_at: datetime | None = None
    forwarded_from: Message | None = None
    album: str = ""  # media_group_id
    reactions: dict[int, str] = field(default_factory=dict)  # an emoji, by who chose it
    is_protected: bool = False
    is_deleted: bool = False
    revision: int = 0  # goes up with every change that a client would show

    def __repr__(self) -> str:
        return f"<{self.message_id} {self.sender.name}: {self.text!r} {self.labels}>"

    @property
    def text(self) -> str:
        """The text, or the caption, without its formatting."""
        return self.words.text

    @property
    def labels(self) -> list[str]:
        """The labels of its inline buttons, in reading order."""
        return [button.text for row in self.buttons for button in row]

    @property
    def picture(self) -> bytes | None:
        """The bytes of its photo."""
        return self.attachment.file.content if isinstance(self.attachment, Photo) else None


class Standing(Enum):
    """Where the bot, or a member, stands in a chat."""

    STRANGER = "stranger"  # nobody there has ever let it in
    MEMBER = "member"
    ADMINISTRATOR = "administrator"
    CREATOR = "creator"  # of a group; never the bot
    KICKED = "kicked"  # in a private chat: blocked
    LEFT = "left"


@dataclass(slots=True)
class Topic:
    """A thread of a forum. General, the topic of whatever is in no other, is number 1."""

    thread_id: int
    name: str
    made_by: int = 0
    icon_color: int = 0x6FB9F0
    icon: str = ""  # icon_custom_emoji_id
    is_closed: bool = False
    is_hidden: bool = False  # General alone can be


@dataclass(slots=True, eq=False)
class Chat:
    """One private chat or group, with its transcript."""

    id: int
    kind: ChatKind
    title: str
    user: User | None = None  # the person of a private chat
    standing: Standing = Standing.STRANGER
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    members: dict[int, User] = field(default_factory=dict, repr=False)
    administrators: set[int] = field(default_factory=set)
    banned: dict[int, User] = field(default_factory=dict, repr=False)
    is_forum: bool = False
    general: Topic = field(default_factory=lambda: Topic(1, "General"))
    topics: dict[int, Topic] = field(default_factory=dict)
    description: str = ""
    invite_link: str = ""
    keyboard: ReplyKeyboard | None = None
    pinned: list[int] = field(default_factory=list)
    migrated_to: int = 0
    typing_until: datetime | None = None
    # Only supergroups number their messages themselves; the first said that the group was made.
    last_message_id: int = 1

    @property
    def is_private(self) -> bool:
        return self.kind == "private"

    @property
    def bot_may_write(self) -> bool:
        return self.standing in (Standing.MEMBER, Standing.ADMINISTRATOR)

    def standing_of(self, user: User) -> Standing:
        """Where a person stands in a group; the first of its administrators is its creator."""
        if user.id in self.banned:
            return Standing.KICKED
        if user.id not in self.members:
            return Standing.LEFT
        if user.id not in self.administrators:
            return Standing.MEMBER
        is_first = user.id == next(iter(self.administrators))
        return Standing.CREATOR if is_first else Standing.ADMINISTRATOR

    @property
    def visible(self) -> list[Message]:
        """What a client shows, oldest first."""
        return [message for message in self.messages.values() if not message.is_deleted]

    @property
    def said_by_bot(self) -> list[Message]:
        """What the bot said here and a client still shows, oldest first; no service messages."""
        return [
            message
            for message in self.visible
            if message.sender.is_bot and not isinstance(message.attachment, Notice)
        ]

    def topic(self, thread_id: int) -> Topic | None:
        """The topic of that number; 0 is General."""
        return self.topics.get(thread_id) if thread_id else self.general
