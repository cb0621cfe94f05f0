"""A house at work: its loops, each woken when there is something to do, and ended in good order."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from navigator_bot.assembly import House
from navigator_bot.auditor import EVERY
from navigator_bot.canary import release
from navigator_bot.clock import from_ms
from navigator_bot.doors import answer_of_health, listen, look_at_webhook, publish
from navigator_bot.errors import NavigatorError
from navigator_bot.keeping_desk.doubles import compare_all
from navigator_bot.keeping_desk.monday import say_what_needs_a_look
from navigator_bot.menus import Menus
from navigator_bot.pulse import Part
from navigator_bot.routines import forget_old, remind_of_help_lines
from navigator_bot.safety import read_net
from navigator_bot.store.duty import on_duty
from navigator_bot.timers import Bells, Routine, ring_due

log = logging.getLogger(__name__)

PAUSE_AFTER_FAULT = 2.0  # seconds
PAUSE_BEFORE_STAFF = 0.5  # seconds from the start: until people are heard
PAUSE_BEFORE_THE_REST = 2.0  # seconds from the start until what nobody waits for yet is made
GIVE_WAY = 0.0002  # seconds
SELDOM = (50_000, 20, 20)  # the thresholds of the garbage collector

LOOK_AT_STAFF = 300  # seconds
LOOK_AGAIN = 1  # seconds; others write to the same database: an operator, copies of the house


async def run(house: House) -> None:
    """Until SIGTERM or SIGINT. Raises NavigatorError where it cannot go on."""
    spare_the_collector()
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(sign, stopping.set)
    preparing = asyncio.create_task(_prepare(house))
    await run_until(house, stopping)
    preparing.cancel()


async def _prepare(house: House) -> None:
    """Once it works: to be reachable comes first."""
    await asyncio.sleep(PAUSE_BEFORE_THE_REST)
    for name, prepare in (
        ("net", partial(read_net, house.settings.safety_rules)),
        ("directory", house.directory.prepare),
    ):
        try:
            with giving_way():
                await asyncio.to_thread(prepare)
        except Exception as broken:
            log.error("the %s could not be made ready (%s)", name, type(broken).__name__)
    await _read_named_list(house)


@contextlib.contextmanager
def giving_way() -> Iterator[None]:
    """While another thread computes, people are answered as before: a turn waits for the
    interpreter several times, and the usual five milliseconds each time are long."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(GIVE_WAY)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


async def _read_named_list(house: House) -> None:
    try:
        await house.named_list.read_again()
    except Exception as broken:
        log.error("the directory could not be read again (%s)", type(broken).__name__)
    house.outbox.posted.set()


async def _follow_directory(house: House) -> None:
    """What staff, an operator or another copy of the house change is served a moment later."""
    while True:
        await house.live_directory.look()
        await asyncio.sleep(LOOK_AGAIN)


def spare_the_collector() -> None:
    """What is loaded stays, and nearly all that a turn makes goes by itself: looking through it
    all for garbage would stop the loop."""
    gc.freeze()
    gc.set_threshold(*SELDOM)


async def run_until(house: House, stopping: asyncio.Event) -> None:
    async def ring() -> None:
        await ring_due(house.database, house.inbox, house.clock)

    bells = Bells(house.database, house.clock, ring)
    parts = [
        _lasting("turns", lambda: _turns(house, bells)),
        _lasting("duty", lambda: _duty(house, bells)),
        _lasting("directory", lambda: _follow_directory(house)),
    ]
    if house.settings.webhook is not None:
        parts.append(listen(house, house.settings.webhook))
    if house.settings.watching.health is not None:
        parts.append(answer_of_health(house, house.settings.watching.health))
    if house.settings.publishing is not None:
        parts.append(publish(house, house.settings.publishing))
    await _together([stopping.wait(), *parts])


async def _together(parts: Sequence[Coroutine[Any, Any, object]]) -> None:
    """Until one of them ends; the others are then ended too. Raises what one of them raised."""
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end


async def _duty(house: House, bells: Bells) -> None:
    """What only one copy of the house may do at a time."""
    async with on_duty(house.database) as lost:
        await bells.start(_routines(house, bells))
        parts: list[Coroutine[Any, Any, object]] = [
            lost.wait(),
            _sender(house),
            _lasting("the look at staff", lambda: _looking_at_staff(house)),
            _errands(house),
            _lasting("the second channel", lambda: _outside(house)),
            _lasting("the auditor", lambda: _auditing(house)),
        ]
        if house.settings.webhook is None:
            parts.append(house.polling.run())
        else:
            parts.append(look_at_webhook(house, house.settings.webhook))
        if outside := house.settings.watching.heartbeat_url:
            parts.append(house.heartbeat.keep_pinging(outside))
        house.pulse.is_on_duty = True
        try:
            await _together(parts)
        finally:
            house.pulse.is_on_duty = False
            bells.stop()


