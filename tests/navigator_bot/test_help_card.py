"""The help card's file, its dates, its page, and the card that nothing can break."""

from __future__ import annotations

import re
from argparse import Namespace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from navigator_bot import operating
from navigator_bot.clock import WoundClock
from navigator_bot.errors import SettingsError
from navigator_bot.help_card import (
    SHIPPED,
    CardInMemory,
    page,
    read_card,
    run_out,
    running_out,
)
from navigator_bot.routines import remind_of_help_lines
from navigator_bot.wording import TEMPLATES, Wording
from tests.navigator_bot.life import Life, texts

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LINE = '[[line]]\nwho = "Cafe"\nhow = "call 1"\nwhen = ""\nverified_on = 2026-01-01\n'


def test_every_line_that_ships_can_be_dialled_or_texted_and_looked_up() -> None:
    for line in read_card():
        assert line.call or line.text_to, line.who
        assert re.sub(r"\D", "", line.how).startswith((line.call or line.text_to)[:3]), line.who
        assert line.source.startswith("https://"), line.who
        assert line.kinds, line.who


@pytest.mark.parametrize("nation", ["ENG", "WLS", "SCT", "NIR"])
def test_each_nation_has_a_line_for_crisis_and_one_for_abuse(nation: str) -> None:
    here = [line for line in read_card() if not line.nations or nation in line.nations]

    kinds = {kind for line in here for kind in line.kinds}

    assert {"life", "crisis", "talk", "abuse", "child"} <= kinds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no line"),
        ("[[line]]\nwho = 'x'", "verified_on|how"),
        (LINE + "hours = 'whenever'", "hours of 'Cafe' are not understood: whenever"),
        (LINE + "call = 'ring them'", "digits"),
        (LINE + "telephone = '1'", "telephone"),
        (LINE + "kinds = ['tea']", "tea"),
        ("[[line", "cannot be used"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "card.toml"
    file.write_text(text)

    with pytest.raises(SettingsError, match=f"card.toml.*({said})"):
        read_card(file)


def test_a_line_runs_out_half_a_year_after_it_was_checked(tmp_path: Path) -> None:
    file = tmp_path / "card.toml"
    file.write_text(LINE)
    lines = read_card(file)
    last = date(2026, 1, 1) + timedelta(days=183)

    assert not running_out(lines, last - timedelta(days=31))
    assert running_out(lines, last - timedelta(days=30))
    assert not run_out(lines, last - timedelta(days=1))
    assert run_out(lines, last)


async def test_the_check_fails_once_a_line_has_run_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "card.toml"
    file.write_text(LINE.replace("2026", "2020"))
    monkeypatch.setenv("NAVIGATOR_HELP_CARD", str(file))

    code = await operating.check_help_card(Namespace())

    assert code == 1
    assert "Cafe ran out on 02 July 2020" in capsys.readouterr().err


def test_the_page_lets_each_number_be_tapped_and_loads_nothing() -> None:
    html = page(read_card(), NOW, "ENG")

    assert '<a class="act" href="tel:116123">' in html
    assert 'href="sms:85258?body=SHOUT"' in html
    assert "08088088000" not in html, "Northern Ireland's own line"
    assert not re.search(r"<(script|img|link|iframe)\b", html)


def test_with_a_broken_wording_the_bare_lines_are_given(tmp_path: Path) -> None:
    messages = tmp_path / "messages"
    messages.mkdir()
    for file in (TEMPLATES / "messages").glob("*.txt"):
        text = file.read_text()
        if file.stem == "help_now":
            text = text.replace("lines %}", "lines_of_nobody %}")
        (messages / file.name).write_text(text)

    card = CardInMemory(Wording(tmp_path), read_card(), "ENG", "", WoundClock(NOW))

    assert "<b>Samaritans</b>\ncall 116 123" in card.html()


def test_the_card_in_memory_goes_with_the_hour_and_names_the_page() -> None:
    clock = WoundClock(NOW)
    card = CardInMemory(Wording(), read_card(), "ENG", "https://help.example.org", clock)
    noon = card.html()
    clock.wind_to(NOW.replace(hour=20))

    evening = card.html()

    assert noon.index("CALM") > noon.index("Domestic")
    assert evening.index("CALM") < evening.index("Domestic")
    assert '<a href="https://help.example.org">' in noon


async def test_coordinators_hear_of_lines_that_are_about_to_run_out(light_life: Life) -> None:
    await light_life.move_in()
    house = light_life.house
    admin = await light_life.staff("Ada", "admin")
    lines = read_card(SHIPPED)
    soon = min(line.expires_on for line in lines) - timedelta(days=10)
    clock = WoundClock(datetime(soon.year, soon.month, soon.day, 9, tzinfo=UTC))

    await remind_of_help_lines(house.database, clock, house.alerts, lines)
    await house.sender.pump()

    assert "The help card needs a look" in texts(admin)[-1]
    assert "Samaritans: call 116 123" in texts(admin)[-1]
