"""The team's group: what it is told of cases, wherever it moves to, and who may act in it."""

from __future__ import annotations

from tests.journeys.crew import SECRET, crew
from tests.journeys.stage import TAKE, Journey


async def test_a_group_that_becomes_a_supergroup_is_still_the_teams(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    team.migrates()
    await journey.wind(seconds=5)

    await journey.asks_for_human(amina)

    assert journey.reads(team).one().text.startswith("Case 1 is waiting")
    await journey.takes(sam, team)
    journey.reads(amina)
    journey.reads(team)


async def test_a_group_that_becomes_a_supergroup_unheard_is_found_when_it_is_next_told(
    journey: Journey,
) -> None:
    """The notice came while the house was away for longer than Telegram keeps it."""
    _, _, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    team.migrates()
    journey.world.updates.clear()

    await journey.asks_for_human(amina)

    assert journey.reads(team).one().text.startswith("Case 1 is waiting")


async def test_topics_in_the_group_do_not_disturb(journey: Journey) -> None:
    jo, sam, team = await crew(journey)
    team.migrates()
    topic = team.opens_topic("Rota")
    jo.says("who is in today?", team.chat, topic=topic)
    sam.says("/cases", team.chat, topic=topic)
    await journey.wind(seconds=5)
    assert "No case is waiting." in journey.reads(team).one().text
    amina = await journey.welcomed("Amina")

    await journey.asks_for_human(amina)

    assert journey.reads(team).one().text.startswith("Case 1 is waiting")


async def test_a_team_without_its_group_is_told_in_private(journey: Journey) -> None:
    jo, sam, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    team.removes_bot()
    await journey.wind(seconds=5)
    assert "I was taken out of the team" in journey.reads(jo).one().text

    await journey.asks_for_human(amina)

    alert = journey.reads(sam).one()
    assert alert.text.startswith("Case 1 is waiting")
    assert journey.reads(jo).one().text == alert.text
    await journey.takes(sam, alert)
    assert jo.hears.text == "Case 1: Sam has it."
    journey.reads(amina)


async def test_only_staff_take_cases_and_set_the_group(journey: Journey) -> None:
    jo, sam, team = await crew(journey)
    visitor = await journey.welcomed("Visitor")
    team.adds(visitor)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina, SECRET)
    alert = journey.reads(team).one()

    await journey.takes(visitor, team)

    assert "Only navigators and leads can take a case" in journey.reads(team).one().text
    assert TAKE in alert.labels
    assert "Only a lead or an admin" in (
        await journey.does(lambda: sam.says("/here", team.chat), team)
    )
    assert not await journey.does(lambda: visitor.says("/cases", team.chat), team)
    assert not journey.reads(jo)
