"""Telling phrases: what, in many made-up messages, stood more often in danger than in daily talk.

They hear what no rule was written for, and daily talk where a rule is in doubt. One of them says
little; only several together count. Their weights are learnt from examples (`learning`), and stand
in a file that can be read.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import chain, pairwise
from typing import NamedTuple

from conversations.safety_net.bases import Bases
from conversations.safety_net.folding import NOTHING, folded
from conversations.safety_net.model import Category, Finding, Tier
from conversations.safety_net.quickest import Engine
from conversations.safety_net.weighing import STOP, UNKNOWN, Weighed, Weights, key
from conversations.safety_net.words import Met, tokens

NAME = "telling-phrases"
WHY = (
    "Several phrases together that, in our examples, stood in danger more often than in daily talk."
)
ENOUGH, PLAIN = 0.15, 0.35
"""From where on a message is one of danger, and from where on it is explicit."""
CLUE, SAID, AGREED = 0.2, 0.5, 0.8
"""What is added where a rule has found something soft; something explicit; or two rules have. All
five were chosen with examples that had not been learnt from; docs/safety/the-net.md."""
SHOWN = 3

_WORD = re.compile(r"[^\W_](?:[\w'\x00]*[^\W_])?|[.!?\n]+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_STOPS = ".!?\n"
_STOP_WORD = "."
_BOUND = (STOP, STOP)


Span = tuple[int, int]


class Weight(NamedTuple):
    """How much a phrase says that a message is one of danger, and that it is said plainly; and
    the category that most such messages are of."""

    danger: float
    explicit: float
    category: str


Weighted = Iterable[tuple[str, Weight]]
"""Phrases and their weights; that of the empty phrase is always added."""


class TellingError(ValueError):
    """The text is no file of telling phrases; says in which line."""


class Telling:
    """Looking is pure, but for words that were met before, which are remembered."""

    def __init__(self, weights: Weighted, bases: Bases, engine: Engine):
        self._bases, self._spans = bases, engine.spans
        self._numbers: dict[str, int] = {_STOP_WORD: STOP}
        self._met = Met(self._made_out)
        self._danger, explicit, rows = array("f"), array("f"), dict[int, int]()
        self._categories: list[Category | None] = []
        always = (0.0, 0.0)
        for phrase, weight in weights:
            if not phrase:
                always = weight.danger, weight.explicit
                continue
            rows[self._key(phrase)] = len(rows)
            self._danger.append(weight.danger)
            explicit.append(weight.explicit)
            self._categories.append(Category(weight.category) if weight.category else None)
        self._weigher = engine.weigher(Weights(rows, self._danger, explicit, always))

    def weigh(self, said: Sequence[str]) -> Weighed:
        """Of the `tokens` of a folded text."""
        return self._weigher.weigh(self._words(said))

    def findings(
        self, plain: str, said: list[str], weighed: Weighed, tier: Tier
    ) -> tuple[Finding, ...]:
        """The weightiest phrases of a folded text, of one category."""
        few = slice(weighed.begin, weighed.end)
        words, where = self._words(said), self._where(plain, said)[few]
        written, bases = words[0::2][few], words[1::2][few]
        phrases: dict[int, Span] = {}
        for length, numbers in ((3, bases), (2, bases), (1, bases), (1, written)):
            for at in range(len(numbers) - length + 1):
                row = self._weigher.row(key(*numbers[at : at + length]))
                start, end = where[at][0], where[at + length - 1][1]
                if row >= 0 and self._danger[row] > 0 and start < end:
                    phrases[row] = start, end
        weightiest = sorted(phrases, key=self._danger.__getitem__, reverse=True)
        if not weightiest:
            return ()
        category = self._category(weightiest)
        return tuple(Finding(tier, category, NAME, *phrases[row]) for row in weightiest[:SHOWN])

    def _category(self, rows: Sequence[int]) -> Category:
        weighed: dict[Category, float] = {}
        for row in rows:
            if category := self._categories[row]:
                weighed[category] = weighed.get(category, 0) + self._danger[row]
        return max(sorted(weighed), key=weighed.__getitem__)

    def _words(self, said: Sequence[str]) -> list[int]:
        words = list(chain(_BOUND, chain.from_iterable(map(self._met.__getitem__, said))))
        return words if words[-1] == STOP else [*words, *_BOUND]

    def _where(self, plain: str, said: list[str]) -> list[Span]:
        """The span of each word."""
        met = zip(said, self._spans(plain, said), strict=True)
        spans = [span for token, span in met for _ in self._met[token][::2]]
        return [(spans[0][0],) * 2, *spans, (spans[-1][1],) * 2]

    def _made_out(self, token: str) -> tuple[int, ...]:
        numbers, words = self._numbers, words_in(token)
        both = [
            (numbers.get(each, UNKNOWN), numbers.get(self._bases.of(each), UNKNOWN))
            for each in words
        ]
        return tuple(chain.from_iterable(both))

    def _key(self, phrase: str) -> int:
        numbers = self._numbers
        return key(*[numbers.setdefault(word, len(numbers)) for word in phrase.split()])


def tier(weighed: Weighed, by_rules: Sequence[Finding]) -> Tier | None:
    """What the phrases, and what rules have found, come to together."""
    plainly = sum([each.tier is Tier.EXPLICIT for each in by_rules])
    added = AGREED if plainly > 1 else SAID if plainly else CLUE if by_rules else 0
    if weighed.danger + added <= ENOUGH:
        return None
    return Tier.EXPLICIT if weighed.explicit + added > PLAIN else Tier.SOFT


def phrases_in(text: str, bases: Bases) -> Sequence[str]:
    """Every word, and every phrase of up to three bases, once."""
    words = bounded([word for token in tokens(folded(text)) for word in words_in(token)])
    ones = [bases.of(word) for word in words]
    twos = map(" ".join, pairwise(ones))
    threes = map(" ".join, zip(ones, ones[1:], ones[2:], strict=False))
    return list(dict.fromkeys([*words, *ones, *twos, *threes]))


def bounded(words: Sequence[str]) -> Sequence[str]:
    """With a stop before and behind: how a message begins and ends tells too."""
    return [_STOP_WORD, *words] if words[-1:] == [_STOP_WORD] else [_STOP_WORD, *words, _STOP_WORD]


def words_in(token: str) -> Sequence[str]:
    """The plain words of a token, and stops."""
    return [_made_plain(each) for each in _WORD.findall(token)]


def _made_plain(word: str) -> str:
    if word.isdigit():
        return "#"
    if word[0] in _STOPS:
        return _STOP_WORD
    return _STRETCHED.sub(r"\1", word.replace("'", "").replace(NOTHING, ""))


def read(text: str) -> Weighted:
    """Of a file as `written` makes it. Raises TellingError, at the line that is not understood."""
    has_always = False
    for number, line in enumerate(StringIO(text), 1):
        if line.strip() and not line.startswith("#"):
            try:
                phrase, danger, explicit, category = line.rstrip("\n").split("\t")
                yield phrase, Weight(float(danger), float(explicit), category)
                has_always |= not phrase
                if category:
                    Category(category)
            except ValueError:
                raise TellingError(f"line {number} is not understood") from None
    if not has_always:
        raise TellingError("the line of the empty phrase is missing")


def written(weights: Weighted, learnt_from: int) -> str:
    """What weighs most for danger comes first."""
    lines = [
        f"# Learnt from {learnt_from} examples, not written by hand. Of each phrase: how much it",
        "# says of danger, and of danger said plainly; and the category of most such messages.",
    ]
    for phrase, (danger, explicit, category) in sorted(
        weights, key=lambda item: (-item[1].danger, item[0])
    ):
        lines.append(f"{phrase}\t{danger:.2f}\t{explicit:.2f}\t{category}")
    return "\n".join(lines) + "\n"
