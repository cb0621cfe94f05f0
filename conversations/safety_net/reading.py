"""A message as it is read: its tokens, what each comes to, and where each stands in the text."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple

from conversations.safety_net.folding import folded
from conversations.safety_net.weighing import BOUND, STOP
from conversations.safety_net.words import Met, Span, Words, is_stop, tokens


class Nearby(NamedTuple):
    """Some words of a message, one sentence or less; and where in the text they start and end."""

    words: array[int]
    start: int
    end: int


class Read:
    """One message, read by a `Reader`."""

    def __init__(
        self, plain: str, said: Sequence[str], codes: Sequence[str], words: Sequence[Sequence[int]]
    ):
        """`plain` is the folded text, `said` its tokens; the others are what each token comes
        to."""
        self._plain, self._said, self._codes, self._words = plain, said, codes, words
        self.codes = "".join(codes)
        """For the rules: see `Words`."""
        self.words = bounded(words)
        """For the telling phrases, as `weighing` takes them; the stops before and behind the
        message are among them."""

    def of_codes(self, start: int, end: int) -> Span:
        """The characters of the text that came to the codes from `start` up to `end`."""
        return self._of(self._code_ends, start, end)

    def of_words(self, start: int, end: int) -> Span:
        """The characters that came to the words from `start` up to `end`, or to as many of them as
        are in the text. Each word is two numbers."""
        before = len(BOUND)
        return self._of(self._word_ends, max(0, 2 * start - before), 2 * end - before)

    def nearby(self, start: int, end: int, most: int) -> Nearby:
        """What stands at these characters, with up to so many tokens on either side, of the same
        sentence."""
        starts, said = self._starts, self._said
        begin, stop = bisect_left(starts, start), bisect_left(starts, end)
        first, last = max(0, begin - most), min(len(said), stop + most)
        while begin > first and not is_stop(said[begin - 1]):
            begin -= 1
        while stop < last and not is_stop(said[stop]):
            stop += 1
        words = bounded(self._words[begin:stop])
        return Nearby(words, starts[begin], starts[stop - 1] + len(said[stop - 1]))

    def _of(self, ends: Sequence[int], start: int, end: int) -> Span:
        """`ends` says how much the tokens up to each came to."""
        first, last = bisect_right(ends, start), bisect_right(ends, end - 1)
        last = min(last, len(ends) - 1)
        return self._starts[first], self._starts[last] + len(self._said[last])

    @cached_property
    def _code_ends(self) -> Sequence[int]:
        return list(accumulate(map(len, self._codes)))

    @cached_property
    def _word_ends(self) -> Sequence[int]:
        return list(accumulate(map(len, self._words)))

    @cached_property
    def _starts(self) -> Sequence[int]:
        """Of each token. None is found too early: what lies between two of them never begins like
        one."""
        starts, end = [], 0
        for token in self._said:
            starts.append(self._plain.find(token, end))
            end = starts[-1] + len(token)
        return starts


class Reader:
    """Reads messages, and remembers what words come to."""

    def __init__(self, words: Words, numbers: Callable[[str], Sequence[int]]):
        """`numbers` are those of the words of a token, as `Read.words` has them."""
        self._words, self._numbers = words, Met(numbers)

    def read(self, text: str) -> Read:
        """Any text, as it was written."""
        plain = folded(text)
        said = tokens(plain)
        return Read(plain, said, self._words.read(said), [self._numbers[each] for each in said])


def bounded(words: Iterable[Sequence[int]]) -> array[int]:
    """With a stop before and behind: how a message begins and ends tells too."""
    all_words = array("i", chain(BOUND, *words))
    if all_words[-1] != STOP:
        all_words.extend(BOUND)
    return all_words
