"""How well a wish and a service agree: by topics, by words and, where there is one, by meaning."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

import tantivy

from resources_directory.meaning import Meaning, ServiceMeanings
from resources_directory.model import Need, Service
from resources_directory.spelling import Spelling
from resources_directory.text_index import TextIndex
from resources_directory.vocabulary import ARTICLES, SMALL_WORDS, Topic, Vocabulary
from resources_directory.wishes import Wish, read_wish

_WRITTEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")

WORDS_AT_MOST = 10
"""Open words of one query: what lies beyond them, in a very long message, is not searched for."""
TOPICS_AT_MOST = 10
LONGEST_PHRASE = 6
DEPTH = 200
"""Services looked at for each topic or word, best first."""

TOLD = 0.9
"""What explains a wish counts for less than what asks."""
TOPICS_PART = 0.85
"""What topics count for beside words that no topic knows."""
SHARPNESS = 0.75
"""Below 1, a fair match counts for nearly as much as the best one."""
LAST = 0.6
"""What the last of a topic's terms is worth against its first."""
ALSO = 0.4
"""A weaker sign of a topic counts for less than its own terms."""
NEAREST = 30
"""Passages that are looked at for their meaning alone, whatever their words."""
MARKED = 0.6
"""Being marked with the need that a topic stands for, against speaking of the topic itself."""
UNMARKED = 0.5
"""Speaking of a topic without being marked with its need, where somebody has marked others."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A topic, or a word that no topic knows, that was asked for."""

    weight: float
    word: str
    """As the person put it."""
    stem: str = ""
    topic: Topic | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood of a person's words; none of it is kept for longer than the search."""

    wish: Wish = field(default_factory=Wish)
    sought: tuple[Sought, ...] = ()
    refused: tuple[Topic, ...] = ()
    topics: frozenset[str] = frozenset()
    """The names of the topics that are sought."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One service found."""

    service: Service
    agreement: float = 0.0
    """0 to 1: how fully it meets what was asked, rare topics counting more."""
    coverage: float = 0.0
    """How much of what was asked it speaks of at all, rare topics counting more; 1 is all of it,
    whomever it is for."""
    nearness: float | None = None
    """The cosine of its meaning (-1 to 1), where meanings are known."""
    said: tuple[str, ...] = ()
    """The person's words that it speaks of."""
    needs: frozenset[Need] = frozenset()
    """Those of the needs asked for that it meets."""
    kept_for: frozenset[str] = frozenset()
    """Topics of people that its name speaks of, and that nobody asked for."""
    is_refused: bool = False
    """Whether its name speaks of what is not wanted."""


@dataclass(slots=True)
class _Tally:
    agreement: float = 0.0
    coverage: float = 0.0
    said: list[str] = field(default_factory=list)
    needs: set[Need] = field(default_factory=set)


