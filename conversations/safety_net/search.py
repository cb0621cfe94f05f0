"""Which patterns are worth following in a message: those whose every word is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from conversations.safety_net.patterns import PAUSE, Message, Phrases, Piece, Places
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
        phrases: Mapping[str, int],
        needs: Sequence[Phrases],
        common: Mapping[str, int],
        joiners: str,
    ):
        """`phrases` have their numbers, and `needs` are in the order of theirs; `common` says how
        often each code is written; `joiners` are the codes of words that begin a new clause."""
        self._patterns = patterns
        self._joiners = joiners
        self._tree: dict[str, Any] = {}
        for phrase, number in phrases.items():
            self._end_of(phrase)[_SIGN] = _Sign(number, len(phrase))
        for number, need in enumerate(needs):
            for phrase in need:
                self._end_of(phrase)[_SIGN].meets.append(number)
        for number, pattern in enumerate(patterns):
            rarest = min([needs[each] for each in pattern.needs], key=partial(_commonness, common))
            for phrase in rarest:
                self._end_of(phrase)[_SIGN].wakes.append(number)

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
        met = [set[int]() for _ in range(blocks + 2)]
        woken = [set[int]() for _ in range(blocks)]
        starts = dict[_Sign, Places]()
        tree, codes = self._tree, message.codes + STOP
        for start, code in enumerate(message.codes):
            node, end = tree.get(code), start
            while node is not None:
                sign = node.get(_SIGN)
                if sign is not None:
                    starts[sign] = starts.get(sign, 0) | 1 << start
                    met[start >> BLOCK].update(sign.meets)
                    woken[start >> BLOCK].update(sign.wakes)
                end += 1
                node = node.get(codes[end])
        message.met = set().union(*met)
        for sign, places in starts.items():
            message.found[sign.number] = (sign.length, places)
        candidates = set[int]()
        for block, numbers in enumerate(woken):
            meets = (met[block - 1] | met[block] | met[block + 1]).issuperset
            candidates.update([each for each in numbers if meets(self._patterns[each].needs)])
        return candidates

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
    """Patterns of which it meets the rarest need."""


def _commonness(common: Mapping[str, int], need: Phrases) -> int:
    return sum([min([common[code] for code in phrase]) for phrase in need])


def whereabouts(codes: str) -> list[int]:
    """At which of the codes of a message each of its places is."""
    places: list[int] = []
    for found in _STOPS_OR_ONE.finditer(codes):
        if found[0] != COMMA:
            places += [found.start()] * (PAUSE if found[1] else 1)
    return places
