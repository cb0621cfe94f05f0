"""Reminders: added, found again after a restart, and rung all at once."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from navigator_bot.clock import SystemClock
from navigator_bot.ids import Ids
from navigator_bot.inbox import Inbox
from navigator_bot.running import spare_the_collector
from navigator_bot.timers import next_due, ring_due
from tests.bench.town import FIRST, Town, set_timers, settle

TICK = 0.001  # seconds


def measure(folder: Path, timers: int, due_at_once: int, rounds: int) -> dict[str, float]:
    found = [asyncio.run(_round(folder / "timers", timers, due_at_once)) for _ in range(rounds)]
    return {name: median(each[name] for each in found) for name in found[0]}


async def _round(folder: Path, timers: int, due_at_once: int) -> dict[str, float]:
    town = await settle(folder, 1)
    try:
        now = datetime.now(UTC)
        chats = range(FIRST, FIRST + timers)
        added = await set_timers(town, chats, now + timedelta(days=7))
        reloaded = await _reload(town)
        await set_timers(town, chats[:due_at_once], now)
        queued, stall = await _queue(town, due_at_once)
    finally:
        shutil.rmtree(folder)
    return {
        "timers.add_100k_seconds": added,
        "timers.reload_seconds": reloaded,
        "timers.queue_10k_seconds": queued,
        "timers.longest_stall_ms": stall * 1000,
    }


async def _reload(town: Town) -> float:
    start = perf_counter()
    database = await town.open()
    due = await next_due(database)
    seconds = perf_counter() - start
    await database.close()
    assert due is not None
    return seconds


async def _queue(town: Town, due_at_once: int) -> tuple[float, float]:
    """Seconds until all are in the inbox, and the longest in which nothing else could run."""
    database, clock = await town.open(), SystemClock()
    inbox = Inbox(database, town.keys(), Ids(clock), clock)
    spare_the_collector()
    ticking = asyncio.create_task(_longest_stall())
    await asyncio.sleep(TICK)
    start = perf_counter()
    rung = await ring_due(database, inbox, clock)
    seconds = perf_counter() - start
    ticking.cancel()
    stall = await ticking
    async with database.transaction() as connection:
        waiting = await connection.value("waiting_events")
    await database.close()
    if not rung == waiting == due_at_once:
        raise SystemExit(
            f"of {due_at_once} reminders {rung} rang and {waiting} wait: some are lost"
        )
    return seconds, stall


async def _longest_stall() -> float:
    """Seconds by which a tick came too late; until it is cancelled."""
    longest = 0.0
    last = perf_counter()
    try:
        while True:
            await asyncio.sleep(TICK)
            now = perf_counter()
            longest, last = max(longest, now - last - TICK), now
    except asyncio.CancelledError:
        return longest
