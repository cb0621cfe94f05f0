"""What several phrases tell together, and how their weights are learnt from examples."""

from __future__ import annotations

import pytest

from conversations.safety_net import Category, Net, Rules, Tier, telling
from conversations.safety_net.bases import Bases
from conversations.safety_net.learning import Example, learnt
from conversations.safety_net.telling import TellingError
from navigator_bot.safety import EXAMPLES, RULES, TELLING, read_examples, read_net, taught

DANGER = ["gave the guitar away, wont need it", "gave my coat away, wont need that now"] * 3
THINGS = ["guitar", "coat", "bus", "form", "class", "train", "book", "phone", "shed", "garden"]
DAILY = [f"need that {one} for the {other} now" for one in THINGS for other in THINGS]
EXAMPLES_OF_TWO = [
    *[Example(text, Tier.EXPLICIT, Category.SUICIDE) for text in DANGER],
    *[Example(text) for text in DAILY],
]
IRREGULAR = {"give": "gave given"}
BASES = Bases(IRREGULAR)
WEIGHTS = list(learnt(EXAMPLES_OF_TWO, BASES))
NET = Net(Rules(irregular=IRREGULAR), WEIGHTS)


def test_phrases_that_stood_in_danger_are_found_together_in_other_words() -> None:
    text = "the bike? gave it away, wont need it"

    found = NET.look(text)

    assert {each.tier for each in found} == {Tier.EXPLICIT}
    assert {each.category for each in found} == {Category.SUICIDE}
    assert "gave it away" in {each.phrase(text) for each in found}
    assert NET.why(found[0].rule)


def test_one_of_them_alone_says_nothing() -> None:
    assert NET.look("wont") == ()
    assert NET.look("the bus was late and i need a form") == ()


def test_a_long_message_does_not_hide_them() -> None:
    daily = "the bus was late, need that form now for the class. " * 9
    aside = "my sister rang from leeds last night; we talked a good while about trains. "

    found = NET.look(f"{daily}{aside}gave the bike away, wont need it. {aside}{daily}")

    assert found
    assert NET.look(daily) == ()


def test_a_word_says_what_its_other_forms_said() -> None:
    assert NET.look("giving that bike away, wont need it")


def test_what_is_written_is_read_again() -> None:
    again = dict(telling.read(telling.written(WEIGHTS, len(EXAMPLES_OF_TWO))))

    assert again.keys() == dict(WEIGHTS).keys()
    for phrase, weight in WEIGHTS:
        assert again[phrase].danger == pytest.approx(weight.danger, abs=0.01)


@pytest.mark.parametrize(
    ("one", "other"),
    [("gave", "giving"), ("stopped", "stops"), ("tries", "tried"), ("closely", "closed")],
)
def test_forms_of_one_word_have_one_base(one: str, other: str) -> None:
    assert BASES.of(one) == BASES.of(other)


@pytest.mark.parametrize("word", ["bus", "sing", "red", "this", "ring"])
def test_short_words_are_their_own_base(word: str) -> None:
    assert BASES.of(word) == word


@pytest.mark.parametrize("text", ["", "a\t1\t1\tsuicide\n", "\t0\t0\t\nb\tx\t1\tsuicide\n"])
def test_what_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(TellingError):
        list(telling.read(text))


def test_the_weights_that_ship_are_those_that_the_examples_teach() -> None:
    """If not: `navigator-bot safety learn --out conversations/safety_net/rules/telling.tsv`."""
    text = taught()

    assert text == (RULES / TELLING).read_text(encoding="utf-8")


def test_most_examples_are_found_for_what_they_are() -> None:
    """What it has learnt from, it must know; what it makes of others is measured elsewhere."""
    net, shares = read_net(), dict[tuple[Tier | None, bool], int]()
    for example in read_examples(EXAMPLES)[::5]:
        key = (example.tier, bool(net.look(example.text)))
        shares[key] = shares.get(key, 0) + 1

    found = shares[Tier.EXPLICIT, True] / (
        shares[Tier.EXPLICIT, True] + shares[Tier.EXPLICIT, False]
    )
    wrongly = shares[None, True] / (shares[None, True] + shares[None, False])
    assert found > 0.95
    assert wrongly < 0.04
