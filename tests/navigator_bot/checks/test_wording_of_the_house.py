"""The wordings of this house have no fault, and its buttons fit."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest

from navigator_bot.checks.blocks import read_blocks
from navigator_bot.checks.markup import LONGEST_KEY
from navigator_bot.checks.wording import MESSAGES, check_wording
from navigator_bot.cli import main
from navigator_bot.clock import WoundClock
from navigator_bot.ids import Ids
from navigator_bot.keyboards import laid_out, standing_row

CALLBACK_DATA = 64
"""Bytes that Telegram carries with a button."""

MOST_QUESTIONS = 10**9


def test_the_wordings_have_no_fault() -> None:
    assert check_wording() == []


def test_the_longest_key_of_a_button_fits_with_the_number_of_its_question() -> None:
    [[button]] = laid_out((("k" * LONGEST_KEY, "label"),), MOST_QUESTIONS)

    assert len(button.data.encode()) <= CALLBACK_DATA


def test_every_button_that_has_a_wording_fits() -> None:
    keys = [name.rpartition("__")[2] for name in read_blocks(MESSAGES).by_name if "__" in name]

    rows = laid_out(tuple((key, "label") for key in keys), MOST_QUESTIONS)

    data = [button.data for row in (*rows, standing_row(str)) for button in row]
    assert len(data) > len(keys)
    assert all(0 < len(each.encode()) <= CALLBACK_DATA for each in data)


def test_a_button_that_holds_an_id_fits() -> None:
    id = Ids(WoundClock(datetime(2026, 11, 2, tzinfo=UTC))).new()

    assert len(f"case:{id}:take".encode()) <= CALLBACK_DATA
    assert len(id) <= LONGEST_KEY


def test_without_the_development_tools_the_check_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("navigator_bot.checks")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyphen", None)

    code = main(["check", "wording"])

    assert code == 1
    said = capsys.readouterr().err
    assert "pyphen is missing" in said
    assert "navigator-bot[dev]" in said
