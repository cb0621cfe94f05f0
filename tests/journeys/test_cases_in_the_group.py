"""The team's group: what it is told of cases, wherever it moves to, and who may act in it."""

from __future__ import annotations

from tests.journeys.crew import SECRET, crew
from tests.journeys.stage import BACK, TAKE, Journey


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


async def test_cases_are_told_in_the_topic_where_a_lead_has_typed_here(journey: Journey) -> None:
    jo, sam, team = await crew(journey)
    team.migrates()
    topic = team.opens_topic("Cases")
    await journey.says(jo, "/here", chat=team, topic=topic)
    assert journey.reads(team).one().topic == topic
    amina = await journey.welcomed("Amina")

    await journey.asks_for_human(amina)

    alert = journey.reads(team).one()
    assert alert.text.startswith("Case 1 is waiting")
    assert alert.topic == topic
    await journey.takes(sam, team)
    assert "Case 1: Sam has it." in alert.text
    journey.reads(amina)


async def test_when_the_teams_topic_is_gone_cases_are_told_in_the_group_and_an_admin_hears_once(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    jo, sam, team = await crew(journey)
    team.migrates()
    topic = team.opens_topic("Cases")
    await journey.says(jo, "/here", chat=team, topic=topic)
    journey.reads(team)
    amina = await journey.welcomed("Amina")
    team.deletes_topic(topic)

    await journey.asks_for_human(amina, SECRET)

    alert = journey.reads(team).one()
    assert alert.text.startswith("Case 1 is waiting")
    assert alert.topic == 0
    assert "is gone or closed" in journey.reads(jo).one().text
    await journey.takes(sam, team)
    await journey.presses(sam, BACK)
    await journey.presses(amina, "Not what I needed")
    await journey.says(amina, "a talk")
    await journey.presses(amina, "Send it")
    assert journey.reads(team).one().text.startswith("Case 2 is waiting")
    assert not journey.reads(jo), "it is said once"


async def test_a_group_where_nobody_but_admins_may_write_counts_as_lost(journey: Journey) -> None:
    jo, sam, team = await crew(journey)
    team.migrates()
    team.opens_topic("Cases")
    team.closes_topic(0)
    amina = await journey.welcomed("Amina")

    await journey.asks_for_human(amina)

    heard = journey.reads(jo)
    assert "may not write in it any more" in heard
    assert "Case 1 is still waiting" in heard
    assert "Case 1 is still waiting" in journey.reads(sam)


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
