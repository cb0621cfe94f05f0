"""English words without their endings, roughly: what is told by `gave` is told by `giving` too."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WITH_Y = re.compile(r"i(?:es|ed)$")
_ENDING = re.compile(r"(?:ingly|edly|ings|ing|ed|es|s|in|er|ers|ly)$")
_DOUBLED = re.compile(r"([^aeiouls])\1$")
_LAST = re.compile(r"[ey]$")
_SHORT, _LEFT = 4, 3
"""Letters: words up to so long keep their endings, and so many must be left of the others."""


class Bases:
    """Made of words and their irregular forms, as the rules list them: give, "gave given"."""

    def __init__(self, irregular: Mapping[str, str] | None = None):
        listed = (irregular or {}).items()
        self._of = {form: base for base, forms in listed for form in forms.split()}

    def of(self, word: str) -> str:
        """Of a word in small letters: `giv` of `gives` and `giving`. Only to be compared."""
        word = self._of.get(word, word)
        bare = _ENDING.sub("", _WITH_Y.sub("y", word)) if len(word) > _SHORT else word
        if len(bare) < _LEFT:
            return word
        if bare != word and len(bare) > _LEFT:
            bare = _DOUBLED.sub(r"\1", bare)
        return _LAST.sub("", bare) if len(bare) > _LEFT else bare
