"""An operator takes a list in, looks at what became of it, takes it back, and writes it out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from navigator_bot.cli import main
from navigator_bot.store.sealing import add_key
from resources_directory.feeds.detect import read_files

LIST = "id,name,phone\nwalk,Riverside walk,01632 960101\nchoir,Open choir,\n"


@pytest.fixture
def listed(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list, beside an empty directory that the settings name."""
    add_key(tmp_path / "kept.keys")
    monkeypatch.setenv("NAVIGATOR_KEY_FILE", str(tmp_path / "kept.keys"))
    monkeypatch.setenv("NAVIGATOR_DATABASE", database_url)
    file = tmp_path / "services.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(["directory", *arguments]) == code
    said = capsys.readouterr()
    return said.out + said.err


def batch_in(said: str) -> str:
    return said.split("directory undo ")[1].split()[0]


def test_a_list_is_taken_in_changed_and_taken_back(
    listed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(capsys, "import", str(listed))
    assert "2 new entries:" in said
    listed.write_text("id,name,phone\nwalk,Riverside walk,01632 960999\n", encoding="utf-8")
    said = run(capsys, "import", str(listed), "--whole")
    assert "Riverside walk: phone" in said
    assert "1 entry that the list does not name any more:" in said

    assert "Undone: 2 entries" in run(capsys, "undo", batch_in(said))

    history = run(capsys, "history", "walk")
    assert [line.split("\t")[1:3] for line in history.splitlines()] == [
        ["operator", "undone: phone"],
        ["operator", "taken in: phone (undone)"],
        ["operator", "taken in"],
    ]
    run(capsys, "export", str(tmp_path / "out.csv"))
    read = read_files({"out.csv": (tmp_path / "out.csv").read_bytes()})
    assert {each.id: each.phone for each in read.services} == {
        "walk": "01632 960101",
        "choir": None,
    }


def test_a_rehearsal_writes_nothing(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "import", str(listed), "--dry-run")

    assert "2 new entries:" in said
    assert "this was a rehearsal" in said
    assert "is known" in run(capsys, "history", "walk", code=1)


def test_without_whole_nothing_is_taken_out(
    listed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "import", str(listed))
    listed.write_text("id,name\nwalk,Riverside walk\n", encoding="utf-8")

    said = run(capsys, "import", str(listed))

    assert "1 entry stays, although the list does not name it any more:" in said
    assert "2 services" in run(capsys, "export", str(tmp_path / "out.xlsx"))


def test_what_goes_out_as_open_referral_comes_back(
    listed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "import", str(listed))
    run(capsys, "export", str(tmp_path / "out.json"))

    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["total_items"] == 2
    said = run(capsys, "import", str(tmp_path / "out.json"), "--feed", "services", "--dry-run")
    assert "2 entries are the same as before." in said


@pytest.mark.parametrize("name", ["services.csv", "services.doc"])
def test_no_file_is_written_over_or_in_an_unknown_form(
    listed: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(capsys, "export", str(listed.with_name(name)), code=1)

    assert "not written over" in said or "must end in" in said
    assert listed.read_text(encoding="utf-8") == LIST


def test_what_is_no_list_and_what_is_no_change_are_told(
    listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed.write_text("Dear all", encoding="utf-8")

    assert "Nothing changes." in run(capsys, "import", str(listed), code=1)
    assert "could be undone" in run(capsys, "undo", "nothing", code=1)
