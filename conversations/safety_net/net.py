"""The net: rules compiled once, and every message looked at in the same way, in steady time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from conversations.safety_net import telling
from conversations.safety_net.bases import Bases
from conversations.safety_net.following import Guarding, Hit, Line, Program
from conversations.safety_net.grammar import Grammar, GrammarError
from conversations.safety_net.model import Finding, Tier
from conversations.safety_net.patterns import OneOf, Piece
from conversations.safety_net.quickest import IN_PYTHON, QUICKEST, Engine
from conversations.safety_net.reading import Read
from conversations.safety_net.rules import Guard, Place, Rule, Rules, RulesError
from conversations.safety_net.telling import Telling, Weighted
from conversations.safety_net.words import Span, Words

NEARBY = 4
"""So many words on either side, in its sentence, may make less of what a rule has found."""
JOINERS = ("and", "but", "so", "then", "because")

_FIGURE = re.compile(r"\b\d+\b")


class Net:
    """Compiled rules, and what is told by phrases that no rule knows. Looking is pure, but for
    words it has met before, which it remembers."""

    def __init__(
        self,
        rules: Rules,
        phrases: Weighted | None = None,
        engine: Engine = QUICKEST,
    ):
        """`phrases` are the telling ones. Raises RulesError, which names the rule, for a pattern
        that is not understood."""
        self.given = rules
        self.rules = rules.rules
        self._engine = engine
        bases = Bases(rules.irregular)
        self._telling = Telling(phrases, bases, engine) if phrases is not None else None
        self._sure = frozenset(each.id for each in rules.rules if each.is_sure)
        self._words = Words(rules.forms, rules.mended, rules.right, rules.starred)
        numbers = self._telling.numbers if self._telling else _no_numbers
        self._reader = engine.reader(self._words, numbers)
        self._follower = engine.follower(self._program())

    @property
    def is_compiled(self) -> bool:
        """Whether it looks as quickly as it can."""
        return self._engine is not IN_PYTHON

    def look(self, text: str) -> tuple[Finding, ...]:
        """Every finding: at most one of each rule, in the order in which the rules stand; then the
        telling phrases, where they say more than rules do."""
        read = self._reader.read(text)
        by_rules = self._by_rules(read)
        if self._telling is None:
            return by_rules
        weighed = self._telling.weigh(read.words)
        tier = telling.tier(weighed, by_rules)
        believed = tuple(self._believed(read, by_rules, tier, self._telling))
        if tier is None or any(each.tier in (tier, Tier.EXPLICIT) for each in believed):
            return believed
        return (*believed, *self._telling.findings(read, weighed, tier))

    def _believed(
        self,
        read: Read,
        by_rules: Sequence[Finding],
        tier: Tier | None,
        phrases: Telling,
    ) -> Iterator[Finding]:
        """What daily talk leaves of what rules have found: that of the whole message; and of what
        is explicit, that of the few words around it if they leave more, since a sentence of danger
        is one, however daily the others are. A sure rule is not doubted."""
        for each in by_rules:
            left = Tier.EXPLICIT if each.rule in self._sure else tier
            if left is not Tier.EXPLICIT and each.tier is Tier.EXPLICIT:
                words, start, end = read.nearby(each.start, each.end, NEARBY)
                there = [other for other in by_rules if start <= other.start and other.end <= end]
                left = telling.tier(phrases.weigh(words), there) or tier
            if left is Tier.EXPLICIT:
                yield each
            elif left:
                yield each._replace(tier=left)

    def doubted(self, text: str) -> tuple[Finding, ...]:
        """What rules alone would find, and telling phrases make less of, or nothing."""
        kept = frozenset(self.look(text))
        return tuple(each for each in self._by_rules(self._reader.read(text)) if each not in kept)

    def why(self, rule: str) -> str:
        """Of what a finding names. Raises KeyError."""
        return {telling.NAME: telling.WHY, **{each.id: each.why for each in self.rules}}[rule]

    def _by_rules(self, read: Read) -> tuple[Finding, ...]:
        hits = self._follower.hits(read.codes)
        return tuple([self._finding(hit, read.of_codes(hit.start, hit.end)) for hit in hits])

    def _finding(self, hit: Hit, span: Span) -> Finding:
        rule = self.rules[hit.rule]
        return Finding(Tier.SOFT if hit.is_softened else rule.tier, rule.category, rule.id, *span)

    def _program(self) -> Program:
        given = self.given
        grammar = Grammar(self._words, given.classes, given.irregular, _figures(given))
        guards = [_guarding(grammar, guard) for guard in given.guards]
        pieces = [
            (number, piece)
            for number, rule in enumerate(self.rules)
            for piece in _patterns(grammar, rule.id, rule.find)
        ]
        joiners = "".join([self._words.code(word) for word in JOINERS])
        self._words.fix()
        written = self._written()
        common = [min([written[code] for code in phrase]) for phrase in grammar.phrases]
        rarest = partial(min, key=lambda need: sum([common[each] for each in grammar.needs[need]]))
        numbers = {guard.name: number for number, guard in enumerate(given.guards)}
        lines = [
            Line(
                piece,
                number,
                rarest(piece.needs),
                _guards_of(self.rules[number], self.rules[number].unless, numbers),
                _guards_of(self.rules[number], self.rules[number].softer, numbers),
            )
            for number, piece in pieces
        ]
        return Program(lines, guards, grammar.phrases, grammar.needs, joiners)

    def _written(self) -> Mapping[str, int]:
        """How often each code stands in the rules' own examples."""
        written = "\n".join([text for rule in self.rules for text in (*rule.hit, *rule.miss)])
        return Counter(self._reader.read(written).codes)


def _no_numbers(_token: str) -> tuple[int, ...]:
    return ()


def _patterns(grammar: Grammar, name: str, find: Iterable[str]) -> list[Piece]:
    try:
        return [grammar.pattern(line) for line in find]
    except GrammarError as broken:
        raise RulesError(f"{name}: {broken}") from None


def _figures(rules: Rules) -> set[str]:
    finds = [each.find for each in rules.rules] + [each.find for each in rules.guards]
    lines = [line for find in finds for line in find]
    return set(_FIGURE.findall(" ".join([*lines, *rules.classes.values()])))


def _guarding(grammar: Grammar, guard: Guard) -> Guarding:
    piece = OneOf(_patterns(grammar, guard.name, guard.find))
    return Guarding(piece, guard.place is Place.BEFORE)


def _guards_of(rule: Rule, names: Iterable[str], numbers: Mapping[str, int]) -> tuple[int, ...]:
    for name in names:
        if name not in numbers:
            raise RulesError(f"{rule.id}: there is no guard {name}.")
    return tuple([numbers[name] for name in names])
