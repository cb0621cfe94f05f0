"""Which patterns are worth following in a message: those whose every word is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from conversations.safety_net.patterns import PAUSE, Leaf, Message, Phrases, Piece, Places
from conversations.safety_net.words import COMMA, STOP

_STOPS = re.compile(f"[{STOP}{COMMA}]*[{STOP}][{STOP}{COMMA}]*")
_STOPS_OR_ONE = re.compile(f"({_STOPS.pattern})|.")
_SIGN = ""
"""The key of the phrase that ends at a place in the tree of phrases."""
BLOCK = 6
"""All that a pattern needs is in one block of 2 ** BLOCK places or in one of its neighbours."""


class Search:
    """All phrases as one tree, and what the presence of each one means."""

    def __init__(
        self,
        patterns: Sequence[Piece],
        guards: Iterable[Piece],
        leaves: Iterable[Leaf],
        common: Mapping[str, int],
        joiners: str,
    ):
        """`leaves` are those of both; `common` says how often each code is written;
        `joiners` are the codes of words that begin a new clause."""
        self._patterns = patterns
        self._joiners = joiners
        self._tree: dict[str, Any] = {}
        self._count = 0
        bits: dict[Phrases, int] = {}
        for piece in (*patterns, *guards):
            _give_bits(piece, bits)
        for number, pattern in enumerate(patterns):
            for phrase in min(pattern.needs, key=lambda need: _commonness(need, common)):
                self._sign(phrase).wakes.append(number)
        for need, bit in bits.items():
            for phrase in need:
                self._sign(phrase).meets |= bit
        for leaf in leaves:
            leaf.numbers = frozenset([self._sign(phrase).number for phrase in leaf.phrases])

    def message(self, codes: str) -> Message:
        """Of the codes of a message. Sentences are kept apart by as many places as PAUSE."""
        written = _STOPS.sub(STOP * PAUSE, codes)
        return Message(written.replace(COMMA, ""), written, self._joiners)

    def matches(self, message: Message) -> Iterator[tuple[int, Places]]:
        """The numbers of the patterns that are there, in their order, and where they end."""
        for number in sorted(self._candidates(message)):
            if ends := message.ends(self._patterns[number]):
                yield number, ends

    def _candidates(self, message: Message) -> set[int]:
        """Notes every phrase; and picks the patterns that have all that they need close by."""
        blocks = (len(message.codes) >> BLOCK) + 1
        met, woken = [0] * (blocks + 2), [set[int]() for _ in range(blocks)]
        starts = dict[_Sign, Places]()
        tree, codes = self._tree, message.codes + STOP
        for start, code in enumerate(message.codes):
            node, end = tree.get(code), start
            while node is not None:
                sign = node.get(_SIGN)
                if sign is not None:
                    starts[sign] = starts.get(sign, 0) | 1 << start
                    met[start >> BLOCK] |= sign.meets
                    woken[start >> BLOCK].update(sign.wakes)
                end += 1
                node = node.get(codes[end])
        message.met = reduce(or_, met)
        for sign, places in starts.items():
            message.found[sign.number] = (sign.length, places)
        message.present = frozenset(message.found)
        candidates = set[int]()
        for block, numbers in enumerate(woken):
            there = met[block - 1] | met[block] | met[block + 1]
            for number in numbers:
                needs = self._patterns[number].bits
                if needs & there == needs:
                    candidates.add(number)
        return candidates

    def _sign(self, phrase: str) -> _Sign:
        node = self._tree
        for code in phrase:
            node = node.setdefault(code, {})
        if _SIGN not in node:
            node[_SIGN] = _Sign(self._count, len(phrase))
            self._count += 1
        return node[_SIGN]  # type: ignore[no-any-return]


def _give_bits(piece: Piece, bits: dict[Phrases, int]) -> None:
    for part in piece.parts:
        _give_bits(part, bits)
    piece.bits = sum([bits.setdefault(each, 1 << len(bits)) for each in piece.needs])


@dataclass(eq=False, slots=True)
class _Sign:
    """What the presence of a phrase means."""

    number: int
    length: int  # in words
    meets: int = 0
    """A bit for each need that it meets."""
    wakes: list[int] = field(default_factory=list)
    """Patterns of which it meets the rarest need."""


def _commonness(need: Phrases, common: Mapping[str, int]) -> int:
    return sum([min([common[code] for code in phrase]) for phrase in need])


def whereabouts(codes: str) -> list[int]:
    """At which of the codes of a message each of its places is."""
    places: list[int] = []
    for found in _STOPS_OR_ONE.finditer(codes):
        if found[0] != COMMA:
            places += [found.start()] * (PAUSE if found[1] else 1)
    return places
