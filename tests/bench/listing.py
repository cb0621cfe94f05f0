"""A list of thousands of messy rows, taken into the store; a directory published; places."""

from __future__ import annotations

import asyncio
import csv
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

import aiohttp
from openpyxl import Workbook

from navigator_bot.clock import SystemClock
from navigator_bot.directory import SAMPLE_DIRECTORY, LocalDirectory
from navigator_bot.ids import Ids
from navigator_bot.places import read_places
from navigator_bot.publishing import publishing_app
from navigator_bot.store.database import open_database
from navigator_bot.store.migrating import migrate
from navigator_bot.taking_in import Import, prepare, take_in
from navigator_bot.telegram.listening import serve
from resources_directory.catalogue import Catalogue
from resources_directory.feeds.detect import read_files
from resources_directory.model import Point, Service, ServiceId
from resources_directory.places import Gazetteer
from resources_directory.spreadsheet import Reading, read

T = TypeVar("T")

HEADINGS = (
    "Service name", "Provider", "Description", "Opening times", "Address", "Town", "Postcode",
    "Tel", "E-mail", "Website", "Age range", "Cost", "Lat", "Lon", "Last updated", "Ward code",
)  # fmt: skip
_TICK = 0.001  # seconds


def measure(folder: Path, rows: int, listed: int, asked: int) -> dict[str, float]:
    return {
        **asyncio.run(_measure_import(folder, rows)),
        **asyncio.run(_measure_publishing(listed, asked)),
        **_measure_places(folder),
    }


async def _measure_import(folder: Path, count: int) -> dict[str, float]:
    """The same list three times: as new, unchanged, and with every entry changed."""
    table, measured = [*_messy(count)], {}
    sheet, book = {"list.csv": _csv(table)}, {"list.xlsx": _xlsx(table)}
    measured["listing.read_csv_seconds"], reading = _taken(lambda: read_files(sheet))
    measured["listing.read_xlsx_seconds"], _ = _taken(lambda: read_files(book))
    changed = replace(
        reading, services=tuple(replace(s, description=f"{s.name}.") for s in reading.services)
    )
    database = await open_database(str(folder / "listing.db"))
    await migrate(database)
    for name, each in (("new", reading), ("same", reading), ("changed", changed)):
        start = perf_counter()
        prepared = await prepare(database, Ids(SystemClock()), SystemClock(), _import(each))
        async with database.transaction() as connection:
            assert await take_in(connection, prepared)
        measured[f"listing.take_in_{name}_seconds"] = perf_counter() - start
    await database.close()
    slowest = (
        max(measured[f"listing.read_{kind}_seconds"] for kind in ("csv", "xlsx")),
        max(measured[f"listing.take_in_{name}_seconds"] for name in ("new", "same", "changed")),
    )
    measured["listing.import_seconds"] = sum(slowest)
    return measured


def _import(reading: Reading) -> Import:
    return Import("council", reading, "bench", whole=True)


def _taken(work: Callable[[], T]) -> tuple[float, T]:
    start = perf_counter()
    done = work()
    return perf_counter() - start, done


def _messy(count: int) -> Iterator[list[str]]:
    """As councils write: markup, several hours in one cell, ages below nothing, odd dates."""
    chance = random.Random(5)
    phones = ("01632 960101", "1632960101", "ring Jo", "01632 960101 or 07700 900112")
    ages = ("", "-1", "18+", "16 to 25", "All", "25-18")
    hours = ("Mon 9am - 5pm", "Tuesdays & Thursdays 10.00-12.00, term time", "Ring first", "")
    dates = ("2020-03-01T09:00:00", "01/02/2021", "last spring", "")
    yield [*HEADINGS]
    for n in range(count):
        yield [
            f"Service &amp; group {n % (count - count // 50)}",
            f"Organisation {n // 3}",
            f"<p>Help with <b>everyday things</b>.</p><ul><li>{n}</li></ul>" * chance.randint(1, 4),
            chance.choice(hours),
            f"{n} High Street; Alderbridge",
            "Alderbridge",
            f"AX{1 + n % 20} {n % 10}AA" if n % 9 else "none",
            chance.choice(phones),
            chance.choice(("info@example.org", "info at example", "")),
            chance.choice(("example.org", "https://example.org/a b", "see our page")),
            chance.choice(ages),
            chance.choice(("Free", "£3", "varies", "")),
            f"{54 + chance.random():.5f}" if n % 7 else "999",
            f"{-2 + chance.random():.5f}",
            chance.choice(dates),
            f"E0{n}",
        ]


