"""A keeper looks at a directory before it is used, and gets an empty one to fill."""

from __future__ import annotations

from pathlib import Path

import pytest

from navigator_bot.cli import main
from navigator_bot.settings import SAMPLE_DIRECTORY
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
