"""The auditor: a case that would be forgotten, or a person left alone with it, is put right."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.kit.people import Voice
from navigator_bot import staffing
from navigator_bot.rules.findings import Kind
from navigator_bot.simulator import Person
from navigator_bot.store.changes import Changes
from navigator_bot.store.people import open_person, save_person
from tests.navigator_bot.auditing import audited, crew, somebody_waits, told
from tests.navigator_bot.life import Life, take


async def test_an_open_case_that_nobody_would_hear_of_again_climbs_on(life: Life) -> None:
    jo, _, _ = await crew(life)
    await somebody_waits(life)
    await life.rows_change("DELETE FROM timers WHERE bell = 'ladder'")

    assert await audited(life) == [Kind.NO_STEP]

    assert told(jo, "Case 1 is waiting, and nobody would have been told of it again") == 1
    assert told(jo, "still waiting") == 1, "the leads are next"
    assert await life.rows("SELECT 1 FROM timers WHERE bell = 'ladder'")
    assert await life.rows("SELECT 1 FROM audit WHERE who = 'auditor' AND what = 'found no_step'")


async def test_a_claim_that_would_never_lapse_gets_its_timer_back(light_life: Life) -> None:
    jo, sam, team = await crew(light_life)
    person = await somebody_waits(light_life)
    take(sam, team)
    await light_life.settle()
    await light_life.rows_change("DELETE FROM timers WHERE bell = 'claim_lapse'")

    assert await audited(light_life) == [Kind.NO_LAPSE]
    await light_life.wind(hours=4, minutes=5)

    assert told(jo, "The person of case 1 has written") == 1
    assert told(person, "Sam has not been able to answer, so I have asked the team again") == 1


async def test_a_promise_that_nobody_minds_is_minded_again(life: Life) -> None:
    jo, _, _ = await crew(life)
    person = await somebody_waits(life)
    await life.rows_change("DELETE FROM timers WHERE bell = 'promise'")

    assert await audited(life) == [Kind.NO_PROMISE]
    assert await audited(life) == []
    await life.wind(hours=5)

    assert told(jo, "nobody would have told them if that was not kept") == 1
    assert told(jo, "I have said sorry to them") == 1
    assert told(person, "sorry") == 1


async def test_a_case_of_somebody_who_is_gone_goes_back_to_the_team(light_life: Life) -> None:
    jo, sam, team = await crew(light_life)
    person = await somebody_waits(light_life)
    take(sam, team)
    await light_life.settle()
    await light_life.rows_change("DELETE FROM timers WHERE bell = 'claim_lapse'")
    await light_life.rows_change("UPDATE staff SET active = 0 WHERE user_id = ?", sam.id)

    assert await audited(light_life) == [Kind.NO_OWNER]

    assert told(jo, "does not work here any more") == 1
    assert told(person, "I have asked the team again") == 1
    assert await audited(light_life) == []


async def test_a_claim_in_which_nobody_writes_for_two_weeks_is_told(light_life: Life) -> None:
    jo, sam, team = await crew(light_life)
    person = await somebody_waits(light_life)
    take(sam, team)
    await light_life.settle()
    sam.says("I am here", reply_to=sam.sees[-1])
    await light_life.settle()

    await light_life.wind(days=13)
    assert await audited(light_life) == []
    await light_life.wind(days=1)

    assert await audited(light_life) == [Kind.QUIET_CLAIM]
    assert told(jo, "Nobody has written in case 1 for two weeks") == 1
    assert told(person, "I am here") == 1


async def test_whoever_waits_without_a_case_gets_one(life: Life) -> None:
    jo, _, team = await crew(life)
    person = await somebody_waits(life)
    await life.rows_change("UPDATE cases SET status = 'closed'")

    assert await audited(life) == [Kind.NO_CASE]

    assert told(jo, "there was no case for it") == 1
    assert told(person, "Nobody has been able to answer yet, so I have asked the team again") == 1
    assert told(team, "Case 2 is waiting") == 1
    assert await audited(life) == []


@pytest.mark.parametrize("voice", ["bot", "human"])
async def test_a_person_whose_case_is_open_hears_again_that_they_wait(
    light_life: Life, voice: str
) -> None:
    await crew(light_life)
    person = await somebody_waits(light_life)
    await garble_voice(light_life, person, voice)

    assert await audited(light_life) == [Kind.WRONG_VOICE]

    assert told(person, "I have asked the team again") == 1
    assert await audited(light_life) == []


async def test_a_person_whose_case_is_taken_hears_who_is_there(light_life: Life) -> None:
    _, sam, team = await crew(light_life)
    person = await somebody_waits(light_life)
    take(sam, team)
    await light_life.settle()
    await garble_voice(light_life, person, "waiting")

    assert await audited(light_life) == [Kind.WRONG_VOICE]

    assert told(person, "Sam is here now, and is a person") == 2
    assert await audited(light_life) == []


async def garble_voice(life: Life, person: Person, voice: str) -> None:
    """As a fault of ours might leave it."""
    house = life.house
    changes = Changes()
    async with house.database.transaction() as connection:
        (kept,) = await connection.raw.execute_fetchall(
            "SELECT id FROM people WHERE chat = ?", (person.id,)
        )
        row = await connection.row("person_watched", id=kept["id"])
        assert row is not None
        before = open_person(row, house.keys)
        after = replace(before, voice=Voice(voice))
        save_person(changes, house.keys, before, after, person.id, life.clock.now())
        await changes.write(connection)


async def test_an_alert_that_does_not_arrive_goes_to_the_next_in_line(light_life: Life) -> None:
    jo, _, _ = await crew(light_life)
    await somebody_waits(light_life)
    await light_life.rows_change("UPDATE outbox SET status = 'failed' WHERE is_alert = 1")
    light_life.clock.wind_to(light_life.clock.now() + timedelta(minutes=5))

    assert await audited(light_life) == [Kind.ALERT_UNSENT]

    assert told(jo, "My message about case 1 has not got through") == 1
    assert told(jo, "still waiting") == 1
    assert await audited(light_life) == [], "the next alert arrived"


async def test_a_navigator_who_is_removed_leaves_nothing_to_find(light_life: Life) -> None:
    _, sam, team = await crew(light_life)
    await somebody_waits(light_life)
    take(sam, team)
    await light_life.settle()
    house = light_life.house
    sams = next(
        s for s in await staffing.staff_list(house.database, house.keys) if s.user == sam.id
    )

    await staffing.remove(house.database, house.keys, house.ids, light_life.clock, sams.id)
    await light_life.settle()

    assert await audited(light_life) == []


async def test_a_person_who_was_handed_back_waits_for_nobody(light_life: Life) -> None:
    _, sam, team = await crew(light_life)
    person = await somebody_waits(light_life)
    take(sam, team)
    await light_life.settle()

    sam.presses("Hand back")
    await light_life.settle()

    assert await audited(light_life) == []
    assert not told(person, "I have asked the team again")
