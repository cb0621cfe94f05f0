"""Telegram's HTML is read strictly, and cut up safely."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator_bot.simulator.formatting import Piece, find_entities, pieces, read_words
from navigator_bot.simulator.html_text import parse_html
from navigator_bot.simulator.marked_text import units
from navigator_bot.simulator.model import Entity, Formatted
from navigator_bot.simulator.refusals import Refusal


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("a <b>b", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a <script>b</script>", 'Unsupported start tag "script" at byte offset 2'),
        ("é <p>b</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a </b>", "Unexpected end tag at byte offset 2"),
        (
            "<b><i>a</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<b>a</b x>", "Unclosed end tag at byte offset 4"),
        ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_with_the_place(source: str, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(source)

    assert refused.value.description == f"Bad Request: can't parse entities: {why}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b>", "a", (Entity("bold", 0, 1),)),
        ("🌱 <i>a</i>", "🌱 a", (Entity("italic", 3, 1),)),
        ("<b>a<i>b</i></b>", "ab", (Entity("bold", 0, 2), Entity("italic", 1, 1))),
        ("&lt;b&gt; &amp; &quot; &#39; &nbsp;", "<b> & \" ' &nbsp;", ()),
        (
            '<a href="https://example.org/?a=1&amp;b=2">x</a>',
            "x",
            (Entity("text_link", 0, 1, "https://example.org/?a=1&b=2"),),
        ),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            (Entity("pre", 0, 1, language="python"),),
        ),
        ('<span class="tg-spoiler">x</span>', "x", (Entity("spoiler", 0, 1),)),
        ("<blockquote expandable>x</blockquote>", "x", (Entity("expandable_blockquote", 0, 1),)),
    ],
)
def test_good_html_becomes_text_and_marked_stretches(
    source: str, text: str, entities: tuple[Entity, ...]
) -> None:
    assert parse_html(source) == Formatted(text, entities)


def test_spaces_around_a_text_are_trimmed_and_its_marks_moved() -> None:
    words = read_words("  <b> a </b> b ", "HTML", None)

    assert words == Formatted("a  b", (Entity("bold", 0, 2),))


def test_commands_and_links_are_found_but_not_inside_code() -> None:
    words = read_words("/help or https://example.org. <code>/stop</code>", "HTML", None)

    kinds = [entity.kind for entity in words.entities]
    assert kinds == ["bot_command", "url", "code"]


def test_pieces_carry_their_styles_and_only_safe_links() -> None:
    words = parse_html('<b>a<i>b</i></b><a href="javascript:alert(1)">c</a>')

    assert pieces(words) == [
        Piece("a", ("bold",)),
        Piece("b", ("bold", "italic")),
        Piece("c", ("text_link",)),
    ]


@given(st.text())
def test_no_text_breaks_the_reader(source: str) -> None:
    try:
        words = parse_html(source)
    except Refusal:
        return

    for entity in words.entities:
        assert 0 <= entity.offset < entity.offset + entity.length <= units(words.text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_pieces_together_are_the_whole_text(text: str) -> None:
    words = find_entities(Formatted(text))

    assert "".join(piece.text for piece in pieces(words)) == text
