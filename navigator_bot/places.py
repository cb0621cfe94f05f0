"""The table of places that a deployment names."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from navigator_bot.errors import SettingsError
from resources_directory.centroids import CentroidsError, Sums, add_table, middles
from resources_directory.model import Point

log = logging.getLogger(__name__)

_LARGE = 20_000_000
"""Bytes, which take a second to read, or more."""


def read_places(path: Path | None, named_by: str = "NAVIGATOR_PLACES names") -> Mapping[str, Point]:
    """By outcode and sector, of a file or of every CSV in a folder; none where none is named.

    Raises SettingsError.
    """
    if path is None:
        return {}
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not files:
        raise SettingsError(f"{named_by} {path}, which holds no CSV.")
    sums: Sums = {}
    for file in files:
        _add(file, sums, named_by)
    if not sums:
        raise SettingsError(f"{named_by} {path}, which holds no postcode with a place.")
    return middles(sums)


def _add(file: Path, sums: Sums, named_by: str) -> None:
    try:
        if file.stat().st_size > _LARGE:
            log.info("%s is large; a start is quicker with a small table of it", file)
        with file.open(encoding="utf-8-sig", newline="") as lines:
            add_table(lines, sums)
    except (OSError, UnicodeDecodeError) as broken:
        raise SettingsError(
            f"{named_by} {file}, which cannot be read ({type(broken).__name__})."
        ) from None
    except CentroidsError as broken:
        raise SettingsError(f"{named_by} {file}: {broken}.") from None