def _csv(table: list[list[str]]) -> bytes:
    out = StringIO(newline="")
    csv.writer(out).writerows(table)
    return out.getvalue().encode("cp1252")


def _xlsx(table: list[list[str]]) -> bytes:
    book, out = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet()
    for row in table:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


async def _measure_publishing(listed: int, asked: int) -> dict[str, float]:
    """Over HTTP in one process: the loop that serves is the one that is watched for stalls."""
    sample = read(SAMPLE_DIRECTORY.read_text(encoding="utf-8")).services
    services = [_copy(sample, n) for n in range(listed)]
    app = publishing_app(LocalDirectory(Catalogue(services)), SystemClock(), "http://localhost")
    async with serve(app) as port, aiohttp.ClientSession(f"http://127.0.0.1:{port}") as client:
        first, _ = await _got(client, "/taxonomies")
        stalls: list[float] = []
        watching = asyncio.create_task(_watch(stalls))
        paths = [f"/services?per_page=100&page={n % (listed // 100) + 1}" for n in range(asked)]
        pages = [(await _got(client, path))[0] for path in paths]
        found = [(await _got(client, "/services?search=walk&day=TU"))[0] for _ in range(asked)]
        watching.cancel()
    return {
        "publishing.page_ms_p99": quantiles(pages, n=100, method="inclusive")[-1] * 1000,
        "publishing.search_ms_p99": quantiles(found, n=100, method="inclusive")[-1] * 1000,
        "publishing.first_taxonomies_seconds": first,
        "publishing.stall_ms_p99": quantiles(stalls, n=100, method="inclusive")[-1] * 1000,
    }


def _copy(sample: tuple[Service, ...], n: int) -> Service:
    return replace(sample[n % len(sample)], id=ServiceId(f"s{n}"))


async def _got(client: aiohttp.ClientSession, path: str) -> tuple[float, bytes]:
    start = perf_counter()
    async with client.get(path) as answer:
        answer.raise_for_status()
        body = await answer.read()
    return perf_counter() - start, body


async def _watch(stalls: list[float]) -> None:
    """How much later than asked the loop comes back."""
    while True:
        start = perf_counter()
        await asyncio.sleep(_TICK)
        stalls.append(perf_counter() - start - _TICK)


def _measure_places(folder: Path) -> dict[str, float]:
    """As many as there are outcodes and sectors, spread over a country."""
    chance, file = random.Random(3), folder / "places.csv"
    codes = [
        f"{a}{b}{n} {m}"
        for a in "ABCDEFG"
        for b in "ABCDEFG"
        for n in range(30)
        for m in "012345678"
    ]
    rows = [f"{code},{chance.uniform(50, 58):.4f},{chance.uniform(-5, 1):.4f}" for code in codes]
    file.write_text("\n".join(["sector,latitude,longitude", *rows]), encoding="utf-8")
    seconds, table = _taken(lambda: read_places(file))
    gazetteer = Gazetteer.learnt_from((), table)
    spots = [Point(chance.uniform(50, 58), chance.uniform(-5, 1)) for _ in range(300)]
    taken = [_time_nearest(gazetteer, spot) for spot in spots]
    return {
        "places.load_seconds": seconds,
        "places.nearest_ms_p99": quantiles(taken, n=100, method="inclusive")[-1] * 1000,
    }


def _time_nearest(gazetteer: Gazetteer, spot: Point) -> float:
    return _taken(lambda: gazetteer.nearest(spot))[0]


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        print(json.dumps(measure(Path(name), 5_000, 10_000, 100), indent=2))
