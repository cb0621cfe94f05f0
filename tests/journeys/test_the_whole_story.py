"""The story that all the rest hangs on, from the first word to the next reminder."""

from __future__ import annotations

from tests.journeys.stage import BACK, Journey

GOAL = "walk to the duck pond"


async def test_from_the_first_word_to_the_next_reminder(journey_on_both: Journey) -> None:
    journey = journey_on_both
    jo = await journey.staff("Jo", "lead")
    sam = await journey.staff("Sam")
    team = await journey.team(jo, sam)
    amina = await journey.welcomed("Amina", area="AX1 2AB", day="Monday")
    await journey.sets_goal(amina, GOAL)

    await journey.at(10, minute=1, days=7)

    assert [each.text.split(".")[0] for each in journey.reads(amina).messages] == [
        "You have a check-in",  # within the hour of the welcome, as was promised there
        "This is still open, and there is no rush",  # on Tuesday
        "You have a check-in",
        "You have a check-in",  # a week later
    ]

    heard = await journey.presses(amina, "Start", "2", "Worry", "The same step")
    assert GOAL in heard
    assert "Something nearby" in heard.labels
    heard = await journey.presses(amina, "Something nearby")
    assert "checked" in heard
    assert "How far: " in heard
    await journey.presses(amina, "None for now")

    heard = await journey.asks_for_human(amina, f"stuck: {GOAL}")
    assert "today by 14:0" in heard
    alert = journey.reads(team).one()
    assert alert.text.startswith("Case 1 is waiting. Please answer by ")

    heard = await journey.takes(sam, team)
    assert "Amina" in heard
    assert GOAL in heard
    brief = heard.one()
    assert alert.text == "Case 1: Sam has it."
    assert not alert.labels
    assert "Sam is here now" in journey.reads(amina)

    await journey.says(sam, "Hello Amina", reply_to=brief)
    assert journey.reads(amina).one().text == "Sam: Hello Amina"
    assert not await journey.says(amina, "hello Sam")
    assert journey.reads(sam).one().text == "Case 1: hello Sam"

    heard = await journey.presses(sam, BACK)
    assert "the bot speaks with them again" in heard.one().text
    heard = journey.reads(amina)
    assert "Sam has handed back to me, the bot" in heard
    heard = await journey.presses(amina, "Good")
    assert "What would you like to do?" in heard

    await journey.at(10, minute=1, days=7)

    assert "You have a check-in" in journey.reads(amina).one().text
    journey.nothing_new()
