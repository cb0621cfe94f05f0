"""Characters made plain: case, accents, look-alike letters, typographic and invisible marks.

Every character becomes exactly one, so that a place in the folded text is the same place in the
text that was written.
"""

import re
import unicodedata

NOTHING = "\x00"
"""Stands where a character was that says nothing: a zero-width space, a combining accent."""

_LOOK_ALIKE = {
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "…": ".", "。": ".", "؟": "?", "۔": ".",
    "।": ".", "،": ",", "ł": "l", "ø": "o", "đ": "d", "ß": "s", "æ": "a", "œ": "o", "ı": "i",
    "–": "-", "—": ".",
}  # fmt: skip
_TASHKEEL = range(0x064B, 0x0653)
_ACCENTS = range(0x0300, 0x0370)
_INVISIBLE = {"Cf", "Me"}


class _Folds(dict[int, str]):
    """Filled as characters are met; there are only as many as Unicode has."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _fold(chr(point))
        return folded


def _fold(character: str) -> str:
    if character in _LOOK_ALIKE:
        return _LOOK_ALIKE[character]
    point = ord(character)
    if point in _ACCENTS or point in _TASHKEEL or 0xFE00 <= point <= 0xFE0F:
        return NOTHING
    if unicodedata.category(character) in _INVISIBLE:
        return NOTHING
    plain = unicodedata.normalize("NFKD", character).lower()[:1]
    return _LOOK_ALIKE.get(plain, plain) or character


FOLDS = _Folds()
"""What every character beyond ASCII becomes."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def folded(text: str) -> str:
    """As long as the text, character by character."""
    text = text.replace("`", "'").replace("\r", "\n")
    if text.isascii():
        return text.lower()
    return _NOT_ASCII.sub(lambda found: found[0].translate(FOLDS), text).lower()
