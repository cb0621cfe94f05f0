"""The small language that rules are written in, read into patterns.

kill+           a word in all its forms: kill, kills, killed, killing
<family>        anything of a class
(a|b c)         one of these
word?           may be missing
..              up to three words of the same sentence, or none
...             up to eight
!(a|b)          not followed by one of these; at the beginning, not led up to by one
^   $           where a clause begins, where it ends
this & that     both, in either order, in one sentence or in neighbouring ones
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from conversations.safety_net.folding import folded
from conversations.safety_net.patterns import (
    Edge,
    Gap,
    InOrder,
    Leaf,
    Maybe,
    NotFollowed,
    NotLedUpTo,
    OneOf,
    Phrases,
    Piece,
    Together,
)
from conversations.safety_net.words import NUMBER, Words

_MARK = re.compile(r"\.\.\.|\.\.|[()|?^$!&]|<\w+>|[^\s()|?^$!<>]+")
_AFTER_A_SEQUENCE = (None, "|", ")", "&")
_EDGES = ("^", "$")
_GAPS = {"..": 3, "...": 8}
_VOWELS = "aeiou"


Spelt = frozenset[str]
"""Phrases, each a string of codes of words."""


class GrammarError(ValueError):
    """A pattern that cannot be understood."""


def inflected(word: str) -> tuple[str, ...]:
    """Regular forms; a short word that ends like `stab` doubles its last letter."""
    stem = doubled = word
    if word.endswith("e"):
        stem = doubled = word[:-1]
    elif len(word) <= 4 and word[-1] not in _VOWELS + "wxy" and word[-2:-1] in _VOWELS:
        doubled = word + word[-1] if word[-3:-2] not in _VOWELS else word
    if word.endswith("y") and word[-2] not in _VOWELS:
        return (word, word[:-1] + "ies", word[:-1] + "ied", word + "ing")
    plural = word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")
    return (word, plural, doubled + "ed", (stem if word.endswith("e") else doubled) + "ing")


@dataclass
class Grammar:
    """Reads patterns; `classes` are lists of words, phrases and patterns, kept apart by commas."""

    words: Words
    classes: Mapping[str, str]
    irregular: Mapping[str, str] = field(default_factory=dict)
    figures: Iterable[str] = ()
    """Those that stand in rules; any of them is also a number."""
    phrases: dict[str, int] = field(default_factory=dict)
    """Strings of codes, and their numbers."""
    needs: list[Phrases] = field(default_factory=list)
    _numbers: dict[Phrases, int] = field(default_factory=dict)
    _leaves: dict[Phrases, Leaf] = field(default_factory=dict)
    _named: dict[str, Piece | None] = field(default_factory=dict)

    def pattern(self, text: str) -> Piece:
        """Raises GrammarError."""
        marks = _Marks(folded(text).replace("'", ""))
        piece = self._either(marks)
        if marks.next is not None:
            raise GrammarError(f"{marks.next!r} is not understood in {text!r}.")
        if not piece.needs:
            raise GrammarError(f"{text!r} asks for no word at all.")
        return piece

    def _either(self, marks: _Marks) -> Piece:
        """Alternatives; those that are only words become one leaf."""
        words: set[str] = set()
        pieces: list[Piece] = []
        while True:
            option = self._together(marks)
            if isinstance(option, frozenset):
                words |= option
            else:
                pieces.append(option)
            if not marks.took("|"):
                break
        if words:
            pieces.append(self._leaf(frozenset(words)))
        return self._one_of(pieces)

    def _together(self, marks: _Marks) -> Spelt | Piece:
        first = self._in_order(marks)
        others = []
        while marks.took("&"):
            others.append(self._piece(self._in_order(marks)))
        return Together(self._piece(first), others) if others else first

    def _in_order(self, marks: _Marks) -> Spelt | Piece:
        items: list[str | Piece] = []
        while marks.next not in _AFTER_A_SEQUENCE:
            items.append(self._item(marks))
        words = [each for each in items if isinstance(each, str)]
        if len(words) == len(items):
            return self._spelt(words)
        pieces = _settled(list(self._pieces(items)))
        return pieces[0] if len(pieces) == 1 else InOrder(pieces)

    def _pieces(self, items: Iterable[str | Piece]) -> Iterator[Piece]:
        """Words that stand together are one piece."""
        words: list[str] = []
        for item in items:
            if isinstance(item, str):
                words.append(item)
                continue
            if words:
                yield self._leaf(self._spelt(words))
                words = []
            yield item
        if words:
            yield self._leaf(self._spelt(words))

    def _item(self, marks: _Marks) -> str | Piece:
        mark = marks.take()
        if mark in _GAPS:
            return Gap(_GAPS[mark])
        if mark == "!":
            return NotFollowed(self._piece(self._item(marks)))
        item = self._one(mark, marks)
        return Maybe(self._piece(item)) if marks.took("?") else item

    def _one(self, mark: str, marks: _Marks) -> str | Piece:
        if mark == "(":
            piece = self._either(marks)
            marks.close()
            return piece
        if mark.startswith("<"):
            return self._class(mark[1:-1])
        if mark in _EDGES:
            return Edge(_EDGES.index(mark))
        return mark

    def _class(self, name: str) -> Piece:
        if name not in self._named:
            if name not in self.classes:
                raise GrammarError(f"There is no class <{name}>.")
            self._named[name] = None
            listed = [each.strip() for each in re.split(r"[,\n]", self.classes[name])]
            self._named[name] = self.pattern(" | ".join(each for each in listed if each))
        piece = self._named[name]
        if piece is None:
            raise GrammarError(f"The class <{name}> holds itself.")
        return piece

    def _piece(self, item: str | Spelt | Piece) -> Piece:
        if isinstance(item, str):
            item = self._spelt([item])
        return self._leaf(item) if isinstance(item, frozenset) else item

    def _spelt(self, words: Iterable[str]) -> Spelt:
        """Every way in which some words one after the other can be written, in codes."""
        forms = [
            ["".join(map(self.words.code, self.words.plain(form))) for form in self._forms(word)]
            for word in words
        ]
        return frozenset(map("".join, product(*forms)))

    def _forms(self, mark: str) -> tuple[str, ...]:
        if mark == NUMBER:
            return (mark, *self.figures)
        if not mark.endswith("+"):
            return (mark,)
        word = mark[:-1]
        return (*inflected(word), *self.irregular.get(word, "").split())

    def _leaf(self, spelt: Spelt) -> Leaf:
        """One for each set of phrases, however many patterns it stands in."""
        every = self.phrases
        phrases = tuple(sorted([every.setdefault(each, len(every)) for each in sorted(spelt)]))
        if phrases not in self._leaves:
            self._leaves[phrases] = Leaf(phrases, self._need(phrases))
        return self._leaves[phrases]

    def _one_of(self, pieces: Sequence[Piece]) -> Piece:
        """What it needs is the rarest that each needs, or nothing if one needs nothing."""
        if len(pieces) == 1:
            return pieces[0]
        if not all([each.needs for each in pieces]):
            return OneOf(pieces)
        smallest = [min([self.needs[need] for need in each.needs], key=len) for each in pieces]
        return OneOf(pieces, (self._need(tuple(sorted(set[int]().union(*smallest)))),))

    def _need(self, phrases: Phrases) -> int:
        if phrases not in self._numbers:
            self._numbers[phrases] = len(self.needs)
            self.needs.append(phrases)
        return self._numbers[phrases]


def _settled(pieces: list[Piece]) -> list[Piece]:
    """Gaps at either end say nothing; what must be absent at the beginning must not lead up."""
    while pieces and isinstance(pieces[-1], Gap):
        pieces.pop()
    match pieces:
        case [NotFollowed(piece=absent), Gap(most), *others]:
            return [NotLedUpTo(absent, most), *others]
        case [NotFollowed(piece=absent), *others]:
            return [NotLedUpTo(absent, 0), *others]
        case [Gap(), *others]:
            return others
    return pieces


class _Marks:
    """The marks of one pattern, taken one by one."""

    def __init__(self, text: str):
        self._all: Iterator[str] = iter(_MARK.findall(text))
        self._text = text
        self.next = next(self._all, None)

    def take(self) -> str:
        mark = self.next
        if mark is None:
            raise GrammarError(f"{self._text!r} ends too early.")
        self.next = next(self._all, None)
        return mark

    def took(self, mark: str) -> bool:
        """Takes it, if it is the next."""
        if self.next != mark:
            return False
        self.take()
        return True

    def close(self) -> None:
        if self.take() != ")":
            raise GrammarError(f"A bracket is not closed in {self._text!r}.")
