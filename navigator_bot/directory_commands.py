"""What a directory's keeper does at the command line."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from navigator_bot.clock import SystemClock
from navigator_bot.directory_report import report
from navigator_bot.errors import SettingsError
from navigator_bot.feeds import fetch, read
from navigator_bot.matching_runs import match_goals, match_one, read_catalogue
from navigator_bot.minilm import installed_meaning
from navigator_bot.places import read_places
from resources_directory.centroids import write_centroids
from resources_directory.feeds.sheets import write_csv, write_xlsx


async def check(options: argparse.Namespace) -> int:
    """Says what would be read of a file, a folder or an address, and changes nothing; 0 where
    there is a service in it."""
    reading = read(await fetch(options.where))
    print(report(reading), end="")
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


async def small_places(options: argparse.Namespace) -> int:
    """Makes the table that a bot reads at each start from a large one, once."""
    file: Path = options.file
    if file.exists():
        raise SettingsError(f"{file} exists, and is not written over. Name another file.")
    centroids = read_places(options.lookup, named_by="You named")
    file.write_text(write_centroids(centroids), encoding="utf-8")
    print(f"{file} holds {len(centroids)} places now. Name it in NAVIGATOR_PLACES.")
    return 0


async def match(options: argparse.Namespace) -> int:
    """What fits one wish, or each goal of a file, and why."""
    if (options.text is None) == (options.goals is None):
        raise SettingsError("Name either what somebody is looking for, or --goals FILE.")
    meaning = installed_meaning() if options.by_meaning else None
    if options.by_meaning and meaning is None:
        raise SettingsError("Matching by meaning is not installed: see docs/dependencies.md.")
    try:
        catalogue = read_catalogue(options.directory, meaning)
        if options.goals is None:
            print(*match_one(catalogue, options.text, options.near, _now()), sep="\n")
        else:
            with options.out.open("w", encoding="utf-8", newline="") as out:
                match_goals(catalogue, options.goals, out, _now())
    except (KeyError, ValueError) as broken:
        raise SettingsError(f"{options.goals} is no file of goals ({broken}).") from None
    return 0


def _now() -> datetime:
    return SystemClock().now()
