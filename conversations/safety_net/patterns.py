"""Patterns over the words of one message, followed from all places at once.

A place is a gap between two message. A set of places is one whole number, a bit for each place, so
that a step of a pattern is a few operations on numbers, however long the message is, and nothing
is ever tried twice.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from conversations.safety_net.words import COMMA, STOP

NEAR = 20
"""How far apart, in words, the parts of a pattern may be; a new sentence counts as PAUSE."""
PAUSE = 9

Places = int
"""A set of places, as the bits of a number."""
Phrases = tuple[int, ...]
"""The numbers of some phrases, in order; as a need, one of them must be there."""


@dataclass
class Message:
    """The codes of one message, a place to each, and where each phrase of the rules begins."""

    codes: str
    written: str
    """The same with the commas, which have no place of their own."""
    joiners: str
    """The codes of words that begin a new clause."""
    found: dict[int, tuple[int, Places]] = field(default_factory=dict)
    """By the number of a phrase: its length in words, and where it begins."""
    met: set[int] = field(default_factory=set)
    """The numbers of all needs that some phrase of it meets."""
    _leaves: dict[int, tuple[tuple[int, Places], ...]] = field(default_factory=dict)
    _possible: dict[int, Sequence[Piece]] = field(default_factory=dict)
    _starts: dict[int, Places] = field(default_factory=dict)
    _ends: dict[int, Places] = field(default_factory=dict)

    def of(self, leaf: Leaf) -> Iterable[tuple[int, Places]]:
        """Where any phrase of a leaf begins: pairs of their length in words and the places."""
        key = id(leaf)
        if key not in self._leaves:
            places: dict[int, Places] = {}
            if leaf.needs[0] in self.met:
                for number in leaf.phrases:
                    if number not in self.found:
                        continue
                    length, starts = self.found[number]
                    places[length] = places.get(length, 0) | starts
            self._leaves[key] = tuple(places.items())
        return self._leaves[key]

    def possible(self, either: Piece) -> Sequence[Piece]:
        """The parts that have all they need."""
        key = id(either)
        if key not in self._possible:
            meets = self.met.issuperset
            self._possible[key] = [each for each in either.parts if meets(each.needs)]
        return self._possible[key]

    def ends(self, piece: Piece) -> Places:
        """Where a piece ends, wherever it began."""
        key = id(piece)
        if key not in self._ends:
            self._ends[key] = piece.on(self, (2 << len(self.codes)) - 1)
        return self._ends[key]

    def starts(self, piece: Piece) -> Places:
        """Where a piece begins, wherever it ends."""
        key = id(piece)
        if key not in self._starts:
            self._starts[key] = piece.back(self, self.ends(piece))
        return self._starts[key]

    @cached_property
    def clauses(self) -> tuple[Places, Places]:
        """Where clauses begin, and where they end."""
        begins, ends, place = 1, 1 << len(self.codes), 0
        for code in self.written:
            if code == COMMA:
                begins |= 1 << place
                ends |= 1 << place
                continue
            if code == STOP or code in self.joiners:
                begins |= 2 << place
                ends |= 1 << place
            place += 1
        return begins, ends


class Piece(ABC):
    """A part of a pattern."""

    needs: tuple[int, ...] = ()
    """Numbers of needs that a message must meet, or the piece is not there."""
    parts: tuple[Piece, ...] = ()

    @abstractmethod
    def on(self, message: Message, places: Places) -> Places:
        """Where it ends, begun at one of the places."""

    @abstractmethod
    def back(self, message: Message, places: Places) -> Places:
        """Where it begins, ended at one of the places."""


class Leaf(Piece):
    """One of some phrases."""

    def __init__(self, phrases: Phrases, need: int):
        self.phrases, self.needs = phrases, (need,)

    def on(self, message: Message, places: Places) -> Places:
        reached = 0
        for length, starts in message.of(self):
            reached |= (places & starts) << length
        return reached

    def back(self, message: Message, places: Places) -> Places:
        reached = 0
        for length, starts in message.of(self):
            reached |= (places >> length) & starts
        return reached


class InOrder(Piece):
    """One piece after the other."""

    def __init__(self, pieces: Sequence[Piece]):
        self.parts, self._backwards = tuple(pieces), tuple(reversed(pieces))
        self.needs = tuple(dict.fromkeys(need for each in pieces for need in each.needs))

    def on(self, message: Message, places: Places) -> Places:
        for piece in self.parts:
            places = piece.on(message, places)
            if not places:
                return 0
        return places

    def back(self, message: Message, places: Places) -> Places:
        for piece in self._backwards:
            places = piece.back(message, places)
            if not places:
                return 0
        return places


class OneOf(Piece):
    """Any of some pieces."""

    def __init__(self, pieces: Sequence[Piece], needs: tuple[int, ...] = ()):
        self.parts, self.needs = tuple(pieces), needs

    def on(self, message: Message, places: Places) -> Places:
        reached = 0
        for piece in message.possible(self):
            reached |= piece.on(message, places)
        return reached

    def back(self, message: Message, places: Places) -> Places:
        reached = 0
        for piece in message.possible(self):
            reached |= piece.back(message, places)
        return reached


class Maybe(Piece):
    """A piece that may be missing."""

    def __init__(self, piece: Piece):
        self.piece, self.parts = piece, (piece,)

    def on(self, message: Message, places: Places) -> Places:
        return places | self.piece.on(message, places)

    def back(self, message: Message, places: Places) -> Places:
        return places | self.piece.back(message, places)


@dataclass(eq=False)
class Gap(Piece):
    """So many words of the same sentence at most, or none."""

    most: int

    def on(self, message: Message, places: Places) -> Places:
        return onward(places, self.most)

    def back(self, message: Message, places: Places) -> Places:
        return backward(places, self.most)


@dataclass(eq=False)
class Edge(Piece):
    """Where a clause begins (0) or ends (1)."""

    side: int

    def on(self, message: Message, places: Places) -> Places:
        return places & message.clauses[self.side]

    back = on


class NotFollowed(Piece):
    """Not by this piece."""

    def __init__(self, piece: Piece):
        self.piece, self.parts = piece, (piece,)

    def on(self, message: Message, places: Places) -> Places:
        return places & ~message.starts(self.piece)

    back = on


class NotLedUpTo(Piece):
    """Not by this piece, ended at most so many words before."""

    def __init__(self, piece: Piece, within: int):
        self.piece, self.parts, self.within = piece, (piece,), within

    def on(self, message: Message, places: Places) -> Places:
        return places & ~onward(message.ends(self.piece), self.within)

    back = on


class Together(Piece):
    """A piece, where others are near it, before or after."""

    def __init__(self, piece: Piece, others: Sequence[Piece]):
        self._piece, self._others = piece, tuple(others)
        self.parts = (piece, *others)
        self.needs = tuple({need: None for each in (piece, *others) for need in each.needs})

    def on(self, message: Message, places: Places) -> Places:
        ends = self._piece.on(message, places)
        for other in self._others:
            if not ends:
                break
            starts = self._piece.back(message, ends) & places
            after = ends & backward(message.starts(other), NEAR)
            before = starts & onward(message.ends(other), NEAR)
            ends = after | (self._piece.on(message, before) if before else 0)
        return ends

    def back(self, message: Message, places: Places) -> Places:
        return self._piece.back(message, places & message.ends(self))


def onward(places: Places, most: int) -> Places:
    """The places, and those up to so many words further on."""
    reach = 0
    while reach < most:
        step = min(reach + 1, most - reach)
        places |= places << step
        reach += step
    return places


def backward(places: Places, most: int) -> Places:
    """The places, and those up to so many words before."""
    reach = 0
    while reach < most:
        step = min(reach + 1, most - reach)
        places |= places >> step
        reach += step
    return places


def first_of(places: Places) -> int:
    """The earliest of some places, which are not none."""
    return (places & -places).bit_length() - 1


def last_of(places: Places) -> int:
    """The latest of some places, which are not none."""
    return places.bit_length() - 1
