"""A month of a service: its people and navigators, through the whole road, the clock wound by hand.

`make bench-month PEOPLE=20000`. Requests go by HTTP to the stand-in for Telegram, in this process;
its pace is kept. What people do is drawn, by the odds below; they are invented, not observed.
"""

from __future__ import annotations

import argparse
import asyncio
import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from inspect import isawaitable
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

from conversations.kit.effects import Bell
from conversations.kit.people import Person as Someone
from conversations.kit.people import QuietHours, Urgency, Weekly
from navigator_bot import assembly, invitations
from navigator_bot.assembly import House
from navigator_bot.auditor import EVERY
from navigator_bot.clock import WoundClock, from_ms, to_ms
from navigator_bot.routines import forget_old
from navigator_bot.rules.working_hours import answer_by
from navigator_bot.settings import read_settings
from navigator_bot.simulator import Group, Message, Person, StandIn, World
from navigator_bot.simulator.errors import CannotDo
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Row
from navigator_bot.store.people import save_person
from navigator_bot.store.sealing import add_key
from navigator_bot.telegram.bot import make_bot
from navigator_bot.timers import next_due, ring_due
from navigator_bot.turn import Decided
from tests.bench.bot_api import TOKEN
from tests.bench.bounds import table
from tests.bench.town import AT_ONCE, somebody

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
        """As `winding.work`, but asks for updates only where there are some."""
        house, later = self.house, None
        house.inbox.arrived.set()
        while True:
            await ring_due(house.database, house.inbox, house.clock)
            while self.polled < self.world.updates.made:
                self.polled = min(self.polled + 100, self.world.updates.made)
                self.kept += await house.polling.poll_once()
            if not house.inbox.arrived.is_set():
                break
            while await house.turns.round():
                pass
            house.inbox.arrived.clear()
            later = await house.sender.pump()  # may bring something in, of a group that moved
        async with house.database.transaction() as connection:
            retry = await connection.value("next_event_at")
        moments = (later, await next_due(house.database), retry and from_ms(retry))
        return min((moment for moment in moments if moment is not None), default=None)

    # People

    def week_of(self, person: Person, weekly: Weekly, monday: datetime) -> None:
        """What one person is going to do this week, drawn beforehand."""
        check_in = _on(monday, weekly.weekday, weekly.at)
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
        return _on(monday, self.chance.randrange(7), time(hour, self.chance.randrange(60)))

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


def _on(monday: datetime, weekday: int, at: time) -> datetime:
    return datetime.combine(monday.date() + timedelta(days=weekday), at, monday.tzinfo)


async def found(
    folder: Path, people: int, navigators: int
) -> tuple[Service, StandIn, list[Weekly]]:
    """A service on its first Monday, with everybody in it."""
    folder.mkdir(parents=True)
    add_key(folder / "keys")
    clock = WoundClock(BEGIN)
    world = World(clock.now, enforce_flood=True)
    stand_in = StandIn(world, TOKEN)
    await stand_in.start()
    environment = {
        "NAVIGATOR_TOKEN": TOKEN,
        "NAVIGATOR_DATABASE": str(folder / "month.db"),
        "NAVIGATOR_KEY_FILE": str(folder / "keys"),
        "NAVIGATOR_API_URL": stand_in.base_url,
    }
    settings = read_settings(environment)
    chance = random.Random(1)
    counted: list[Service] = []
    bot = make_bot(TOKEN, stand_in.base_url)
    house = await assembly.build(settings, clock, bot, watch=lambda d: counted[0].seen(d))
    staff = [world.person(f"Sam{number}") for number in range(navigators)]
    team = world.group("Navigators", staff)
    service = Service(world, clock, house, [], staff, team, chance)
    counted.append(service)
    for number, each in enumerate(staff):
        for role in ("navigator",) if number else ("lead", "admin"):
            each.starts(await invitations.invite(house.database, clock, role))
    team.adds_bot()
    await service.works()
    staff[0].says("/here", chat=team)
    await service.live_until(BEGIN + timedelta(minutes=5))
    await house.team.refresh()
    return service, stand_in, await _settle(service, people)


async def _settle(service: Service, people: int) -> list[Weekly]:
    """So many who have been through the welcome, each with a day and time for the check-in."""
    house, weeks = service.house, list[Weekly]()
    for start in range(0, people, AT_ONCE):
        changes = Changes()
        for number in range(start, min(people, start + AT_ONCE)):
            person = service.world.person(f"P{number}")
            person.unblocks()  # they have met the bot before
            service.people.append(person)
            weekly = Weekly(service.chance.randrange(7), service.chance.choice(TIMES))
            weeks.append(weekly)
            _keep(changes, service, person, weekly)
        async with house.database.transaction() as connection:
            await changes.write(connection)
    service.world.updates.drop()
    service.polled = service.world.updates.made
    service.updates_before, service.kept = service.world.updates.made, 0
    return weeks


def _keep(changes: Changes, service: Service, person: Person, weekly: Weekly) -> None:
    house = service.house
    someone: Someone = somebody(house.ids, weekly, QuietHours())
    save_person(changes, house.keys, None, someone, person.id, service.clock.now())
    due = to_ms(_on(BEGIN, weekly.weekday, weekly.at))
    changes.add("set_timer", chat=person.id, bell=Bell.CHECK_IN.value, ref="", due_at=due)