async def _turns(house: House, bells: Bells) -> None:
    while True:
        house.inbox.arrived.clear()
        house.pulse.beat(Part.TURNS)
        while await house.turns.round():
            house.outbox.posted.set()
            house.pulse.beat(Part.TURNS)
        await bells.look()
        async with house.database.transaction() as connection:
            due = await connection.value("next_event_at")
        at = None if due is None else max(from_ms(due), house.clock.now())
        await _until(house, house.inbox.arrived, at)


async def _sender(house: House) -> None:
    while True:
        at = await house.sender.pump()
        await _until(house, house.outbox.posted, at)


async def _auditing(house: House) -> None:
    """Apart from bells, turns and sender, so that none of them can stop it."""
    while True:
        await house.auditor.look()
        await asyncio.sleep(EVERY.total_seconds())


async def _looking_at_staff(house: House) -> None:
    """What the rota lacks, who works here, and the menus that go with it."""
    await asyncio.sleep(PAUSE_BEFORE_STAFF)
    menus = Menus(house)
    await house.rota_watch.begin()
    house.outbox.posted.set()
    while True:
        await menus.refresh()
        await asyncio.sleep(LOOK_AT_STAFF)
        await house.team.refresh()


async def _errands(house: House) -> None:
    while True:
        while await house.errands.round():
            house.outbox.posted.set()
        await _until(house, asyncio.Event(), await house.errands.next_at())


async def _outside(house: House) -> None:
    while True:
        at = await house.outside.pump()
        await _until(house, asyncio.Event(), at)  # what is posted is the sender's to clear


async def _until(house: House, event: asyncio.Event, at: datetime | None) -> None:
    """The event, or the moment, or for a look at what others did."""
    ahead = LOOK_AGAIN if at is None else (at - house.clock.now()).total_seconds()
    timeout = max(0.0, min(ahead, LOOK_AGAIN))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(timeout):
            await event.wait()


async def _lasting(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """A loop that outlives its faults: the store may be away for a while."""
    while True:
        try:
            await work()
        except NavigatorError:
            raise
        except Exception as broken:
            log.error("%s stopped (%s); starting again", name, type(broken).__name__)
            await asyncio.sleep(PAUSE_AFTER_FAULT)


def _routines(house: House, bells: Bells) -> list[Routine]:
    zone = house.settings.hours.zone

    async def say_good_morning() -> None:
        await house.rota_watch.say_good_morning()
        house.outbox.posted.set()

    async def forget() -> None:
        await forget_old(house.database, house.clock)

    async def read_again() -> None:
        await _read_named_list(house)

    async def remind() -> None:
        lines = house.around.help_lines
        await remind_of_help_lines(house.database, house.clock, house.alerts, lines)
        house.outbox.posted.set()

    async def compare() -> None:
        await compare_all(house.database, house.keeping)

    async def monday() -> None:
        await say_what_needs_a_look(house.database, house.keeping)
        house.outbox.posted.set()

    opens = house.settings.hours.opens
    at_opening = CronTrigger(hour=opens.hour, minute=opens.minute, timezone=zone)
    return [
        Routine("look", IntervalTrigger(seconds=LOOK_AGAIN), bells.look),
        Routine("help card", CronTrigger(day_of_week="mon", hour=9, timezone=zone), remind),
        Routine("directory", CronTrigger(day_of_week="mon", hour=9, timezone=zone), monday),
        Routine("doubles", CronTrigger(hour=3, minute=45, timezone=zone), compare),
        Routine("retention", CronTrigger(hour=3, minute=30, timezone=zone), forget),
        Routine("named list", CronTrigger(hour=4, minute=10, timezone=zone), read_again),
        Routine("topics", IntervalTrigger(minutes=5), house.topics.tidy),
        Routine("morning", at_opening, say_good_morning),
        Routine("mornings", IntervalTrigger(minutes=5), house.mornings.look),
        *_canary(house),
    ]


def _canary(house: House) -> list[Routine]:
    """A test alert by the clock, where one is wanted."""
    when = house.settings.watching.canary
    if when is None:
        return []
    days, at = when

    async def sing() -> None:
        await release(house.database, house.inbox, house.ids, house.clock)

    trigger = CronTrigger(
        day_of_week=",".join(map(str, sorted(days))),
        hour=at.hour,
        minute=at.minute,
        timezone=house.settings.hours.zone,
    )
    return [Routine("canary", trigger, sing)]
