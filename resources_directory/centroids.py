"""Where postcodes lie, from a table that somebody published: the middle of outcodes and sectors."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from math import isfinite

from resources_directory.model import Point
from resources_directory.places import code_of, sector

_CODES = ("pcds", "pcd", "postcode", "sector", "outcode", "place")
_LATITUDES = ("lat", "latitude")
_LONGITUDES = ("long", "longitude", "lon")
_LONGEST_OUTCODE = 4
_NORTHERNMOST = 90.0
"""The official lookup puts 99.999999 where it knows no place."""


class CentroidsError(ValueError):
    """A table that cannot be used; the text says what is missing."""


Sums = dict[str, list[float]]
"""By outcode and sector: the sums of latitudes and longitudes, and how many."""


def add_table(lines: Iterable[str], sums: Sums) -> None:
    """Adds a CSV of outcodes, of sectors, or of whole postcodes, such as the National Statistics
    Postcode Lookup and the ONS Postcode Directory. Rows without a place are passed over.

    Raises CentroidsError.
    """
    rows = csv.reader(lines)
    try:
        _add(rows, sums, *_columns(next(rows, [])))
    except csv.Error as broken:
        raise CentroidsError(f"it is no CSV ({broken})") from None


def middles(sums: Sums) -> dict[str, Point]:
    """By outcode and sector ("NE61", "NE61 2"), the mean of all that was added. An outcode without
    a row of its own is the mean of what lies in it."""
    whole: Sums = {}
    for code, (north, east, count) in sums.items():
        if " " in code:
            _count(whole.setdefault(code.split(" ")[0], [0.0, 0.0, 0]), north, east, count)
    return {
        code: Point(round(north / count, 4), round(east / count, 4))
        for code, (north, east, count) in {**whole, **sums}.items()
    }


def write_centroids(centroids: Mapping[str, Point]) -> str:
    """A small table, that `add_table` reads as it is."""
    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("place", "latitude", "longitude"))
    rows.writerows((code, at.latitude, at.longitude) for code, at in sorted(centroids.items()))
    return out.getvalue()


def _columns(header: Sequence[str]) -> tuple[int, int, int]:
    names = [cell.strip().lower().removeprefix("\ufeff") for cell in header]
    found = [
        next((names.index(name) for name in wanted if name in names), None)
        for wanted in (_CODES, _LATITUDES, _LONGITUDES)
    ]
    code, latitude, longitude = found
    if code is None or latitude is None or longitude is None:
        raise CentroidsError(
            "it needs a column pcds, postcode, sector or outcode, and columns lat and long"
        )
    return code, latitude, longitude


def _add(
    rows: Iterable[Sequence[str]], sums: Sums, code_at: int, latitude_at: int, longitude_at: int
) -> None:
    """In one pass, and quick for each row: the official lookup has 2.7 million."""
    known: dict[str, list[float] | None] = {}
    for row in rows:
        try:
            code, north, east = row[code_at], float(row[latitude_at]), float(row[longitude_at])
        except (IndexError, ValueError):
            continue
        if not -_NORTHERNMOST <= north <= _NORTHERNMOST or not isfinite(east):
            continue
        is_whole = len(code) > _LONGEST_OUTCODE and code[-1].isalpha()
        beginning = code[:-2] if is_whole else code
        if beginning not in known:
            name = sector(code) if is_whole else code_of(code)
            known[beginning] = None if name is None else sums.setdefault(name, [0.0, 0.0, 0])
        if (held := known[beginning]) is not None:
            _count(held, north, east, 1)


def _count(held: list[float], north: float, east: float, count: float) -> None:
    held[0] += north
    held[1] += east
    held[2] += count
