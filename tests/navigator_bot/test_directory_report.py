"""Real listings are read without losing a row, and what was changed is told in plain words."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from navigator_bot.directory_report import grouped, report
from navigator_bot.feeds import fetch
from resources_directory.feeds.detect import read_files
from resources_directory.problems import Fault, Problem, Remedy
from resources_directory.spreadsheet import Reading
from tests.resources_directory.real import DIRECTORIES, MATCHING, OPEN_REFERRAL

TABLES = [*sorted(DIRECTORIES.glob("*.csv")), *MATCHING.glob("services.csv")]
PAGES = [
    *sorted(OPEN_REFERRAL.glob("examples_3.0/*.json")),
    *sorted(OPEN_REFERRAL.glob("examples_hsds/*")),
]
LEFT_OUT = {Remedy.ROW_LEFT_OUT}


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.stem)
def test_no_row_of_a_real_table_is_lost_without_a_word(file: Path) -> None:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.reader(lines) if any(cell.strip() for cell in row)]

    reading = read_files({file.name: file.read_bytes()})

    left_out = [problem for problem in reading.problems if problem.done in LEFT_OUT]
    assert len(reading.services) + len(left_out) == len(rows) - 1
    assert len({service.id for service in reading.services}) == len(reading.services)
    cells = {cell for row in rows for cell in row}
    assert all({value for _, value in service.original} <= cells for service in reading.services)
    assert report(reading).startswith(f"{len(reading.services)} services were read.")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
async def test_every_example_of_open_referral_is_read_or_told_of(path: Path) -> None:
    fetched = await fetch(str(path))
    reading = read_files(fetched.files)

    told = report(reading)

    assert reading.services or "There is no service in this file." in told
    assert "null" not in told
    assert "None" not in told


def test_the_report_says_in_sentences_what_was_changed_and_where() -> None:
    said = report(read_files({"list.csv": b"Service name,Tel,Hours\nWalk,ring Jo,when dry\n"}))

    assert said.startswith("1 service was read.")
    assert "hours: these hours cannot be read. It is kept as it was written." in said
    assert 'row 2, Walk: "ring Jo"' in said


def test_every_fault_and_every_remedy_has_its_words() -> None:
    problems = tuple(Problem(2, "name", fault, "x", done) for fault in Fault for done in Remedy)

    assert report(Reading((), problems))


def test_headings_are_told_all_at_once_and_last() -> None:
    unknown = [column("ward_code"), column("ward_name"), column("oa_code")]
    hours = Problem(7, "hours", Fault.NOT_HOURS, "One morning", Remedy.KEPT_AS_WRITTEN)

    told = report(Reading((), (*unknown, hours)))

    assert told.splitlines()[2:] == [
        "hours: these hours cannot be read. It is kept as it was written.",
        '- row 7: "One morning"',
        "We do not know this column. It is kept as it was written. (3 times)",
        "- ward_code, ward_name, oa_code",
    ]


def test_a_file_is_named_only_beside_others() -> None:
    one, other = replace(column("a"), file="a.csv"), replace(column("b"), file="b.csv")

    assert [group.file for group in grouped([one])] == [None]
    assert [group.file for group in grouped([one, other])] == ["a.csv", "b.csv"]


def test_what_stands_as_it_was_is_not_said_to_be_something_else() -> None:
    said = Problem(
        5, "addresses.postal_code", Fault.NOT_A_POSTCODE, "WA154 1HF", Remedy.KEPT_AS_WRITTEN,
        became="WA154 1HF", service="Anxiety group",
    )  # fmt: skip

    told = report(Reading((), (said,)))

    assert "addresses postal code: this does not look like a postcode." in told
    assert '- row 5, Anxiety group: "WA154 1HF"\n' in told


def column(name: str) -> Problem:
    return Problem(1, name, Fault.UNKNOWN_COLUMN, name, Remedy.KEPT_AS_WRITTEN)
