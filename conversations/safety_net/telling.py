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
from conversations.safety_net.reading import Read
from conversations.safety_net.weighing import STOP, UNKNOWN, Weighed, Weights, by_length
from conversations.safety_net.words import tokens

NAME = "telling-phrases"
WHY = (
    "Several phrases together that, in our examples, stood in danger more often than in daily talk."
)
ENOUGH, PLAIN = 0.32, 0.42
"""From where on a message is one of danger, and from where on it is explicit."""
CLUE, SAID, AGREED = 0.15, 0.6, 1.0
"""What is added where a rule has found something soft; something explicit; or two rules have. All
five were chosen with examples that had not been learnt from; docs/safety/the-net.md."""
SHOWN, TOGETHER = 3, 3
"""So many places are shown, of so many words."""

_WORD = re.compile(r"[^\W_](?:[\w'\x00]*[^\W_])?|[.!?\n]+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_CATEGORIES = {"": None, **{each.value: each for each in Category}}
_STOPS = ".!?\n"
_STOP_WORD = "."


class Weight(NamedTuple):
    """How much a phrase says that a message is one of danger, and that it is said plainly; and
    the category that most such messages are of."""

    danger: float
    explicit: float
    category: Category | None


Weighted = Iterable[tuple[str, Weight]]
"""Phrases and their weights; that of the empty phrase is always added."""


class TellingError(ValueError):
    """The text is no file of telling phrases; says in which line."""


class Telling:
    """Looking is pure, but for words that were met before, which are remembered."""

    def __init__(self, weights: Weighted, bases: Bases, engine: Engine):
        self._bases = bases
        self._numbers: dict[str, int] = {_STOP_WORD: STOP}
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
            self._categories.append(weight.category)
        self._weigher = engine.weigher(Weights(rows, self._danger, explicit, always))

    def numbers(self, token: str) -> tuple[int, ...]:
        """Of its words, as `weighing` takes them."""
        numbers, words = self._numbers, words_in(token)
        both = [
            (numbers.get(each, UNKNOWN), numbers.get(self._bases.of(each), UNKNOWN))
            for each in words
        ]
        return tuple(chain.from_iterable(both))

    def weigh(self, words: array[int]) -> Weighed:
        """What the `words` of a message come to."""
        return self._weigher.weigh(words)

    def findings(self, read: Read, weighed: Weighed, tier: Tier) -> tuple[Finding, ...]:
        """Where most is told, a few words each; and the category of most of what is told."""
        few = slice(weighed.begin, weighed.end)
        written, bases = read.words[0::2][few], read.words[1::2][few]
        told, category = self._told(written, bases)
        if category is None:
            return ()
        found = []
        for at in _weightiest(told):
            begin, end = at + (bases[at] == STOP), at + TOGETHER
            end -= bases[end - 1] == STOP
            span = read.of_words(weighed.begin + begin, weighed.begin + end)
            found.append(Finding(tier, category, NAME, *span))
        return tuple(found)

    def _told(
        self, written: Sequence[int], bases: Sequence[int]
    ) -> tuple[Sequence[Sequence[float]], Category | None]:
        """The weights of the phrases of one word, of two, and so on, by the word that they begin
        with; and the category of most of what they tell."""
        told = [[0.0] * len(bases) for _ in range(TOGETHER)]
        rows: dict[int, None] = {}
        for length, keys in by_length(written, bases):
            for at, phrase in enumerate(keys):
                row = self._weigher.row(phrase)
                if row >= 0:
                    told[length - 1][at] += self._danger[row]
                    rows[row] = None
        return told, self._category([row for row in rows if self._danger[row] > 0])

    def _category(self, rows: Iterable[int]) -> Category | None:
        weighed: dict[Category, float] = {}
        for row in rows:
            if category := self._categories[row]:
                weighed[category] = weighed.get(category, 0) + self._danger[row]
        return max(sorted(weighed), key=weighed.__getitem__, default=None)

    def _key(self, phrase: str) -> int:
        """As `Weights.rows` has it; words get their numbers as they are met."""
        made, numbers = 0, self._numbers
        for place, word in enumerate(phrase.split()):
            made |= (numbers.setdefault(word, len(numbers)) + 1) << 20 * place
        return made


def tier(weighed: Weighed, by_rules: Sequence[Finding]) -> Tier | None:
    """What the phrases, and what rules have found, come to together."""
    plainly = sum([each.tier is Tier.EXPLICIT for each in by_rules])
    added = AGREED if plainly > 1 else SAID if plainly else CLUE if by_rules else 0
    if weighed.danger + added <= ENOUGH:
        return None
    return Tier.EXPLICIT if weighed.explicit + added > PLAIN else Tier.SOFT


def _weightiest(told: Sequence[Sequence[float]]) -> Sequence[int]:
    """Where the words begin that lie side by side and weigh most with all phrases within them, the
    weightiest first."""
    weights = [
        sum(sum(each[at : at + TOGETHER - length]) for length, each in enumerate(told))
        for at in range(len(told[0]) - TOGETHER + 1)
    ]
    chosen: list[int] = []
    for at in sorted(range(len(weights)), key=weights.__getitem__, reverse=True):
        is_apart = all(abs(at - each) >= TOGETHER for each in chosen)
        if weights[at] > 0 and is_apart and len(chosen) < SHOWN:
            chosen.append(at)
    return chosen


def phrases_in(text: str, bases: Bases) -> Sequence[str]:
    """Every word, and every phrase of up to three bases, once."""
    words = [_STOP_WORD, *[word for token in tokens(folded(text)) for word in words_in(token)]]
    words += [_STOP_WORD] if words[-1] != _STOP_WORD else []
    ones = [bases.of(word) for word in words]
    twos = map(" ".join, pairwise(ones))
    threes = map(" ".join, zip(ones, ones[1:], ones[2:], strict=False))
    return list(dict.fromkeys([*words, *ones, *twos, *threes]))


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
        if line.startswith("#") or line == "\n":
            continue
        try:
            phrase, danger, explicit, category = line.rstrip("\n").split("\t")
            yield phrase, Weight(float(danger), float(explicit), _CATEGORIES[category])
            has_always |= not phrase
        except (ValueError, KeyError):
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
        lines.append(f"{phrase}\t{danger:.2f}\t{explicit:.2f}\t{category or ''}")
    return "\n".join(lines) + "\n"
