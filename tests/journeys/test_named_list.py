"""The list that NAVIGATOR_DIRECTORY names: at the start, at night, and when it cannot be read."""

from __future__ import annotations

import asyncio
import csv
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from navigator_bot.errors import SettingsError
from navigator_bot.feeds import fetch, read
from navigator_bot.keeping import Keeping
from navigator_bot.named_list import SAMPLE
from navigator_bot.store.directory import OPERATOR
from navigator_bot.store.sealing import add_key
from navigator_bot.taking_in import Import, prepare, take_in
from navigator_bot.winding import work
from resources_directory.model import ServiceId
from tests.journeys.stage import Journey
from tests.journeys.stage import journey as beginning

WALK = ("walk", "Riverside walk", "01632 960101")
CHOIR = ("choir", "Open choir", "01632 960102")
Row = tuple[str, str, str]


def write(file: Path, rows: Iterable[Row]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("id", "name", "phone"), *rows])
    return file


@asynccontextmanager
async def opened(
    folder: Path, database: str, where: Path | str, **more: str
) -> AsyncIterator[Journey]:
    """A house on a database that may have been lived in."""
    folder.mkdir()
    keys = folder.parent / "kept.keys"
    settings = {
        **more,
        "NAVIGATOR_DATABASE": database,
        "NAVIGATOR_DIRECTORY": str(where),
        "NAVIGATOR_KEY_FILE": str(keys),
    }
    if not keys.exists():
        add_key(keys)
    async with beginning(folder, environment=settings) as made:
        yield made


async def read_again(journey: Journey) -> None:
    await journey.house.named_list.read_again()
    await journey.wind(seconds=30)


def serves(journey: Journey) -> dict[str, str | None]:
    """The ids and telephone numbers that people can find now."""
    return {each.id: each.phone for each in journey.house.directory.catalogue.services}


async def test_what_was_edited_outlives_a_restart_on_a_newer_list(
    tmp_path: Path, database_url: str
) -> None:
    file = write(tmp_path / "services.csv", [WALK, CHOIR])
    async with opened(tmp_path / "one", database_url, file) as journey:
        assert serves(journey) == {"walk": "01632 960101", "choir": "01632 960102"}
        house = journey.house
        async with house.database.transaction() as connection:
            keeping = Keeping(house.ids, house.clock)
            walk = await keeping.service(connection, ServiceId("walk"))
            assert walk is not None
            await keeping.change(connection, replace(walk, phone="01632 960999"), OPERATOR)
        await journey.wind(seconds=1)
        assert serves(journey)["walk"] == "01632 960999"
    write(file, [WALK, ("choir", "Open choir", "01632 960777"), ("shed", "The Shed", "")])

    async with opened(tmp_path / "two", database_url, file) as journey:
        assert serves(journey) == {"walk": "01632 960999", "choir": "01632 960102"}
        await read_again(journey)

        assert serves(journey) == {
            "walk": "01632 960999",
            "choir": "01632 960777",
            "shed": None,
        }


async def test_a_list_that_cannot_be_read_any_more_stops_nobody(tmp_path: Path) -> None:
    file = write(tmp_path / "services.csv", [WALK])
    async with opened(tmp_path / "one", str(tmp_path / "navigator.db"), file) as journey:
        coordinator = await journey.staff("Col", "coordinator")
        file.unlink()

        await read_again(journey)
        await read_again(journey)

        heard = journey.reads(coordinator).one().text
        assert "I could not read the list of services again" in heard
        assert set(serves(journey)) == {"walk"}
    async with opened(tmp_path / "two", str(tmp_path / "navigator.db"), file) as journey:
        assert set(serves(journey)) == {"walk"}


async def test_staff_hear_of_it_again_when_it_fails_anew(tmp_path: Path) -> None:
    file = write(tmp_path / "services.csv", [WALK])
    async with opened(tmp_path / "one", str(tmp_path / "navigator.db"), file) as journey:
        admin = await journey.staff("Ada", "admin")
        for _ in range(2):
            file.unlink()
            await read_again(journey)
            assert "People still find what I knew before" in journey.reads(admin)
            write(file, [WALK])
            await read_again(journey)


async def test_half_a_list_takes_nothing_out_while_nobody_looks(tmp_path: Path) -> None:
    many = [(f"s{n}", f"Group {n}", "") for n in range(20)]
    file = write(tmp_path / "services.csv", many)
    async with opened(tmp_path / "one", str(tmp_path / "navigator.db"), file) as journey:
        coordinator = await journey.staff("Col", "coordinator")
        write(file, many[:10])

        await read_again(journey)

        assert "leaves out 10 entries that I know" in journey.reads(coordinator).one().text
        assert len(serves(journey)) == 20


