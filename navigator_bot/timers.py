"""Timers are rows; APScheduler rings. A bell only puts what is due into the inbox."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from conversations.kit.effects import Bell
from navigator_bot.clock import Clock, from_ms, to_ms
from navigator_bot.events import Arrival, Rang
from navigator_bot.inbox import Inbox
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Database

log = logging.getLogger(__name__)

AT_ONCE = 250
"""Timers moved in one commit: small enough that nobody waits for it."""

PAUSE_AFTER_FAULT = timedelta(seconds=2)

_NEXT = "next timer"


async def ring_due(database: Database, inbox: Inbox, clock: Clock) -> int:
    """Move every due timer into the inbox, in order of time; return how many."""
    rung = 0
    while True:
        moved = await _ring_some(database, inbox, clock)
        rung += moved
        if moved < AT_ONCE:
            return rung
        await asyncio.sleep(0)


async def _ring_some(database: Database, inbox: Inbox, clock: Clock) -> int:
    changes = Changes()
    async with database.transaction() as connection:
        now = to_ms(clock.now())
        rows = await connection.rows("due_timers", now=now, most=AT_ONCE)
        for row in rows:
            chat, bell, ref, due = row["chat"], row["bell"], row["ref"], row["due_at"]
            key = f"bell:{chat}:{bell}:{ref}:{due}"
            inbox.add(changes, Arrival(key, chat, Rang(Bell(bell), ref, from_ms(due))))
            changes.add("cancel_timer", chat=chat, bell=bell, ref=ref)
        await changes.write(connection)
    if rows:
        inbox.arrived.set()
    return len(rows)


async def next_due(database: Database) -> datetime | None:
    async with database.transaction() as connection:
        due = await connection.value("next_timer_at")
    return None if due is None else from_ms(due)


@dataclass
class Routine:
    """Work of the house's own: on a trigger of APScheduler's, in the deployment's time zone."""

    name: str
    trigger: BaseTrigger
    work: Callable[[], Awaitable[None]]


class Bells:
    """Rings timers and routines by the clock. `look` is called whenever timers may have changed."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ring: Callable[[], Awaitable[object]],
        *,
        pause_after_fault: timedelta = PAUSE_AFTER_FAULT,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ring = ring
        self._pause_after_fault = pause_after_fault
        self._scheduler: AsyncIOScheduler | None = None
        self._set_for: datetime | None = None

    async def start(self, routines: list[Routine]) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True}
        )
        for routine in routines:
            self._scheduler.add_job(
                _until_stopped, routine.trigger, [routine.work], id=routine.name
            )
        self._scheduler.start()
        self._set_for = None
        await self.look()

    async def look(self) -> None:
        """Set the one bell to the earliest timer; nothing while another copy is on duty."""
        if self._scheduler is None:
            return
        due = await next_due(self._database)
        if due == self._set_for:
            return
        self._set_for = due
        if due is None:
            if self._scheduler.get_job(_NEXT):
                self._scheduler.remove_job(_NEXT)
            return
        ahead = max(due - self._clock.now(), timedelta())
        at = datetime.now(due.tzinfo) + ahead
        self._ring_at(at)

    def _ring_at(self, at: datetime) -> None:
        """Two may run at once: the next may be set while the last is still about to end."""
        if self._scheduler is not None:
            self._scheduler.add_job(
                _until_stopped,
                "date",
                [self._rung],
                run_date=at,
                id=_NEXT,
                replace_existing=True,
                max_instances=2,
            )

    async def _rung(self) -> None:
        try:
            await self._ring()
            self._set_for = None
            await self.look()
        except Exception as broken:
            log.error("bells could not ring (%s); trying again", type(broken).__name__)
            self._ring_at(datetime.now(UTC) + self._pause_after_fault)

    def stop(self) -> None:
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None


async def _until_stopped(work: Callable[[], Awaitable[object]]) -> None:
    """To be stopped in the middle is no fault, which the scheduler would log it as."""
    with contextlib.suppress(asyncio.CancelledError):
        await work()
