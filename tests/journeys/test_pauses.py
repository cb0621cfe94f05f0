"""A pause, a stop and a way back: what comes unasked ends when somebody says so."""

from __future__ import annotations

from navigator_bot.simulator import ServerError
from tests.journeys.stage import Journey
from tests.journeys.unasked import bells


async def test_a_pause_is_quiet_and_ends_on_its_day(journey: Journey) -> None:
    amina = await journey.with_goal("Amina", day="Tuesday")
    await journey.says(amina, "/pause")
    heard = await journey.presses(amina, "2 weeks")
    assert "until Monday 16 March" in heard

    await journey.at(9, 59, days=14)
    journey.nothing_new()
    await journey.at(10, 5)

    heard = journey.reads(amina)
    assert "Your break is over, and the next check-in is on Tuesday 17 March, 10:00" in heard
    await journey.presses(amina, "Yes, carry on")
    await journey.at(10, 5, days=1)
    assert bells(journey.reads(amina)) == ["Tue 17 Mar 10:00"]


async def test_a_pause_can_be_ended_early(journey: Journey) -> None:
    amina = await journey.with_goal("Amina", day="Tuesday")
    await journey.says(amina, "/pause")
    await journey.presses(amina, "A month")

    heard = await journey.presses(amina, "Start check-ins again", "Start again now")

    assert "Your next check-in is on Tuesday 3 March, 10:00" in heard
    await journey.at(10, 5, days=1)
    assert bells(journey.reads(amina)) == ["Tue 03 Mar 10:00"]


async def test_stopping_is_instant_even_for_what_already_waits_to_be_sent(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    amina = await journey.with_goal("Amina", day="Tuesday")
    await journey.at(9, 59, days=1)
    journey.world.faults.next("sendMessage", ServerError(), ServerError(), ServerError())
    await journey.at(10, 0)
    journey.nothing_new()

    heard = await journey.says(amina, "stop")

    assert heard.one().text.startswith("My messages are stopped")
    await journey.wind(days=40)
    journey.nothing_new()


async def test_a_stop_sticks_and_shuts_out_neither_help_nor_a_human(journey: Journey) -> None:
    jo = await journey.staff("Jo", "lead")
    team = await journey.team(jo)
    amina = await journey.with_goal("Amina")
    await journey.says(amina, "/stop")

    for words in ("hello", "/menu", "/goals", "walk more", "/start", "/check_in"):
        heard = await journey.says(amina, words)
        assert "stopped" in heard, words
        assert "Talk to a person" in heard.labels
        assert "Help now" in heard.labels
    assert "116 123" in await journey.says(amina, "help")
    heard = await journey.asks_for_human(amina)
    assert "I have asked the team" in heard
    await journey.takes(jo, team)
    await journey.presses(jo, "Hand back")
    journey.reads(team)
    journey.reads(amina)
    assert "stopped" in await journey.presses(amina, "OK")

    await journey.wind(days=30)

    journey.nothing_new()


async def test_starting_again_after_a_stop_is_one_tap(journey: Journey) -> None:
    amina = await journey.with_goal("Amina", day="Tuesday")
    await journey.says(amina, "unsubscribe")

    heard = await journey.presses(amina, "Start again")

    assert "Everything is as you left it. Your next check-in is on Tuesday 3 March" in heard
    await journey.at(10, 5, days=1)
    assert len(bells(journey.reads(amina))) == 1
