"""How well a wish and a service agree: by topics, by words and, where there is one, by meaning."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

import tantivy

from resources_directory.meaning import Meaning, ServiceMeanings
from resources_directory.model import Need, Service
from resources_directory.sayings import sayings
from resources_directory.stems import stems
from resources_directory.text_index import TextIndex
from resources_directory.understanding import Query, Sought, Understanding
from resources_directory.vocabulary import Topic, Vocabulary

DEPTH = 200
"""Services looked at for each topic or word, best first."""

TOPICS_PART = 0.85
"""What topics count for beside words that no topic knows."""
RARITY = 0.5
"""How far rare topics count more (a power of their rarity): football is no less of a wish."""
SHARPNESS = 0.5
"""Below 1, a fair match counts for nearly as much as the best one."""
LAST = 0.6
"""What the last of a topic's terms is worth against its first."""
ALSO = 0.4
"""A weaker sign of a topic counts for less than its own terms."""
OWN = 0.4
"""How much of a topic's strength hangs on the person's own word for it, where listings use it."""
NEAREST = 30
"""Passages that are looked at for their meaning alone, whatever their words."""
MARKED = 0.6
"""Being marked with the need that a topic stands for, against speaking of the topic itself."""
PART_MARKED = 0.2
"""The same where the topic is only a part of the need."""
UNMARKED = 0.5
"""Speaking of a topic without being marked with its need, where somebody has marked others."""


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
        self._topics = tuple(each for each in vocabulary.topics if not each.is_figure)
        self.understand = Understanding(sayings(vocabulary), self._index.holds).understand
        self._met_by_topic = lru_cache(1000)(self._topic_met)
        self._named = {
            topic.name: self._rows_named(topic.find + topic.also)
            for topic in self._topics
            if topic.is_choice
        }
        self._kept_for = self._audiences()
        self._rarity = lru_cache(10_000)(self._how_rare)
        self._meanings = ServiceMeanings(self._services, meaning) if meaning else None
        for topic in self._topics:  # so that nobody is the first to ask for it
            self._met_by_topic(topic, DEPTH)
            self._rarity(topic, ())

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
        essential = sum(share for each, share in shares if each.is_essential)
        for sought, share in shares:
            covers = share / essential if sought.is_essential else 0.0
            self._count(sought, share * left, covers, depth, tallies)
        best = sorted(tallies, key=lambda row: (-tallies[row].agreement, self._services[row].id))
        near = self._near(query, best[: depth // 2])
        rows = dict.fromkeys((*best[: depth // 2], *near))
        refused = self._refused(query)
        return [
            self._hit(row, tallies.get(row, _Tally()), near.get(row), query, row in refused)
            for row in rows
        ]

    def _shares(self, query: Query) -> Iterator[tuple[Sought, float]]:
        """Rare things count more; words that no topic knows have a small part."""
        topics = [(each, self._weight(each)) for each in query.sought if each.topic]
        words = [(each, self._weight(each)) for each in query.sought if not each.topic]
        for group, part in ((topics, TOPICS_PART if words else 1.0), (words, 1 - TOPICS_PART)):
            whole = sum(weight for _, weight in group)
            for each, weight in group:
                yield each, weight / whole * (part if topics else 1.0)

    def _weight(self, sought: Sought) -> float:
        return sought.weight * self._rarity(sought.topic, () if sought.topic else sought.stems)

    def _count(
        self, sought: Sought, share: float, covers: float, depth: int, tallies: dict[int, _Tally]
    ) -> None:
        """`covers`: how much of what is essential this is."""
        for row, strength in self._met(sought, depth).items():
            tally = tallies.setdefault(row, _Tally())
            tally.agreement += share * strength
            tally.coverage += covers * _covered(strength)
            tally.said.append(sought.word)
            if sought.topic and sought.topic.need:
                tally.needs.add(sought.topic.need)

    def _count_need(self, need: Need, share: float, depth: int, tallies: dict[int, _Tally]) -> None:
        spoken: dict[int, float] = {}
        for topic in (each for each in self._topics if each.need is need):
            for row, score in self._met_by_topic(topic, depth).items():
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
        if self._meanings is None or not query.sought or query.is_understood:
            return {}
        words = ". ".join((*query.wish.asked, *query.wish.told))
        return self._meanings.near(words, rows, NEAREST)

    def _refused(self, query: Query) -> frozenset[int]:
        named = [self._named[topic.name] for topic in query.refused]
        spoken = self._rows_with(query.words_refused, ("name", "description"))
        return frozenset().union(*named, spoken)

    def _hit(
        self, row: int, tally: _Tally, nearness: float | None, query: Query, is_refused: bool
    ) -> Hit:
        return Hit(
            self._services[row],
            tally.agreement,
            tally.coverage,
            nearness,
            tuple(dict.fromkeys(tally.said)),
            frozenset(tally.needs),
            self._kept_for.get(row, frozenset()) - query.topics,
            is_refused,
        )

    def _met(self, sought: Sought, depth: int) -> Mapping[int, float]:
        """How fully services meet it, 0 to 1: the best by words is 1."""
        if sought.topic is None:
            return self._scaled(self._index.phrases([(sought.stems, 1.0)]), depth)
        met = self._met_by_topic(sought.topic, depth)
        if not sought.own:
            return met
        own = self._scaled(self._index.phrases((each, 1.0) for each in sought.own), depth)
        if not own:
            return met
        rows = met.keys() | own.keys()
        return {row: (1 - OWN) * met.get(row, 0.0) + OWN * own.get(row, 0.0) for row in rows}

    def _topic_met(self, topic: Topic, depth: int) -> Mapping[int, float]:
        fall = (1 - LAST) / max(len(topic.find), 1)
        terms = ((stems(p), 1 - n * fall) for n, p in enumerate(topic.find))
        signs = ((stems(p), 1.0) for p in topic.also)
        met = self._scaled(self._index.phrases(signs), depth, ALSO)
        for row, strength in self._scaled(self._index.phrases(terms), depth).items():
            met[row] = max(strength, met.get(row, 0.0))
        if topic.need:
            for row in met:
                if self._services[row].needs and topic.need not in self._services[row].needs:
                    met[row] *= UNMARKED
            for row, _ in self._index.find(self._index.marked(topic.need), depth):
                mark = PART_MARKED if topic.is_part else MARKED
                met[row] = mark + (1 - mark) * met.get(row, 0.0)
        return met

    def _scaled(self, query: tantivy.Query, depth: int, best: float = 1.0) -> dict[int, float]:
        found = self._index.find(query, depth)
        return {row: best * (score / found[0][1]) ** SHARPNESS for row, score in found}

    def _how_rare(self, topic: Topic | None, word: tuple[str, ...]) -> float:
        """How telling it is: what no listing speaks of weighs most (inverse frequency)."""
        terms = [stems(p) for p in topic.find] if topic else [word]
        count = self._index.count(self._index.phrases((each, 1.0) for each in terms))
        return float(log(1 + (self._index.size + 1) / (count + 0.5)) ** RARITY)

    def _audiences(self) -> dict[int, frozenset[str]]:
        found: dict[int, frozenset[str]] = {}
        for topic in self._topics:
            if topic.is_who:
                for row in self._rows_named(topic.find):
                    found[row] = found.get(row, frozenset()) | {topic.name}
        return found

    def _rows_named(self, terms: Iterable[str]) -> frozenset[int]:
        return self._rows_with((stems(term) for term in terms), ("name",))

    def _rows_with(
        self, phrases: Iterable[tuple[str, ...]], fields: Sequence[str]
    ) -> frozenset[int]:
        """Those that hold one of these, given as stems."""
        query = self._index.phrases(((each, 1.0) for each in phrases), fields)
        return frozenset(row for row, _ in self._index.find(query, self._index.size))


def _covered(strength: float) -> float:
    """A weaker sign alone is half of an answer, and to be of the same need is hardly one."""
    if strength > ALSO:
        return 1.0
    return 0.5 if strength > PART_MARKED else 0.3
