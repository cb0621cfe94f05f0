"""Each rule finds its own examples, and what is listed as ordinary stays silent."""

from __future__ import annotations

import re

import pytest

from conversations.safety_net import Net, RulesError, Tier, foremost, read
from conversations.safety_net.grammar import inflected
from conversations.safety_net.rules import Rule
from navigator_bot.safety import read_net

NET = read_net()
BY_RULES = Net(NET.given)

GREET = """
[rule.greeting]
tier = "soft"
category = "not_coping"
why = "A greeting."
find = "hello .. (world|moon)"
hit = "hello big world"
"""


def tier_of(written: str) -> Tier | None:
    first = foremost(NET.look(written))
    return first.tier if first else None


@pytest.mark.parametrize("rule", NET.rules, ids=lambda rule: rule.id)
def test_a_rule_finds_its_examples_and_leaves_ordinary_talk_alone(rule: Rule) -> None:
    not_found = [text for text in rule.hit if rule.id not in {f.rule for f in BY_RULES.look(text)}]
    found = [text for text in rule.miss if BY_RULES.look(text)]

    assert (not_found, found) == ([], [])


@pytest.mark.parametrize(
    "written",
    [
        "I want to kill myself",
        "I WANT TO KILL MYSELF!!!",
        "i wanna kill meself",
        "i want to k i l l myself",
        "i want to k*ll myself",
        "i want to k!ll mysellf",
        "i want 2 kill my self",
        "I want to k\u00edll m\u200byself",
        "i want to killllll myself",
        "iwanttokillmyself",
        "sui cidal again",
        "want.to.die",
        "wanna kll mslf",
        "ah want tae kill masel",
    ],
)
def test_spelling_dialect_and_disguise_make_no_difference(written: str) -> None:
    assert tier_of(written) is Tier.EXPLICIT


def test_the_phrase_is_the_persons_own_words_where_they_stand() -> None:
    text = "Went to the shop 🙂 then home.  I want to DIE, to be honest"

    first = foremost(NET.look(text))

    assert first is not None
    assert first.phrase(text) == "want to DIE"


def test_a_denial_is_not_found_and_a_denial_with_a_date_is() -> None:
    assert not BY_RULES.look("I'm not going to hurt myself")
    assert foremost(NET.look("im not gonna do it until after xmas")) is not None


def test_what_was_long_ago_is_soft() -> None:
    first = foremost(NET.look("i took an overdose when i was 16, years ago"))

    assert first is not None
    assert first.tier is Tier.SOFT


def test_explicit_comes_before_soft_whatever_stands_first() -> None:
    text = "what's the point anymore. I have taken all my tablets"

    first = foremost(NET.look(text))

    assert first is not None
    assert first.category == "already_acted"


def test_a_deployment_replaces_a_rule_by_its_id_and_adds_others() -> None:
    mine = GREET.replace("hello", "goodbye")

    net = Net(read([GREET, mine, GREET.replace("greeting", "second")]))

    assert [f.rule for f in net.look("goodbye cruel world")] == ["greeting"]
    assert [f.rule for f in net.look("hello old moon")] == ["second"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[rule.a", "cannot be read"),
        ("[rules.a]", "no table [rules]"),
        (GREET.replace("soft", "mild"), "'mild' is none of explicit, soft"),
        (GREET.replace("why =", "wy ="), "wy is not understood"),
        (GREET.replace('"hello ..', '"<hello> ..'), "greeting: There is no class <hello>."),
        (GREET.replace("moon)", "moon"), "greeting: "),
        (GREET + 'unless = "never"', "greeting: there is no guard never."),
    ],
)
def test_a_faulty_rule_is_named(text: str, said: str) -> None:
    with pytest.raises(RulesError, match=re.escape(said)):
        Net(read([text]))


def test_words_are_inflected_as_english_does() -> None:
    assert inflected("stab") == ("stab", "stabs", "stabbed", "stabbing")
    assert inflected("slice") == ("slice", "slices", "sliced", "slicing")
    assert inflected("carry") == ("carry", "carries", "carried", "carrying")
    assert inflected("punch") == ("punch", "punches", "punched", "punching")


DAILY = "the bus was late and we painted the hall, then I had soup with my sister"
PLAIN = """
I am going to kill myself tonight, it was hard
my partner hits me and I am scared of him
my husband beat me up last night
my neighbour is beating her kids
i self harmed today
someone is hurting my little boy
my mum is having a stroke
I want to die
I have taken all my tablets
he is strangling me
I want to kill my boss
my boyfriend threatened to kill me
""".strip().splitlines()


@pytest.mark.parametrize("written", PLAIN)
def test_what_is_said_plainly_is_explicit_however_daily_the_rest(written: str) -> None:
    among = [written, f"{DAILY}. {written}", f"{written}. {DAILY}.", f"{DAILY}. {written}! {DAILY}"]

    assert [text for text in among if tier_of(text) is not Tier.EXPLICIT] == []
