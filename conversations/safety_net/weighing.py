"""What the phrases of a message come to, a few sentences at a time.

Each word is two numbers, one behind the other: as it was written, and its base.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import sqrt
from typing import NamedTuple

STOP = 0
"""The number of the end of a sentence."""
BOUND = (STOP, STOP)
"""What a message is taken to begin and to end with."""
UNKNOWN = (1 << 20) - 2
"""The number of any word that is in no phrase; all others are smaller."""
TOGETHER = 25
"""So many words, or as many sentences as they hold, are looked at together."""
FEWEST = 5
"""Where fewer words are said, the stops before and behind among them, they come to nothing."""


class Weighed(NamedTuple):
    """What the phrases of a message come to: above 0 where they are more those of danger, or of
    danger said plainly, than those of daily talk. It is used at once, and never kept."""

    danger: float
    explicit: float
    begin: int
    end: int
    """Which words weigh most: those of a few sentences."""


@dataclass(frozen=True)
class Weights:
    """Of each phrase, and what is always added."""

    rows: Mapping[int, int]
    """By the key of a phrase: the numbers of its words, each and 1 more, in 20 bits each; those of
    its first word are the lowest."""
    danger: Sequence[float]
    explicit: Sequence[float]
    always: tuple[float, float] = (0.0, 0.0)


class Weigher:
    """Weighs words by their phrases."""

    def __init__(self, weights: Weights):
        self._weights = weights

    def row(self, phrase: int) -> int:
        """Of the key of a phrase; -1 where it says nothing."""
        return self._weights.rows.get(phrase, -1)

    def weigh(self, words: Sequence[int]) -> Weighed:
        """The few sentences that are most those of danger."""
        written, bases = words[0::2], words[1::2]
        weighed = [self._weighed(written, bases, few) for few in _together(written)]
        return max(weighed, key=lambda each: each.danger)

    def _weighed(self, written: Sequence[int], bases: Sequence[int], few: slice) -> Weighed:
        if few.stop - few.start < FEWEST:
            return Weighed(0, 0, few.start, few.stop)
        weights = self._weights
        known = [each for each in phrases_of(written[few], bases[few]) if each in weights.rows]
        rows = [weights.rows[each] for each in known]
        scale = 1 / sqrt(len(known) or 1)
        return Weighed(
            weights.always[0] + scale * sum([weights.danger[row] for row in rows]),
            weights.always[1] + scale * sum([weights.explicit[row] for row in rows]),
            few.start,
            few.stop,
        )


def phrases_of(written: Sequence[int], bases: Sequence[int]) -> Sequence[int]:
    """The key of every word, and of every phrase of up to three bases, once."""
    return list(dict.fromkeys(chain.from_iterable([keys for _, keys in by_length(written, bases)])))


def by_length(written: Sequence[int], bases: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    """The same, those of one length after the other, each in the order of the words."""
    ones = [base + 1 for base in bases]
    twos = [one | two << 20 for one, two in pairwise(ones)]
    yield 3, [two | one << 40 for two, one in zip(twos, ones[2:], strict=False)]
    yield 2, twos
    yield 1, ones
    yield 1, [word + 1 for word in written]


def _together(words: Sequence[int]) -> Iterator[slice]:
    """A few sentences at a time; the last of them also begins the next few."""
    begin = last = 0
    for at, word in enumerate(words):
        if at - begin == TOGETHER:
            yield slice(begin, at)
            begin = last if last > begin else at
        if word == STOP:
            last = at + 1
    yield slice(begin, len(words))
