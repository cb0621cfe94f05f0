"""The rows of an Excel workbook, as a CSV would hold them."""

from collections.abc import Iterator
from datetime import date, datetime, time
from importlib import import_module
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from resources_directory.problems import Fault, Problem, Remedy
from resources_directory.spreadsheet import Row

_LARGEST = 200_000_000
"""Bytes when unpacked: a small file can be made to unpack to a huge one."""


def is_workbook(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def workbook_rows(data: bytes, problems: list[Problem]) -> Iterator[Row]:
    """The first sheet that holds anything; other sheets that do are told."""
    try:
        sheets = list(_sheets(data))
    except Exception as error:  # openpyxl promises nothing of what it raises on a broken file
        said = type(error).__name__
        problems.append(Problem(0, None, Fault.UNREADABLE_FILE, said, Remedy.IGNORED))
        return
    problems += [
        Problem(0, None, Fault.OTHER_SHEET, title[:200], Remedy.IGNORED) for title, _ in sheets[1:]
    ]
    for _, rows in sheets[:1]:
        yield from rows


def _sheets(data: bytes) -> Iterator[tuple[str, list[Row]]]:
    with ZipFile(BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > _LARGEST:
            raise BadZipFile("too large when unpacked")
    excel = import_module("openpyxl")  # slow to load, and seldom needed
    book = excel.load_workbook(BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        rows = [
            (number, [_cell(value) for value in row])
            for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)
        ]
        if any(any(cells) for _, cells in rows):
            yield sheet.title, rows


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
