"""The net: rules compiled once, and every message looked at in the same way, in steady time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial

from conversations.safety_net import telling
from conversations.safety_net.bases import Bases
from conversations.safety_net.folding import folded
from conversations.safety_net.following import Guarding, Line, Program
from conversations.safety_net.grammar import Grammar, GrammarError
from conversations.safety_net.model import Finding, Tier
from conversations.safety_net.patterns import OneOf, Piece
from conversations.safety_net.quickest import IN_PYTHON, QUICKEST, Engine
from conversations.safety_net.rules import Guard, Place, Rule, Rules, RulesError
from conversations.safety_net.telling import Telling, Weighted
from conversations.safety_net.words import Span, Where, Words, is_stop

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
        self._follower = engine.follower(self._program())

    @property
    def is_compiled(self) -> bool:
        """Whether it looks as quickly as it can."""
        return self._engine is not IN_PYTHON

    def look(self, text: str) -> tuple[Finding, ...]:
        """Every finding: at most one of each rule, in the order in which the rules stand; then the
        telling phrases, where they say more than rules do."""
        message = _Message(text, self._engine)
        by_rules = self._by_rules(message)
        if self._telling is None:
            return by_rules
        words = self._telling.words(message.tokens)
        weighed = self._telling.weigh(words)
        tier = telling.tier(weighed, by_rules)
        believed = tuple(self._believed(message, by_rules, tier, self._telling))
        if tier is None or any(each.tier in (tier, Tier.EXPLICIT) for each in believed):
            return believed
        where = self._telling.where(message.tokens, message.spans)
        return (*believed, *self._telling.findings(words, weighed, tier, where))

    def _believed(
        self,
        message: _Message,
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
                tokens, start, end = message.around(each)
                there = [other for other in by_rules if start <= other.start and other.end <= end]
                left = telling.tier(phrases.weigh(phrases.words(tokens)), there) or tier
            if left is Tier.EXPLICIT:
                yield each
            elif left:
                yield each._replace(tier=left)

    def doubted(self, text: str) -> tuple[Finding, ...]:
        """What rules alone would find, and telling phrases make less of, or nothing."""
        kept, found = frozenset(self.look(text)), self._by_rules(_Message(text, self._engine))
        return tuple(each for each in found if each not in kept)

    def why(self, rule: str) -> str:
        """Of what a finding names. Raises KeyError."""
        return {telling.NAME: telling.WHY, **{each.id: each.why for each in self.rules}}[rule]

    def _by_rules(self, message: _Message) -> tuple[Finding, ...]:
        read = self._words.read(message.tokens)
        hits = self._follower.hits("".join(read))
        if not hits:
            return ()
        where = Where(message.spans, read)
        return tuple(
            [self._finding(hit.rule, hit.is_softened, where.of(hit.start, hit.end)) for hit in hits]
        )

    def _finding(self, number: int, is_softened: bool, span: Span) -> Finding:
        rule = self.rules[number]
        return Finding(Tier.SOFT if is_softened else rule.tier, rule.category, rule.id, *span)

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
        return Counter("".join(self._words.read(self._engine.tokens(folded(written)))))


class _Message:
    """A text made plain, its tokens, and where they stand: that is found when first asked for."""

    def __init__(self, text: str, engine: Engine):
        self._plain, self._find = folded(text), engine.spans
        self.tokens = engine.tokens(self._plain)

    @cached_property
    def spans(self) -> Sequence[Span]:
        return self._find(self._plain, self.tokens)

    def around(self, finding: Finding) -> tuple[list[str], int, int]:
        """The tokens of a finding and up to NEARBY on either side, of the same sentence; and where
        in the text they start and end."""
        starts = [start for start, _ in self.spans]
        begin, end = bisect_left(starts, finding.start), bisect_left(starts, finding.end)
        first, last = max(0, begin - NEARBY), min(len(starts), end + NEARBY)
        while begin > first and not is_stop(self.tokens[begin - 1]):
            begin -= 1
        while end < last and not is_stop(self.tokens[end]):
            end += 1
        return self.tokens[begin:end], self.spans[begin][0], self.spans[end - 1][1]


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
