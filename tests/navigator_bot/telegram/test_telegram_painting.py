"""From SVG to PNG: the words are there, or nothing pretends that they are."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from navigator_bot.errors import SettingsError
from navigator_bot.telegram.painting import PictureError, find_painter
from tests.navigator_bot.telegram.png import dark_pixels, size

CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">'
    '<text x="4" y="30" font-size="24" font-family="{family}">{words}</text></svg>'
)
FONTS = sorted(Path("/usr/share/fonts").glob("**/*Sans-Regular.ttf")) + sorted(
    Path("/usr/share/fonts").glob("**/DejaVuSans.ttf")
)
needs_fonts = pytest.mark.skipif(find_painter() is None, reason="no usual font on this machine")
needs_font_file = pytest.mark.skipif(not FONTS, reason="no font file on this machine")


def chart(words: str, family: str = "sans-serif") -> str:
    return CHART.format(words=words, family=family)


@needs_fonts
async def test_words_are_drawn() -> None:
    paint = find_painter()
    assert paint is not None

    few = dark_pixels(await paint(chart("7")))
    many = dark_pixels(await paint(chart("7 of 10 today")))

    assert dark_pixels(await paint(chart(""))) == 0
    assert 20 < few < many


@needs_fonts
async def test_words_in_a_family_that_nobody_has_are_drawn_all_the_same() -> None:
    paint = find_painter()
    assert paint is not None

    assert dark_pixels(await paint(chart("7 of 10", "No Such Family"))) > 100


@needs_fonts
async def test_a_picture_is_larger_than_it_names() -> None:
    paint = find_painter()
    assert paint is not None

    assert size(await paint(chart("7"))) == (250, 50)


@needs_font_file
@pytest.mark.parametrize("family", ["sans-serif", "No Such Family", "DejaVu Sans, Arial"])
async def test_a_named_font_file_draws_every_family(family: str) -> None:
    paint = find_painter(FONTS[0])
    assert paint is not None

    assert dark_pixels(await paint(chart("7 of 10", family))) > 100


@needs_fonts
@pytest.mark.parametrize("svg", ["", "<svg", "no svg"])
async def test_what_is_no_picture_is_told_without_its_content(svg: str) -> None:
    paint = find_painter()
    assert paint is not None

    with pytest.raises(PictureError, match="cannot be drawn"):
        await paint(svg)


def test_a_machine_without_fonts_has_no_painter() -> None:
    assert find_painter(families=["No Such Family"]) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a font",
        b"\0\1\0\0",
        b"\0\1\0\0\xff\xff" + bytes(40),
        b"OTTO\0\1" + bytes(6) + struct.pack(">4sLLL", b"name", 0, 28, 9) + b"\0\0\0\1\0\x12",
    ],
)
def test_a_named_file_that_is_no_font_is_a_clear_word(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "letters.ttf"
    file.write_bytes(content)

    with pytest.raises(SettingsError, match="NAVIGATOR_FONT"):
        find_painter(file)


def test_a_named_file_that_is_missing_is_a_clear_word(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="NAVIGATOR_FONT"):
        find_painter(tmp_path / "missing.ttf")


@needs_font_file
def test_a_font_file_cut_short_is_a_clear_word(tmp_path: Path) -> None:
    whole = FONTS[0].read_bytes()
    file = tmp_path / "cut.ttf"
    file.write_bytes(whole[: len(whole) // 50])

    with pytest.raises(SettingsError, match="NAVIGATOR_FONT"):
        find_painter(file)
