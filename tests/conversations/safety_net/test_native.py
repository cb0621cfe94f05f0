"""What was compiled finds the same as its forerunner in Python, which says what it does."""

from __future__ import annotations

from itertools import chain, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.safety_net.bases import Bases
from conversations.safety_net.folding import folded
from conversations.safety_net.learning import learnt
from conversations.safety_net.net import Net
from conversations.safety_net.quickest import IN_PYTHON, QUICKEST
from conversations.safety_net.words import KEPT, LONGEST_KEPT, TOKEN, Words
from navigator_bot.safety import EXAMPLES, read_examples, read_net, read_weights

pytestmark = pytest.mark.skipif(
    QUICKEST is IN_PYTHON, reason="NOT TESTED: the net was not compiled on this machine"
)

NET = read_net()
PLAIN = Net(NET.given, read_weights(), IN_PYTHON)
OF_RULES = [text for rule in NET.rules for text in (*rule.hit, *rule.miss)]
OF_HANDS = [example.text for example in read_examples(EXAMPLES)]

WORDS = Words({"im": "i am"}, mended=["suicide"], starred=["kill"])
for plain in ("i", "am", "kill", "suicide", "want", "to", "die", "#", "#year"):
    WORDS.code(plain)
WORDS.fix()
QUICK_READER, READER = [
    engine.reader(WORDS, lambda token: tuple(map(ord, token))) for engine in (QUICKEST, IN_PYTHON)
]

any_text = st.text(max_size=200) | st.lists(
    st.sampled_from([*" ".join(OF_RULES).split(), "sui", "cide", "im", "iwanttodie"])
    | st.text("abi7'.,!? *-_()\n\u2019\u00e9", max_size=6),
    max_size=40,
).map(" ".join)


@pytest.mark.parametrize("texts", [OF_RULES[::3], OF_HANDS[::9]], ids=["rules", "examples"])
def test_both_find_the_same_in_examples(texts: list[str]) -> None:
    for text in texts:
        assert NET.look(text) == PLAIN.look(text)


def test_both_find_the_same_in_long_messages() -> None:
    for start in range(40):
        text = ". ".join(OF_RULES[start::150])[:4096]
        assert NET.look(text) == PLAIN.look(text)


@given(any_text)
def test_both_find_the_same_in_any_text(text: str) -> None:
    assert NET.look(text) == PLAIN.look(text)


@given(any_text)
def test_both_read_the_same(text: str) -> None:
    one, other = QUICK_READER.read(text), READER.read(text)

    assert (one.codes, one.words) == (other.codes, other.words)
    for end in range(1, len(one.codes) + 1):
        assert one.of_codes(end - 1, end) == other.of_codes(end - 1, end)
        assert one.of_codes(0, end) == other.of_codes(0, end)
    for token in TOKEN.finditer(folded(text)):
        for most in (0, 3):
            assert one.nearby(*token.span(), most) == other.nearby(*token.span(), most)
    for start in range(len(one.words) // 2 - 1) if one.codes else ():
        assert one.of_words(start, start + 2) == other.of_words(start, start + 2)


def test_both_read_every_character_as_the_same() -> None:
    for point in chain(range(0x3100), range(0x3100, 0x11_0000, 97)):
        text = f"a{chr(point)}b"
        assert QUICK_READER.read(text).words == READER.read(text).words


def test_what_is_too_much_to_remember_is_read_all_the_same() -> None:
    words = ["".join(word) for word in product("abcdefghijkl", repeat=4)] * 2
    assert len(words) > KEPT
    texts = [" ".join(words), "a" * 2 * LONGEST_KEPT, "a" * 2 * LONGEST_KEPT]

    for text in texts:
        assert QUICK_READER.read(text).words == READER.read(text).words


def test_where_words_stand_is_where_their_expression_found_them() -> None:
    for text in OF_HANDS[::40]:
        read = READER.read(text)

        for token in TOKEN.finditer(folded(text)):
            assert read.nearby(*token.span(), 0)[1:] == token.span()


def test_both_learn_the_same() -> None:
    examples, bases = read_examples(EXAMPLES)[::20], Bases(NET.given.irregular)

    assert learnt(examples, bases) == learnt(examples, bases, IN_PYTHON)
