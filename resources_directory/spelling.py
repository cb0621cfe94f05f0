"""Slips of the pen, set right: a letter too many, missing, swapped, or one that sounds alike."""

from collections.abc import Iterable, Iterator

SHORTEST = 5
"""Of shorter words too many are one letter apart: "cat", "car", "care"."""


class Spelling:
    """Every known word under all that is left of it without one letter (SymSpell's way)."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._by_rest: dict[str, str] = {}  # mostly one word, seldom several with spaces between
        for word in sorted(self.words):
            if len(word) >= SHORTEST:
                for rest in set(_rests(word)):
                    others = self._by_rest.get(rest)
                    self._by_rest[rest] = word if others is None else f"{others} {word}"

    def nearest(self, token: str) -> str | None:
        """A known word one slip away; the first letter is hardly ever wrong, so it must agree."""
        if len(token) < SHORTEST or token in self.words:
            return None
        found = {word for rest in _rests(token) for word in self._by_rest.get(rest, "").split()}
        alike = sorted(word for word in found if word[0] == token[0] and _is_one_slip(word, token))
        return min(alike, key=lambda word: (abs(len(word) - len(token)), word), default=None)


def _rests(word: str) -> Iterator[str]:
    """Their first letter is the word's own."""
    yield word
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]


_SOUNDING_ALIKE = (frozenset("aeiouy"), frozenset("cksz"))
LONG = 7
"""From here on a letter more or less hardly ever makes another word: "chests" is not "chess"."""


def _is_one_slip(meant: str, written: str) -> bool:
    """Another consonant is mostly another word: "stacking" is not "stalking".

    Sharing a rest is two slips at most ("abc", "bcd"): those are told apart here.
    """
    if len(meant) != len(written):
        return len(meant) >= LONG or _differs_in_sound_only(meant, written)
    differing = [at for at, (a, b) in enumerate(zip(meant, written, strict=True)) if a != b]
    if len(differing) == 1:
        pair = {meant[differing[0]], written[differing[0]]}
        return any(pair <= alike for alike in _SOUNDING_ALIKE)
    swapped = len(differing) == 2 and differing[1] == differing[0] + 1
    return swapped and meant[differing[0]] == written[differing[1]]


def _differs_in_sound_only(meant: str, written: str) -> bool:
    """One letter is doubled, or one vowel is left out or put in."""
    longer, shorter = sorted((meant, written), key=len, reverse=True)
    places = zip(longer, shorter, strict=False)
    at = next((n for n, (a, b) in enumerate(places) if a != b), len(shorter))
    return longer[at] in "aeiouy" or (at > 0 and longer[at] == longer[at - 1])
