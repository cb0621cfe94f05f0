"""A newer edition of a list, and our own list that comes back: nobody's work is lost."""

from __future__ import annotations

from navigator_bot.simulator import Person
from navigator_bot.simulator.model import Document
from tests.journeys.stage import Heard, Journey

CLUBS = b"""id,name,description,town,hours,cost
c1,Soup and songs,Singing over hot soup,Alderbridge,Tue 12:00-14:00,free
c2,Chess in the park,Slow chess with tea,Alderbridge,Sat 10:10-12:10,free
"""


async def sends(journey: Journey, person: Person, content: bytes, name: str = "clubs.csv") -> Heard:
    return await journey.does(lambda: person.sends_document(content, name), person)


async def brings_in(journey: Journey, person: Person, content: bytes, name: str) -> Heard:
    await sends(journey, person, content, name)
    return await journey.presses(person, "Import")


async def changes(journey: Journey, kim: Person, words: str, field: str, value: str) -> None:
    await journey.says(kim, f"/directory {words}")
    await journey.presses(kim, f"{words}, Alderbridge", "Change", field)
    await journey.says(kim, value)
    assert "Saved" in await journey.presses(kim, "Save")


def file_from(person: Person) -> tuple[str, bytes]:
    """The newest file that the bot sent."""
    sent = [m.attachment for m in person.sees if m.sender.is_bot]
    document = next(each for each in reversed(sent) if isinstance(each, Document))
    return document.name, document.file.content


async def test_a_person_finds_what_was_brought_in(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    amina = await journey.welcomed("Amina", area="Alderbridge")
    await brings_in(journey, kim, CLUBS, "clubs.csv")

    await journey.says(amina, "/find")
    heard = await journey.says(amina, "slow chess")

    assert "Chess in the park" in heard


async def test_a_newer_edition_keeps_our_edit_and_asks_what_both_have_changed(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    kim = await journey.staff("Kim", "coordinator")
    await brings_in(journey, kim, CLUBS, "clubs.csv")
    await changes(journey, kim, "Soup and songs", "Hours", "Wed 12:00-14:00")
    await changes(journey, kim, "Chess in the park", "Cost", "£1")
    newer = CLUBS.replace(b"Tue 12:00", b"Mon 12:00").replace(b"Slow chess", b"Gentle chess")

    told = await sends(journey, kim, newer, "clubs 2026-03 (1).csv")

    assert "Changed: 1 entry" in told
    assert "You would have to decide: 1 thing" in told
    asked = await journey.presses(kim, "Import", "Decide")
    assert "Hours here: Wed 12:00-14:00" in asked
    assert "Hours in the list: Mon 12:00-14:00" in asked
    await journey.presses(kim, "Keep ours")
    await journey.says(kim, "/directory Soup and songs")
    assert "Wed 12:00-14:00" in await journey.presses(kim, "Soup and songs, Alderbridge")
    await journey.says(kim, "/directory Chess in the park")
    chess = await journey.presses(kim, "Chess in the park, Alderbridge")
    assert "Gentle chess" in chess
    assert "£1" in chess


async def test_what_both_have_changed_can_be_written_anew(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await brings_in(journey, kim, CLUBS, "clubs.csv")
    await changes(journey, kim, "Soup and songs", "Hours", "Wed 12:00-14:00")
    newer = CLUBS.replace(b"Tue 12:00", b"Mon 12:00")
    await sends(journey, kim, newer)
    await journey.presses(kim, "Import", "Decide", "Write another")

    await journey.says(kim, "Thu 12:00-14:00")
    await journey.presses(kim, "Save")

    assert not await journey.rows("SELECT field FROM service_conflicts")
    assert "Thu 12:00-14:00" in await journey.presses(kim, "Show it")


async def test_our_list_comes_back_changed_and_what_others_did_meanwhile_stays(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    kim = await journey.staff("Kim", "coordinator")
    await brings_in(journey, kim, CLUBS, "clubs.csv")
    await journey.says(kim, "/directory")
    await journey.presses(kim, "Get the list", "CSV")
    name, content = file_from(kim)
    await changes(journey, kim, "Soup and songs", "Cost", "£2")
    on_computer = content.replace(b"Sat 10:10-12:10", b"Sun 10:00-12:00")

    told = await sends(journey, kim, on_computer, name)

    assert "New:" not in told
    assert "Changed: 1 entry" in told
    assert "decide" not in told
    await journey.presses(kim, "Import")
    entries = await journey.rows("SELECT entry FROM services WHERE id IN ('c1', 'c2') ORDER BY id")
    assert "£2" in entries[0]["entry"]
    assert '"byday":["SU"]' in entries[1]["entry"]


async def test_an_older_sheet_that_comes_back_late_undoes_nothing(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    lou = await journey.staff("Lou", "coordinator")
    await brings_in(journey, kim, CLUBS, "clubs.csv")
    await journey.says(kim, "/directory")
    await journey.presses(kim, "Get the list", "For Excel (XLSX)")
    older = file_from(kim)
    await changes(journey, kim, "Soup and songs", "Hours", "Wed 12:00-14:00")
    await journey.says(lou, "/directory")
    await journey.presses(lou, "Get the list", "For Excel (XLSX)")

    told = await sends(journey, kim, older[1], older[0])

    assert "there is nothing to bring in" in told


async def test_what_a_list_lets_go_of_and_we_have_changed_is_asked_about(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await brings_in(journey, kim, CLUBS, "clubs.csv")
    await changes(journey, kim, "Chess in the park", "Cost", "£1")
    without_chess = b"\n".join(CLUBS.splitlines()[:2])
    await sends(journey, kim, without_chess)

    await journey.presses(kim, "Import, take out 1 not in it")
    asked = await journey.presses(kim, "Decide")

    assert '"Chess in the park" is not in the list "clubs" any more.' in asked
    assert asked.labels == ["It stays", "Take it out", "Directory"]
    await journey.presses(kim, "Take it out")
    assert not await journey.rows("SELECT id FROM services WHERE id = 'c2'")
