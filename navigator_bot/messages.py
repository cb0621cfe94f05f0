"""What can be sent: finished, in one language, ready for Telegram."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TypeAlias

LONGEST = 4096
"""UTF-16 units that Telegram takes in one message, once its markup is read."""


@dataclass(frozen=True)
class Button:
    """`data` comes back when it is pressed (1 to 64 bytes)."""

    label: str
    data: str


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Text:
    html: str
    keyboard: Keyboard = ()
    reply_to: int | None = None


@dataclass(frozen=True)
class Picture:
    """An SVG that becomes a PNG when it is sent; every value in it also stands in the caption."""

    svg: str
    caption: str
    keyboard: Keyboard = ()


@dataclass(frozen=True)
class File:
    name: str
    content: str
    caption: str


@dataclass(frozen=True)
class Document:
    """A file that is no text: a workbook."""

    name: str
    content: bytes
    caption: str


@dataclass(frozen=True)
class Edit:
    """Change a message that we sent: `target` is its outbox row. `html` None keeps its words."""

    target: str
    html: str | None = None
    addition: str = ""  # set below the words it had
    keyboard: Keyboard = ()


@dataclass(frozen=True)
class Copy:
    """The same message once more in another chat, without saying where it came from."""

    from_chat: int
    message: int


@dataclass(frozen=True)
class Reaction:
    """A quiet mark on a message that somebody sent us, in place of the one before."""

    message: int
    emoji: str  # one of those that Telegram lets bots choose


@dataclass(frozen=True)
class OpenTopic:
    """A new topic in the chat; Telegram numbers it as it numbers messages."""

    name: str


@dataclass(frozen=True)
class CloseTopic:
    """Away with a topic, and all that was said in it."""

    topic: int


Message: TypeAlias = (
    Text | Picture | File | Document | Edit | Copy | Reaction | OpenTopic | CloseTopic
)


def parted(text: Text) -> list[Text]:
    """One message, or as many as its length needs; the buttons are under the last.

    Parted at line ends where that will do, else between words, else anywhere but within a tag or
    an entity. No wording marks up across lines, so the marked-up start of a line stays whole.
    """
    if units(text.html) <= LONGEST:
        return [text]
    *first, last = _pieces(text.html)
    return [*(replace(text, html=piece, keyboard=()) for piece in first), replace(text, html=last)]


def units(html: str) -> int:
    """UTF-16 units, counting markup too: never less than what Telegram counts."""
    return len(html) if html.isascii() else len(html.encode("utf-16-le")) // 2


def _pieces(html: str) -> list[str]:
    pieces = [""]
    for part in _parts(html):
        if units(pieces[-1] + part) > LONGEST:
            pieces.append("")
        pieces[-1] += part
    return [piece.strip("\n") for piece in pieces if piece.strip()]


def _parts(html: str) -> list[str]:
    """Lines; of a line that is too long its words; of such a word its letters."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", html)
    return _finer(_finer(lines, r"\s*\S+\s?|\s+"), r"<[^>]*>|&[#\w]+;|(?s:.)")


def _finer(parts: list[str], pattern: str) -> list[str]:
    """Those that are too long, taken apart."""
    return [
        piece
        for part in parts
        for piece in ([part] if units(part) <= LONGEST else re.findall(pattern, part))
    ]
