"""The vocabulary's phrases, ready to be looked up in what a person writes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from resources_directory.spelling import Spelling
from resources_directory.stems import stem, tokens
from resources_directory.vocabulary import ARTICLES, SMALL_WORDS, Topic, Vocabulary

LONGEST_PHRASE = 6
PART_OF = 3
"""Words of the longest phrase whose single words are signs of it: "grass" of "cut the grass"."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A phrase that stands for a topic."""

    words: tuple[str, ...]
    """In lower case, without articles."""
    topic: Topic
    is_hint: bool = False
    is_own: bool = False
    """Whether listings use it too."""


class Sayings:
    """All that people say, by the stems of it; built once, and never changed."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._said: dict[tuple[str, ...], list[Saying]] = {}
        for topic in vocabulary.topics:
            finds = {_stems(plain(term)) for term in topic.find}
            for phrases, is_hint in ((topic.say, False), (topic.hint, True)):
                for words in map(plain, phrases):
                    saying = Saying(words, topic, is_hint, _stems(words) in finds)
                    self._said.setdefault(_stems(words), []).append(saying)
        self._parts = dict(_parts(vocabulary))
        self._spelling = Spelling(
            token for sayings in self._said.values() for each in sayings for token in each.words
        )

    def longest(self, said: Sequence[str]) -> Sequence[Saying]:
        """Of the phrases that `said` begins with.

        Of those that differ by their endings alone, the exact one: "tablets", or "tablet".
        """
        stems = _stems(said)
        for length in range(min(len(stems), LONGEST_PHRASE), 0, -1):
            sayings = self._said.get(stems[:length], ())
            exact = [each for each in sayings if each.words == tuple(said[:length])]
            if exact or (sayings and not (length == 1 and said[0] in SMALL_WORDS)):
                return exact or sayings
        return ()

    def part(self, token: str) -> Topic | None:
        """The one topic whose phrases hold this word."""
        return self._parts.get(stem(token))

    def spelt(self, token: str) -> str:
        """What was meant by a slip of the pen."""
        if (stem(token),) in self._said or stem(token) in self._parts:
            return token
        return self._spelling.nearest(token) or token


@lru_cache(8)
def sayings(vocabulary: Vocabulary) -> Sayings:
    """Kept, as a new directory mostly comes with the same vocabulary."""
    return Sayings(vocabulary)


def plain(words: str) -> tuple[str, ...]:
    """Words without those that are passed over."""
    return tuple(token for token in tokens(words) if token not in ARTICLES)


def is_telling(token: str) -> bool:
    """Whether it may say what is wished for."""
    return len(token) > 2 and token not in SMALL_WORDS and not token.isdigit()


def _stems(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in words)


def _parts(vocabulary: Vocabulary) -> Iterator[tuple[str, Topic]]:
    found: dict[str, dict[str, Topic]] = {}
    for topic in vocabulary.topics:
        for words in map(plain, (*topic.say, *topic.find)):
            for word in words if 1 <= len(words) <= PART_OF else ():
                if is_telling(word):
                    found.setdefault(stem(word), {})[topic.name] = topic
    for word, topics in found.items():
        (first, *others) = topics.values()
        if not others and not first.is_figure:
            yield word, first
