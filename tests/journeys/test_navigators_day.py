"""What navigators and leads look up: their cases, one case, one person; and the morning list."""

from __future__ import annotations

from navigator_bot.simulator import Person
from tests.journeys.crew import SECRET, crew
from tests.journeys.stage import BACK, Heard, Journey
from tests.journeys.talking import talk


async def test_a_case_shows_why_since_when_and_who_did_what(journey_on_both: Journey) -> None:
    journey = journey_on_both
    jo, sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina", SECRET)
    await journey.says(sam, "hello", reply_to=brief)
    await journey.says(sam, "and how are you?", reply_to=brief)
    await journey.says(sam, "/note 1 likes to be asked twice")
    journey.reads(amina)
    journey.reads(sam)

    heard = await journey.says(sam, "/cases")
    assert "Case 1" in heard.labels
    page = (await journey.presses(sam, "Case 1")).one()

    assert page.text.startswith("Case 1 is with Sam.\n\nWhy: they asked for a person.")
    assert "Sam took it." in page.text
    assert "Sam wrote, 2 times up to then." in page.text
    assert "A note by Sam, 2 Mar: likes to be asked twice" in page.text
    assert page.labels[-1] == BACK
    heard = await journey.says(jo, "/cases")
    assert "Case 1 is with Sam." in heard
    seen = (await journey.presses(jo, "Case 1")).one()
    assert not seen.labels, "a lead looks, and does not take it away"
    assert SECRET not in seen.text
    assert "Amina" not in seen.text


async def test_a_case_is_shown_to_nobody_else(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    kim = await journey.staff("Kim")
    await talk(journey, sam, team, "Amina", SECRET)

    heard = await journey.says(kim, "/cases")
    assert "Case 1" not in heard
    rows = await journey.rows("SELECT id FROM cases")
    for action in ("page", "person", "talk", "close", "over", "close_now"):
        data = f"case:{rows[0]['id']}:{action}"
        journey.world.callback(kim.user, heard.last, data)
        await journey.wind(seconds=10)
        assert "Case 1 is not yours" in journey.reads(kim).one().text


async def test_a_persons_page_shows_their_goals_ratings_and_notes_and_is_audited(
    journey: Journey,
) -> None:
    _, sam, team = await crew(journey)
    amina = await journey.with_goal("Amina", "walk to the pond")
    await journey.asks_for_human(amina)
    await journey.takes(sam, team)
    await journey.says(sam, "/note 1 likes ducks")
    await journey.says(sam, "/cases")
    await journey.presses(sam, "Case 1")

    told, picture = (await journey.presses(sam, "Goals and matches")).messages

    assert "Their goal: walk to the pond" in told.text
    assert "A note among us, 2 Mar: likes ducks" in told.text
    assert picture.picture
    assert "2 Mar: 4" in picture.text
    person = (await journey.rows("SELECT id FROM people"))[0]["id"]
    audit = await journey.rows("SELECT what, about FROM audit")
    assert ("saw the page of", person) in {(row["what"], row["about"]) for row in audit}
    assert "Case 1 is with Sam" in await journey.presses(sam, "Back to the case")
    journey.reads(amina)
    journey.reads(team)


async def test_the_morning_list_comes_once_a_day_when_ones_own_day_begins(
    journey: Journey,
) -> None:
    jo, sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina", SECRET)
    await journey.says(sam, "I am here all week", reply_to=brief)
    await journey.says(jo, "/rota Sam Mon-Fri 9-17\nJo Mon-Fri 11-15")
    await journey.presses(jo, "Save")
    journey.reads(amina)
    journey.reads(sam)
    journey.reads(jo)
    await journey.at(8, 58, days=1)
    assert not await looks(journey, sam)
    await journey.says(amina, "are you there?")
    journey.reads(sam)

    await journey.at(9, 1)
    heard = await looks(journey, sam)

    assert heard.one().text == (
        "Good morning. This is your day:\n\n"
        "Case 1 waits for your answer.\nYou have 1 case.\n\n"
        "/cases shows them. /me shows your hours."
    )
    assert not await looks(journey, sam), "once a day"
    await journey.at(11, 5)
    assert not await looks(journey, jo), "nothing waits, and nothing is hers"


async def looks(journey: Journey, reader: Person) -> Heard:
    await journey.house.mornings.look()
    await journey.wind(seconds=10)
    return journey.reads(reader)
