"""The small language that rules are written in, and the expressions over codes it becomes.

kill+           a word in all its regular forms: kill, kills, killed, killing
<family>        any word or phrase of a class
(a|b c)         one of these
word?           may be missing
..              up to three words of the same sentence, or none
...             up to eight
~               up to three words of the same clause
!(a|b)          not followed by one of these
^   $           where a clause begins, where it ends
this & that     both, in either order, close together
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from conversations.safety_net.folding import folded
from conversations.safety_net.words import COMMA, STOP, Words

_PLAIN = r"[^()|?^$~<>.]"
_MARK = re.compile(
    rf"\.\.\.|\.\.|!\(|\({_PLAIN}+(?:\|{_PLAIN}+)*\)|[()|?^$~]|<\w+>|[^\s()|?^$~<>]+"
)
_PHRASE = re.compile(rf"{_PLAIN}+")
_WITHIN = f"[^{STOP}]"
_GAPS = {
    "~": f"[^{STOP}{COMMA}]{{0,3}}?",
    "..": f"{_WITHIN}{{0,3}}?",
    "...": f"{_WITHIN}{{0,8}}?",
}
_VOWELS = "aeiou"


class GrammarError(ValueError):
    """A pattern that cannot be understood."""


@dataclass(frozen=True)
class Part:
    """One expression over codes; each of `needs` is a set of codes of which one must be there."""

    source: str
    needs: tuple[frozenset[str], ...]

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """Compiled when it is first wanted, since most never are."""
        return re.compile(self.source)


Pattern = tuple[Part, ...]
"""Parts that must all be found."""


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
    """Compiles patterns; `classes` are lists of words and phrases, kept apart by commas."""

    words: Words
    classes: Mapping[str, str]
    _made: dict[str, _Piece] = field(default_factory=dict)
    _phrases: dict[str, _Piece] = field(default_factory=dict)

    def pattern(self, text: str) -> Pattern:
        """Raises GrammarError."""
        return tuple(self._part(each) for each in text.split(" & "))

    def _part(self, text: str) -> Part:
        marks = _Marks(folded(text).replace("'", ""))
        piece = self._either(marks)
        if marks.next is not None:
            raise GrammarError(f"{marks.next!r} is not understood in {text!r}.")
        if not piece.needs:
            raise GrammarError(f"{text!r} asks for no word at all.")
        return Part(piece.expression, piece.needs)

    def _either(self, marks: _Marks) -> _Piece:
        pieces = [self._sequence(marks)]
        while marks.next == "|":
            marks.take()
            pieces.append(self._sequence(marks))
        return pieces[0] if len(pieces) == 1 else _any_of(pieces)

    def _sequence(self, marks: _Marks) -> _Piece:
        pieces = []
        while marks.next not in (None, "|", ")"):
            piece = self._one(marks.take(), marks)
            if marks.next == "?":
                marks.take()
                piece = _Piece(f"(?:{piece.expression})?")
            pieces.append(piece)
        return _in_order(pieces)

    def _one(self, mark: str, marks: _Marks) -> _Piece:
        if mark in _GAPS:
            return _Piece(_GAPS[mark])
        if mark in ("(", "!("):
            inner = self._either(marks)
            marks.close()
            return inner.bracketed if mark == "(" else _Piece(f"(?!{inner.expression})")
        if mark == "^":
            return _Piece(f"(?:^|(?<=[{STOP}{COMMA}{self._joiners}]))")
        if mark == "$":
            return _Piece(f"(?=$|[{STOP}{COMMA}{self._joiners}])")
        if mark.startswith("<"):
            return self._class(mark[1:-1])
        if mark.startswith("("):
            options = [self._phrase(each) for each in mark[1:-1].split("|")]
            return (options[0] if len(options) == 1 else _any_of(options)).bracketed
        return self._phrase(mark)

    def _phrase(self, text: str) -> _Piece:
        """Words and nothing else; the same ones stand in many places."""
        piece = self._phrases.get(text)
        if piece is None:
            words = text.split()
            if len(words) == 1:
                piece = _any_of([self._word(each) for each in _forms(words[0])])
            else:
                piece = _in_order([self._phrase(word) for word in words])
            self._phrases[text] = piece
        return piece

    @cached_property
    def _joiners(self) -> str:
        return "".join(self.words.code(word) for word in ("and", "but", "so", "then", "because"))

    def _class(self, name: str) -> _Piece:
        if name not in self._made:
            if name not in self.classes:
                raise GrammarError(f"There is no class <{name}>.")
            listed = [each for each in re.split(r"[,\n]", self.classes[name]) if each.strip()]
            self._made[name] = _any_of(
                [self._listed(folded(each).replace("'", "")) for each in listed]
            )
        return self._made[name]

    def _listed(self, text: str) -> _Piece:
        return self._phrase(text) if _PHRASE.fullmatch(text) else self._sequence(_Marks(text))

    def _word(self, word: str) -> _Piece:
        codes = [self.words.code(plain) for plain in self.words.plain(word)]
        needs = tuple([frozenset(code) for code in codes])
        return _Piece("".join(codes), needs, needs[0] if len(needs) == 1 else frozenset())


class _Piece(NamedTuple):
    expression: str
    needs: tuple[frozenset[str], ...] = ()
    single: frozenset[str] = frozenset()
    """All that it can be, where that is always one code."""

    @property
    def bracketed(self) -> _Piece:
        return self if self.single else self._replace(expression=f"(?:{self.expression})")


def _forms(mark: str) -> tuple[str, ...]:
    return inflected(mark[:-1]) if mark.endswith("+") else (mark,)


def _in_order(pieces: Sequence[_Piece]) -> _Piece:
    if len(pieces) == 1:
        return pieces[0]
    needs = tuple([need for piece in pieces for need in piece.needs])
    return _Piece("".join([piece.expression for piece in pieces]), needs)


def _any_of(pieces: Sequence[_Piece]) -> _Piece:
    """Single codes share one set of characters, which is looked up in one go."""
    if len(pieces) == 1 and pieces[0].single:
        return pieces[0]
    single = frozenset[str]().union(*[each.single for each in pieces])
    longer = list(dict.fromkeys([each.expression for each in pieces if not each.single]))
    options = [f"[{''.join(sorted(single))}]"] * bool(single) + longer
    expression = options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
    if not all([each.needs for each in pieces]):
        return _Piece(expression)
    need = frozenset[str]().union(*[min(each.needs, key=len) for each in pieces])
    return _Piece(expression, (need,), frozenset() if longer else single)


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

    def close(self) -> None:
        if self.take() != ")":
            raise GrammarError(f"A bracket is not closed in {self._text!r}.")
