"""Everything that can happen, as it is kept in the inbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from conversations.kit.effects import Bell
from conversations.kit.outings import News, OutingId
from conversations.kit.people import CaseId
from conversations.kit.replies import Kind
from resources_directory.model import Point

HOUSE = 0
"""The chat id of events that concern no one chat."""


class ChatKind(StrEnum):
    PRIVATE = "private"
    GROUP = "group"


@dataclass(frozen=True)
class Sender:
    """Who did it, as Telegram names them."""

    id: int
    name: str = ""
    language: str = ""


@dataclass(frozen=True)
class Attached:
    """A document that came with a message, which Telegram keeps until it is fetched."""

    file_id: str
    name: str = ""
    size: int | None = None  # bytes, where Telegram says


@dataclass(frozen=True)
class Sent:
    """A message of any kind. `words` are its text or caption."""

    sender: Sender
    message: int
    kind: Kind = Kind.TEXT
    words: str = ""
    point: Point | None = None
    reply_to: int | None = None
    topic: int | None = None  # in which it was sent, where the chat has topics
    edited: bool = False
    to: ChatKind = ChatKind.PRIVATE
    group_name: str = ""
    document: Attached | None = None
    reply_buttons: tuple[str, ...] = ()  # the data of the buttons under what it answers


@dataclass(frozen=True)
class Pressed:
    sender: Sender
    callback: str
    data: str
    message: int | None = None
    to: ChatKind = ChatKind.PRIVATE
    topic: int | None = None  # of the message


@dataclass(frozen=True)
class Membership:
    """The bot was let in or shut out: by a person who blocks it, or in a group."""

    sender: Sender
    inside: bool
    to: ChatKind
    group_name: str = ""


@dataclass(frozen=True)
class Migrated:
    """A group became a supergroup, with another id."""

    moved_to: int


@dataclass(frozen=True)
class TopicLost:
    """What was for a topic of this chat did not go out: it is deleted, or closed to us."""

    topic: int


@dataclass(frozen=True)
class Rang:
    """A timer came due. `due` is the moment it was set for."""

    bell: Bell
    ref: str
    due: datetime


@dataclass(frozen=True)
class Claimed:
    """A navigator took this person's case."""

    case: CaseId
    navigator: str
    instead_of: str = ""  # the colleague who handed it over
    is_late: bool = False  # later than was promised, and nobody has said sorry for it


@dataclass(frozen=True)
class HandedBack:
    """A navigator gave this person's conversation back; `lapsed` when they fell silent."""

    case: CaseId
    navigator: str
    lapsed: bool = False
    was_urgent: bool = False  # the case was for now


@dataclass(frozen=True)
class Tested:
    """An operator or the clock tries out whether alerts arrive and are seen."""

    canary: str  # the test's id


@dataclass(frozen=True)
class Overdue:
    """Nobody came by the time this person was told; `by` is a new one, where one is in sight."""

    case: CaseId
    by: datetime | None


@dataclass(frozen=True)
class OutingNews:
    """Something has become of an outing that its person must hear."""

    outing: OutingId
    news: News
    before: str = ""  # the navigator who was to come
    instead_of: OutingId | None = None


@dataclass(frozen=True)
class Unread:
    """An update that could not be read; kept, so that nothing is lost."""

    reason: str


@dataclass(frozen=True)
class Unopened:
    """What was kept does not open or cannot be read back; it stays as it was kept."""

    reason: str


Body: TypeAlias = (
    Sent
    | Pressed
    | Membership
    | Migrated
    | TopicLost
    | Rang
    | Claimed
    | HandedBack
    | Tested
    | Overdue
    | OutingNews
    | Unread
    | Unopened
)


@dataclass(frozen=True)
class Arrival:
    """What came in by a door, before it is kept. `key` is the same for every copy of it."""

    key: str
    chat: int
    body: Body


@dataclass(frozen=True)
class Event:
    """What is kept in the inbox; `chat` is whose order it keeps."""

    id: str
    key: str
    chat: int
    at: datetime
    body: Body
    tries: int = 0


def start_code(sent: Sent) -> str | None:
    """The code that came with a link to the bot, if one did: `/start CODE`."""
    command, _, code = sent.words.strip().partition(" ")
    return code.strip() or None if command == "/start" else None
