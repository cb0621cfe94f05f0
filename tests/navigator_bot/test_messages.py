"""Messages that are too long for one bubble."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from navigator_bot.messages import LONGEST, Button, Text, parted, units

BUTTONS = ((Button("Yes", "1:yes"),),)


def test_a_text_that_fits_is_left_as_it_is() -> None:
    text = Text("<b>Sam:</b> hello", BUTTONS)

    assert parted(text) == [text]


def test_a_long_text_is_parted_at_its_lines_and_the_buttons_are_under_the_last() -> None:
    text = Text("\n".join(["a line of words"] * 1000), BUTTONS)

    pieces = parted(text)

    assert all(units(piece.html) <= LONGEST for piece in pieces)
    assert "\n".join(piece.html for piece in pieces) == text.html
    assert [piece.keyboard for piece in pieces] == [(), (), (), BUTTONS]


@given(st.text(st.sampled_from("ab &<>\"'\n👍🏽é"), min_size=1, max_size=40), st.integers(1, 400))
def test_nothing_anybody_wrote_is_lost_or_cut_within_a_sign(some: str, times: int) -> None:
    words = some * times
    text = Text(f"<b>Sam:</b> {html.escape(words)}")

    pieces = parted(text)

    plain = "".join(html.unescape(re.sub("</?b>", "", piece.html)) for piece in pieces)
    assert "".join(plain.split()) == "".join(f"Sam: {words}".split())
    assert all(units(piece.html) <= LONGEST for piece in pieces)


def test_4096_emoji_without_a_space_become_several_bubbles() -> None:
    pieces = parted(Text("👍" * 4096))

    assert [units(piece.html) for piece in pieces] == [LONGEST, LONGEST]
