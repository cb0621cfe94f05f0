"""How hard a whole conversation is to read: its Flesch-Kincaid grade."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pyphen

GRADE = 6.0
"""For people: a reading age of 11, the upper end of what the conventions ask for."""

STAFF_GRADES: Mapping[str, float] = {
    "auditor": 8.0,
    "canary": 8.0,
    "desk": 8.0,
    "commands": 8.0,
    "keeping": 8.0,
    "keeping_lists": 8.0,
    "keeping_work": 8.0,
}

FRAGMENT = 2
"""So few words are no sentence, and would only flatter the figure."""

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
_TAG = re.compile(r"<[^<>]*>")
_SENTENCE = re.compile(r"[.!?]+(?:\s|$)|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:['\u2019][a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_HYPHENS = pyphen.Pyphen(lang="en_US", left=2, right=2)


@dataclass(frozen=True)
class Figure:
    """Of all sentences of one file."""

    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """Flesch-Kincaid (J. P. Kincaid and others, 1975): school years; add 5 for an age."""
        if not self.words:
            return 0.0
        each = self.words / self.sentences
        return 0.39 * each + 11.8 * self.syllables / self.words - 15.59


def most(file: str) -> float:
    return STAFF_GRADES.get(file, GRADE)


def figure(texts: Iterable[str]) -> Figure:
    found = [measured(each) for text in texts for each in sentences(text)]
    return Figure(
        sum(each.sentences for each in found),
        sum(each.words for each in found),
        sum(each.syllables for each in found),
    )


def hardest(texts: Iterable[str], count: int = 3) -> list[str]:
    found = [each for text in texts for each in sentences(text)]
    return sorted(found, key=lambda each: measured(each).grade, reverse=True)[:count]


def sentences(message: str) -> list[str]:
    """Of a text as translators see it; what is filled in counts as one short word."""
    plain = _TAG.sub("", _PLACEHOLDER.sub("it", message)).replace("%%", "%")
    return [s.strip() for s in _SENTENCE.split(plain) if len(_WORD.findall(s)) > FRAGMENT]


def measured(sentence: str) -> Figure:
    words = _WORD.findall(sentence)
    return Figure(1, len(words), sum(map(syllables, words)))


@cache
def syllables(word: str) -> int:
    """By where a word may be parted; printers part no short words ("any", "over"), so groups of
    vowels are counted too. The larger number errs on the hard side."""
    lower = word.lower()
    parts = len(_HYPHENS.positions(lower)) + 1
    spoken = re.sub(r"(?<=[a-z]{2})(?:e|es|ed)$", "", lower) if not lower.endswith("le") else lower
    return max(parts, len(_VOWELS.findall(spoken)), 1)
