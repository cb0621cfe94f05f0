"""What can be read of a reply, and what must not be guessed."""

from __future__ import annotations

import pytest

from conversations.kit.replies import Kind, Reply
from conversations.kit.turn import brief


@pytest.mark.parametrize(
    ("words", "score"),
    [("7", 7), ("7/10", 7), ("about seven", 7), ("it's a 7", 7), ("ten", 10), ("0", 0)],
)
def test_one_number_is_read(words: str, score: int) -> None:
    assert Reply(words=words).number(0, 10) == score


@pytest.mark.parametrize(
    "words", ["5 or 6", "11", "-3", "4.5", "one of those days really", "", "x"]
)
def test_no_number_and_two_numbers_are_not(words: str) -> None:
    assert Reply(words=words).number(0, 10) is None


def test_words_lose_hidden_marks_and_keep_their_joiners() -> None:
    assert Reply(words="\u202eAmina\u202c\x07").said == "Amina"
    assert Reply(words="Ami\ud800na").said == "Amina"
    assert Reply(words="\u0645\u06cc\u200c\u062e\u0645").said == "\u0645\u06cc\u200c\u062e\u0645"


@pytest.mark.parametrize(
    "reply", [Reply(words="👍🏽👍🏽"), Reply(words="..."), Reply(Kind.VOICE, "hm")]
)
def test_what_has_no_letter_is_no_words(reply: Reply) -> None:
    assert reply.said == ""


def test_long_words_are_cut_between_words_and_short_ones_are_not() -> None:
    assert brief("walk to the park and back again", 20) == "walk to the park…"
    assert brief("x" * 50, 10) == "x" * 9 + "…"
    assert brief("walk\nto the   park") == "walk to the park"
