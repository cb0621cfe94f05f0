"""The auditor: what stands still is found and told once; where all is well it is quiet."""

from __future__ import annotations

from datetime import timedelta

from conversations.kit.effects import Lane
from navigator_bot.clock import to_ms
from navigator_bot.messages import Text
from navigator_bot.rules.findings import Kind
from navigator_bot.simulator.faults import ServerError
from navigator_bot.store.changes import Changes
from tests.navigator_bot.auditing import MINUTE, audited, crew, somebody_waits, told, two_looks
from tests.navigator_bot.life import Life, take, texts


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
