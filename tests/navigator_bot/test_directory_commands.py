"""A keeper looks at a directory before it is used, and gets an empty one to fill."""

from __future__ import annotations

from pathlib import Path

import pytest

from navigator_bot.cli import main
from navigator_bot.directory import SAMPLE_DIRECTORY
from resources_directory.feeds.detect import read_files
from resources_directory.spreadsheet import columns


def test_a_good_directory_needs_no_change(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directory", "check", str(SAMPLE_DIRECTORY)]) == 0

    assert capsys.readouterr().out == "84 services were read.\nNothing had to be changed.\n"


def test_what_is_odd_is_told_in_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("name,phone\nWalk,ring Jo\n", encoding="utf-8")

    assert main(["directory", "check", str(file)]) == 0

    said = capsys.readouterr().out
    assert "1 service was read." in said
    assert "phone: there is no number in this. It is left empty." in said


def test_a_file_without_a_service_is_no_directory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear all", encoding="utf-8")

    assert main(["directory", "check", str(file)]) == 1
    assert main(["directory", "check", str(tmp_path / "nowhere.csv")]) == 1
    assert "nowhere.csv cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["empty.csv", "empty.xlsx"])
def test_the_template_has_our_columns_and_is_not_written_over(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name

    assert main(["directory", "template", str(file)]) == 0
    written = file.read_bytes()
    assert main(["directory", "template", str(file)]) == 1

    reading = read_files({name: written})
    assert not reading.services
    assert "unknown column" not in {problem.fault for problem in reading.problems}
    assert file.read_bytes() == written
    assert "is not written over" in capsys.readouterr().err


def test_without_a_name_the_template_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directory", "template"]) == 0

    assert capsys.readouterr().out.lstrip("\ufeff").strip() == ",".join(columns())


def test_a_wish_is_answered_with_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directory", "match", "I would like to go for a walk", "--near", "AX1"]) == 0

    assert "Riverside walking group" in capsys.readouterr().out


def test_a_wish_that_nothing_answers_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["directory", "match", "a submarine licence"]) == 0

    assert "Nothing is good enough." in capsys.readouterr().out


def test_goals_of_a_file_are_matched_in_a_row(tmp_path: Path) -> None:
    goals, out = tmp_path / "goals.jsonl", tmp_path / "run.csv"
    goals.write_text(
        '{"id": "g1", "text": "go for a walk", "constraints": {}}\n'
        '{"id": "g2", "text": "a submarine licence", "constraints": {"near": "AX1"}}\n',
        encoding="utf-8",
    )

    assert main(["directory", "match", "--goals", str(goals), "--out", str(out)]) == 0

    rows = out.read_text(encoding="utf-8").splitlines()
    assert rows[0] == "goal_id,service_id,rank,reasons"
    assert rows[1].startswith("g1,")
    assert not [row for row in rows if row.startswith("g2,")]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "either"),
        (["a walk", "--near", "Atlantis"], "no place called Atlantis"),
        (["a walk", "--directory", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_what_cannot_be_matched_is_told_with_its_fix(
    given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["directory", "match", *given]) == 1

    assert said in capsys.readouterr().err


def test_a_file_that_holds_no_goals_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    goals = tmp_path / "goals.jsonl"
    goals.write_text("Dear all", encoding="utf-8")

    assert main(["directory", "match", "--goals", str(goals), "--out", str(tmp_path / "x")]) == 1
    assert "is no file of goals" in capsys.readouterr().err
