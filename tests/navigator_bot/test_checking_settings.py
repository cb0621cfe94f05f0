"""`navigator-bot check settings` finds what is wrong before people meet it."""

from __future__ import annotations

from pathlib import Path

import pytest

from navigator_bot.cli import main

RULE = """
[rule.ladder]
tier = "explicit"
category = "suicide"
why = "What people here call the bridge."
find = "at the ladder"
hit = "at the ladder"
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Those of a bot in the invented town, with a store of its own."""
    monkeypatch.setenv("NAVIGATOR_TOKEN", "123456789:AAaaBBbbCCccDDddEEeeFFffGGggHHhhIIi")
    monkeypatch.setenv("NAVIGATOR_DIRECTORY", "sample")
    monkeypatch.setenv("NAVIGATOR_DATABASE", str(tmp_path / "navigator.db"))
    monkeypatch.setenv("NAVIGATOR_KEY_FILE", str(tmp_path / "navigator.keys"))
    assert main(["keys", "new", str(tmp_path / "navigator.keys")]) == 0
    return monkeypatch


def test_what_fits_together_is_said_to(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "settings"]) == 0

    assert "fit together" in capsys.readouterr().out


def test_rules_of_a_service_that_are_broken_are_named(
    settings: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(RULE.replace("at the", "at (the", 1), encoding="utf-8")
    settings.setenv("NAVIGATOR_SAFETY_RULES", str(own))

    assert main(["check", "settings"]) != 0

    assert "own.toml cannot be used: ladder" in capsys.readouterr().err
