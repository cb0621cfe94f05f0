"""Reading a reply: number, choice, free words. What cannot be read is None, never a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TypeVar

from conversations.kit.turn import SKIP
from resources_directory.model import Point

E = TypeVar("E", bound=StrEnum)

LONGEST = 1000
"""Characters kept of one answer; longer ones are answered kindly, since a goal is not a letter."""

FEW_WORDS = 4
"""In a longer answer a number word counts nothing: "one of those days", "no one came"."""

_NUMBERS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "none": 0, "nil": 0, "nought": 0,
}  # fmt: skip


class Kind(StrEnum):
    """What came."""

    TEXT = "text"
    PRESS = "press"
    LOCATION = "location"
    PHOTO = "photo"
    VOICE = "voice"
    DOCUMENT = "document"
    CONTACT = "contact"
    STICKER = "sticker"
    OTHER = "other"


@dataclass(frozen=True)
class Asked:
    """The question now open, as it was shown."""

    number: int
    options: tuple[tuple[str, str], ...] = ()  # key and label of each button
    message: str = ""  # the outbox row that carries it


@dataclass(frozen=True)
class Reply:
    """What the person answered. `key` is the button, whether pressed or typed in words."""

    kind: Kind = Kind.TEXT
    words: str = ""
    key: str | None = None
    point: Point | None = None
    label: str = ""  # the pressed button as it was shown
    edited: bool = False
    options: Mapping[str, str] = field(default_factory=dict)  # key → label, as shown

    @property
    def text(self) -> str:
        """The words, trimmed, without halves of letters; empty where something else came."""
        whole = self.words.encode("utf-8", "ignore").decode()
        return whole.strip() if self.kind is Kind.TEXT else ""

    @cached_property
    def said(self) -> str:
        """The text without invisible marks; empty where it has no letter and no digit."""
        kept = "".join(each for each in self.text if each in _KEPT or not _is_hidden(each)).strip()
        return kept if any(each.isalnum() for each in kept) else ""

    @property
    def skipped(self) -> bool:
        return self.key == SKIP

    @property
    def is_too_long(self) -> bool:
        return len(self.text) > LONGEST

    def choice(self, options: type[E]) -> E | None:
        """The chosen member, or None where the reply names none of them."""
        return next((each for each in options if each.value == self.key), None)

    def number(self, lowest: int, highest: int) -> int | None:
        """One whole number within both bounds: "7", "7/10", "about seven"; None where unsure."""
        if self.key is not None and self.key.isascii() and self.key.isdigit():
            found = {int(self.key)}
        else:
            found = _numbers(self.text, highest)
        if len(found) != 1:
            return None
        value = found.pop()
        return value if lowest <= value <= highest else None


_KEPT = "\n\u200c\u200d"
"""Line breaks, and the joiners that some scripts and many emoji are written with."""


def _is_hidden(letter: str) -> bool:
    """Controls and marks that turn the direction of all text after them."""
    return unicodedata.category(letter) in ("Cc", "Cf")


def _numbers(text: str, highest: int) -> set[int]:
    plain = folded(text)
    plain = re.sub(rf"(\d+)\s*(?:/|out of|of)\s*{highest}\b", r"\1", plain)
    found = {int(digits) for digits in re.findall(r"(?<![\d.,-])\d{1,4}(?![\d.,])", plain)}
    if len(plain.split()) <= FEW_WORDS:
        found |= {_NUMBERS[word] for word in re.findall(r"[a-z]+", plain) if word in _NUMBERS}
    return found


def folded(text: str) -> str:
    """For comparing what people type: case, accents of width, quotes and outer punctuation gone."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
    return re.sub(r"\s+", " ", plain).strip(" \t\n.!?,;:\"'`*_()[]{}<>")


def read(words: str, asked: Asked | None) -> str | None:
    """The key of the button that was typed out as words, if it was."""
    if asked is None:
        return None
    plain = folded(words)
    if not plain:
        return None
    for key, label in asked.options:
        if plain in (_folded_label(label), _folded_label(key)):
            return key
    return None


_folded_label = lru_cache(512)(folded)
"""The same few labels are compared with every answer."""
