"""Whoever reviews the rules sees at the command line what they find, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from navigator_bot.cli import main

OWN = """
[rule.local-bridge]
tier = "explicit"
category = "suicide"
why = "What people here call the bridge."
find = "the old ladder"
hit = "i am at the old ladder"
"""

DAILY = "went to the class with my sister, it was good, see you next week,"
DOUBTED = "this cough is doing me in"


@pytest.mark.parametrize(
    ("text", "rule", "phrase"),
    [
        ("I want to kill myself tonight", "kill-myself", "kill myself"),
        ("sorted the insurance so they'll be alright after", "telling-phrases", "alright after"),
    ],
)
def test_explaining_names_the_phrase_the_rule_and_the_reason(
    text: str, rule: str, phrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["safety", "explain", text]) == 0

    said = capsys.readouterr().out
    assert f"explicit  suicide  {rule}" in said
    assert f"found: {phrase}" in said
    assert "why:" in said


def test_explaining_names_the_rule_that_daily_talk_around_it_put_in_doubt(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["safety", "explain", DOUBTED]) == 0

    assert "in doubt: " in capsys.readouterr().out


def test_a_rule_of_ones_own_is_not_doubted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")

    assert main(["safety", "explain", f"{DAILY} i am at the old ladder", "--rules", str(own)]) == 0

    assert "explicit  suicide  local-bridge" in capsys.readouterr().out


def test_nothing_found_is_not_called_safe(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["safety", "explain", "had a nice walk"]) == 0

    assert "never means that somebody is safe" in capsys.readouterr().out


def test_a_batch_keeps_ids_and_says_tier_category_and_phrases(tmp_path: Path) -> None:
    given, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    texts = {"a": "I want to die", "b": "what's the point anymore", "c": "had soup\u2028for lunch"}
    given.write_text(
        "\n".join(json.dumps({"id": k, "text": t}, ensure_ascii=False) for k, t in texts.items()),
        encoding="utf-8",
    )

    assert main(["safety", "batch", "--in", str(given), "--out", str(out)]) == 0

    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(each["id"], each["tier"]) for each in lines] == [
        ("a", "explicit"),
        ("b", "soft"),
        ("c", "none"),
    ]
    assert lines[0]["category"] == "suicide"
    assert lines[0]["phrases"] == ["want to die"]
    assert lines[2] == {"id": "c", "tier": "none", "category": None, "phrases": []}


def test_a_line_that_is_no_message_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text('{"id": 1, "text": "hello"}\n{"text": "no id"}\n', encoding="utf-8")

    assert main(["safety", "batch", "--in", str(given), "--out", str(tmp_path / "out")]) == 1

    assert "Line 2" in capsys.readouterr().err


def test_rules_of_a_deployments_own_are_read_besides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "ours.toml"
    own.write_text(OWN, encoding="utf-8")

    assert main(["safety", "explain", "--rules", str(own), "going to the old ladder"]) == 0
    assert "local-bridge" in capsys.readouterr().out

    faulty = tmp_path / "faulty.toml"
    faulty.write_text(OWN.replace("suicide", "sadness"), encoding="utf-8")
    assert main(["safety", "explain", "--rules", str(faulty), "hello"]) == 1
    assert "sadness" in capsys.readouterr().err
