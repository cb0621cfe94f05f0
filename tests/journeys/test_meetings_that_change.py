"""What was agreed is called off or changed, by whoever: nobody waits there for nobody."""

from __future__ import annotations

import pytest

from conversations.kit.effects import AnswerOuting
from conversations.kit.outings import OutingId, Stage
from navigator_bot.errors import StoreError
from navigator_bot.outing_book import OutingBook
from navigator_bot.store.changes import Changes
from tests.journeys.meetings import (
    CANNOT,
    YES,
    agreed,
    presses_old,
    stages,
)
from tests.journeys.stage import Journey
from tests.journeys.talking import removes


async def test_the_person_calls_off_after_the_talk_and_nobody_is_reminded(
    journey: Journey,
) -> None:
    _, sam, amina, team = await agreed(journey)
    await journey.presses(sam, "Hand back")
    await journey.presses(amina, "Good")
    await journey.says(amina, "/menu")
    assert "You meet Sam on Tuesday 3 March, 14:00" in await journey.presses(amina, "My meetings")
    assert "Shall I say that you cannot come" in await presses_old(journey, amina, CANNOT)

    assert "I have told Sam that you cannot come" in await journey.presses(
        amina, "Yes, I cannot come"
    )

    assert "Case 1 cannot come on Tuesday 3 March, 14:00" in journey.reads(sam)
    journey.reads(team)
    await journey.at(20, days=1)
    journey.nothing_new()
    assert await stages(journey) == ["off"]
    assert "My meetings" not in (await journey.says(amina, "/menu")).labels


async def test_the_navigator_calls_off_and_the_person_hears_it(journey: Journey) -> None:
    _, sam, amina, _ = await agreed(journey)

    assert "I tell them so" in await presses_old(journey, sam, "Call it off")

    told = journey.reads(amina)
    assert "Sam cannot meet you on Tuesday 3 March, 14:00 after all" in told
    assert told.labels == ["Talk to a person", "Help now"]
    assert "is off, so nobody will be there" in await presses_old(journey, amina, CANNOT)
    await journey.at(12)
    journey.nothing_new()
    assert not await journey.rows("SELECT ref FROM timers WHERE bell LIKE 'outing%'")


async def test_the_navigator_changes_it_and_it_is_agreed_anew(journey: Journey) -> None:
    _, sam, amina, _ = await agreed(journey)
    await presses_old(journey, sam, "Ask for a different time or place")
    await journey.says(sam, "Wed 4 March 9am")
    await journey.says(sam, "the park gate")
    await journey.presses(sam, "Ask them")

    asked = journey.reads(amina)
    assert "Instead of Tuesday 3 March, 14:00, it would be Wednesday 4 March, 9:00." in asked
    assert "is off, so nobody will be there" in await presses_old(journey, amina, CANNOT)
    await presses_old(journey, amina, YES)

    assert "you meet on Wednesday 4 March, 9:00" in journey.reads(sam)
    assert await stages(journey) == ["off", "agreed"]
    due = await journey.rows("SELECT ref FROM timers WHERE bell = 'outing_ahead'")
    assert [row["ref"][-4:] for row in due] == [":day"], "an hour before is in quiet hours"
    assert len(await journey.rows("SELECT ref FROM timers WHERE bell = 'outing'")) == 3


async def test_handed_over_the_meeting_goes_along(journey: Journey) -> None:
    _, sam, amina, team = await agreed(journey)
    alex = await journey.staff("Alex")
    await journey.presses(sam, "Hand over", "Alex")
    await journey.does(lambda: alex.presses("Take it over"), alex)

    await journey.says(alex, "hello from me", reply_to=alex.sees[-1])
    told = journey.reads(amina).text
    assert "Sam has handed over to Alex" in told
    assert "Alex comes in place of Sam when you meet on Tuesday 3 March, 14:00." in told
    journey.reads(sam)
    journey.reads(team)
    await journey.at(14, 2)
    assert "you meet Alex on Tuesday 3 March" in journey.reads(amina)
    assert "You meet someone on Tuesday 3 March" in journey.reads(alex)
    journey.nothing_new(sam)


async def test_nobody_is_left_waiting_for_somebody_who_works_here_no_more(
    journey: Journey,
) -> None:
    jo, sam, amina, team = await agreed(journey)
    await removes(journey, sam)
    await journey.wind(minutes=1)
    assert "Whoever takes the case gets the meeting with it" in journey.reads(jo)
    assert "Please do not set out before you hear from me." in journey.reads(amina)

    took = await journey.takes(jo, team)

    assert "With case 1 comes a meeting that is agreed" in took
    await journey.says(jo, "hello from me", reply_to=jo.sees[-1])
    assert "Jo comes in place of Sam when you meet" in journey.reads(amina)
    journey.reads(team)
    await journey.at(14, 2)
    assert "you meet Jo on Tuesday 3 March" in journey.reads(amina)
    assert "You meet someone on Tuesday" in journey.reads(jo)
    journey.reads(sam)


async def test_erased_with_the_person(journey: Journey) -> None:
    _, sam, amina, team = await agreed(journey)
    await journey.says(amina, "/delete")
    await journey.presses(amina, "Yes, go on", "Delete everything")

    assert "has had all their data deleted" in journey.reads(sam)
    assert not await stages(journey)
    journey.reads(team)
    await journey.at(20, days=1)
    journey.nothing_new()


async def test_an_answer_that_crosses_a_change_is_refused_so_that_it_is_taken_again(
    journey: Journey,
) -> None:
    """As when two copies of the house decide at once, each on what it has read."""
    _, sam, amina, _ = await agreed(journey)
    await presses_old(journey, sam, "Call it off")
    assert "cannot meet you" in journey.reads(amina)
    house = journey.house
    book = OutingBook(house.keys, house.ids, house.clock, house.inbox, house.alerts, house.team)
    (row,) = await journey.rows("SELECT id FROM outings")
    ask = AnswerOuting(OutingId(row["id"]), Stage.OTHER_TIME)

    async with house.database.transaction() as connection:
        with pytest.raises(StoreError, match="has changed meanwhile"):
            await book.answered(connection, Changes(), "p1", ask)
