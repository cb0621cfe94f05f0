"""What a pattern becomes does not hang on how it is bracketed, or on where its words stood."""

from __future__ import annotations

import pytest

from conversations.safety_net.grammar import Grammar, GrammarError
from conversations.safety_net.words import Words

CLASSES = {"sky": "moon, big sun, star+ (at night)?"}


@pytest.mark.parametrize(
    ("plain", "bracketed"),
    [
        ("hello (moon|sun)", "hello ((moon)|(sun))"),
        ("hello (moon|big sun|star+)?", "hello ((moon)|(big sun)|(star+))?"),
        ("( moon | sun ) .. hello", "((moon)|(sun)) .. hello"),
    ],
)
def test_more_brackets_ask_for_the_same_words(plain: str, bracketed: str) -> None:
    grammar = Grammar(Words({}), CLASSES)

    short, long = grammar.pattern(plain)[0], grammar.pattern(bracketed)[0]

    assert short.needs == long.needs
    for text in ("hello moon", "hello big sun", "moon big hello", "hello stars", "sun"):
        codes = "".join(grammar.words.code(word) for word in text.split())
        assert bool(short.expression.search(codes)) is bool(long.expression.search(codes))


def test_a_class_may_hold_patterns_beside_phrases() -> None:
    grammar = Grammar(Words({}), CLASSES)

    found = grammar.pattern("hello <sky>")[0].expression

    for text in ("hello moon", "hello big sun", "hello stars", "hello stars at night"):
        codes = "".join(grammar.words.code(word) for word in text.split())
        assert found.fullmatch(codes), text


@pytest.mark.parametrize("text", ["hello (moon", "hello moon)", "hello (moon|sun", "(moon|)"])
def test_a_bracket_left_open_or_empty_is_refused(text: str) -> None:
    with pytest.raises(GrammarError):
        Grammar(Words({}), CLASSES).pattern(text)
