"""What needs a look: what people told comes first, and one tap answers it."""

from __future__ import annotations

from navigator_bot.clock import to_ms
from navigator_bot.keeping_desk.doubles import compare_all
from navigator_bot.keeping_desk.monday import say_what_needs_a_look
from navigator_bot.simulator import Person
from navigator_bot.store.changes import Changes
from tests.journeys.stage import Journey

TWICE = b"""id,name,organisation,description,town,postcode,phone,checked
c1,Soup and songs,Mill Hall,Singing over hot soup,Alderbridge,AX1 1AA,01632 960777,2026-02-20
c2,Soup & Songs,Mill Hall,Hot soup and singing,Alderbridge,AX1 1AA,01632 960777,2026-02-20
"""


async def write(journey: Journey, query: str, *rows: dict[str, object]) -> None:
    changes = Changes()
    for row in rows:
        changes.add(query, **row)
    async with journey.house.database.transaction() as connection:
        await changes.write(connection)


async def tell(journey: Journey, service: str, what: str, people: int) -> None:
    """As if so many had told it."""
    at = to_ms(journey.clock.now())
    told = {"service_id": service, "what": what, "person_id": None, "at": at}
    rows: list[dict[str, object]] = [{**told, "id": f"{service}{what}{n}"} for n in range(people)]
    await write(journey, "keep_report", *rows)


async def brings_in(journey: Journey, kim: Person, content: bytes) -> None:
    await journey.does(lambda: kim.sends_document(content, "clubs.csv"), kim)
    await journey.presses(kim, "Import")


async def test_what_people_told_is_at_the_top_without_saying_who(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    kim = await journey.staff("Kim", "coordinator")
    await tell(journey, "riverside-walk", "closed", 2)

    menu = await journey.says(kim, "/directory")
    assert "1 entry needs a look." in menu
    heard = await journey.presses(kim, "What needs a look")

    assert "Riverside walking group" in heard
    assert "2 people said it is closed, since 2 Mar." in heard


async def test_still_true_settles_what_people_told_and_counts_as_a_check(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await tell(journey, "riverside-walk", "full", 1)
    await journey.says(kim, "/directory")
    await journey.presses(kim, "What needs a look")

    heard = await journey.presses(kim, "Still true")

    assert "now counts as checked today" in heard
    (row,) = await journey.rows("SELECT looked_at, looked_by FROM service_reports")
    assert row["looked_at"] is not None
    assert row["looked_by"] == (await journey.rows("SELECT id FROM staff"))[0]["id"]
    assert "needs a look" not in await journey.says(kim, "/directory")


async def test_monday_tells_how_many_need_a_look_and_nothing_where_none_does(
    journey: Journey,
) -> None:
    kim = await journey.staff("Kim", "coordinator")
    lou = await journey.staff("Lou", "admin")
    await say_what_needs_a_look(journey.house.database, journey.house.keeping)
    await journey.wind(seconds=10)
    journey.nothing_new(kim, lou)

    await tell(journey, "riverside-walk", "closed", 1)
    await tell(journey, "knit", "full", 1)
    await say_what_needs_a_look(journey.house.database, journey.house.keeping)
    await journey.wind(seconds=10)

    assert "2 entries of the directory need a look." in journey.reads(kim)
    journey.nothing_new(lou)
    assert "1 of" in await journey.presses(kim, "What needs a look")


async def test_two_entries_that_are_likely_one_are_compared_and_one_is_kept(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    kim = await journey.staff("Kim", "coordinator")
    await brings_in(journey, kim, TWICE)
    await journey.wind(minutes=1)

    await journey.says(kim, "/directory")
    heard = await journey.presses(kim, "What needs a look")
    assert 'It may be the same as "Soup & Songs".' in heard
    both = await journey.presses(kim, "Compare the two")
    assert "First: Soup and songs" in both
    done = await journey.presses(kim, "The same: keep the first")

    assert '"Soup and songs" stays, and "Soup & Songs" is closed.' in done
    await journey.says(kim, "/directory Soup & Songs")
    closed = await journey.presses(kim, "Soup & Songs, Alderbridge")
    assert 'Why: The same as "Soup and songs".' in closed


async def test_what_is_not_the_same_is_not_asked_again(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await brings_in(journey, kim, TWICE)
    await journey.wind(minutes=1)
    await journey.says(kim, "/directory")
    await journey.presses(kim, "What needs a look", "Compare the two", "Not the same")

    await compare_all(journey.house.database, journey.house.keeping)

    assert not await journey.rows("SELECT id FROM doubles WHERE apart = 0 AND one = 'c1'")


async def test_what_people_looked_for_is_told_without_small_numbers(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    kim = await journey.staff("Kim", "coordinator")
    at = to_ms(journey.clock.now())
    sought = [("swimming", "AX1")] * 6 + [("swimming", "AX9")] * 2 + [("choir", "AX1")] * 2
    rows: list[dict[str, object]] = [
        {"id": f"need{n}", "at": at, "need": topic, "place": place}
        for n, (topic, place) in enumerate(sought)
    ]
    await write(journey, "note_unmet", *rows)
    await journey.says(kim, "/directory")

    heard = await journey.presses(kim, "People looked for")

    assert "swimming: 8 times (AX1: 6)\nchoir: a few times" in heard
    assert "AX9" not in heard
    await journey.wind(days=91)
    assert "nobody looked for" in await journey.presses(kim, "People looked for")
