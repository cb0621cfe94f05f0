"""Slips of the pen, set right: one letter too many, missing, wrong, or swapped with the next."""

from collections.abc import Iterable, Iterator

SHORTEST = 5
"""Of shorter words too many are one letter apart: "cat", "car", "care"."""


class Spelling:
    """Every known word under all that is left of it without one letter (SymSpell's way)."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._by_rest: dict[str, list[str]] = {}
        for word in sorted(self.words):
            if len(word) >= SHORTEST:
                for rest in _rests(word):
                    self._by_rest.setdefault(rest, []).append(word)

    def nearest(self, token: str) -> str | None:
        """A known word one slip away; the first letter is hardly ever wrong, so it must agree."""
        if len(token) < SHORTEST or token in self.words:
            return None
        found = {word for rest in _rests(token) for word in self._by_rest.get(rest, ())}
        alike = sorted(word for word in found if word[0] == token[0] and _is_one_slip(word, token))
        return min(alike, key=lambda word: (abs(len(word) - len(token)), word), default=None)


def _rests(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _is_one_slip(one: str, other: str) -> bool:
    """Sharing a rest is two slips at most ("abc", "bcd"): those are told apart here."""
    if len(one) != len(other):
        return True
    differing = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differing) == 1:
        return True
    swapped = len(differing) == 2 and differing[1] == differing[0] + 1
    return swapped and one[differing[0]] == other[differing[1]]
