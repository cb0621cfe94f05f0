"""The auditor: each thing that must not be is found, put right, and told once to the leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from conversations.kit.effects import Lane
from conversations.kit.people import Voice
from navigator_bot import staffing
from navigator_bot.clock import to_ms
from navigator_bot.messages import Text
from navigator_bot.rules.findings import Finding, Kind
from navigator_bot.simulator import Group, Person
from navigator_bot.simulator.faults import ServerError
from navigator_bot.store.changes import Changes
from navigator_bot.store.people import open_person, save_person
from tests.navigator_bot.life import Life, take, texts

MINUTE = timedelta(minutes=1)


async def crew(life: Life) -> tuple[Person, Person, Group]:
    """A lead, a navigator, and their group."""
    await life.move_in()
    jo, sam = await life.staff("Jo", "lead"), await life.staff("Sam")
    return jo, sam, await life.team(jo, sam)


async def somebody_waits(life: Life) -> Person:
    person = await life.newcomer("Amina", reminders=False)
    await life.asks_for_navigator(person)
    return person


async def two_looks(life: Life) -> tuple[Finding, ...]:
    """A minute apart, with nothing else done between."""
    await life.house.auditor.look()
    life.clock.wind_to(life.clock.now() + MINUTE)
    return await life.house.auditor.look()


async def audited(life: Life, *, looks: int = 2) -> list[Kind]:
    """So many looks, a minute apart, and all that follows; what the last of them found."""
    found: list[Kind] = []
    for _ in range(looks):
        life.clock.wind_to(life.clock.now() + MINUTE)
        found = [each.kind for each in await life.house.auditor.look()]
    await life.settle()
    return found


def told(who: Person | Group, words: str) -> int:
    return sum(words in text for text in texts(who))


async def test_where_all_is_well_nothing_is_found_and_nothing_said(life: Life) -> None:
    jo, sam, team = await crew(life)
    await somebody_waits(life)
    before = len(texts(jo))

    assert await audited(life) == []
    take(sam, team)
    await life.settle()
    assert await audited(life) == []

    assert len(texts(jo)) == before
    assert not await life.rows("SELECT 1 FROM findings")


async def test_an_open_case_that_nobody_would_hear_of_again_climbs_on(life: Life) -> None:
    jo, _, _ = await crew(life)
    await somebody_waits(life)
    await life.rows_change("DELETE FROM timers WHERE bell = 'ladder'")

    assert await audited(life) == [Kind.NO_STEP]

    assert told(jo, "Case 1 is waiting, and nobody would have been told of it again") == 1
    assert told(jo, "still waiting") == 1, "the leads are next"
    assert await life.rows("SELECT 1 FROM timers WHERE bell = 'ladder'")
    assert await life.rows("SELECT 1 FROM audit WHERE who = 'auditor' AND what = 'found no_step'")


async def test_a_finding_is_told_once_and_again_only_after_it_was_gone(life: Life) -> None:
    jo, _, _ = await crew(life)
    event = "INSERT INTO inbox (id, key, chat, lane, at, status, done_at) VALUES (?,?,?,?,?,?,?)"
    await life.rows_change(event, "e1", "k1", 5, 1, 0, "dead", 0)

    for _ in range(3):
        assert await audited(life) == [Kind.SET_ASIDE]
    assert told(jo, "1 message could not be handled") == 1

    await life.rows_change("DELETE FROM inbox WHERE id = ?", "e1")
    assert await audited(life) == []
    await life.rows_change(event, "e2", "k2", 5, 1, 0, "dead", 0)
    await audited(life)
    assert told(jo, "1 message could not be handled") == 2


async def test_what_is_only_under_way_is_no_finding(light_life: Life) -> None:
    jo, _, _ = await crew(light_life)
    await somebody_waits(light_life)
    (timer,) = await light_life.rows("SELECT chat, ref, due_at FROM timers WHERE bell = 'ladder'")
    await light_life.rows_change("DELETE FROM timers WHERE bell = 'ladder'")
    await light_life.house.auditor.look()
    await light_life.rows_change(
        "INSERT INTO timers (chat, bell, ref, due_at) VALUES (?, 'ladder', ?, ?)",
        timer["chat"],
        timer["ref"],
        timer["due_at"],
    )

    light_life.clock.wind_to(light_life.clock.now() + MINUTE)
    assert await light_life.house.auditor.look() == ()

    assert not told(jo, "fault of mine")


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


async def test_what_stands_still_beside_the_chat_is_found(light_life: Life) -> None:
    jo, _, _ = await crew(light_life)
    await light_life.rows_change(
        "INSERT INTO outside_alerts (id, way, made_at, finding) VALUES ('o', 'email', 0, 'x')"
    )
    (lead,) = await light_life.rows("SELECT id FROM staff WHERE user_id = ?", jo.id)
    await light_life.rows_change(
        "INSERT INTO errands (id, chat, staff_id, what, given, made_at)"
        " VALUES ('e', ?, ?, 'nothing', '{}', ?)",
        jo.id,
        lead["id"],
        to_ms(light_life.clock.now()),
    )
    light_life.clock.wind_to(light_life.clock.now() + timedelta(minutes=13))
    assert [each.kind for each in await two_looks(light_life)] == [Kind.OUTSIDE_STILL]
    light_life.clock.wind_to(light_life.clock.now() + timedelta(minutes=1))

    found = await two_looks(light_life)

    assert [each.kind for each in found] == [Kind.OUTSIDE_STILL, Kind.ERRANDS_LATE]
    (left,) = await light_life.rows("SELECT status, reason FROM outside_alerts")
    assert (left["status"], left["reason"]) == ("waiting", None)
    await light_life.settle()
    (left,) = await light_life.rows("SELECT status, reason FROM outside_alerts")
    assert left["status"] == "dropped", "no other way is set up any more"
    assert told(jo, "1 alert by e-mail or to your web address has not gone out") == 1
    assert told(jo, "has not been done for a quarter of an hour") == 1


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


async def test_bells_that_nobody_rings_are_rung(light_life: Life) -> None:
    jo, _, _ = await crew(light_life)
    await somebody_waits(light_life)
    light_life.clock.wind_to(light_life.clock.now() + timedelta(hours=2, minutes=10))

    found = await two_looks(light_life)

    assert [each.kind for each in found] == [Kind.BELLS_LATE]
    assert not await light_life.rows("SELECT 1 FROM timers WHERE bell = 'ladder'")
    await light_life.settle()
    assert told(jo, "still waiting") == 1
    assert told(jo, "My clock was stuck") == 1


async def test_an_alert_that_does_not_arrive_goes_to_the_next_in_line(light_life: Life) -> None:
    jo, _, _ = await crew(light_life)
    await somebody_waits(light_life)
    await light_life.rows_change("UPDATE outbox SET status = 'failed' WHERE is_alert = 1")
    light_life.clock.wind_to(light_life.clock.now() + timedelta(minutes=5))

    assert await audited(light_life) == [Kind.ALERT_UNSENT]

    assert told(jo, "My message about case 1 has not got through") == 1
    assert told(jo, "still waiting") == 1
    assert await audited(light_life) == [], "the next alert arrived"


async def test_an_outbox_that_stands_still_is_found_and_told_when_it_moves(
    light_life: Life,
) -> None:
    jo, _, _ = await crew(light_life)
    changes = Changes()
    light_life.house.outbox.post(changes, jo.id, Text("hello"), Lane.REPLY)
    async with light_life.house.database.transaction() as connection:
        await changes.write(connection)
    light_life.clock.wind_to(light_life.clock.now() + timedelta(minutes=6))

    found = await two_looks(light_life)
    await light_life.settle()

    assert [each.kind for each in found] == [Kind.OUTBOX_STILL]
    assert told(jo, "My messages did not go out for more than five minutes") == 1


async def test_events_that_nobody_decides_are_found(light_life: Life) -> None:
    await crew(light_life)
    person = light_life.world.person("Kim")
    person.says("hello")
    await light_life.house.polling.poll_once()
    light_life.clock.wind_to(light_life.clock.now() + timedelta(minutes=6))

    found = await two_looks(light_life)

    assert [each.kind for each in found] == [Kind.INBOX_STILL]


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


async def test_a_morning_has_a_line_of_counts_in_the_group(light_life: Life) -> None:
    _, sam, team = await crew(light_life)
    for name in ("Amina", "Kim"):
        await light_life.asks_for_navigator(await light_life.newcomer(name, reminders=False))
    take(sam, team)
    await light_life.settle()

    await light_life.house.rota_watch.say_good_morning()
    await light_life.settle()

    assert texts(team)[-1].split("\n\n") == [
        "Good morning. All is well.",
        "2 cases are open.",
        "1 of them waits for someone.",
    ]


async def test_a_morning_after_a_finding_does_not_say_that_all_is_well(light_life: Life) -> None:
    _, _, team = await crew(light_life)
    event = "INSERT INTO inbox (id, key, chat, lane, at, status, done_at) VALUES (?,?,?,?,?,?,?)"
    await light_life.rows_change(event, "e1", "k1", 5, 1, 0, "dead", 0)
    await audited(light_life)

    await light_life.house.rota_watch.say_good_morning()
    await light_life.settle()

    assert "something needs a look" in texts(team)[-1]
    assert "All is well" not in texts(team)[-1]


async def test_a_telegram_that_fails_for_a_while_is_no_finding_once_it_is_back(
    light_life: Life,
) -> None:
    jo, _, _ = await crew(light_life)
    light_life.world.faults.next("sendMessage", ServerError(), ServerError())
    await somebody_waits(light_life)
    await light_life.wind(minutes=1)

    assert await audited(light_life) == []
    assert not told(jo, "fault of mine")
