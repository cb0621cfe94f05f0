"""What one person finds of a service reaches the next; what nobody finds reaches the ledger."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from icalendar import Calendar

from navigator_bot.simulator import Person
from navigator_bot.simulator.model import Document
from tests.journeys.stage import LONDON, Heard, Journey

CHOIR = "Sing for Joy choir"
MAY_HAVE_CLOSED = "Someone told us that it may have closed."


async def looks_for_singing(journey: Journey, person: Person) -> Heard:
    await journey.says(person, "/find")
    return await journey.says(person, "singing")


async def finds_it_closed(journey: Journey, name: str) -> Person:
    person = await journey.welcomed(name, area="AX1")
    await looks_for_singing(journey, person)
    heard = await journey.presses(person, CHOIR, "It is closed")
    assert "Thank you for telling me." in heard
    return person


def documents(person: Person) -> list[Document]:
    return [each.attachment for each in person.sees if isinstance(each.attachment, Document)]


async def test_what_one_found_closed_the_next_is_told_until_somebody_looked(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    amina = await finds_it_closed(journey, "Amina")
    assert CHOIR not in (await looks_for_singing(journey, amina)).text
    lee = await journey.welcomed("Lee", area="AX1")

    heard = await looks_for_singing(journey, lee)

    assert CHOIR in heard
    assert MAY_HAVE_CLOSED in heard
    await journey.presses(lee, CHOIR, "It is closed")
    await finds_it_closed(journey, "Joan")
    sam = await journey.welcomed("Sam", area="AX1")
    assert CHOIR not in (await looks_for_singing(journey, sam)).text
    heard = await journey.presses(sam, "Why not others?")
    assert f"{CHOIR}\nPeople told us that it has closed." in heard
    async with journey.house.database.transaction() as connection:
        await connection.raw.execute("UPDATE service_reports SET looked_at = 1")
    heard = await looks_for_singing(journey, sam)
    assert CHOIR in heard
    assert MAY_HAVE_CLOSED not in heard


async def test_one_person_counts_once_and_is_forgotten_when_they_are_erased(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    amina = await journey.welcomed("Amina", area="AX1")
    await looks_for_singing(journey, amina)
    for wrong in ("It was full", "It was full", "Not as you said"):
        await journey.presses(amina, CHOIR, wrong)
    told = "SELECT what, person_id FROM service_reports ORDER BY what"
    assert [row["what"] for row in await journey.rows(told)] == ["full", "not as described"]

    await journey.says(amina, "/delete")
    await journey.presses(amina, "Yes, go on", "Delete everything")

    assert [row["person_id"] for row in await journey.rows(told)] == [None, None]
    lee = await journey.welcomed("Lee", area="AX1")
    assert "Someone told us that it was full." in await looks_for_singing(journey, lee)


async def test_what_was_not_found_is_noted_with_its_topic_and_place_alone(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    amina = await journey.welcomed("Amina", area="AX1 2HP")
    await journey.says(amina, "/find")

    heard = await journey.says(amina, "somewhere to fly falcons")
    await journey.says(amina, "qwerty asdf")

    assert "I have noted, without your name" in heard
    rows = await journey.rows("SELECT * FROM unmet_needs ORDER BY topic")
    assert [(row["topic"], row["place"]) for row in rows] == [
        ("flying", "AX1"),
        ("something else", "AX1"),
    ]
    midnights = {row["at"] % 86_400_000 for row in rows}
    assert midnights == {0}


async def test_what_is_shown_is_counted_by_the_day(journey_on_both: Journey) -> None:
    journey = journey_on_both
    amina = await journey.welcomed("Amina", area="AX1")

    await looks_for_singing(journey, amina)
    await looks_for_singing(journey, amina)
    await journey.wind(days=1)
    await looks_for_singing(journey, amina)

    journey.reads(amina)
    rows = await journey.rows(
        "SELECT day, times FROM service_shown WHERE service_id = 'choir' ORDER BY day"
    )
    assert [(row["day"], row["times"]) for row in rows] == [("2026-03-02", 2), ("2026-03-03", 1)]


async def test_what_is_saved_can_stand_in_a_calendar_and_discreetly(journey: Journey) -> None:
    amina = await journey.welcomed("Amina", area="AX1")
    await looks_for_singing(journey, amina)

    await journey.presses(amina, CHOIR, "Save it", "Put it in my calendar")
    await journey.presses(
        amina, "What I saved", CHOIR, "Put it in my calendar", 'Put it in as "Appointment"'
    )

    events: list[Any] = [
        Calendar.from_ical(each.file.content).events[0] for each in documents(amina)
    ]
    open_one, discreet = events
    assert open_one["summary"] == CHOIR
    assert open_one["dtstart"].dt == datetime(2026, 3, 2, 19, tzinfo=LONDON)
    assert open_one["dtstart"].params["tzid"] == "Europe/London"
    assert "Priya" in open_one["description"]
    assert not open_one.alarms.times
    assert discreet["summary"] == "Appointment"
    assert "description" not in discreet
    assert open_one["location"].startswith("Weirside Centre")
    assert "Weirside Centre" not in discreet["location"]


async def test_what_suits_somebody_is_kept_to_given_back_and_erased(journey: Journey) -> None:
    amina = await journey.welcomed("Amina", area="AX1")
    await journey.says(amina, "/suits")
    await journey.presses(amina, "Places to avoid")
    await journey.says(amina, "Weirside Centre")
    await journey.presses(amina, "Done", "How far", "10 km", "Back")

    assert CHOIR not in (await looks_for_singing(journey, amina)).text

    await journey.says(amina, "/my_data")
    constraints = json.loads(documents(amina)[-1].file.content)["constraints"]
    assert (constraints["avoid"], constraints["farthest_km"]) == (["Weirside Centre"], 10)
    sealed = await journey.rows("SELECT sealed FROM people")
    assert all(b"Weirside" not in row["sealed"] for row in sealed)
    await journey.says(amina, "/delete")
    await journey.presses(amina, "Yes, go on", "Delete everything")
    assert not await journey.rows("SELECT id FROM people")
