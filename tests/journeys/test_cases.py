"""A case from the first alert to whoever takes it: told, climbed, lapsed, never told too much."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from navigator_bot import staffing
from navigator_bot.simulator import CannotDo
from tests.journeys.crew import SECRET, crew
from tests.journeys.stage import BACK, LONDON, TAKE, Journey
from tests.journeys.stage import journey as beginning


async def test_the_group_reads_neither_a_name_nor_a_word(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina = await journey.welcomed("Amina")

    await journey.asks_for_human(amina, SECRET)
    await journey.says(amina, "and he rang twice")

    alert = journey.reads(team).one().text
    assert alert == "Case 1 is waiting. Please answer by Monday 2 March, 13:03."
    await journey.takes(sam, team)
    journey.reads(amina)
    assert not journey.reads(team)
    told = " ".join(message.text for message in team.sees)
    assert not any(words in told for words in ("Amina", SECRET, "twice"))


async def test_the_claimer_alone_gets_what_was_said(journey: Journey) -> None:
    jo, sam, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina, SECRET)
    await journey.says(amina, "and he rang twice")

    heard = await journey.takes(sam, team)

    brief = heard.one()
    assert all(words in brief.text for words in ("Amina", SECRET, "and he rang twice"))
    assert brief.labels[0] == "Case 1", "it leads to the page of the case"
    assert {"Write without replying", "Ready replies", "Hand over", BACK} < set(brief.labels)
    assert not journey.reads(jo)
    assert "Sam is here now, and is a person" in journey.reads(amina).one().text
    journey.reads(team)


async def test_of_two_taps_at_once_the_first_wins_and_all_see_who_has_it(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    jo, sam, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina)
    alert = journey.reads(team).one()

    sam.presses(TAKE, alert)
    jo.presses(TAKE, alert)
    await journey.wind(seconds=10)

    assert alert.text == "Case 1: Sam has it."
    assert not alert.labels
    assert "Case 1 is yours now" in journey.reads(sam).one().text
    assert journey.reads(jo).one().text == "Case 1 is with Sam already."
    assert len(journey.reads(amina)) == 1


async def test_what_the_team_does_not_take_goes_to_the_leads(journey: Journey) -> None:
    jo, sam, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina)
    journey.reads(team)

    await journey.wind(hours=2, minutes=1)
    told = journey.reads(jo).one()
    assert told.text == "Case 1 is still waiting, and nobody has it."

    assert "Case 1 is yours now" in await journey.takes(jo, told)
    assert [team.sees[-1].text, told.text] == ["Case 1: Jo has it."] * 2
    journey.reads(amina)
    await journey.wind(hours=3)
    journey.nothing_new()
    assert not journey.reads(sam)


async def test_a_claim_without_a_sign_of_life_lapses_with_an_apology(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    _, sam, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina)
    await journey.takes(sam, team)
    journey.reads(team)
    journey.reads(amina)
    for hour in range(3):
        assert not await journey.says(amina, f"are you there? {hour}")
        assert len(journey.reads(sam)) == 1
        await journey.wind(hours=1)

    await journey.wind(hours=1, minutes=5)

    heard = journey.reads(amina)
    assert "I am sorry. Sam has not been able to answer, so I have asked the team again." in heard
    assert "Someone is on duty, and should answer" in heard
    assert "Case 1 had no answer from you" in journey.reads(sam).one().text
    assert "Case 1 is waiting" in journey.reads(team).one().text
    heard = await journey.takes(sam, team)
    assert "are you there? 2" in heard
    journey.reads(amina)


async def test_a_navigator_who_answers_keeps_the_case(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina)
    brief = (await journey.takes(sam, team)).one()
    await journey.says(sam, "I am here", reply_to=brief)

    await journey.wind(days=2)

    journey.reads(amina)
    journey.reads(team)
    journey.nothing_new()
    await journey.says(amina, "good")
    assert "good" in journey.reads(sam)


async def test_somebody_worried_reaches_the_leads_within_the_hour(journey: Journey) -> None:
    jo, _, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    await journey.says(amina, "help")

    heard = await journey.presses(amina, "Talk to a navigator")

    assert "should answer today by 10:0" in heard
    assert "answer by Monday 2 March, 10:03" in journey.reads(team).one().text
    await journey.wind(minutes=31)
    assert "nobody has it" in journey.reads(jo).one().text


async def test_a_request_can_be_called_off(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina)
    alert = journey.reads(team).one()

    heard = await journey.presses(amina, "I no longer need this")

    assert "I have told the team that you no longer need this" in heard
    await journey.wind(hours=9)
    journey.nothing_new()
    assert TAKE not in alert.labels, "an alert of what is over cannot be taken"
    assert "closed" in alert.text
    with pytest.raises(CannotDo):
        sam.presses(TAKE, alert)


@pytest.mark.parametrize(
    ("asked_at", "promise"),
    [
        (datetime(2026, 3, 6, 16, 0, tzinfo=LONDON), "Monday 9 March, 12:"),
        (datetime(2026, 3, 7, 11, 0, tzinfo=LONDON), "Monday 9 March, 13:00"),
        (datetime(2026, 12, 24, 16, 0, tzinfo=LONDON), "Tuesday 29 December, 12:"),
        (datetime(2026, 12, 25, 2, 0, tzinfo=LONDON), "Tuesday 29 December, 13:00"),
    ],
    ids=["Friday afternoon", "Saturday", "Christmas Eve", "Christmas night"],
)
async def test_what_is_promised_out_of_hours_is_what_the_working_hours_say(
    tmp_path: Path, asked_at: datetime, promise: str
) -> None:
    async with beginning(tmp_path, asked_at) as journey:
        jo = await journey.staff("Jo", "lead")
        team = await journey.team(jo)
        amina = await journey.welcomed("Amina")

        heard = await journey.asks_for_human(amina)

        assert f"should answer by {promise}" in heard
        assert ("Nobody is on duty right now" in heard) is (asked_at.hour != 16)
        assert "Help now" in heard
        journey.reads(team)


async def test_where_nobody_is_enrolled_it_says_so(journey: Journey) -> None:
    amina = await journey.welcomed("Amina")

    heard = await journey.asks_for_human(amina)

    assert "Nobody is on duty that I know of" in heard
    assert "should answer" not in heard
    jo = await journey.staff("Jo", "lead")
    await journey.wind(hours=5)
    assert "Case 1" in journey.reads(jo), "whoever comes later still hears of it"


async def test_a_removed_navigator_loses_the_case_and_the_team_hears_of_it(
    journey: Journey,
) -> None:
    jo, sam, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina)
    brief = (await journey.takes(sam, team)).one()
    journey.reads(team)
    journey.reads(amina)
    house = journey.house
    sams = next(each for each in await staffing.staff_list(house.database, house.keys)
                if each.user == sam.id)  # fmt: skip

    await staffing.remove(house.database, house.keys, house.ids, journey.clock, sams.id)
    await journey.wind(seconds=15)

    assert "I have asked the team again" in journey.reads(amina)
    assert "Case 1 is waiting" in journey.reads(team).one().text
    journey.reads(sam)
    heard = await journey.says(sam, "still me", reply_to=brief)
    assert not journey.reads(amina), "nothing of theirs arrives any more"
    assert heard
    assert "Case 1 is yours now" in await journey.takes(jo, team)
    journey.reads(amina)


async def test_who_stops_while_they_wait_is_not_forgotten(journey: Journey) -> None:
    jo, _, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina)
    journey.reads(team)
    await journey.says(amina, "/stop")

    await journey.wind(hours=2)

    assert (await journey.rows("SELECT standing FROM people"))[0]["standing"] == "stopped"
    assert "still waiting" in journey.reads(jo).one().text
    journey.reads(amina)
