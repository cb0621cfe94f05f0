"""All lines of the rules, followed through one message: which of them are there, and where.

A line is worth following where every word that it needs is close by; guards then take away what
the words around it leave nothing of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conversations.safety_net.patterns import (
    PAUSE,
    Message,
    Phrases,
    Piece,
    Places,
    backward,
    first_of,
    last_of,
    onward,
)
from conversations.safety_net.words import COMMA, STOP

AROUND = 14
"""How far, in words, a guard is looked for on either side."""
JUST_BEFORE = 5
BLOCK, CLOSE = 4, 2
"""All that a line needs is close to its rarest word: at most so many blocks of 2 ** BLOCK places
before or after it. That is a little further than its parts may lie apart."""

_STOPS = re.compile(f"[{STOP}{COMMA}]*[{STOP}][{STOP}{COMMA}]*")
_SIGN = ""
"""The key of the phrase that ends at a place in the tree of phrases."""


@dataclass(frozen=True)
class Line:
    """One pattern of a rule, and the numbers of the guards that matter to it."""

    piece: Piece
    rule: int
    rarest: int
    """The number of the need that is met least often."""
    unless: tuple[int, ...] = ()
    softer: tuple[int, ...] = ()


@dataclass(frozen=True)
class Guarding:
    """What leaves nothing of a line that it stands just before, or near."""

    piece: Piece
    is_before: bool


@dataclass(frozen=True)
class Program:
    """What is to be followed; guards, phrases and needs have the numbers that the pieces use."""

    lines: Sequence[Line]
    guards: Sequence[Guarding]
    phrases: Mapping[str, int]
    needs: Sequence[Phrases]
    joiners: str
    """The codes of words that begin a new clause."""


class Hit(NamedTuple):
    """The first place where a rule is there, and whether guards leave only something soft of it:
    the codes of the message from `start` up to `end`."""

    rule: int
    is_softened: bool
    start: int
    end: int


def paused(codes: str) -> str:
    """Sentences are kept apart by as many places as PAUSE."""
    return _STOPS.sub(STOP * PAUSE, codes)


def whereabouts(codes: str) -> list[int]:
    """At which of the codes of a message each of its places is."""
    places: list[int] = []
    begin = 0
    for stops in _STOPS.finditer(codes):
        places += _without_commas(codes, begin, stops.start())
        places += [stops.start()] * PAUSE
        begin = stops.end()
    return places + _without_commas(codes, begin, len(codes))


def _without_commas(codes: str, begin: int, end: int) -> list[int]:
    return [at for at in range(begin, end) if codes[at] != COMMA]


class Follower:
    """All phrases as one tree, and what the presence of each one means."""

    def __init__(self, program: Program):
        self._lines = program.lines
        self._guards = program.guards
        self._joiners = program.joiners
        self._tree: dict[str, Any] = {}
        signs = [_Sign(number, len(phrase)) for phrase, number in program.phrases.items()]
        for phrase, sign in zip(program.phrases, signs, strict=True):
            self._end_of(phrase)[_SIGN] = sign
        for number, phrases in enumerate(program.needs):
            for each in phrases:
                signs[each].meets.append(number)
        bits: dict[int, int] = {}
        for number, line in enumerate(program.lines):
            for each in program.needs[line.rarest]:
                signs[each].wakes.append(number)
            for need in line.piece.needs:
                bits.setdefault(need, len(bits))
        self._bits = bits
        self._needed = [
            sum([1 << bits[need] for need in line.piece.needs]) for line in program.lines
        ]

    def hits(self, codes: str) -> list[Hit]:
        """At most one of each rule, in the order in which the rules stand."""
        written = paused(codes)
        message = Message(written.replace(COMMA, ""), written, self._joiners)
        hits: dict[int, Hit] = {}
        for line, ends in self._matches(message):
            held = hits.get(line.rule)
            if held is None or held.is_softened:
                hit = self._weighed(line, message, ends)
                if hit is not None and (held is None or not hit.is_softened):
                    hits[line.rule] = hit
        where = whereabouts(codes) if hits else []
        return [
            hit._replace(start=where[hit.start], end=where[hit.end - 1] + 1)
            for hit in hits.values()
        ]

    def _matches(self, message: Message) -> Iterator[tuple[Line, Places]]:
        """The lines that are there, in their order, and where they end."""
        for number in sorted(self._candidates(message)):
            line = self._lines[number]
            if ends := message.ends(line.piece):
                yield line, ends

    def _candidates(self, message: Message) -> set[int]:
        """Notes every phrase; and picks the lines that have all that they need close by."""
        blocks = (len(message.codes) >> BLOCK) + 1
        near, woken = [0] * blocks, [set[int]() for _ in range(blocks)]
        for sign, places in self._starts(message.codes).items():
            message.found[sign.number] = (sign.length, _as_bits(places))
            message.met.update(sign.meets)
            met = self._met(sign)
            for block in {place >> BLOCK for place in places}:
                for close in range(max(0, block - CLOSE), min(blocks, block + CLOSE + 1)):
                    near[close] |= met
                woken[block].update(sign.wakes)
        candidates, needed = set[int](), self._needed
        for numbers, met in zip(woken, near, strict=True):
            candidates.update([each for each in numbers if needed[each] & met == needed[each]])
        return candidates

    def _starts(self, codes: str) -> Mapping[_Sign, Sequence[int]]:
        """Where each phrase begins."""
        starts: dict[_Sign, list[int]] = {}
        tree, after = self._tree, codes + STOP
        for start, code in enumerate(codes):
            node, end = tree.get(code), start
            while node is not None:
                sign = node.get(_SIGN)
                if sign is not None:
                    starts.setdefault(sign, []).append(start)
                end += 1
                node = node.get(after[end])
        return starts

    def _met(self, sign: _Sign) -> int:
        """The needs of whole lines that it meets, as bits; made when it is first said."""
        if sign.met is None:
            sign.met = sum([1 << self._bits[need] for need in sign.meets if need in self._bits])
        return sign.met

    def _weighed(self, line: Line, message: Message, ends: Places) -> Hit | None:
        """The first place where the rule keeps its tier; failing that, the first where it is
        soft; none where the words around leave nothing of it."""
        span = self._unguarded(line.piece, message, ends, (*line.unless, *line.softer))
        if span is not None:
            return Hit(line.rule, False, *span)
        if line.softer:
            span = self._unguarded(line.piece, message, ends, line.unless)
            if span is not None:
                return Hit(line.rule, True, *span)
        return None

    def _unguarded(
        self, piece: Piece, message: Message, ends: Places, guards: Iterable[int]
    ) -> tuple[int, int] | None:
        starts = piece.back(message, ends)
        for number in guards:
            starts, ends = _outside(self._guards[number], message, starts, ends)
        ends &= piece.on(message, starts)
        if not ends:
            return None
        end = first_of(ends)
        return last_of(piece.back(message, 1 << end) & starts), end

    def _end_of(self, phrase: str) -> dict[str, Any]:
        node = self._tree
        for code in phrase:
            node = node.setdefault(code, {})
        return node


@dataclass(eq=False, slots=True)
class _Sign:
    """What the presence of a phrase means."""

    number: int
    length: int  # in words
    meets: list[int] = field(default_factory=list)
    """Numbers of the needs that it meets."""
    wakes: list[int] = field(default_factory=list)
    """Lines of which it meets the rarest need."""
    met: int | None = None


def _outside(
    guard: Guarding, message: Message, starts: Places, ends: Places
) -> tuple[Places, Places]:
    """Of where a line begins and ends, what is out of the guard's reach."""
    if guard.is_before:
        return _not_led_up_to(guard.piece, message, starts), ends
    guarded = message.starts(guard.piece)
    before = backward(guarded, AROUND)
    return starts & ~(before | onward(guarded, AROUND)), ends & ~before


def _not_led_up_to(piece: Piece, message: Message, starts: Places) -> Places:
    """A guard leads up to what begins just behind its end, or within it."""
    led = message.ends(piece)
    starts &= ~onward(led, JUST_BEFORE)
    within = led & onward(starts << 1, JUST_BEFORE)
    if within:
        starts &= ~onward(piece.back(message, within) << 1, JUST_BEFORE)
    return starts


def _as_bits(places: Iterable[int]) -> Places:
    bits = 0
    for place in places:
        bits |= 1 << place
    return bits
