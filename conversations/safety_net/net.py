"""The net: rules compiled once, and every message looked at in the same way, in steady time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate

from conversations.safety_net import telling
from conversations.safety_net.folding import folded
from conversations.safety_net.grammar import Grammar, GrammarError
from conversations.safety_net.model import Finding, Tier
from conversations.safety_net.patterns import (
    Message,
    OneOf,
    Piece,
    Places,
    backward,
    first_of,
    last_of,
    onward,
)
from conversations.safety_net.rules import Guard, Place, Rule, Rules, RulesError
from conversations.safety_net.search import Search, whereabouts
from conversations.safety_net.telling import Telling, Weighed
from conversations.safety_net.words import Words, spans, tokens

AROUND = 14
"""How far, in words, a guard is looked for on either side."""
JUST_BEFORE = 5
JOINERS = ("and", "but", "so", "then", "because")

Span = tuple[int, int]
_FIGURE = re.compile(r"\b\d+\b")


class Net:
    """Compiled rules, and what is told by phrases that no rule knows. Looking is pure, but for
    words it has met before, which it remembers."""

    def __init__(self, rules: Rules, phrases: Telling | None = None):
        """Raises RulesError, which names the rule, for a pattern that is not understood."""
        self.given = rules
        self.rules = rules.rules
        self._telling = phrases
        self._sure = frozenset(each.id for each in rules.rules if each.is_sure)
        self._words = Words(rules.forms, rules.mended, rules.right, rules.starred)
        grammar = Grammar(self._words, rules.classes, rules.irregular, _figures(rules))
        self._guards = {guard.name: _Guarding(grammar, guard) for guard in rules.guards}
        _check_guards(rules.rules, self._guards)
        patterns = [
            (rule, pattern)
            for rule in rules.rules
            for pattern in _patterns(grammar, rule.id, rule.find)
        ]
        self._rules = [rule for rule, _ in patterns]
        self._patterns = [pattern for _, pattern in patterns]
        joiners = "".join([self._words.code(word) for word in JOINERS])
        self._words.fix()
        self._search = Search(
            self._patterns, grammar.phrases, grammar.needs, self._commonness(), joiners
        )

    def look(self, text: str) -> tuple[Finding, ...]:
        """Every finding: at most one of each rule, in the order in which the rules stand; then the
        telling phrases, where no rule finds anything explicit."""
        by_rules = self._by_rules(text)
        if self._telling is None:
            return by_rules
        weighed = self._telling.weigh(text)
        findings = [each for each in map(partial(self._doubted, weighed), by_rules) if each]
        told = telling.tier(weighed, findings)
        if told is None:
            return tuple(findings)
        return (*findings, *self._telling.findings(text, weighed, told))

    def _doubted(self, weighed: Weighed, finding: Finding) -> Finding | None:
        """What daily talk around it leaves of what a rule has found; a sure rule is not doubted."""
        if finding.rule in self._sure:
            return finding
        if finding.tier is Tier.SOFT:
            return None if weighed.danger < telling.DAILY else finding
        return replace(finding, tier=Tier.SOFT) if weighed.explicit < telling.QUIET else finding

    def doubted(self, text: str) -> tuple[Finding, ...]:
        """What rules alone would find, and telling phrases make less of, or nothing."""
        kept = frozenset(self.look(text))
        return tuple(each for each in self._by_rules(text) if each not in kept)

    def why(self, rule: str) -> str:
        """Of what a finding names. Raises KeyError."""
        return {telling.NAME: telling.WHY, **{each.id: each.why for each in self.rules}}[rule]

    def _by_rules(self, text: str) -> tuple[Finding, ...]:
        plain = folded(text)
        read = self._words.read(tokens(plain))
        codes = "".join(read)
        message = self._search.message(codes)
        hits: dict[str, tuple[Rule, Tier, Span]] = {}
        for number, ends in self._search.matches(message):
            rule = self._rules[number]
            held = hits.get(rule.id)
            if held is None or held[1] is not rule.tier:
                hit = self._weighed(rule, self._patterns[number], message, ends)
                if hit is not None and (held is None or hit[0] is rule.tier):
                    hits[rule.id] = (rule, *hit)
        if not hits:
            return ()
        where = _Where(plain, read, codes)
        return tuple(
            Finding(tier, rule.category, rule.id, *where.of(span))
            for rule, tier, span in hits.values()
        )

    def _weighed(
        self, rule: Rule, pattern: Piece, message: Message, ends: Places
    ) -> tuple[Tier, Span] | None:
        """The first place where the rule keeps its tier; failing that, the first where it is
        soft; none where the words around leave nothing of it."""
        if (
            span := self._unguarded(pattern, message, ends, (*rule.unless, *rule.softer))
        ) is not None:
            return rule.tier, span
        if (
            rule.softer
            and (span := self._unguarded(pattern, message, ends, rule.unless)) is not None
        ):
            return Tier.SOFT, span
        return None

    def _unguarded(
        self, pattern: Piece, message: Message, ends: Places, guards: Iterable[str]
    ) -> Span | None:
        starts = pattern.back(message, ends)
        for name in guards:
            starts, ends = self._guards[name].outside(message, starts, ends)
        ends &= pattern.on(message, starts)
        if not ends:
            return None
        end = first_of(ends)
        return last_of(pattern.back(message, 1 << end) & starts), end

    def _commonness(self) -> Mapping[str, int]:
        """How often each code stands in the rules' own examples."""
        written = "\n".join([text for rule in self.rules for text in (*rule.hit, *rule.miss)])
        return Counter("".join(self._words.read(tokens(folded(written)))))


