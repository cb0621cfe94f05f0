"""Words as people write them, and the plain words that rules are written in.

Each plain word that some rule uses is one code, a single character, so that a message becomes a
short string of codes which small expressions can be searched in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TypeVar

from conversations.safety_net.folding import NOTHING

OTHER = "x"
"""Any word that no rule uses."""
STOP = "."
COMMA = ","
NUMBER, YEAR = "#", "#year"
"""The plain words that any figure, and any figure like 2009, stand for."""

_FIRST_CODE = 0x4E00
_LETTER = r"[\w\x00\u0900-\u0dff]"
TOKEN = re.compile(
    rf"(?<!\w)\w(?:[ .*_-]\w){{2,}}(?!\w)|{_LETTER}+(?:['!*@$#&]+{_LETTER}+)*"
    r"|[!?;\n][.!?;\n]*|\.[.!?;\n]*(?!\w)|,|[\u2600-\u27bf\U0001f300-\U0001faff]"
)
_LEET = str.maketrans("0134578!@$+", "oieastbiast")
_SYMBOLS = re.compile(r"[0-9!@$+]")
_STRETCHED = re.compile(r"(.)\1{2,}")
_CUT = re.compile(r"['!*@$#&]+")
_CYRILLIC = str.maketrans("асеіорхуѕԁјһкт", "aceiopxysdjhkt")
_RUN_TOGETHER, _LONGEST_PIECE, _FEWEST_PIECES = 8, 10, 3
_TINY = frozenset(("i", "me", "my", "to", "do", "im", "be", "it", "no"))
_VOWEL = re.compile(r"[aeiou]")
KEPT, LONGEST_KEPT = 32768, 32
"""So many words are remembered once they were met; of so many characters at most."""
T = TypeVar("T")
Span = tuple[int, int]


def tokens(text: str) -> list[str]:
    """Of a folded text: words, stops, commas and pictures, in order."""
    return TOKEN.findall(text)


def is_stop(token: str) -> bool:
    """Whether a sentence ends with it."""
    return token[0] in ".!?;\n"


class Words:
    """The code of every word. Codes are given out while rules are compiled, and then fixed."""

    def __init__(
        self,
        forms: Mapping[str, str],
        mended: Iterable[str] = (),
        right: Iterable[str] = (),
        starred: Iterable[str] = (),
    ):
        """`forms` leads from a word as written to plain words; `mended` are those that a slip of
        the finger may have spoilt, `right` those that only look as if it had, `starred` those of
        which people write only a part."""
        self._forms = forms
        self._codes: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._met = Met(self.of)
        self._right = frozenset(right)
        self._starred = tuple(starred)
        self._slips = _slips(mended)
        self._skeletons = _skeletons(mended)
        self._bones = {_bones(word): word for word in self._starred}

    def code(self, plain: str) -> str:
        """Of one plain word, given out when first asked for."""
        return self._codes.setdefault(plain, chr(_FIRST_CODE + len(self._codes)))

    def plain(self, written: str) -> list[str]:
        """The plain words of a word in a rule."""
        return self._forms.get(written, written).split()

    def fix(self) -> None:
        """After this, no code is given out."""
        every = {**{word: word for word in self._codes}, **self._forms}
        self._known = {form: self._codes_of(plain) for form, plain in every.items()}
        self._known |= {",": COMMA}

    def read(self, found: Iterable[str]) -> list[str]:
        """The codes of each token: mostly one."""
        written = list(found)
        codes = list(map(self._met.__getitem__, written))
        if OTHER + OTHER in "".join(codes):
            self._rejoin(written, codes)
        return codes

    def of(self, token: str) -> str:
        """Its codes, by itself."""
        known = self._known.get(token)
        return self._make_out(token) if known is None else known

    def of_both(self, one: str, other: str) -> str | None:
        """The codes of a word cut in two, as in `sui cide`, neither half of which we know; if it
        is one."""
        return self._known.get(one + other)

    def _rejoin(self, written: list[str], codes: list[str]) -> None:
        at, last = -1, len(codes) - 1
        with suppress(ValueError):  # there is none any more
            while True:
                at = codes.index(OTHER, at + 1, last)
                whole = self.of_both(written[at], written[at + 1])
                if whole is not None and codes[at + 1] == OTHER:
                    codes[at : at + 2] = whole, ""

    def _make_out(self, token: str) -> str:
        if not any(each.isalnum() for each in token):
            return STOP if is_stop(token) else ""
        if token.isdigit():
            is_year = len(token) == 4 and token[:2] in ("19", "20")
            return self._codes_of(YEAR if is_year else NUMBER)
        for attempt in self._attempts(token):
            if attempt in self._known:
                return self._known[attempt]
        if " " in token:
            return "".join(self.read(tokens(token.replace(" ", "\n")))).replace(STOP, "")
        if _CUT.search(token):
            return "".join(self.read(_CUT.split(token.replace("'", ""))))
        return self._taken_apart(token) or OTHER

    def _taken_apart(self, token: str) -> str:
        """Three words or more that run together, as in `iwanttodie`; else empty."""
        if not _RUN_TOGETHER <= len(token) <= 4 * _RUN_TOGETHER:
            return ""
        ways: list[tuple[int, str] | None] = [(0, ""), *[None] * len(token)]
        for end in range(1, len(token) + 1):
            for start in range(max(0, end - _LONGEST_PIECE), end):
                piece, before = token[start:end], ways[start]
                if before and piece in self._known and (len(piece) > 2 or piece in _TINY):
                    ways[end] = (before[0] + 1, before[1] + self._known[piece])
                    break
        pieces, codes = ways[-1] or (0, "")
        return codes if pieces >= _FEWEST_PIECES else ""

    def _attempts(self, token: str) -> Iterator[str]:
        """What may have been meant, likeliest first."""
        word = token.replace(NOTHING, "")
        yield word.replace("'", "")
        if word.endswith("'s"):
            yield word[:-2]
        word = re.sub(r"[' ._-]", "", word)
        yield word
        yield from (_STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word))
        if word.endswith("in"):
            yield word + "g"
        if not word.isascii():
            yield word.translate(_CYRILLIC)
        if _SYMBOLS.search(word):
            word = word.translate(_LEET)
            yield word
        if "*" in word:
            hidden = re.compile(re.sub(r"\\\*", ".", re.escape(word)))
            yield from (each for each in self._starred if hidden.fullmatch(each))
        elif word not in self._right:
            yield from self._unspoilt(_STRETCHED.sub(r"\1", word))
            if len(word) > 2 and word == _bones(word) and word in self._bones:
                yield self._bones[word]

    def _unspoilt(self, word: str) -> Iterator[str]:
        """Words one slip away: a letter too many, too few, wrong, or in the wrong place; and
        words without their vowels."""
        if len(word) > 2 and not _VOWEL.search(word):
            yield from self._skeletons.get(word, ())
        if len(word) < 4:
            return
        shorter = (word[:n] + word[n + 1 :] for n in range(len(word))) if len(word) > 4 else ()
        for slip in (word, *shorter):
            for meant in self._slips.get(slip, ()):
                if meant[0] == word[0] and len(meant) > 4:
                    yield meant

    def _codes_of(self, plain: str) -> str:
        return "".join(self._codes.get(word, OTHER) for word in plain.split())


class Met(dict[str, T]):
    """What words come to as they were written, made out when first met, and then remembered."""

    def __init__(self, make_out: Callable[[str], T]) -> None:
        self._make_out = make_out

    def __missing__(self, token: str) -> T:
        made_out = self._make_out(token)
        if len(self) < KEPT and len(token) <= LONGEST_KEPT:
            self[token] = made_out
        return made_out


def _bones(word: str) -> str:
    """The consonants, as in `klng mslf`."""
    return re.sub(r"[aeiouy]|(.)(?=\1)", "", word)


def _skeletons(mended: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """From the consonants of a word to the words that have just these."""
    found: dict[str, tuple[str, ...]] = {}
    for word in mended:
        bare = _VOWEL.sub("", word)
        if len(bare) > 2:
            found[bare] = (*found.get(bare, ()), word)
    return found


def _slips(mended: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """From a word with one letter missing to the words that it may be."""
    found: dict[str, tuple[str, ...]] = {}
    for word in mended:
        for slip in {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}:
            found[slip] = (*found.get(slip, ()), word)
    return found
