"""The net: rules compiled once, and every message looked at in the same way, in steady time."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import accumulate
from operator import or_

from conversations.safety_net.folding import folded
from conversations.safety_net.grammar import Grammar, GrammarError, Part, Pattern
from conversations.safety_net.model import Finding, Tier
from conversations.safety_net.rules import Guard, Place, Rule, Rules, RulesError
from conversations.safety_net.words import Words, spans, tokens

BLOCK, REACH = 16, 2
"""Codes of a block, and in how many blocks to each side all that a pattern needs must be."""
NEAR = 30
"""How far apart, in codes, two parts of a pattern may be."""
AROUND = 14
"""How far a guard is looked for on either side."""
JUST_BEFORE = 7


@dataclass(frozen=True)
class _Watch:
    """One pattern of a rule; `needs` are the bits of all that must be near for it."""

    rule: Rule
    place: int  # of the rule among all
    parts: Pattern
    needs: int

    def places(self, codes: str, low: int, high: int) -> Iterator[tuple[int, int]]:
        """Of the first part; the others are looked for around it."""
        first, *others = self.parts
        for found in first.expression.finditer(codes, low, high):
            start, end = found.span()
            if all(_is_near(part, codes, start, end) for part in others):
                yield start, end


@dataclass(frozen=True)
class _Hit:
    rule: Rule
    tier: Tier
    start: int
    end: int


class Net:
    """Compiled rules. Looking is pure, but for words it has met before, which it remembers."""

    def __init__(self, rules: Rules):
        """Raises RulesError, which names the rule, for a pattern that is not understood."""
        self.rules = rules.rules
        self._words = Words(rules.forms, rules.mended, rules.right, rules.starred)
        grammar = Grammar(self._words, rules.classes)
        self._bits: dict[frozenset[str], int] = {}
        self._watches = [
            _Watch(rule, place, parts, self._needs(parts))
            for place, rule in enumerate(rules.rules)
            for parts in _patterns(grammar, rule.id, rule.find)
        ]
        self._guards = {guard.name: _Guarding(grammar, guard) for guard in rules.guards}
        _check_guards(rules.rules, self._guards)
        self._words.fix()
        self._of_code = self._codes()
        self._anchored = _anchored(self._watches, self._commonness())

    def look(self, text: str) -> tuple[Finding, ...]:
        """Every finding, at most one of each rule, in the order in which the rules stand."""
        plain = folded(text)
        read = self._words.read(tokens(plain))
        hits = self._hits("".join(read))
        if not hits:
            return ()
        places = _Places(plain, read)
        return tuple(
            Finding(hit.tier, hit.rule.category, hit.rule.id, *places.of(hit.start, hit.end))
            for hit in hits
        )

    def why(self, rule: str) -> str:
        """Of a rule that stands in the files. Raises KeyError."""
        return {each.id: each.why for each in self.rules}[rule]

    def _hits(self, codes: str) -> list[_Hit]:
        """The first place of each rule; one where it keeps its tier before one where it is soft."""
        found: dict[int, _Hit] = {}
        settled: set[int] = set()
        for watch, start, end in self._matches(codes, settled):
            place, rule = watch.place, watch.rule
            if place not in settled:
                tier = self._weighed(rule, codes, start, end)
                if tier is rule.tier:
                    settled.add(place)
                if tier is rule.tier or (tier is not None and place not in found):
                    found[place] = _Hit(rule, tier, start, end)
        return [found[place] for place in sorted(found)]

    def _matches(self, codes: str, settled: Set[int]) -> Iterator[tuple[_Watch, int, int]]:
        """Each pattern is looked for only around its rarest word, and only where all that it
        needs is near: a long message costs little more than its words. Rules whose places are
        `settled` are looked for no further."""
        blocks = [self._there(codes[at : at + BLOCK]) for at in range(0, len(codes), BLOCK)]
        around = [_either(blocks[max(0, n - REACH) : n + REACH + 1]) for n in range(len(blocks))]
        seen: set[tuple[int, int]] = set()
        for at, code in enumerate(codes):
            block = at // BLOCK
            there = around[block]
            for number in self._anchored.get(code, ()):
                watch = self._watches[number]
                if watch.needs & there != watch.needs or watch.place in settled:
                    continue
                if (number, block) in seen:
                    continue
                seen.add((number, block))
                low, high = max(0, block - 1) * BLOCK, (block + 2) * BLOCK
                for start, end in watch.places(codes, low, high):
                    yield watch, start, end

    def _weighed(self, rule: Rule, codes: str, start: int, end: int) -> Tier | None:
        """What the words around leave of it."""
        if any(self._guards[name].holds(codes, start, end) for name in rule.unless):
            return None
        if any(self._guards[name].holds(codes, start, end) for name in rule.softer):
            return Tier.SOFT
        return rule.tier

    def _needs(self, parts: Pattern) -> int:
        needs = {need for part in parts for need in part.needs}
        return sum(1 << self._bits.setdefault(need, len(self._bits)) for need in needs)

    def _commonness(self) -> Mapping[str, int]:
        """How often each code stands in the rules' own examples."""
        written = "\n".join([text for rule in self.rules for text in (*rule.hit, *rule.miss)])
        return Counter("".join(self._words.read(tokens(folded(written)))))

    def _codes(self) -> Mapping[str, int]:
        bits: dict[str, int] = {}
        for need, bit in self._bits.items():
            for code in need:
                bits[code] = bits.get(code, 0) | 1 << bit
        return bits

    def _there(self, codes: str) -> int:
        of_code, there = self._of_code, 0
        for code in set(codes):
            there |= of_code.get(code, 0)
        return there


