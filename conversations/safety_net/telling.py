"""Telling phrases: what, in many made-up messages, stood more often in danger than in daily talk.

They hear what no rule was written for, and daily talk where a rule is in doubt. One of them says
little; only several together count. Their weights are learnt from examples (`learning`), and stand
in a file that can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from conversations.safety_net.folding import NOTHING, folded
from conversations.safety_net.model import Category, Finding, Tier

NAME = "telling-phrases"
WHY = (
    "Several phrases together that, in our examples, stood in danger more often than in daily talk."
)
ENOUGH, PLAIN = 0.75, 0.8
"""From where on a message is found at all, and from where on what is found is explicit."""
DAILY, QUIET = -0.2, -0.4
"""Up to where what a rule has softly found is nothing, and what it has found explicit is soft. The
four were chosen with examples that had not been learnt from; docs/safety/the-net.md."""
TOGETHER = 25
"""So many words, or as many sentences as they hold, are looked at together."""
FEWEST = 3
"""Where fewer words are said, nothing is found."""
SHOWN = 3
LONGEST_PHRASE = 3  # words

_WORD = re.compile(r"[^\W_](?:[\w'\x00]*[^\W_])?|[.!?\n]")
_STRETCHED = re.compile(r"(.)\1{2,}")
_STOPS = ".!?\n"


class Weight(NamedTuple):
    """How much a phrase says that a message is one of danger, and that it is said plainly; and
    the category that most such messages are of."""

    danger: float
    explicit: float
    category: str


class TellingError(ValueError):
    """The text is no file of telling phrases; says in which line."""


class Weighed(NamedTuple):
    """What the phrases of a message come to: above 0 where they are more those of danger, or of
    danger said plainly, than those of daily talk. It is used at once, and never kept."""

    danger: float
    explicit: float
    words: slice
    """Of the few sentences that weigh most."""


@dataclass(frozen=True)
class Telling:
    weights: Mapping[str, Weight]
    """Of each phrase; of the empty one, what is always added."""

    def weigh(self, text: str) -> Weighed:
        """The few sentences that are most those of danger."""
        words = words_of(text)
        weighed = [self._weighed(words, few) for few in _together(words)]
        return max(weighed, key=lambda each: each.danger)

    def _weighed(self, words: Sequence[str], few: slice) -> Weighed:
        said = words[few]
        known = [each for each in phrases_of(said) if each in self.weights]
        always, scale = self.weights[""], 1 / sqrt(len(known) or 1)
        if len(said) < FEWEST:
            return Weighed(0, 0, few)
        return Weighed(
            always.danger + scale * sum([self.weights[each].danger for each in known]),
            always.explicit + scale * sum([self.weights[each].explicit for each in known]),
            few,
        )

    def findings(self, text: str, weighed: Weighed, tier: Tier) -> tuple[Finding, ...]:
        """The weightiest phrases, of one category."""
        plain = folded(text)
        words = _words(plain)
        spans = [found.span() for found in _WORD.finditer(plain)]
        phrases = [each for each in phrases_of(words[weighed.words]) if self._danger(each) > 0]
        if not phrases:
            return ()
        weightiest, category = (
            sorted(phrases, key=self._danger, reverse=True),
            self._category(phrases),
        )
        return tuple(
            Finding(tier, category, NAME, *_span(each.split(), words, spans))
            for each in weightiest[:SHOWN]
        )

    def _danger(self, phrase: str) -> float:
        return self.weights[phrase].danger if phrase in self.weights else 0

    def _category(self, phrases: Sequence[str]) -> Category:
        weighed: dict[str, float] = {}
        for danger, _, category in (self.weights[each] for each in phrases):
            weighed[category] = weighed.get(category, 0) + danger
        return Category(max(sorted(weighed), key=weighed.__getitem__))


def tier(weighed: Weighed, others: Sequence[Finding]) -> Tier | None:
    """What the phrases add to what rules have found."""
    if any(each.tier is Tier.EXPLICIT for each in others):
        return None
    if weighed.explicit > PLAIN and (others or weighed.danger > ENOUGH):
        return Tier.EXPLICIT
    return Tier.SOFT if weighed.danger > ENOUGH else None


def phrases_of(words: Sequence[str]) -> Sequence[str]:
    """Every phrase of up to three words, once."""
    pairs = map(" ".join, pairwise(words))
    threes = map(" ".join, zip(words, words[1:], words[2:], strict=False))
    return list(dict.fromkeys([*words, *pairs, *threes]))


def words_of(text: str) -> Sequence[str]:
    """Plain words and stops, in order."""
    return _words(folded(text))


def _words(plain: str) -> Sequence[str]:
    return [_made_plain(each) for each in _WORD.findall(plain)]


def _made_plain(word: str) -> str:
    if word.isdigit():
        return "#"
    if word in _STOPS:
        return "."
    return _STRETCHED.sub(r"\1", word.replace("'", "").replace(NOTHING, ""))


def _together(words: Sequence[str]) -> Iterator[slice]:
    """A few sentences at a time; the last of them also begins the next few."""
    begin = last = 0
    for at, word in enumerate(words):
        if at - begin == TOGETHER:
            yield slice(begin, at)
            begin = last if last > begin else at
        if word == ".":
            last = at + 1
    yield slice(begin, len(words))


def _span(
    phrase: Sequence[str], words: Sequence[str], spans: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    length = len(phrase)
    at = next(at for at in range(len(words)) if words[at : at + length] == phrase)
    return spans[at][0], spans[at + length - 1][1]


def read(text: str) -> Telling:
    """Of a file as `written` makes it. Raises TellingError."""
    weights: dict[str, Weight] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            try:
                phrase, danger, explicit, category = line.split("\t")
                weights[phrase] = Weight(float(danger), float(explicit), category)
                if category:
                    Category(category)
            except ValueError:
                raise TellingError(f"line {number} is not understood") from None
    if "" not in weights:
        raise TellingError("the line of the empty phrase is missing")
    return Telling(weights)


def written(weights: Mapping[str, Weight], learnt_from: int) -> str:
    """What weighs most for danger comes first."""
    lines = [
        f"# Learnt from {learnt_from} examples, not written by hand. Of each phrase: how much it",
        "# says of danger, and of danger said plainly; and the category of most such messages.",
    ]
    for phrase, (danger, explicit, category) in sorted(
        weights.items(), key=lambda item: (-item[1].danger, item[0])
    ):
        lines.append(f"{phrase}\t{danger:.2f}\t{explicit:.2f}\t{category}")
    return "\n".join(lines) + "\n"
