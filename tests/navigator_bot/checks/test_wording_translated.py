"""Translators get every text: in a made-up language nothing is left in English."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po, write_po

from navigator_bot.checks.blocks import read_blocks
from navigator_bot.checks.catalogue import extract
from navigator_bot.checks.samples import Samples
from navigator_bot.checks.wording import MESSAGES
from navigator_bot.cli import main
from navigator_bot.wording import Wording

CODE = "eo"
"""A language that no deployment has; its locale only names the days."""

PLAIN = "{% block a %}{% trans %}Hello {{ name }}.{% endtrans %}{% endblock %}"
PLURAL = (
    "{% block a %}{% trans count=count %}One day.{% pluralize %}{{ count }} days."
    "{% endtrans %}{% endblock %}"
)


def catalogue_of(messages: Path, folder: Path) -> Path:
    """Every English text between « and »."""
    catalogue = extract(messages)
    catalogue.locale = CODE
    for message in catalogue:
        marked = tuple(f"«{form}»" for form in forms(message))
        if message.id:
            message.string = marked if isinstance(message.id, tuple) else marked[0]
    path = folder / CODE / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalogue)
    return path


def forms(message: Message) -> tuple[str, ...]:
    """One and many, where there are both."""
    return tuple(message.id) if isinstance(message.id, list | tuple) else (message.id,)


def left_in_english(messages: Path, folder: Path) -> dict[str, set[str]]:
    """Of each block, the words that stand outside the marks, whichever way it goes."""
    samples = Samples(messages, CODE, catalogue_of(messages, folder))
    found = {
        name: {word for text in samples.of(block) for word in unmarked(text)}
        for name, block in read_blocks(messages).by_name.items()
    }
    return {name: words for name, words in found.items() if words}


def unmarked(text: str) -> list[str]:
    plain = re.sub(r"</?(?:b|i|blockquote)>", " ", text)
    while (fewer := re.sub(r"«[^«»]*»", " ", plain)) != plain:
        plain = fewer
    return re.findall(r"[^\W\d_]+", html.unescape(plain))


def test_nothing_in_the_house_is_left_in_english(tmp_path: Path) -> None:
    assert left_in_english(MESSAGES, tmp_path) == {}


@pytest.mark.parametrize("template", [PLAIN, PLURAL])
def test_what_is_translated_leaves_nothing(tmp_path: Path, template: str) -> None:
    (tmp_path / "a.txt").write_text(template, encoding="utf-8")

    assert left_in_english(tmp_path, tmp_path / "locale") == {}


@pytest.mark.parametrize(
    "template",
    [
        "{% block a %}Hello{% trans %} you.{% endtrans %}{% endblock %}",
        "{% block a %}{% if b %}{% trans %}Go.{% endtrans %}{% else %}Hello{% endif %}"
        "{% endblock %}",
        '{% block a %}{% set c = {1: "Hello"} %}{{ c[b] }}{% endblock %}',
    ],
)
def test_what_is_not_translated_is_left(tmp_path: Path, template: str) -> None:
    (tmp_path / "a.txt").write_text(template, encoding="utf-8")

    assert left_in_english(tmp_path, tmp_path / "locale") == {"a.a": {"Hello"}}


def test_the_house_speaks_a_language_once_it_has_a_catalogue(tmp_path: Path) -> None:
    catalogue_of(MESSAGES, tmp_path)

    wording = Wording(locales=tmp_path)

    assert CODE in wording.languages
    assert wording.plain("common.skip", CODE) == "«Skip»"


def test_translators_get_a_catalogue_of_every_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pot = tmp_path / "messages.pot"

    main(["check", "wording", "--pot", str(pot), "--figures"])

    with pot.open("rb") as file:
        catalogue = read_po(file)
    ids = {
        form for each in catalogue for form in ([each.id] if isinstance(each.id, str) else each.id)
    }
    texts = {text for b in read_blocks(MESSAGES).by_name.values() for text in b.messages}
    assert texts <= ids
    shown = capsys.readouterr().out
    assert "check_in" in shown
    assert f"{len(catalogue)} texts" in shown
