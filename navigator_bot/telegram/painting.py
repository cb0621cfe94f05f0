"""From SVG to PNG, with words that are surely drawn.

The renderer drops all text without a word where it finds no font of the named family, and a bare
server has no fonts. So a font file can be named in the settings; else the usual families of the
system are tried; each is proved by drawing with it. Where none can draw, there is no painter, and
pictures go out as their captions, in which every value stands anyway.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import resvg_py

from navigator_bot.errors import NavigatorError, SettingsError

Paint: TypeAlias = Callable[[str], Awaitable[bytes]]

FAMILIES: Final = (
    "DejaVu Sans",
    "Noto Sans",
    "Liberation Sans",
    "Open Sans",
    "Arial",
    "Helvetica",
    "Segoe UI",
)

SHARPNESS: Final = 1.25
"""Times the size that the SVG names: as fine as a chat on a phone shows it. What it takes to draw
grows with the square, and the renderer lets no other thread run meanwhile."""

_PROBE: Final = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">{}</svg>'
_WORD: Final = '<text x="2" y="16" font-family="sans-serif">Step 7</text>'


class PictureError(NavigatorError):
    """A picture could not be drawn; says nothing of what is on it."""


def find_painter(font_file: Path | None = None, families: Sequence[str] = FAMILIES) -> Paint | None:
    """None where the system has none of `families`.

    Raises SettingsError for a named file that will not do.
    """
    if font_file is None:
        choices = map(_fonts, families)
        return next((_painter(fonts) for fonts in choices if _draws_words(fonts)), None)
    fonts = _fonts(_family(font_file), font_file)
    if not _draws_words(fonts):
        raise SettingsError(f"NAVIGATOR_FONT: {font_file} cannot be used to draw words")
    return _painter(fonts)


def _painter(fonts: dict[str, Any]) -> Paint:
    async def paint(svg: str) -> bytes:
        """Drawn in a thread, for about 20 ms. Raises PictureError."""
        try:
            return await asyncio.to_thread(_draw, svg, zoom=SHARPNESS, **fonts)
        except ValueError:
            pass
        raise PictureError("the SVG cannot be drawn")

    return paint


def _draw(svg: str, **options: Any) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, background="#ffffff", **options))


def _fonts(family: str, file: Path | None = None) -> dict[str, Any]:
    """The system's fonts stay in play for letters that this one does not have."""
    named = dict.fromkeys(("font_family", "sans_serif_family", "serif_family"), family)
    return {**named, "font_files": [str(file)]} if file else dict(named)


def _draws_words(fonts: dict[str, Any]) -> bool:
    return _draw(_PROBE.format(_WORD), **fonts) != _draw(_PROBE.format(""), **fonts)


def _family(file: Path) -> str:
    """The family's name as the font file tells it (OpenType, table "name", name 1)."""
    try:
        name = _read_family(file.read_bytes())
    except (OSError, struct.error, UnicodeDecodeError):
        name = ""
    if not name:
        raise SettingsError(f"NAVIGATOR_FONT: {file} is not a font file (.ttf or .otf)")
    return name


def _read_family(font: bytes) -> str:
    if font[:4] not in (b"\0\1\0\0", b"OTTO", b"true"):
        return ""
    (tables,) = struct.unpack_from(">H", font, 4)
    for place in range(12, 12 + 16 * tables, 16):
        tag, _, start, _ = struct.unpack_from(">4sLLL", font, place)
        if tag == b"name":
            return _read_name(font, start)
    return ""


def _read_name(font: bytes, start: int) -> str:
    _, count, texts = struct.unpack_from(">HHH", font, start)
    for place in range(start + 6, start + 6 + 12 * count, 12):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", font, place)
        if name == 1 and platform in (0, 3):  # Unicode, Windows: both UTF-16
            first = start + texts + offset
            return font[first : first + length].decode("utf-16-be")
    return ""
