"""What the marks of the rules mean, each shown by what it finds and what it leaves."""

from __future__ import annotations

import pytest

from conversations.safety_net import Net, RulesError, read

RULE = """
[irregular]
take = "took"

[classes]
sky = "moon, big sun, star+ (at night)?"

[rule.r]
tier = "soft"
category = "not_coping"
why = "A trial."
hit = "x"
find = "{find}"
"""


@pytest.mark.parametrize(
    ("find", "found", "left"),
    [
        ("hello (moon|big sun)", "oh hello big sun", "hello sun"),
        ("hello <sky>", "hello stars at night", "hello night"),
        ("take+ it", "he took it", "he tooks it"),
        ("hello big? moon", "hello moon", "hello old moon"),
        ("hello .. moon", "hello you fine old moon", "hello you fine old round moon"),
        ("hello .. moon", "hello, moon", "hello. moon"),
        ("hello # moon", "hello 24 moon", "hello moon"),
        ("hello (24|# sun)", "hello 24 sun", "hello 25"),
        ("hello ... moon", "hello a b c d e f g h moon", "hello a b c d e f g h i moon"),
        ("hello !(moon|sun)", "hello you", "hello sun"),
        ("!(not) hello", "hello", "not hello"),
        ("^ hello", "so hello", "oh hello"),
        ("hello $", "hello, you", "hello you"),
        ("hello & moon", "the moon said. hello", "hello" + " a" * 40 + " moon"),
    ],
)
def test_a_mark_finds_what_it_says(find: str, found: str, left: str) -> None:
    net = Net(read([RULE.format(find=find)]))

    assert net.look(found)
    assert not net.look(left)


def test_of_two_words_that_lie_near_the_first_is_the_phrase() -> None:
    net = Net(read([RULE.format(find="hello & moon")]))

    (finding,) = net.look("the moon said hello to me")

    assert finding.phrase("the moon said hello to me") == "hello"


@pytest.mark.parametrize("find", ["hello (moon", "hello moon)", "hello (moon|sun", "<earth>", ".."])
def test_what_is_not_understood_is_refused(find: str) -> None:
    with pytest.raises(RulesError, match="r: "):
        Net(read([RULE.format(find=find)]))


def test_a_class_that_holds_itself_is_refused() -> None:
    endless = RULE.format(find="<sky>").replace("moon, ", "<sky> and moon, ")

    with pytest.raises(RulesError, match="holds itself"):
        Net(read([endless]))
