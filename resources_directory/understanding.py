"""What a person asks for, read from their words: topics first, then words that no topic knows."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from resources_directory.sayings import LONGEST_PHRASE, Saying, Sayings, is_telling
from resources_directory.stems import stem, tokens
from resources_directory.vocabulary import ARTICLES, SMALL_WORDS, Topic
from resources_directory.wishes import Wish, read_wish

_WRITTEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")

WORDS_AT_MOST = 10
"""Open words of one query: what lies beyond them, in a very long message, is not searched for."""
TOPICS_AT_MOST = 10

TOLD = 0.8
"""What explains a wish counts for less than what asks."""
HINTED = 0.3
"""A feeling or a circumstance beside something surer: "scared of interviews" asks about work."""
GENERAL = 0.5
"""A kind of help beside its field: "talk to others with diabetes" asks about diabetes."""
WHO = 0.7
"""A kind of person beside what is to be done or helped with."""
REPEATED = 0.2
"""What each further mention of a topic adds: "bats, foxes, hedgehogs" are one wish."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A topic, or a word that no topic knows, that was asked for."""

    weight: float
    word: str
    """As the person put it."""
    stems: tuple[str, ...] = ()
    topic: Topic | None = None
    is_hint: bool = False
    own: tuple[tuple[str, ...], ...] = ()
    """Those of the person's own words that are also the topic's words for a listing, as stems."""
    is_essential: bool = False
    """Whether an answer must speak of it: a walk for men is a walk, whomever it is for."""


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood of a person's words; none of it is kept for longer than the search."""

    wish: Wish = field(default_factory=Wish)
    sought: tuple[Sought, ...] = ()
    refused: tuple[Topic, ...] = ()
    words_refused: frozenset[tuple[str, ...]] = frozenset()
    """As stems: one way of a topic that is asked for otherwise: "keep fit, not a gym"."""
    topics: frozenset[str] = frozenset()
    """The names of the topics that are sought."""

    @property
    def is_understood(self) -> bool:
        """Whether it names more than feelings, circumstances and words that no topic knows."""
        return any(each.topic and not each.is_hint for each in self.sought)


class Understanding:
    """Reads wishes by a vocabulary; built once, and never changed."""

    def __init__(self, sayings: Sayings, is_listed: Callable[[str], bool]) -> None:
        """`is_listed`: whether any listing uses a word, given as its stem."""
        self._sayings = sayings
        self._is_listed = is_listed

    def understand(self, words: str) -> Query:
        """Text without any known word gives an empty query."""
        wish = read_wish(words)
        asked = {each.topic.name for each in self._clauses(wish.asked, 1.0) if each.topic}
        unwanted = [each for each in self._clauses(wish.refused, 1.0) if each.topic]
        refused = {
            each.topic.name: each.topic
            for each in unwanted
            if each.topic and each.topic.is_choice and each.topic.name not in asked
        }
        found: dict[str, Sought] = {}
        for clauses, weight in ((wish.asked, 1.0), (wish.told, TOLD)):
            for each in self._clauses(clauses, weight):
                name = f"#{each.topic.name}" if each.topic else each.stems[0]
                if each.topic is None or each.topic.name not in refused:
                    found[name] = _joined(found[name], each) if name in found else each
        sought = tuple(_settled(found.values()))
        names = frozenset(each.topic.name for each in sought if each.topic)
        words_refused = frozenset(
            each.stems for each in unwanted if each.topic and each.topic.name in asked
        )
        return Query(wish, sought, tuple(refused.values()), words_refused, names)

    def _clauses(self, clauses: Iterable[str], weight: float) -> list[Sought]:
        return [each for clause in clauses for each in self._read(clause, weight)]

    def _read(self, clause: str, weight: float) -> Iterator[Sought]:
        """The longest phrase counts at each word, so "get out of bed" does not ask for a bed."""
        written = tokens(clause)
        spelt = [self._spelt(token) for token in written]
        plain = [place for place, token in enumerate(spelt) if token not in ARTICLES]
        start = 0
        while start < len(plain):
            said = tuple(spelt[place] for place in plain[start : start + LONGEST_PHRASE])
            sayings = self._sayings.longest(said)
            length = len(sayings[0].words) if sayings else 1
            word = _as_written(clause, written, plain[start], plain[start + length - 1])
            yield from self._sought(said[:length], sayings, word, weight)
            start += length

    def _sought(
        self, said: Sequence[str], sayings: Sequence[Saying], word: str, weight: float
    ) -> Iterator[Sought]:
        stems = tuple(map(stem, said))
        for each in sayings:
            if not each.topic.is_figure:
                own = (stems,) if each.is_own else ()
                yield Sought(weight, word, stems, each.topic, each.is_hint, own)
        if sayings or not is_telling(said[0]):
            return
        yield Sought(weight, word, stems)
        if topic := self._sayings.part(said[0]):
            yield Sought(weight, word, stems, topic, is_hint=True)

    def _spelt(self, token: str) -> str:
        is_right = token in SMALL_WORDS or self._is_listed(stem(token))
        return token if is_right else self._sayings.spelt(token)


def _joined(one: Sought, other: Sought) -> Sought:
    """Said again: it weighs a little more, and is a hint only if it was never more than that."""
    surer, less = (other, one) if one.is_hint and not other.is_hint else (one, other)
    weight = surer.weight if less.is_hint else max(one.weight, other.weight) + REPEATED
    own = tuple(dict.fromkeys((*one.own, *other.own)))
    return replace(surer, weight=weight, own=own)


def _settled(found: Iterable[Sought]) -> Iterator[Sought]:
    """What is general, hinted or of a person counts in full only where nothing more is asked."""
    topics = [each for each in found if each.topic][:TOPICS_AT_MOST]
    words = [each for each in found if not each.topic][:WORDS_AT_MOST]
    best = min(map(_standing, topics), default=_Standing.WORD)
    for each in (*topics, *words):
        standing = _standing(each)
        weight = each.weight * (1.0 if standing is best else _BESIDE[standing])
        yield replace(each, weight=weight, is_essential=standing is best)


class _Standing(IntEnum):
    FIELD = 0
    WHO = 1
    GENERAL = 2
    HINT = 3
    WORD = 4


_BESIDE = {
    _Standing.FIELD: 1.0,
    _Standing.WHO: WHO,
    _Standing.GENERAL: GENERAL,
    _Standing.HINT: HINTED,
    _Standing.WORD: 1.0,
}


def _standing(each: Sought) -> _Standing:
    match each:
        case Sought(topic=None):
            return _Standing.WORD
        case Sought(is_hint=True):
            return _Standing.HINT
        case Sought(topic=Topic(is_general=True)):
            return _Standing.GENERAL
        case Sought(topic=Topic(is_who=True, is_choice=True)):
            return _Standing.WHO
        case _:
            return _Standing.FIELD


def _as_written(clause: str, tokens: Sequence[str], first: int, last: int) -> str:
    """What the person wrote from one word to another, small words and all."""
    spans = [found.span() for found in _WRITTEN.finditer(clause)]
    if len(spans) != len(tokens):  # such as where a word is too long to be one
        return " ".join(tokens[first : last + 1])
    return clause[spans[first][0] : spans[last][1]]
