"""What was compiled finds the same as its forerunner in Python, which says what it does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.safety_net.bases import Bases
from conversations.safety_net.folding import folded
from conversations.safety_net.learning import learnt
from conversations.safety_net.net import Net
from conversations.safety_net.quickest import IN_PYTHON, QUICKEST
from conversations.safety_net.words import TOKEN
from navigator_bot.safety import EXAMPLES, read_examples, read_net, read_weights

pytestmark = pytest.mark.skipif(
    QUICKEST is IN_PYTHON, reason="NOT TESTED: the net was not compiled on this machine"
)

NET = read_net()
PLAIN = Net(NET.given, read_weights(), IN_PYTHON)
OF_RULES = [text for rule in NET.rules for text in (*rule.hit, *rule.miss)]
OF_HANDS = [example.text for example in read_examples(EXAMPLES)]

any_text = st.text(max_size=200) | st.lists(
    st.sampled_from(" ".join(OF_RULES).split()) | st.text("abi'.,!? *-_\n\u2019\u00e9", max_size=6),
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
    plain = folded(text)
    said = QUICKEST.tokens(plain)

    assert said == IN_PYTHON.tokens(plain)
    assert QUICKEST.spans(plain, said) == IN_PYTHON.spans(plain, said)
    assert NET.look(text) == PLAIN.look(text)


def test_where_words_stand_is_where_their_expression_found_them() -> None:
    for text in OF_HANDS[::40]:
        plain = folded(text)

        spans = IN_PYTHON.spans(plain, IN_PYTHON.tokens(plain))

        assert spans == [found.span() for found in TOKEN.finditer(plain)]


def test_both_learn_the_same() -> None:
    examples, bases = read_examples(EXAMPLES)[::20], Bases(NET.given.irregular)

    assert learnt(examples, bases) == learnt(examples, bases, IN_PYTHON)
