"""A coordinator sends a list: told what it would do, brought in, undone, and never twice."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from navigator_bot import staffing
from navigator_bot.assembly import House
from navigator_bot.simulator import Person
from navigator_bot.simulator.faults import ServerError
from tests.journeys.stage import Heard, Journey

CLUBS = b"""id,name,description,town,hours,cost
c1,Lunch club,Hot soup and company,Alderbridge,Tue 12:00-14:00,free
c2,Chess in the park,Slow chess with tea,Alderbridge,Sat 10:00-12:00,free
"""
NEXT_CLUBS = CLUBS.replace(b"Tue 12:00-14:00", b"Wed 12:00-14:00").replace(
    b"c2,Chess in the park,Slow chess with tea,Alderbridge,Sat 10:00-12:00,free\n", b""
)


async def sends(journey: Journey, person: Person, content: bytes, name: str = "clubs.csv") -> Heard:
    return await journey.does(lambda: person.sends_document(content, name), person)


async def remove(house: House, staff: str) -> None:
    assert await staffing.remove(house.database, house.keys, house.ids, house.clock, staff)


async def test_a_list_is_told_of_first_and_then_brought_in(journey_on_both: Journey) -> None:
    journey = journey_on_both
    kim = await journey.staff("Kim", "coordinator")

    told = await sends(journey, kim, CLUBS)

    assert "New: 2 entries" in told
    assert "Nothing has changed yet" in told
    assert told.labels == ["Import", "Not now"]
    assert not await journey.rows("SELECT id FROM services WHERE id IN ('c1', 'c2')")
    done = await journey.presses(kim, "Import")
    assert "New: 2 entries" in done
    assert len(await journey.rows("SELECT id FROM services WHERE id IN ('c1', 'c2')")) == 2


async def test_what_a_list_no_longer_names_is_taken_out_only_when_asked(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await sends(journey, kim, CLUBS)
    await journey.presses(kim, "Import")

    told = await sends(journey, kim, NEXT_CLUBS, "clubs (1).csv")

    assert "Changed: 1 entry" in told
    assert "Not in it any more: 1 entry" in told
    done = await journey.presses(kim, "Import, take out 1 not in it")
    assert "Taken out: 1 entry" in done
    undone = await journey.presses(kim, "Undo all of it")
    assert "2 entries are as they were before" in undone
    assert len(await journey.rows("SELECT id FROM services WHERE id IN ('c1', 'c2')")) == 2


async def test_the_same_list_again_has_nothing_to_bring_in(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await sends(journey, kim, CLUBS)
    await journey.presses(kim, "Import")

    told = await sends(journey, kim, CLUBS)

    assert "nothing to bring in" in told
    assert told.labels == ["Directory"]


async def test_a_list_that_was_put_aside_is_not_kept(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await sends(journey, kim, CLUBS)
    report = kim.hears

    assert "Nothing has changed" in await journey.presses(kim, "Not now")

    assert not report.labels
    assert not await journey.rows("SELECT id FROM uploads")
    assert not await journey.rows("SELECT id FROM services WHERE id = 'c1'")


async def test_pressed_twice_at_once_a_list_comes_in_once(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await sends(journey, kim, CLUBS)
    report = kim.hears

    kim.presses("Import", report)
    heard = await journey.does(lambda: kim.presses("Import", report), kim)

    assert heard.text.count("Done:") == 1
    taken = await journey.rows("SELECT id FROM service_changes WHERE service_id = 'c1'")
    assert len(taken) == 1


async def test_two_coordinators_with_the_same_list_bring_it_in_once(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    lou = await journey.staff("Lou", "coordinator")
    await sends(journey, kim, CLUBS)
    await sends(journey, lou, CLUBS)

    kim.presses("Import")
    heard = await journey.does(lambda: lou.presses("Import"), lou)

    assert "New: 2 entries" in journey.reads(kim)
    assert "Done:" in heard
    assert "New:" not in heard
    assert len(await journey.rows("SELECT id FROM services WHERE id IN ('c1', 'c2')")) == 2


async def test_a_zip_of_lists_is_read_as_the_folder_that_it_was(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("lists/clubs.csv", CLUBS)
        archive.writestr("lists/readme.pdf", b"%PDF")

    told = await sends(journey, kim, packed.getvalue(), "lists.zip")

    assert "New: 2 entries" in told


@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("flyer.pdf", b"%PDF-1.7", "copy the list into a spreadsheet"),
        ("clubs.xlsx", b"PK\x03\x04 broken", "found no service"),
        ("clubs.zip", b"PK\x03\x04 broken", "found no service"),
        ("clubs.csv", b"", "found no service"),
        ("clubs.json", b"{", "found no service"),
        ("clubs.csv", bytes(20 * 1024 * 1024 + 1), "larger than 20 MB"),
    ],
    ids=["pdf", "broken workbook", "broken zip", "empty", "broken json", "too large"],
)
async def test_a_file_that_is_no_list_is_answered_kindly(
    journey: Journey, name: str, content: bytes, answer: str
) -> None:
    kim = await journey.staff("Kim", "coordinator")

    told = await sends(journey, kim, content, name)

    assert answer in told
    assert "Directory" in told.labels
    assert not await journey.rows("SELECT id FROM uploads")


async def test_a_photo_is_no_list(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")

    told = await journey.does(lambda: kim.sends_photo(), kim)

    assert "A photo, a PDF or a Word file does not work" in told


async def test_a_list_from_a_navigator_changes_nothing(journey: Journey) -> None:
    sam = await journey.staff("Sam")

    told = await sends(journey, sam, CLUBS)

    assert "This chat is for your work as staff" in told
    assert not await journey.rows("SELECT id FROM errands")


async def test_while_telegram_is_ill_the_list_is_fetched_again(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    journey.world.faults.next("getFile", ServerError(502), ServerError(502))

    told = await sends(journey, kim, CLUBS)

    assert "I am reading" in told.one().text
    await journey.wind(minutes=1)
    assert "New: 2 entries" in journey.reads(kim)


async def test_what_fails_for_good_is_told(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    journey.world.faults.next("getFile", *[ServerError(502)] * 9)
    await sends(journey, kim, CLUBS)

    await journey.wind(minutes=30)

    assert "I tried several times and could not do that" in journey.reads(kim)
    assert not await journey.rows("SELECT id FROM errands WHERE status = 'waiting'")


async def test_who_was_removed_meanwhile_brings_nothing_in(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await sends(journey, kim, CLUBS)
    kim.presses("Import")
    await journey.house.polling.poll_once()
    await journey.house.turns.round()
    (row,) = await journey.rows("SELECT id FROM staff")

    await remove(journey.house, row["id"])
    await journey.wind(minutes=1)

    assert not await journey.rows("SELECT id FROM services WHERE id = 'c1'")
    journey.reads(kim)
    told = await journey.does(lambda: kim.says("/directory"), kim)
    assert "directory of local services" not in told
