"""Timers: rows that are set, replaced and cancelled; and bells that ring each of them once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from apscheduler.triggers.interval import IntervalTrigger

from conversations.kit.effects import Bell
from navigator_bot.clock import SystemClock, WoundClock, from_ms, to_ms
from navigator_bot.events import Rang
from navigator_bot.ids import Ids
from navigator_bot.inbox import Inbox
from navigator_bot.store.changes import Changes
from navigator_bot.store.sealing import Keyring
from navigator_bot.timers import Bells, Routine, next_due, ring_due
from tests.navigator_bot.conftest import AnyDatabase
from tests.navigator_bot.life import TUESDAY, Life, texts

SOON = 5  # seconds of real time after which a bell that has not rung will not ring


@pytest.fixture
def clock() -> WoundClock:
    return WoundClock(TUESDAY)


@pytest.fixture
def inbox(database: AnyDatabase, keys: Keyring, clock: WoundClock) -> Inbox:
    return Inbox(database, keys, Ids(clock), clock)


async def set_timer(
    database: AnyDatabase, chat: int, due: datetime, bell: Bell = Bell.CHECK_IN, ref: str = ""
) -> None:
    await set_timers(database, [(chat, due, bell, ref)])


async def set_timers(database: AnyDatabase, timers: list[tuple[int, datetime, Bell, str]]) -> None:
    changes = Changes()
    for chat, due, bell, ref in timers:
        changes.add("set_timer", chat=chat, bell=bell.value, ref=ref, due_at=to_ms(due))
    async with database.transaction() as connection:
        await changes.write(connection)


async def timers_of(database: AnyDatabase, chat: int) -> list[tuple[str, str, datetime]]:
    async with database.transaction() as connection:
        rows = await connection.rows("timers_of", chat=chat)
    return [(row["bell"], row["ref"], from_ms(row["due_at"])) for row in rows]


async def rung(database: AnyDatabase, inbox: Inbox) -> list[tuple[int, Rang]]:
    """In the order in which they will be decided."""
    found = []
    async with database.transaction() as connection:
        while events := await inbox.claim(connection, "claim", 1000):
            for event in events:
                assert isinstance(event.body, Rang)
                found.append((event.chat, event.body))
            done = [{"id": event.id, "at": 0} for event in events]
            await connection.run_many("event_done", done)
    return found


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


@pytest.fixture
def heard() -> asyncio.Queue[int]:
    """How many timers rang, each time that any did."""
    return asyncio.Queue()


@pytest.fixture
async def bells(
    database: AnyDatabase, keys: Keyring, heard: asyncio.Queue[int]
) -> AsyncIterator[Bells]:
    """By the real clock."""
    clock = SystemClock()
    inbox = Inbox(database, keys, Ids(clock), clock)

    async def ring() -> None:
        if moved := await ring_due(database, inbox, clock):
            heard.put_nowait(moved)

    made = Bells(database, clock, ring)
    yield made
    made.stop()


async def hear(heard: asyncio.Queue[int]) -> int:
    async with asyncio.timeout(SOON):
        return await heard.get()


async def test_a_timer_that_came_due_while_nobody_ran_rings_at_the_start(
    database: AnyDatabase, bells: Bells, heard: asyncio.Queue[int]
) -> None:
    await set_timer(database, 7, SystemClock().now() - timedelta(days=3))

    await bells.start([])

    assert await hear(heard) == 1


async def test_a_timer_that_is_set_while_running_rings_when_it_is_looked_for(
    database: AnyDatabase, bells: Bells, heard: asyncio.Queue[int]
) -> None:
    await set_timer(database, 7, SystemClock().now() + timedelta(days=3))
    await bells.start([])
    await set_timer(database, 8, SystemClock().now())

    await bells.look()

    assert await hear(heard) == 1
    assert [due for _, _, due in await timers_of(database, 7)] != []


async def test_timers_that_come_due_one_right_after_the_other_all_ring(
    database: AnyDatabase, bells: Bells, heard: asyncio.Queue[int]
) -> None:
    now = SystemClock().now()
    await set_timers(
        database,
        [(chat, now + timedelta(milliseconds=20 * chat), Bell.NUDGE, "") for chat in range(10)],
    )

    await bells.start([])

    rung = 0
    while rung < 10:
        rung += await hear(heard)
    assert await next_due(database) is None


async def test_a_bell_that_could_not_ring_is_rung_again(database: AnyDatabase) -> None:
    await set_timer(database, 7, SystemClock().now())
    rung = asyncio.Event()
    tries = []

    async def ring() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("the store is away")
        rung.set()

    bells = Bells(database, SystemClock(), ring, pause_after_fault=timedelta(milliseconds=20))
    await bells.start([])

    async with asyncio.timeout(SOON):
        await rung.wait()
    bells.stop()
    assert len(tries) >= 2


async def test_routine_work_is_done_by_its_trigger(database: AnyDatabase) -> None:
    done = asyncio.Event()

    async def work() -> None:
        done.set()

    async def ring() -> None:
        return None

    bells = Bells(database, SystemClock(), ring)
    await bells.start([Routine("work", IntervalTrigger(seconds=0.02), work)])

    async with asyncio.timeout(SOON):
        await done.wait()
    bells.stop()


async def test_bells_can_be_stopped_and_started_again(
    database: AnyDatabase, bells: Bells, heard: asyncio.Queue[int]
) -> None:
    await bells.start([])
    bells.stop()
    bells.stop()
    await set_timer(database, 7, SystemClock().now())
    await bells.look()

    await bells.start([])

    assert await hear(heard) == 1


async def test_to_be_stopped_in_the_middle_of_work_is_no_fault(
    database: AnyDatabase, bells: Bells, caplog: pytest.LogCaptureFixture
) -> None:
    begun = asyncio.Event()

    async def work() -> None:
        begun.set()
        await asyncio.Event().wait()

    await bells.start([Routine("work", IntervalTrigger(seconds=0.02), work)])
    async with asyncio.timeout(SOON):
        await begun.wait()
    bells.stop()
    await asyncio.sleep(0.05)

    assert not [record for record in caplog.records if record.levelname == "ERROR"]