class Ranking:
    """Built once from services and a vocabulary, and never changed."""

    def __init__(
        self,
        services: Sequence[Service],
        vocabulary: Vocabulary,
        meaning: Meaning | None = None,
    ) -> None:
        self._services = tuple(services)
        self._index = TextIndex(self._services)
        self._topics = vocabulary.topics
        self._said: dict[tuple[str, ...], list[Topic]] = {}
        for topic in self._topics:
            for phrase in topic.say:
                self._said.setdefault(self._phrase(phrase), []).append(topic)
        self._spelling = Spelling(
            token
            for topic in self._topics
            for phrase in topic.say
            for token in self._index.tokens(phrase)
        )
        self._queries = {topic.name: self._topic_query(topic) for topic in self._topics}
        self._named = {
            topic.name: self._rows_named(topic.find + topic.also)
            for topic in self._topics
            if topic.is_choice
        }
        self._kept_for = self._audiences()
        self._rarity = lru_cache(10_000)(self._how_rare)
        self._meanings = ServiceMeanings(self._services, meaning) if meaning else None

    def understand(self, words: str) -> Query:
        """Text without any known word gives an empty query."""
        wish = read_wish(words)
        refused = {
            each.topic.name: each.topic
            for clause in wish.refused
            for each in self._read(clause, 1.0)
            if each.topic and each.topic.is_choice
        }
        found: dict[str, Sought] = {}
        for clauses, weight in ((wish.asked, 1.0), (wish.told, TOLD)):
            for each in (each for clause in clauses for each in self._read(clause, weight)):
                if each.topic is None or each.topic.name not in refused:
                    found.setdefault(f"#{each.topic.name}" if each.topic else each.stem, each)
        topics = [each for each in found.values() if each.topic][:TOPICS_AT_MOST]
        others = [each for each in found.values() if not each.topic][:WORDS_AT_MOST]
        names = frozenset(each.topic.name for each in topics if each.topic)
        return Query(wish, (*topics, *others), tuple(refused.values()), names)

    def search(self, query: Query, need: Need | None = None, depth: int = DEPTH) -> list[Hit]:
        """Services that meet something of what is asked, those that meet most of it first.

        `depth` is how many are looked at for each thing that is asked; half as many are found.
        """
        tallies: dict[int, _Tally] = {}
        left = 1.0
        if need is not None:
            left = 0.5 if query.sought else 0.0
            self._count_need(need, 1.0 - left, depth, tallies)
        shares = list(self._shares(query))
        things = sum(share for each, share in shares if each.topic and not each.topic.is_who)
        for sought, share in shares:
            self._count(sought, share * left, share / (things or 1.0), depth, tallies)
        best = sorted(tallies, key=lambda row: (-tallies[row].agreement, self._services[row].id))
        near = self._near(query, best[: depth // 2])
        rows = dict.fromkeys((*best[: depth // 2], *near))
        return [self._hit(row, tallies.get(row, _Tally()), near.get(row), query) for row in rows]

    def _shares(self, query: Query) -> Iterator[tuple[Sought, float]]:
        """Rare things count more; words that no topic knows have a small part."""
        topics = [(each, self._weight(each)) for each in query.sought if each.topic]
        words = [(each, self._weight(each)) for each in query.sought if not each.topic]
        for group, part in ((topics, TOPICS_PART if words else 1.0), (words, 1 - TOPICS_PART)):
            whole = sum(weight for _, weight in group)
            for each, weight in group:
                yield each, weight / whole * (part if topics else 1.0)

    def _weight(self, sought: Sought) -> float:
        return sought.weight * self._rarity(sought.topic, sought.stem)

    def _count(
        self, sought: Sought, share: float, covers: float, depth: int, tallies: dict[int, _Tally]
    ) -> None:
        """`covers` leaves out for whom it is: a walk for men is covered by any walk."""
        for row, strength in self._met(sought, depth).items():
            tally = tallies.setdefault(row, _Tally())
            tally.agreement += share * strength
            tally.coverage += covers
            tally.said.append(sought.word)
            if sought.topic and sought.topic.need:
                tally.needs.add(sought.topic.need)

    def _count_need(self, need: Need, share: float, depth: int, tallies: dict[int, _Tally]) -> None:
        spoken: dict[int, float] = {}
        for topic in (each for each in self._topics if each.need is need):
            for row, score in self._scaled(self._queries[topic.name], depth).items():
                spoken[row] = max(spoken.get(row, 0.0), score)
        met = {row: score for row, score in spoken.items() if not self._services[row].needs}
        for row, _ in self._index.find(self._index.marked(need), depth):
            met[row] = MARKED + (1 - MARKED) * spoken.get(row, 0.0)
        for row, strength in met.items():
            tally = tallies.setdefault(row, _Tally())
            tally.agreement += share * strength
            tally.coverage += share
            tally.needs.add(need)

    def _near(self, query: Query, rows: Sequence[int]) -> dict[int, float]:
        if self._meanings is None or not query.sought:
            return {}
        words = ". ".join((*query.wish.asked, *query.wish.told))
        return self._meanings.near(words, rows, NEAREST)

    def _hit(self, row: int, tally: _Tally, nearness: float | None, query: Query) -> Hit:
        return Hit(
            self._services[row],
            tally.agreement,
            tally.coverage,
            nearness,
            tuple(dict.fromkeys(tally.said)),
            frozenset(tally.needs),
            self._kept_for.get(row, frozenset()) - query.topics,
            any(row in self._named[topic.name] for topic in query.refused),
        )

    def _read(self, clause: str, weight: float) -> Iterator[Sought]:
        """The longest phrase counts at each word, so "get out of bed" does not ask for a bed."""
        tokens = [self._spelt(token) for token in self._index.tokens(clause)]
        plain = [place for place, token in enumerate(tokens) if token not in ARTICLES]
        stems = tuple(self._index.stem(tokens[place]) for place in plain)
        start = 0
        while start < len(stems):
            lengths = range(min(LONGEST_PHRASE, len(stems) - start), 0, -1)
            length = next((n for n in lengths if stems[start : start + n] in self._said), 0)
            last = start + max(length, 1) - 1
            word = _as_written(clause, tokens, plain[start], plain[last])
            for topic in self._said.get(stems[start : start + length], ()):
                yield Sought(weight, word, topic=topic)
            token = tokens[plain[start]]
            if not length and len(token) > 2 and token not in SMALL_WORDS and not token.isdigit():
                yield Sought(weight, word, stems[start])
            start += length or 1

    def _spelt(self, token: str) -> str:
        if token in SMALL_WORDS or self._index.holds(self._index.stem(token)):
            return token
        return self._spelling.nearest(token) or token

    def _met(self, sought: Sought, depth: int) -> dict[int, float]:
        """How fully services meet it, 0 to 1: the best by words is 1."""
        if sought.topic is None:
            return self._scaled(self._index.phrases([((sought.stem,), 1.0)]), depth)
        met = self._scaled(self._queries[sought.topic.name], depth)
        if sought.topic.need:
            for row in met:
                if self._services[row].needs and sought.topic.need not in self._services[row].needs:
                    met[row] *= UNMARKED
            for row, _ in self._index.find(self._index.marked(sought.topic.need), depth):
                met[row] = MARKED + (1 - MARKED) * met.get(row, 0.0)
        return met

    def _scaled(self, query: tantivy.Query, depth: int) -> dict[int, float]:
        found = self._index.find(query, depth)
        return {row: (score / found[0][1]) ** SHARPNESS for row, score in found}

    def _how_rare(self, topic: Topic | None, stem: str) -> float:
        """How telling it is: what no listing speaks of weighs most (inverse frequency)."""
        query = self._queries[topic.name] if topic else self._index.phrases([((stem,), 1.0)])
        return log(1 + (self._index.size + 1) / (self._index.count(query) + 0.5))

    def _phrase(self, words: str) -> tuple[str, ...]:
        tokens = self._index.tokens(words)
        return tuple(self._index.stem(token) for token in tokens if token not in ARTICLES)

    def _topic_query(self, topic: Topic) -> tantivy.Query:
        fall = (1 - LAST) / max(len(topic.find), 1)
        terms = [(self._index.stems(p), 1 - n * fall) for n, p in enumerate(topic.find)]
        return self._index.phrases([*terms, *((self._index.stems(p), ALSO) for p in topic.also)])

    def _audiences(self) -> dict[int, frozenset[str]]:
        found: dict[int, frozenset[str]] = {}
        for topic in self._topics:
            if topic.is_who:
                for row in self._rows_named(topic.find):
                    found[row] = found.get(row, frozenset()) | {topic.name}
        return found

    def _rows_named(self, terms: Iterable[str]) -> frozenset[int]:
        query = self._index.phrases(((self._index.stems(p), 1.0) for p in terms), ["name"])
        return frozenset(row for row, _ in self._index.find(query, self._index.size))


def _as_written(clause: str, tokens: Sequence[str], first: int, last: int) -> str:
    """What the person wrote from one word to another, small words and all."""
    spans = [found.span() for found in _WRITTEN.finditer(clause)]
    if len(spans) != len(tokens):  # such as where a word is too long to be one
        return " ".join(tokens[first : last + 1])
    return clause[spans[first][0] : spans[last][1]]
