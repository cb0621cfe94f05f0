"""Whatever is written, the net answers, soon, and says where."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator_bot.safety import read_net

NET = read_net()
LONGEST = 4096  # characters of a message in Telegram
SLOWEST = 2.0  # seconds; a search that backtracks without end takes hours

HOSTILE = {
    "one letter": "a",
    "the same word": "want ",
    "words that begin many patterns": "i want to i am going to my the ",
    "nearly a phrase, without an end": "not going to hurt my not going to kill my ",
    "spaced letters": "k i l l ",
    "apostrophes and stars": "k'*'!@",
    "stops": "die. ",
    "marks over letters": "e\u0301\u200b",
    "emoji": "💊🔪",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_no_text_keeps_the_net_busy(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    NET.look(text)

    begun = process_time()
    NET.look(text)

    assert process_time() - begun < SLOWEST


def test_words_of_the_rules_in_any_order_do_not_keep_it_busy() -> None:
    words = [word for rule in NET.rules for text in rule.hit for word in text.split()]
    texts = [" ".join(words[start::7])[:LONGEST] for start in range(3)]
    NET.look(texts[0])

    begun = process_time()
    for text in texts:
        NET.look(text)

    assert process_time() - begun < SLOWEST * len(texts)


@given(st.text(max_size=300))
def test_any_text_gets_an_answer_that_points_into_it(text: str) -> None:
    for finding in NET.look(text):
        assert 0 <= finding.start < finding.end <= len(text)


@given(st.sampled_from([text for rule in NET.rules for text in rule.hit]))
def test_the_same_words_get_the_same_answer(text: str) -> None:
    assert NET.look(text) == NET.look(text)
