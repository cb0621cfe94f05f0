"""A service whose people and navigators do what is drawn, when it was drawn for."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from inspect import isawaitable
from zoneinfo import ZoneInfo

from conversations.kit.people import Weekly
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
TIMES = (time(10), time(14), time(18), time(9, 30), time(19))
TOGETHER = timedelta(minutes=10)  # what happens within so long is worked off together

ANSWERS = 0.6  # of check-ins
ASKS = 0.03  # of people in a week, for a human
WORRIED = 0.005  # of people in a week, by way of the help card
LOOKS = 0.15  # of people in a week, at the menu
BLOCKS = 0.004  # of people in a week
COMES_BACK = 0.5  # of those who block
FORGETS = 0.1  # of claims: not a word is written
ENDS = 0.9  # of talks are handed back by the navigator

Act = Callable[[], object]


@dataclass
class Service:
    """Everybody, what they are going to do and when, and what was counted."""

    world: World
    clock: WoundClock
    house: House
    people: list[Person]
    staff: list[Person]
    team: Group
    chance: random.Random
    polled: int = 0  # updates that were asked for
    decided: int = 0
    updates_before: int = 0
    kept: int = 0  # updates that were kept
    expected: set[int] = field(default_factory=set)  # alerts that somebody is going to take
    plan: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _order: int = 0

    def later(self, by: timedelta, act: Act) -> None:
        self.at(self.clock.now() + by, act)

    def at(self, moment: datetime, act: Act) -> None:
        self._order += 1
        heapq.heappush(self.plan, (moment, self._order, act))

    def soon(self, median_minutes: float) -> timedelta:
        """A few much later than most."""
        return timedelta(minutes=median_minutes * self.chance.lognormvariate(0, 1))

    async def live_until(self, end: datetime) -> None:
        while True:
            due = await self.works()
            planned = self.plan[0][0] if self.plan else end
            # What people do may wait a little for one another; what the house does comes in time.
            moment = min(planned, end) if due is None else min(due, planned, end)
            if moment >= end:
                break
            self.clock.wind_to(max(moment, self.clock.now() + timedelta(milliseconds=1)))
            until, together = self.clock.now() + TOGETHER, list[Act]()
            while planned <= self.clock.now() and self.plan and self.plan[0][0] <= until:
                together.append(heapq.heappop(self.plan)[2])
            for act in together:
                await self._happens(act)
        self.clock.wind_to(end)
        await self.works()

    async def _happens(self, act: Act) -> None:
        try:
            waiting = act()
            if isawaitable(waiting):
                await waiting
        except CannotDo:
            return  # who has blocked the bot types nothing there

    async def works(self) -> datetime | None:
        """As `winding.work`, but looks only where there is something, and the errands apart."""
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

    # People

    def week_of(self, person: Person, weekly: Weekly, monday: datetime) -> None:
        """What one person is going to do this week, drawn beforehand."""
        check_in = on_day(monday, weekly.weekday, weekly.at)
        if self.chance.random() < ANSWERS:
            self.at(check_in + self.soon(40), lambda: self.talks(person, self.chance.randint(3, 7)))
        for odds, words in ((ASKS, "/talk"), (WORRIED, "help"), (LOOKS, "/menu")):
            if self.chance.random() < odds:
                self.at(self.some_time(monday), self.saying(person, words))
        if self.chance.random() < BLOCKS:
            self.at(self.some_time(monday), person.blocks)
            if self.chance.random() < COMES_BACK:
                self.at(self.some_time(monday) + timedelta(days=7), self.saying(person, "/menu"))

    def some_time(self, monday: datetime) -> datetime:
        hour = self.chance.choices(range(24), [1] * 7 + [4] * 16 + [2])[0]
        return on_day(monday, self.chance.randrange(7), time(hour, self.chance.randrange(60)))

    def saying(self, person: Person, words: str) -> Act:
        def act() -> None:
            if person.chat.standing.value == "kicked":
                person.unblocks()
            person.says(words)
            follow = {"/talk": self.tells, "help": self.wants_navigator}.get(words)
            self.later(self.soon(1), (lambda: follow(person)) if follow else self.talk(person, 2))

        return act

    def talk(self, person: Person, steps: int) -> Act:
        return lambda: self.talks(person, steps)

    def tells(self, person: Person) -> None:
        person.says("it has been a hard week")
        self.later(timedelta(minutes=1), lambda: person.presses("Send it"))

    def wants_navigator(self, person: Person) -> None:
        person.presses("Talk to a navigator")

    def talks(self, person: Person, steps: int) -> None:
        """Answers the newest question by one of its buttons, or in words."""
        bubble = next((m for m in _newest(person.chat.messages) if m.buttons), None)
        if bubble is None:
            return
        choices = [
            button.data
            for row in bubble.buttons
            for button in row
            if button.data and not button.data.startswith("!") and ":stop" not in button.data
        ]
        if choices:
            person.presses(self.chance.choice(choices), bubble)
        else:
            person.says("just to the corner and back")
        if steps > 1:
            self.later(timedelta(minutes=self.chance.uniform(0.5, 2)), self.talk(person, steps - 1))

    # Navigators

    async def look_for_cases(self) -> None:
        """Each case that is new or open again is taken by somebody, sooner or later."""
        for message in _newest(self.team.chat.messages):
            data = next((d for d in _data(message) if d.endswith(":take")), None)
            if data is None or message.message_id in self.expected:
                continue
            self.expected.add(message.message_id)
            after = self.working(self.soon(45) * (6 if self.chance.random() < 0.1 else 1))
            who = self.chance.choice(self.staff)
            self.at(after, self.taking(who, data, message))

    def working(self, by: timedelta) -> datetime:
        hours = self.house.settings.hours
        return hours.after(self.clock.now(), by) or self.clock.now() + by

    def taking(self, who: Person, data: str, alert: Message) -> Act:
        def act() -> None:
            if data not in _data(alert):
                return  # somebody was sooner, or it is over
            who.presses(data, alert)
            if self.chance.random() >= FORGETS:
                self.later(self.soon(10), lambda: self.answers(who, data, 0))

        return act

    def answers(self, who: Person, data: str, times: int) -> None:
        case = data.split(":")[1]
        back = f"case:{case}:back"
        brief = next((m for m in _newest(who.chat.messages) if back in _data(m)), None)
        if brief is None:
            return
        if times >= 2 and self.chance.random() < ENDS:
            who.presses(back, brief)
        elif times < 3:
            who.says("I am here. How is it now?", reply_to=brief)
            self.at(self.working(self.soon(30)), lambda: self.answers(who, data, times + 1))

    def seen(self, decided: Decided) -> None:
        self.decided += 1

    async def is_audited(self) -> None:
        """Twice, as what counts is what stays."""
        await self.house.auditor.look()
        self.later(EVERY, self.house.auditor.look)

    async def forgets(self) -> None:
        await forget_old(self.house.database, self.clock)


def _data(message: Message) -> list[str]:
    return [button.data for row in message.buttons for button in row if button.data]


def _newest(messages: dict[int, Message], most: int = 40) -> list[Message]:
    return [m for m in list(messages.values())[:-most:-1] if m.sender.is_bot and not m.is_deleted]


def on_day(monday: datetime, weekday: int, at: time) -> datetime:
    return datetime.combine(monday.date() + timedelta(days=weekday), at, monday.tzinfo)
