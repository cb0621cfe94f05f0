"""A service that lives by a wound clock: what was planned, and what the house does by itself."""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from inspect import isawaitable
from itertools import islice
from zoneinfo import ZoneInfo

from navigator_bot.assembly import House
from navigator_bot.auditor import EVERY
from navigator_bot.clock import WoundClock, from_ms
from navigator_bot.routines import forget_old
from navigator_bot.simulator import Group, Message, Person, World
from navigator_bot.simulator.errors import CannotDo
from navigator_bot.timers import ring_due
from navigator_bot.turn import Decided

LONDON = ZoneInfo("Europe/London")
BEGIN = datetime(2026, 3, 2, 0, 0, tzinfo=LONDON)  # the clocks go forward within the month

BEAT = timedelta(minutes=10)
"""What people do falls on the beat, so that many do something at once, as in a larger service."""

TICK = timedelta(seconds=1)
"""How late a bell rings at the most, as in a house that is not wound."""

Act = Callable[[], object]
Watch = Callable[[Decided], None]


@dataclass
class Service:
    """Everybody, what they are going to do and when, and what was counted."""

    world: World
    clock: WoundClock
    house: House
    staff: list[Person]
    team: Group
    chance: random.Random
    people: dict[int, Person] = field(default_factory=dict)  # by their chats
    watches: list[Watch] = field(default_factory=list)
    decided: int = 0
    polled: int = 0  # updates that were asked for
    kept: int = 0  # updates that were kept
    updates_before: int = 0
    plan: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _order: int = 0

    def at(self, moment: datetime, act: Act) -> None:
        self._order += 1
        heapq.heappush(self.plan, (moment, self._order, act))

    def on_the_beat(self, moment: datetime, act: Act) -> None:
        """At that moment, or up to ten minutes later."""
        self.at(_whole(moment, BEAT), act)

    def later(self, by: timedelta, act: Act) -> None:
        self.on_the_beat(self.clock.now() + by, act)

    def soon(self, median_minutes: float) -> timedelta:
        """A few much later than most."""
        return timedelta(minutes=median_minutes * self.chance.lognormvariate(0, 1))

    async def live_until(self, end: datetime) -> None:
        while (moment := self._next(await self.works(), end)) < end:
            self.clock.wind_to(moment)
            while self.plan and self.plan[0][0] <= moment:
                await self._happens(heapq.heappop(self.plan)[2])
        self.clock.wind_to(end)
        await self.works()

    def _next(self, due: datetime | None, end: datetime) -> datetime:
        moments = [moment for moment, _, _ in self.plan[:1]]
        if due is not None:
            moments.append(_whole(due, TICK))
        return max(min(moments, default=end), self.clock.now() + timedelta(milliseconds=1))

    async def _happens(self, act: Act) -> None:
        try:
            waiting = act()
            if isawaitable(waiting):
                await waiting
        except CannotDo:
            return  # who has blocked the bot types nothing there

    async def works(self) -> datetime | None:
        """As `winding.work`, but looks only where there is something, and has no errands."""
        house, later = self.house, None
        await ring_due(house.database, house.inbox, house.clock)
        house.inbox.arrived.set()
        while house.inbox.arrived.is_set() or self.polled < self.world.updates.made:
            while self.polled < self.world.updates.made:
                self.polled = min(self.polled + 100, self.world.updates.made)
                self.kept += await house.polling.poll_once()
            while await house.turns.round():
                pass
            house.inbox.arrived.clear()
            later = await house.sender.pump()  # may bring something in, of a group that moved
        async with house.database.transaction() as connection:
            retry, bell = await connection.rows_of_all(["next_event_at", "next_timer_at"])
        moments = [later, *(from_ms(row["due"]) for (row,) in (retry, bell) if row["due"])]
        return min((moment for moment in moments if moment is not None), default=None)

    def seen(self, decided: Decided) -> None:
        self.decided += 1
        for watch in self.watches:
            watch(decided)

    def routines(self, midnight: datetime) -> None:
        """What the house does by the clock on that day."""
        house = self.house
        for hour in range(24):
            self.at(midnight + timedelta(hours=hour), self._is_audited)
            self.at(midnight + timedelta(hours=hour), house.mornings.look)
        self.at(midnight.replace(hour=3, minute=30), self._forgets)
        self.at(midnight.replace(hour=9), house.rota_watch.say_good_morning)

    async def _is_audited(self) -> None:
        """Twice, as what counts is what stays."""
        await self.house.auditor.look()
        self.at(self.clock.now() + EVERY, self.house.auditor.look)

    async def _forgets(self) -> None:
        await forget_old(self.house.database, self.clock)


def _whole(moment: datetime, step: timedelta) -> datetime:
    seconds = step.total_seconds()
    return datetime.fromtimestamp(math.ceil(moment.timestamp() / seconds) * seconds, UTC)


def pressable(message: Message) -> list[str]:
    """What the buttons under a message say to the bot."""
    return [button.data for row in message.buttons for button in row if button.data]


def newest(messages: dict[int, Message], most: int = 40) -> list[Message]:
    """Those of the bot among the last so many, the newest first."""
    last = islice(reversed(messages.values()), most)
    return [m for m in last if m.sender.is_bot and not m.is_deleted]


def on_day(monday: datetime, weekday: int, at: time) -> datetime:
    return datetime.combine(monday.date() + timedelta(days=weekday), at, monday.tzinfo)
