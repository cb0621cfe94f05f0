"""Telegram's two kinds of Markdown are read as strictly as its HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator_bot.simulator.formatting import read_words
from navigator_bot.simulator.markdown_text import parse_markdown, parse_markdown_v2
from navigator_bot.simulator.marked_text import units
from navigator_bot.simulator.model import Entity, Formatted
from navigator_bot.simulator.refusals import Refusal

RESERVED = "is reserved and must be escaped with the preceding '\\'"


@pytest.mark.parametrize(
    ("mode", "source", "why"),
    [
        ("MarkdownV2", "The end.", f"Character '.' {RESERVED}"),
        ("MarkdownV2", "1 > 0", f"Character '>' {RESERVED}"),
        ("MarkdownV2", "é *b", "Can't find end of Bold entity at byte offset 3"),
        ("MarkdownV2", "_a__", "Can't find end of Underline entity at byte offset 2"),
        ("MarkdownV2", "[a](b", "Can't find end of a URL at byte offset 3"),
        ("Markdown", "snake_case", "Can't find end of the entity starting at byte offset 5"),
        ("Markdown", "é `a", "Can't find end of the entity starting at byte offset 3"),
    ],
)
def test_broken_markdown_is_refused_with_the_place(mode: str, source: str, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_words(source, mode, None)

    assert refused.value.description == f"Bad Request: can't parse entities: {why}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a* b\\.", "a b.", (Entity("bold", 0, 1),)),
        ("🌱 _a_", "🌱 a", (Entity("italic", 3, 1),)),
        ("_a__b__c_", "abc", (Entity("italic", 0, 3), Entity("underline", 1, 1))),
        ("~a~ ||b||", "a b", (Entity("strikethrough", 0, 1), Entity("spoiler", 2, 1))),
        ("`a.b`", "a.b", (Entity("code", 0, 3),)),
        ("```py\na.b```", "a.b", (Entity("pre", 0, 3, language="py"),)),
        ("[a](https://b/\\))", "a", (Entity("text_link", 0, 1, "https://b/)"),)),
    ],
)
def test_good_markdown_becomes_text_and_marked_stretches(
    source: str, text: str, entities: tuple[Entity, ...]
) -> None:
    assert parse_markdown_v2(source) == Formatted(text, entities)


def test_the_old_markdown_nests_nothing() -> None:
    words = parse_markdown("*a_b* [c](https://d) \\_ `e`")

    bold, link = Entity("bold", 0, 3), Entity("text_link", 4, 1, "https://d")
    assert words == Formatted("a_b c _ e", (bold, link, Entity("code", 8, 1)))


@pytest.mark.parametrize("parse", [parse_markdown, parse_markdown_v2])
@given(source=st.text(st.sampled_from("ab🌱\n\\_*`[]()~|!.")))
def test_no_text_breaks_the_reader_of_markdown(parse, source: str) -> None:  # type: ignore[no-untyped-def]
    try:
        words = parse(source)
    except Refusal:
        return

    for entity in words.entities:
        assert 0 <= entity.offset < entity.offset + entity.length <= units(words.text)


def test_a_marked_stretch_ends_within_its_text() -> None:
    with pytest.raises(Refusal, match="entity beginning at UTF-16 offset 1 ends after the end"):
        read_words("🌱", "", [{"type": "bold", "offset": 1, "length": 2}])
