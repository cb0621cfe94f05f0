"""Timers: rows that are set, replaced and cancelled; and bells that ring each of them once."""

from __future__ import annotations

from datetime import timedelta

from conversations.kit.effects import Bell
from navigator_bot.clock import WoundClock, to_ms
from navigator_bot.events import Rang
from navigator_bot.inbox import Inbox
from navigator_bot.store.changes import Changes
from navigator_bot.timers import next_due, ring_due
from tests.navigator_bot.clockwork import rung, set_timer, set_timers, timers_of
from tests.navigator_bot.conftest import AnyDatabase
from tests.navigator_bot.life import TUESDAY, Life, texts


async def test_the_last_setting_of_a_timer_counts(database: AnyDatabase) -> None:
    await set_timer(database, 7, TUESDAY)

    await set_timer(database, 7, TUESDAY + timedelta(days=1))

    assert await timers_of(database, 7) == [("check_in", "", TUESDAY + timedelta(days=1))]


async def test_timers_of_other_bells_and_other_things_stand_side_by_side(
    database: AnyDatabase,
) -> None:
    await set_timer(database, 7, TUESDAY, Bell.DID_YOU_GO, "one")
    await set_timer(database, 7, TUESDAY, Bell.DID_YOU_GO, "two")
    await set_timer(database, 7, TUESDAY, Bell.NUDGE)
    await set_timer(database, 8, TUESDAY, Bell.NUDGE)

    changes = Changes()
    changes.add("cancel_timer", chat=7, bell=Bell.DID_YOU_GO.value, ref="one")
    async with database.transaction() as connection:
        await changes.write(connection)

    assert {(bell, ref) for bell, ref, _ in await timers_of(database, 7)} == {
        ("did_you_go", "two"),
        ("nudge", ""),
    }
    assert len(await timers_of(database, 8)) == 1


async def test_what_is_cancelled_and_set_in_one_commit_is_set(database: AnyDatabase) -> None:
    await set_timer(database, 7, TUESDAY)
    changes = Changes()

    changes.add("set_timer", chat=7, bell="check_in", ref="", due_at=to_ms(TUESDAY))
    changes.add("cancel_timer", chat=7, bell="check_in", ref="")
    changes.add("cancel_timers_of", chat=7)
    async with database.transaction() as connection:
        await changes.write(connection)

    assert len(await timers_of(database, 7)) == 1


async def test_what_is_due_rings_once_in_order_of_time_and_the_rest_stays(
    database: AnyDatabase, inbox: Inbox, clock: WoundClock
) -> None:
    for minutes, chat in ((-1, 7), (-30, 8), (0, 9), (1, 10)):
        await set_timer(database, chat, TUESDAY + timedelta(minutes=minutes))

    moved = [await ring_due(database, inbox, clock) for _ in range(2)]

    assert moved == [3, 0]
    events = await rung(database, inbox)
    assert [chat for chat, _ in events] == [8, 7, 9]
    assert events[0][1] == Rang(Bell.CHECK_IN, "", TUESDAY - timedelta(minutes=30))
    assert await next_due(database) == TUESDAY + timedelta(minutes=1)


async def test_of_a_thousand_due_at_once_none_is_lost(
    database: AnyDatabase, inbox: Inbox, clock: WoundClock
) -> None:
    due = TUESDAY - timedelta(minutes=1)
    await set_timers(database, [(chat, due, Bell.CHECK_IN, "") for chat in range(1, 1001)])

    moved = await ring_due(database, inbox, clock)

    assert moved == 1000
    assert sorted(chat for chat, _ in await rung(database, inbox)) == list(range(1, 1001))
    assert await next_due(database) is None


async def test_a_timer_that_is_set_again_for_later_rings_again(
    database: AnyDatabase, inbox: Inbox, clock: WoundClock
) -> None:
    await set_timer(database, 7, TUESDAY)
    await ring_due(database, inbox, clock)
    clock.wind_to(TUESDAY + timedelta(days=7))
    await set_timer(database, 7, TUESDAY + timedelta(days=7))

    await ring_due(database, inbox, clock)

    assert len(await rung(database, inbox)) == 2


async def test_a_wound_clock_rings_every_bell_on_its_way(light_life: Life) -> None:
    await light_life.move_in()
    amina, ben = await light_life.newcomer("Amina"), await light_life.newcomer("Ben")
    for person in (amina, ben):
        await light_life.sets_goal(person, "walk to the park")
    before = {person.id: len(person.chat.said_by_bot) for person in (amina, ben)}

    await light_life.wind(days=8)

    for person in (amina, ben):
        new = person.chat.said_by_bot[before[person.id] :]
        days = [message.sent_at.date().isoformat() for message in new]
        assert days == sorted(days)
        assert {"2026-03-03", "2026-03-10"} <= set(days), texts(person)
        assert all(message.sent_at.hour >= 9 for message in new)
