"""Bells that ring by themselves, in real time: each timer once, and none lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from apscheduler.triggers.interval import IntervalTrigger

from conversations.kit.effects import Bell
from navigator_bot.clock import SystemClock
from navigator_bot.ids import Ids
from navigator_bot.inbox import Inbox
from navigator_bot.store.sealing import Keyring
from navigator_bot.timers import Bells, Routine, next_due, ring_due
from tests.navigator_bot.clockwork import set_timer, set_timers, timers_of
from tests.navigator_bot.conftest import AnyDatabase

SOON = 5  # seconds of real time after which a bell that has not rung will not ring


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