async def live(folder: Path, people: int, navigators: int, days: int) -> dict[str, float]:
    service, stand_in, weeks = await found(folder, people, navigators)
    try:
        start, cpu, decided = perf_counter(), process_time(), service.decided
        for day in range(days):
            await _day(service, weeks, BEGIN + timedelta(days=day))
        service.plan.clear()
        await service.live_until(service.clock.now() + timedelta(days=1))  # what is under way ends
        seconds = perf_counter() - start
        return {
            "month.seconds": seconds,
            "month.cpu_seconds": process_time() - cpu,
            "month.people": float(people),
            "month.turns_per_second": (service.decided - decided) / seconds,
            **await _figures(service, days + 1),
        }
    finally:
        await service.house.close()
        await stand_in.stop()


async def _day(service: Service, weeks: list[Weekly], day: datetime) -> None:
    local = day.astimezone(LONDON).replace(hour=0, minute=5)
    if local.weekday() == 0 or not service.plan:
        for person, weekly in zip(service.people, weeks, strict=True):
            service.week_of(person, weekly, local - timedelta(days=local.weekday()))
    for minute in range(10, 24 * 60, 10):
        service.at(local + timedelta(minutes=minute - 5), service.look_for_cases)
    for hour in range(24):
        service.at(local + timedelta(hours=hour), service.is_audited)
    service.at(local.replace(hour=3, minute=30), service.forgets)
    service.at(local.replace(hour=9), service.house.auditor.say_good_morning)
    await service.live_until(local + timedelta(days=1))


async def _figures(service: Service, days: int) -> dict[str, float]:
    hours = service.house.settings.hours
    cases = await _rows(service, "SELECT * FROM cases")
    claims = {
        row["about"]: row["at"]
        for row in await _rows(
            service,
            "SELECT about, min(at) AS at FROM audit WHERE what = 'claimed case' GROUP BY about",
        )
    }
    broken = {r["about"] for r in await _rows(service, _BROKEN)}
    waits = sorted(
        (claims[c["id"]] - c["opened_at"]) / 3_600_000 for c in cases if c["id"] in claims
    )
    made = kept = apologised = 0
    for case in cases:
        by = answer_by(hours, Urgency(case["urgency"]), from_ms(case["opened_at"]))
        ended = min(claims.get(case["id"], _NEVER), case["closed_at"] or _NEVER)
        if by is None or (ended == _NEVER and service.clock.now() < by):
            continue
        made += 1
        kept += ended <= to_ms(by)
        apologised += ended > to_ms(by) and case["id"] in broken
    (sent,) = await _rows(service, _SENT)
    return {
        "month.cases": float(len(cases)),
        "month.hours_to_claim_median": median(waits) if waits else 0.0,
        "month.hours_to_claim_p90": quantiles(waits, n=10)[-1] if len(waits) > 1 else 0.0,
        "month.promises_made": float(made),
        "month.promises_kept": float(kept),
        "month.promises_apologised": float(apologised),
        "month.promises_broken_unsaid": float(made - kept - apologised),
        "month.messages_per_person_week": sent["n"] / len(service.people) / (days / 7),
        "month.mended": float((await _rows(service, _MENDED))[0]["n"]),
        "month.lost": float(await _lost(service)),
    }


_NEVER = 1 << 60
_SENT = (
    "SELECT count(*) AS n FROM outbox WHERE status = 'sent' AND chat IN (SELECT chat FROM people)"
)
_BROKEN = "SELECT DISTINCT about FROM audit WHERE what = 'broke a promise'"
_LOST = (
    "SELECT count(*) AS n FROM inbox WHERE status <> 'done'",
    "SELECT count(*) AS n FROM outbox WHERE status NOT IN ('sent', 'failed', 'dropped')"
    " AND not_before <= (SELECT max(made_at) FROM outbox)",
)
"""What was kept and not decided; what was posted and has no outcome. Nor may an update that came
be missing among those that were kept."""
_MENDED = "SELECT count(*) AS n FROM audit WHERE who = 'auditor'"


async def _lost(service: Service) -> int:
    counted = [int((await _rows(service, sql))[0]["n"]) for sql in _LOST]
    unkept = service.world.updates.made - service.updates_before - service.kept
    return sum(counted) + unkept


async def _rows(service: Service, sql: str) -> list[Row]:
    async with service.house.database.transaction() as connection:
        return list(await connection.raw.execute_fetchall(sql))


def measure(people: int, days: int) -> dict[str, float]:
    """In memory where there is room for it: a month of commits would only measure the disk."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="bench-", dir=memory if memory.is_dir() else None) as name:
        return asyncio.run(live(Path(name) / "month", people, navigators_for(people), days))


def navigators_for(people: int) -> int:
    """One for a hundred people."""
    return max(2, people // 100)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.month", description=__doc__)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--days", type=int, default=30)
    options = parser.parse_args()
    print(table(measure(options.people, options.days)))


if __name__ == "__main__":
    main()