class _Guarding:
    """A guard, compiled."""

    def __init__(self, grammar: Grammar, guard: Guard):
        patterns = _patterns(grammar, guard.name, guard.find)
        self._sources = [part.source for parts in patterns for part in parts]
        self._is_before = guard.place is Place.BEFORE

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile(f"(?:{'|'.join(self._sources)})" + r"\Z" * self._is_before)

    def holds(self, codes: str, start: int, end: int) -> bool:
        if self._is_before:
            around = codes[max(0, start - JUST_BEFORE) : start]
        else:
            around = codes[max(0, start - AROUND) : end + AROUND]
        return self._expression.search(around) is not None


class _Places:
    """From codes back to the text."""

    def __init__(self, plain: str, read: Sequence[str]):
        self._spans = list(spans(plain))
        self._ends = list(accumulate(len(codes) for codes in read))

    def of(self, start: int, end: int) -> tuple[int, int]:
        first, last = bisect_right(self._ends, start), bisect_left(self._ends, end)
        return self._spans[first][0], self._spans[last][1]


def _anchored(
    watches: Sequence[_Watch], commonness: Mapping[str, int]
) -> Mapping[str, tuple[int, ...]]:
    """From a code to the patterns that are looked for where it stands: for each pattern, the
    rarest of all words that it cannot do without."""

    def weight(need: frozenset[str]) -> int:
        return sum(1 + commonness.get(code, 0) for code in need)

    found: dict[str, list[int]] = {}
    for number, watch in enumerate(watches):
        for code in min(watch.parts[0].needs, key=weight):
            found.setdefault(code, []).append(number)
    return {code: tuple(numbers) for code, numbers in found.items()}


def _is_near(part: Part, codes: str, start: int, end: int) -> bool:
    around = (codes[max(0, start - NEAR) : start], codes[end : end + NEAR])
    return any(part.expression.search(each) is not None for each in around)


def _either(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)


def _patterns(grammar: Grammar, name: str, find: Iterable[str]) -> Iterator[Pattern]:
    for line in find:
        try:
            yield grammar.pattern(line)
        except GrammarError as broken:
            raise RulesError(f"{name}: {broken}") from None


def _check_guards(rules: Iterable[Rule], guards: Mapping[str, object]) -> None:
    for rule in rules:
        for name in (*rule.unless, *rule.softer):
            if name not in guards:
                raise RulesError(f"{rule.id}: there is no guard {name}.")