class _Guarding:
    """A guard, compiled."""

    def __init__(self, grammar: Grammar, guard: Guard):
        self.piece = OneOf(_patterns(grammar, guard.name, guard.find))
        self._is_before = guard.place is Place.BEFORE

    def outside(self, message: Message, starts: Places, ends: Places) -> tuple[Places, Places]:
        """Of where a pattern begins and ends, what is out of its reach."""
        if self._is_before:
            return self._not_led_up_to(message, starts), ends
        guarded = message.starts(self.piece)
        before = backward(guarded, AROUND)
        return starts & ~(before | onward(guarded, AROUND)), ends & ~before

    def _not_led_up_to(self, message: Message, starts: Places) -> Places:
        """A guard leads up to what begins just behind its end, or within it."""
        led = message.ends(self.piece)
        starts &= ~onward(led, JUST_BEFORE)
        within = led & onward(starts << 1, JUST_BEFORE)
        if within:
            starts &= ~onward(self.piece.back(message, within) << 1, JUST_BEFORE)
        return starts


class _Where:
    """From places of a message back to its text."""

    def __init__(self, plain: str, read: Sequence[str], codes: str):
        self._spans = list(spans(plain))
        self._ends = list(accumulate(len(each) for each in read))
        self._places = whereabouts(codes)

    def of(self, span: Span) -> Span:
        start, end = self._places[span[0]], self._places[span[1] - 1]
        first, last = bisect_right(self._ends, start), bisect_right(self._ends, end)
        return self._spans[first][0], self._spans[last][1]


def _patterns(grammar: Grammar, name: str, find: Iterable[str]) -> list[Piece]:
    try:
        return [grammar.pattern(line) for line in find]
    except GrammarError as broken:
        raise RulesError(f"{name}: {broken}") from None


def _figures(rules: Rules) -> set[str]:
    finds = [each.find for each in rules.rules] + [each.find for each in rules.guards]
    lines = [line for find in finds for line in find]
    return set(_FIGURE.findall(" ".join([*lines, *rules.classes.values()])))


def _check_guards(rules: Iterable[Rule], guards: Mapping[str, object]) -> None:
    for rule in rules:
        for name in (*rule.unless, *rule.softer):
            if name not in guards:
                raise RulesError(f"{rule.id}: there is no guard {name}.")
