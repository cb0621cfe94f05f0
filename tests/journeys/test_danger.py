"""Words of danger, through the whole house: the card first, and a case as soon as it can be."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from conversations.kit.effects import Lane
from navigator_bot.messages import Text
from navigator_bot.simulator import Group, Person, TooManyRequests
from navigator_bot.store.changes import Changes
from tests.journeys.stage import Heard, Journey, findings

CARD = "116 123"
DANGER = "I am going to kill myself tonight"
LONDON = ZoneInfo("Europe/London")
NIGHT_OF_A_BANK_HOLIDAY = datetime(2026, 4, 6, 2, 30, tzinfo=LONDON)  # Easter Monday


async def crew(journey: Journey) -> tuple[Person, Group]:
    jo = await journey.staff("Jo", "lead")
    return jo, await journey.team(jo)


def is_helped(heard: Heard) -> None:
    """What comes first is the card, and what follows says that the team knows."""
    assert CARD in heard.messages[0].text, heard.text
    assert "told the team" in heard


def is_alerted(journey: Journey, lead: Person, group: Group) -> None:
    """In the group at once, and each lead in private; nowhere with a word of theirs."""
    for place in (group, lead):
        alert = journey.reads(place)
        assert "Please answer now" in alert.messages[0].text
        assert "kill" not in alert.text


async def test_a_stranger_gets_the_card_and_the_team_hears_at_once(journey: Journey) -> None:
    jo, team = await crew(journey)
    kim = journey.somebody("Kim")

    is_helped(await journey.says(kim, DANGER))

    is_alerted(journey, jo, team)
    assert DANGER in await journey.takes(jo, team)
    journey.reads(team)
    journey.reads(kim)


async def test_somebody_who_stopped_gets_the_card_and_a_human(journey: Journey) -> None:
    jo, team = await crew(journey)
    amina = await journey.with_goal("Amina")
    await journey.says(amina, "stop")

    is_helped(await journey.says(amina, DANGER))

    is_alerted(journey, jo, team)


@pytest.mark.parametrize("way", ["caption", "edit", "goal"])
async def test_wherever_the_words_are_written(journey: Journey, way: str) -> None:
    jo, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    match way:
        case "caption":
            heard = await journey.does(lambda: amina.sends_photo(caption=DANGER), amina)
        case "edit":
            said = amina.says("a good morning")
            await journey.wind(seconds=3)
            journey.reads(amina)
            heard = await journey.does(lambda: amina.edits(said, DANGER), amina)
        case _:
            await journey.says(amina, "/goals")
            heard = await journey.says(amina, DANGER)

    is_helped(heard)
    is_alerted(journey, jo, team)


async def test_at_night_on_a_bank_holiday_with_nobody_there_it_says_so(journey: Journey) -> None:
    amina = await journey.welcomed("Amina")
    await journey.wind_to(NIGHT_OF_A_BANK_HOLIDAY)
    journey.reads(amina)

    heard = await journey.says(amina, DANGER)

    is_helped(heard)
    assert "Nobody is on duty" in heard
    assert [row["urgency"] for row in await journey.rows("SELECT urgency FROM cases")] == ["now"]


async def test_while_telegram_holds_us_back_the_card_is_still_the_first(journey: Journey) -> None:
    jo, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    journey.world.faults.next("sendMessage", TooManyRequests(7), TooManyRequests(7))

    amina.says(DANGER)
    await journey.wind(minutes=1)

    is_helped(journey.reads(amina))
    is_alerted(journey, jo, team)


async def test_a_talk_goes_on_and_its_navigator_hears_that_it_is_urgent(journey: Journey) -> None:
    jo, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina)
    await journey.takes(jo, team)
    journey.reads(amina)
    journey.reads(team)

    heard = await journey.says(amina, DANGER)

    assert CARD in heard.one().text
    told = journey.reads(jo)
    assert DANGER in told
    assert "may mean danger" in told
    journey.reads(team)
    assert (await journey.rows("SELECT urgency FROM cases"))[0]["urgency"] == "now"


async def test_danger_from_others_is_told_first_to_whoever_is_named_for_it(
    journey: Journey,
) -> None:
    jo, team = await crew(journey)
    sal = await journey.staff("Sal", "safeguarding")
    amina = await journey.welcomed("Amina")

    await journey.says(amina, "my husband hits me and I am scared to go home")

    assert "You are named for that" in journey.reads(sal).messages[0].text
    assert "hits me" in await journey.takes(sal)
    for place in (jo, team, amina):
        journey.reads(place)


async def test_who_asks_not_to_be_written_to_hears_nothing_until_they_write(
    journey: Journey,
) -> None:
    jo, team = await crew(journey)
    amina = await journey.with_goal("Amina")
    heard = await journey.says(amina, "my husband hits me and I am scared to go home")
    assert heard.messages[0].text.startswith("Here is some information.")
    await journey.presses(amina, "Do not write to me first")
    brief = (await journey.takes(jo, team)).last
    assert "not to be written to first" in brief.text
    await journey.wind(minutes=6)
    heard = await journey.says(jo, "when is a good time?", reply_to=brief)
    assert "this goes to them when they next write" in heard

    await journey.wind(minutes=10)
    journey.reads(team)
    assert not await findings(journey), "an answer that waits for them is no fault"
    await journey.wind(days=2)
    journey.nothing_new(amina)

    heard = await journey.says(amina, "now is fine")
    await journey.wind(minutes=2)

    assert "when is a good time?" in journey.reads(amina)
    journey.reads(jo)
    journey.reads(team)


async def test_ten_thousand_reminders_on_their_way_do_not_hold_up_the_card(
    journey: Journey,
) -> None:
    jo, team = await crew(journey)
    amina = await journey.with_goal("Amina")
    others = [journey.world.person(f"Somebody {number}") for number in range(10_000)]
    changes = Changes()
    for other in others:
        message = Text("How is your goal going?")
        journey.house.outbox.post(changes, other.id, message, Lane.REMINDER)
    async with journey.house.database.transaction() as connection:
        await changes.write(connection)

    amina.says(DANGER)
    await journey.wind(seconds=0)

    assert CARD in journey.reads(amina).messages[0].text
    is_alerted(journey, jo, team)
    assert not any(other.sees for other in others), "not one of them went first"
