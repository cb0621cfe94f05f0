"""How the weights of telling phrases are learnt from examples: the same examples, the same weights.

A linear support vector machine, by dual coordinate descent after Hsieh and others, "A dual
coordinate descent method for large-scale linear SVM" (ICML 2008), with the squared hinge loss.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from zlib import crc32

from conversations.safety_net.bases import Bases
from conversations.safety_net.model import Category, Tier
from conversations.safety_net.telling import Weight, Weighted, phrases_in

FEWEST = 2
"""In how many examples a phrase must stand."""
COST = 2.0
"""How much one example that is misjudged costs against large weights."""
ROUNDS = 8
LEAST = 0.3
"""Smaller weights are left out."""


@dataclass(frozen=True)
class Example:
    """A made-up message, and what should be found in it, if anything."""

    text: str
    tier: Tier | None = None
    category: Category | None = None


def learnt(examples: Sequence[Example], bases: Bases) -> Weighted:
    """The weight of every phrase that tells."""
    examples = sorted(examples, key=lambda each: crc32(each.text.encode()))
    read = [phrases_in(each.text, bases) for each in examples]
    common = Counter(phrase for phrases in read for phrase in phrases)
    kept = [[each for each in phrases if common[each] >= FEWEST] for phrases in read]
    danger = _separated(kept, [each.tier is not None for each in examples])
    explicit = _separated(kept, [each.tier is Tier.EXPLICIT for each in examples])
    kinds = _kinds(kept, examples)
    return [
        (phrase, Weight(danger[phrase], explicit[phrase], kinds.get(phrase, "")))
        for phrase in sorted(danger)
        if not phrase or max(abs(danger[phrase]), abs(explicit[phrase])) >= LEAST
    ]


def _separated(messages: Sequence[Sequence[str]], is_one: Sequence[bool]) -> Mapping[str, float]:
    """Weights whose sum over a message, by the root of its number of phrases, is above 0 for those
    that are one of them. Both sides count the same, however many there are. The weight of the
    empty phrase is always added."""
    ones = sum(is_one)
    costs = {
        True: COST * len(is_one) / (2 * ones),
        False: COST * len(is_one) / (2 * (len(is_one) - ones)),
    }
    weights: dict[str, float] = {"": 0.0, **{each: 0.0 for message in messages for each in message}}
    shares = [0.0] * len(messages)
    for _ in range(ROUNDS):
        for at, message in enumerate(messages):
            sign, slack = (1 if is_one[at] else -1), 1 / (2 * costs[is_one[at]])
            scale = 1 / sqrt(len(message) or 1)
            margin = sign * (weights[""] + scale * sum([weights[each] for each in message]))
            share = max(0.0, shares[at] - (margin - 1 + slack * shares[at]) / (2 + slack))
            step = (share - shares[at]) * sign
            shares[at] = share
            weights[""] += step
            for each in message:
                weights[each] += step * scale
    return weights


def _kinds(messages: Sequence[Iterable[str]], examples: Sequence[Example]) -> Mapping[str, str]:
    """The category that most of the examples of danger with a phrase are of, against how common
    the category is."""
    whole = Counter([each.category for each in examples if each.category])
    counted: dict[str, Counter[Category]] = {}
    for message, example in zip(messages, examples, strict=True):
        if example.category:
            for phrase in message:
                counted.setdefault(phrase, Counter())[example.category] += 1
    return {
        phrase: max(sorted(found), key=lambda kind: found[kind] / (whole[kind] + 20))
        for phrase, found in counted.items()
    }
