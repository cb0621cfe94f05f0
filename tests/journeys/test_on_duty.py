"""Who is on duty: they are told, and people are promised what they can keep."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.journeys.shifts import OFF, ON, crew, sets
from tests.journeys.stage import LONDON, Journey
from tests.journeys.stage import journey as beginning


async def test_only_those_who_are_on_are_told_first_and_the_team_after_an_hour(
    journey: Journey,
) -> None:
    jo, sam, alex, team = await crew(journey)
    await sets(journey, jo, "Sam Mon-Fri 9-17", "Alex Tue 9-17")
    amina = await journey.welcomed("Amina")

    heard = await journey.asks_for_human(amina)

    assert "should answer today by 13:0" in heard
    assert "Case 1 is waiting. Please answer by Monday 2 March, 13:0" in journey.reads(sam)
    journey.nothing_new(jo, alex, team)
    await journey.wind(hours=1, minutes=1)
    assert "still waiting" in journey.reads(team)
    await journey.wind(hours=1)
    assert "still waiting" in journey.reads(jo)
    await journey.takes(jo, jo.hears)
    journey.reads(amina)
    journey.reads(jo)


async def test_out_of_hours_nobody_is_told_until_somebody_is_on(tmp_path: Path) -> None:
    good_friday_eve = datetime(2026, 4, 2, 18, 0, tzinfo=LONDON)
    async with beginning(tmp_path, good_friday_eve) as journey:
        jo, sam, alex, team = await crew(journey)
        await sets(journey, jo, "Sam Mon-Wed 9-17", "Alex Thu-Fri 12-20")
        await journey.at(22)
        amina = await journey.welcomed("Amina")

        heard = await journey.asks_for_human(amina)

        assert "Someone should answer by Tuesday 7 April, 13:00" in heard
        journey.nothing_new(jo, sam, alex, team)
        await journey.wind_to(datetime(2026, 4, 7, 9, 1, tzinfo=LONDON))
        assert "Please answer by Tuesday 7 April, 13:00" in journey.reads(sam)
        journey.nothing_new()


async def test_whoever_has_as_many_cases_as_they_may_is_passed_over(journey: Journey) -> None:
    jo, sam, alex, team = await crew(journey)
    await sets(journey, jo, "Sam Mon-Fri 9-17", "Alex Mon-Fri 9-17", "Sam at most 1 case")
    amina, ben = await journey.welcomed("Amina"), await journey.welcomed("Ben")
    await journey.asks_for_human(amina)
    journey.reads(alex)
    await journey.takes(sam, sam.hears)
    journey.reads(amina)
    journey.reads(sam)

    await journey.asks_for_human(ben)

    assert "Case 2 is waiting" in journey.reads(alex)
    journey.nothing_new(sam, team, jo)


async def test_where_nobody_can_be_told_the_team_is_and_the_lead_hears_why(
    journey: Journey,
) -> None:
    jo, _, _, team = await crew(journey)
    await sets(journey, jo, "Sam Mon-Fri 9-17", "Sam at most 0 cases")
    amina = await journey.welcomed("Amina")

    await journey.asks_for_human(amina)

    assert "Case 1 is waiting" in journey.reads(team)
    assert "I could reach nobody who is on duty now" in journey.reads(jo).one().text
    journey.nothing_new()


async def test_off_duty_is_not_told_and_counts_out_of_the_promise(journey: Journey) -> None:
    jo, sam, _, _ = await crew(journey)
    await sets(journey, jo, "Sam Mon-Fri 9-17", "Alex Thu 9-17")

    assert "You are on duty until Monday 2 March, 17:00" in await journey.says(sam, "/me")
    heard = await journey.presses(sam, OFF)

    assert "You are off duty now" in heard
    assert "Your next shift begins on Tuesday 3 March, 9:00" in heard
    amina = await journey.welcomed("Amina")
    assert "by Tuesday 3 March, 13:00" in await journey.asks_for_human(amina)
    journey.nothing_new(sam)
    assert "You are on duty until" in await journey.presses(sam, ON)
    await journey.at(9, 1, days=1)
    assert "Case 1 is waiting" in journey.reads(sam)
    journey.nothing_new()


async def test_a_promise_that_is_broken_is_apologised_for_with_a_new_time(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    jo = await journey.staff("Jo", "lead")
    amina = await journey.welcomed("Amina")
    assert "today by 13:0" in await journey.asks_for_human(amina)
    journey.reads(jo)

    await journey.wind(hours=4, minutes=1)

    heard = journey.reads(amina).one().text
    assert "I am sorry." in heard
    assert "Someone should now answer by Tuesday 3 March, 9:0" in heard
    assert "I have said sorry to them" in journey.reads(jo)
    for _ in range(3):
        await journey.wind(days=1)
    heard = journey.reads(amina).text
    assert heard.count("I am sorry") == 2, "no more than three in all"
    assert "I can no longer say when" in heard
    await journey.takes(jo, next(m for m in reversed(jo.sees) if "Case 1 has waited" in m.text))
    journey.reads(amina)
    journey.reads(jo)


async def test_nobody_is_woken_by_an_apology(journey: Journey) -> None:
    """The rota has nights, and the person's quiet hours are from nine to nine."""
    jo, sam, _, _ = await crew(journey)
    await sets(journey, jo, "Sam Mon-Fri 22-6")
    await journey.at(22, 30)
    amina = await journey.welcomed("Amina")
    assert "should answer by Tuesday 3 March, 2:3" in await journey.asks_for_human(amina)
    journey.reads(sam)

    await journey.at(8, 59, days=1)
    journey.nothing_new(amina)
    await journey.at(9, 1)

    assert "I am sorry." in journey.reads(amina).one().text
    for each in journey.everybody:
        journey.reads(each)


async def test_whoever_comes_too_late_in_the_quiet_hours_says_sorry(journey: Journey) -> None:
    """Nobody was woken to be told, and the apology must not be lost with the claim."""
    jo, sam, _, _ = await crew(journey)
    await sets(journey, jo, "Sam Mon-Fri 22-6")
    await journey.at(22, 30)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina)
    journey.reads(sam)
    await journey.at(5, days=1)

    await journey.takes(sam, next(m for m in reversed(sam.sees) if "I'll take this" in m.labels))

    assert "I am sorry: this took longer than I said it would." in journey.reads(amina).text
    for each in journey.everybody:
        journey.reads(each)
    assert await journey.rows("SELECT 1 FROM audit WHERE what = 'broke a promise'")


async def test_a_claim_keeps_the_promise(journey: Journey) -> None:
    jo = await journey.staff("Jo", "lead")
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina)
    brief = (await journey.takes(jo, journey.reads(jo).one())).one()
    await journey.says(jo, "Hello Amina", reply_to=brief)
    journey.reads(amina)

    await journey.wind(days=1)

    journey.nothing_new()