@pytest.mark.parametrize("rows", [None, []])
async def test_without_any_directory_the_doors_stay_shut(
    tmp_path: Path, rows: list[Row] | None
) -> None:
    file = tmp_path / "services.csv"
    if rows is not None:
        write(file, rows)

    with pytest.raises(SettingsError, match=r"NAVIGATOR_DIRECTORY names no list that can be used"):
        async with opened(tmp_path / "one", str(tmp_path / "navigator.db"), file):
            pass


async def test_the_invented_town_goes_when_a_real_list_is_named(tmp_path: Path) -> None:
    database = str(tmp_path / "navigator.db")
    async with opened(tmp_path / "one", database, SAMPLE) as journey:
        assert len(serves(journey)) > 50
    file = write(tmp_path / "services.csv", [WALK])

    async with opened(tmp_path / "two", database, file) as journey:
        assert set(serves(journey)) == {"walk"}


async def test_the_invented_town_is_not_served_where_the_real_list_is_missing(
    tmp_path: Path,
) -> None:
    database = str(tmp_path / "navigator.db")
    async with opened(tmp_path / "one", database, SAMPLE):
        pass

    with pytest.raises(SettingsError):
        async with opened(tmp_path / "two", database, tmp_path / "none.csv"):
            pass


async def test_an_older_file_does_not_come_back_over_a_newer_edition_from_chat(
    tmp_path: Path,
) -> None:
    file, database = write(tmp_path / "services.csv", [WALK]), str(tmp_path / "navigator.db")
    async with opened(tmp_path / "one", database, file) as journey:
        house = journey.house
        newer = write(tmp_path / "newer.csv", [("walk", "Riverside walk", "01632 960999")])
        wanted = Import("services", read(await fetch(str(newer))), "staff", whole=True)
        prepared = await prepare(house.database, house.ids, house.clock, wanted)
        async with house.database.transaction() as connection:
            assert await take_in(connection, prepared)

    async with opened(tmp_path / "two", database, file) as journey:
        await read_again(journey)

        assert serves(journey) == {"walk": "01632 960999"}


async def test_a_table_of_places_serves_beside_the_list(tmp_path: Path) -> None:
    file, places = write(tmp_path / "services.csv", [WALK]), tmp_path / "places.csv"
    places.write_text("outcode,latitude,longitude\nNE61,55.17,-1.69\n", encoding="utf-8")
    named = {"NAVIGATOR_PLACES": str(places)}

    async with opened(tmp_path / "one", str(tmp_path / "navigator.db"), file, **named) as journey:
        found = journey.house.directory.find_area("NE61 2AB")

    assert found is not None


async def test_two_copies_that_start_at_once_take_the_list_in_once(
    tmp_path: Path, new_schema: Callable[[], str]
) -> None:
    file, database = write(tmp_path / "services.csv", [WALK, CHOIR]), new_schema()
    async with (
        opened(tmp_path / "one", database, file) as one,
        opened(tmp_path / "two", database, file) as other,
    ):
        write(file, [WALK, ("choir", "Open choir", "01632 960777"), ("shed", "The Shed", "")])

        await asyncio.gather(one.house.named_list.read_again(), other.house.named_list.read_again())

        await work(one.house)
        await work(other.house)
        assert serves(one) == serves(other)
        assert len(serves(one)) == 3
        assert len(await one.rows("SELECT id FROM service_changes")) == 4


KILLED_WHILE_TAKING_IN = """
import asyncio, os, signal, sys
from navigator_bot import taking_in
from navigator_bot.clock import SystemClock
from navigator_bot.feeds import fetch, read
from navigator_bot.ids import Ids
from navigator_bot.store.database import open_database
from navigator_bot.taking_in import Import, prepare, take_in

async def main(url, file):
    database, clock = await open_database(url), SystemClock()
    wanted = Import("services", read(await fetch(file)), "operator", whole=True)
    prepared = await prepare(database, Ids(clock), clock, wanted)
    async with database.transaction() as connection:
        assert await take_in(connection, prepared)
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main(*sys.argv[1:]))
"""


async def test_who_is_killed_while_taking_a_list_in_has_taken_in_nothing(
    tmp_path: Path, database_url: str
) -> None:
    file = write(tmp_path / "services.csv", [WALK])
    async with opened(tmp_path / "one", database_url, file) as journey:
        write(file, [CHOIR])
        killed = await asyncio.create_subprocess_exec(
            sys.executable, "-c", KILLED_WHILE_TAKING_IN, database_url, str(file)
        )
        assert await killed.wait() == -signal.SIGKILL
        await journey.wind(seconds=1)
        assert set(serves(journey)) == {"walk"}

        await read_again(journey)

        assert set(serves(journey)) == {"choir"}
