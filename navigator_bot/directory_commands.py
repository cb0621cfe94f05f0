"""What a directory's keeper does at the command line."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from navigator_bot.directory_report import report
from navigator_bot.errors import SettingsError
from navigator_bot.feeds import fetch
from resources_directory.feeds.detect import read_files
from resources_directory.feeds.sheets import write_csv, write_xlsx


async def check(options: argparse.Namespace) -> int:
    """Says what would be read of a file, a folder or an address, and changes nothing; 0 where
    there is a service in it."""
    fetched = await fetch(options.where)
    reading = read_files(fetched.files)
    print(report(replace(reading, problems=(*fetched.problems, *reading.problems))), end="")
    return 0 if reading.services else 1


async def write_template(options: argparse.Namespace) -> int:
    """An empty table with our columns: CSV, or a workbook where the name ends in .xlsx."""
    file: Path | None = options.file
    if file is None:
        sys.stdout.write(write_csv(()))
        return 0
    if file.exists():
        raise SettingsError(f"{file} exists, and is not written over. Name another file.")
    file.write_bytes(write_xlsx(()) if file.suffix == ".xlsx" else write_csv(()).encode())
    print(f"{file} has our columns now. resources_directory/sample/COLUMNS.md tells of each.")
    return 0
