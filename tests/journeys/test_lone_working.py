"""A navigator meets somebody alone: asked when there and when back, and looked for if silent."""

from __future__ import annotations

from navigator_bot.routines import forget_old
from navigator_bot.simulator import Group, Person
from tests.journeys.crew import crew
from tests.journeys.stage import Journey
from tests.journeys.talking import removes, talk

PLACE = "the library, by the door"


async def planned(journey: Journey) -> tuple[Person, Person, Person, Group]:
    """Sam meets Amina at two."""
    jo, sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")
    await journey.says(sam, "I am here all day", reply_to=brief)
    journey.reads(amina)
    await journey.says(sam, "/cases")
    await journey.presses(sam, "Case 1")
    assert "Type a day and a time" in await journey.presses(sam, "Meet them")
    assert "Monday 2 March, 14:00" in await journey.says(sam, "today at 14:00")
    heard = await journey.says(sam, PLACE)
    assert f"case 1 on Monday 2 March, 14:00, here: {PLACE}" in heard
    assert "Noted" in await journey.presses(sam, "Agreed already, just note it")
    return jo, sam, amina, team


async def test_who_checks_in_and_out_is_left_in_peace(journey_on_both: Journey) -> None:
    journey = journey_on_both
    _, sam, amina, team = await planned(journey)

    await journey.at(13, 1)
    assert "Soon, on Monday 2 March, 14:00" in journey.reads(sam)
    await journey.at(14, 1)
    assert "Are you there" in journey.reads(sam)
    assert "In an hour I ask" in await journey.presses(sam, "I am there")
    await journey.at(15, 2)
    assert "Are you back safe?" in journey.reads(sam)
    assert "one more hour" in await journey.presses(sam, "One more hour")
    await journey.at(16, 4)
    assert "Are you back safe?" in journey.reads(sam)
    assert "Good that all is well" in await journey.presses(sam, "I am back safe")

    await journey.at(20)
    journey.nothing_new(sam, team, amina)
    assert "over already" in await journey.presses(sam, "I am back safe")


async def test_leads_hear_of_who_does_not_check_in_and_that_they_are_found(
    journey: Journey,
) -> None:
    jo, sam, amina, team = await planned(journey)

    await journey.at(14, 30)
    assert journey.reads(sam).text.count("Are you there") == 2
    assert not journey.reads(jo)
    await journey.at(14, 45)
    told = journey.reads(jo).one()
    assert all(each in told.text for each in ("Sam", "Amina, case 1", "14:00", PLACE))
    await journey.at(15, 45)
    assert "Please ring Sam now" in journey.reads(jo).one().text
    await journey.presses(sam, "I am there")

    assert journey.reads(jo).one().text == "Sam is safe, so I ask no more."
    await journey.at(17, 45)
    journey.reads(sam)
    assert "should be back by now" in journey.reads(jo)
    assert "all is well" in await journey.presses(jo, "They are safe")
    assert "Your lead has noted that you are safe" in journey.reads(sam)
    await journey.at(22)
    journey.nothing_new(jo, sam, amina, team)


async def test_the_search_goes_on_when_the_case_closes_the_data_goes_or_the_role_ends(
    journey: Journey,
) -> None:
    jo, sam, amina, team = await planned(journey)
    await journey.presses(amina, "That is all for now")
    await journey.says(amina, "/delete")
    await journey.presses(amina, "Yes, go on", "Delete everything")
    await removes(journey, sam)
    await journey.at(13)
    assert (
        "no longer in the team, and was to meet someone on Monday" in journey.reads(jo).one().text
    )
    journey.reads(sam)
    journey.reads(team)

    await journey.at(14, 1)

    told = journey.reads(jo).one()
    assert PLACE in told.text
    assert "Amina" not in told.text, "she is kept no more"
    assert not journey.reads(sam), "who is removed is told nothing"
    assert "all is well" in await journey.presses(jo, "They are safe")
    await journey.at(20)
    journey.nothing_new(jo, sam)


async def test_a_lead_who_is_out_alone_is_looked_for_by_the_team_without_names_of_people(
    journey: Journey,
) -> None:
    jo = await journey.staff("Jo", "lead")
    team = await journey.team(jo)
    await talk(journey, jo, team, "Amina")
    await journey.says(jo, "/cases")
    await journey.presses(jo, "Case 1", "Meet them")
    await journey.says(jo, "today 10:00")
    await journey.says(jo, PLACE)
    await journey.presses(jo, "Agreed already, just note it")
    journey.reads(team)

    await journey.at(10, 45)

    told = journey.reads(team).one().text
    assert told.startswith("I have not heard from Jo, who is out alone for work.")
    assert PLACE not in told
    assert "Amina" not in told
    assert "Are you there" in journey.reads(jo)
    await journey.presses(jo, "I am there", "I am back safe")


async def test_nothing_is_asked_of_who_does_not_go_and_the_place_is_forgotten(
    journey: Journey,
) -> None:
    _, sam, *_ = await planned(journey)
    await journey.at(13, 1)
    assert "I ask no more" in await journey.presses(sam, "Not going")

    await journey.at(20)
    journey.nothing_new()
    await forget_old(journey.house.database, journey.clock)
    assert await journey.rows("SELECT id FROM outings")
    await journey.presses(sam, "Hand back")
    await journey.wind(days=8)
    await forget_old(journey.house.database, journey.clock)
    assert not await journey.rows("SELECT id FROM outings")
    for place in journey.everybody:
        journey.reads(place)


async def test_a_time_that_cannot_be_read_is_asked_for_again(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")
    await journey.says(sam, "/cases")
    await journey.presses(sam, "Case 1", "Meet them")

    for words in ("soon", "today 8:00", "25:00", "31 February 10:00", "1 March 2027 10:00", "14"):
        assert "I could not read that" in await journey.says(sam, words), words
    assert "Thursday 5 March, 9:30" in await journey.says(sam, "Thursday, 9.30")
    assert "Left as it was" in await journey.says(sam, "/cancel")
    assert "could not tell who it was for" in await journey.says(sam, PLACE)
    assert not await journey.rows("SELECT id FROM outings")
    assert not journey.reads(amina)
