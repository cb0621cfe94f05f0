"""How the weights of telling phrases are learnt from examples; they always come out the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from zlib import crc32

from conversations.safety_net.bases import Bases
from conversations.safety_net.model import Category, Tier
from conversations.safety_net.quickest import QUICKEST, Engine
from conversations.safety_net.telling import Weight, Weighted, phrases_in

FEWEST = 2
"""In how many examples a phrase must stand."""
COST = 3.0
"""How much one example that is misjudged costs against large weights."""
SOFT = 0.7
"""How much it counts that a soft message is found, beside an explicit one."""
RARELY = 4
"""How much sooner the weight of a rare phrase moves than that of a common one: a power."""
ALWAYS = 0.01
"""How soon what is always added moves: if it were as soon as the rarest phrase, the last examples
that are looked at would say what it is."""
ROUNDS = 24
EVEN = 0.7
"""How much allowance: at 0 the commonest category gets most phrases, at 1 the rarest. Four in five
of the categories that phrases alone find are right; at 0.5 the rare ones, at 1 the common ones
would suffer."""
LEAST = 0.3
"""Smaller weights are left out."""


@dataclass(frozen=True)
class Example:
    """A made-up message, and what should be found in it, if anything."""

    text: str
    tier: Tier | None = None
    category: Category | None = None


def learnt(examples: Sequence[Example], bases: Bases, engine: Engine = QUICKEST) -> Weighted:
    """The weight of every phrase that tells."""
    examples = sorted(examples, key=lambda each: crc32(each.text.encode()))
    read = [phrases_in(each.text, bases) for each in examples]
    common = Counter(phrase for phrases in read for phrase in phrases)
    numbers: dict[str, int] = {}
    kept = [
        [numbers.setdefault(each, len(numbers)) for each in phrases if common[each] >= FEWEST]
        for phrases in read
    ]
    eases = [*[_ease(common[phrase], len(examples)) for phrase in numbers], ALWAYS]
    is_danger = [each.tier is not None for each in examples]
    is_explicit = [each.tier is Tier.EXPLICIT for each in examples]
    counts = [SOFT if each.tier is Tier.SOFT else 1.0 for each in examples]
    danger = _separated(engine, kept, is_danger, counts, eases)
    explicit = _separated(engine, kept, is_explicit, [1.0] * len(examples), eases)
    kinds = _kinds(kept, examples)
    always = ("", Weight(danger[-1], explicit[-1], None))
    return [always] + [
        (phrase, Weight(danger[number], explicit[number], kinds.get(number)))
        for phrase, number in numbers.items()
        if max(abs(danger[number]), abs(explicit[number])) >= LEAST
    ]


def _ease(common: int, examples: int) -> float:
    """How soon the weight of a phrase moves: what is said seldom tells more. From 0, for what
    stands in every example, to 1; in thousandths, so that every machine comes to the same."""
    return round((log(examples / common) / log(examples)) ** RARELY, 3)


def _separated(
    engine: Engine,
    messages: Sequence[Sequence[int]],
    is_one: Sequence[bool],
    counts: Sequence[float],
    eases: Sequence[float],
) -> Sequence[float]:
    """Weights whose sum over a message, by the root of its number of phrases, is above 0 for those
    that are one of them. Both sides count the same, however many there are; `counts` says how much
    each message counts beside others of its side. The last weight is always added."""
    share = sum(is_one) / len(is_one)
    sides = {True: share / COST, False: (1 - share) / COST}
    slacks = [sides[side] / count for side, count in zip(is_one, counts, strict=True)]
    return engine.separate(messages, is_one, slacks, eases, ROUNDS)


def _kinds(
    messages: Sequence[Iterable[int]], examples: Sequence[Example]
) -> Mapping[int, Category]:
    """The category that most of the examples of danger with a phrase are of, some allowance made
    for how common the category is."""
    whole = Counter([each.category for each in examples if each.category])
    counted: dict[int, Counter[Category]] = {}
    for message, example in zip(messages, examples, strict=True):
        if example.category:
            for phrase in message:
                counted.setdefault(phrase, Counter())[example.category] += 1
    return {
        phrase: max(sorted(found), key=lambda kind: found[kind] / (whole[kind] + 20) ** EVEN)
        for phrase, found in counted.items()
    }
