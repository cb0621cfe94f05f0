"""A whole house on a stage, its people played by hand: every message that the bot sends is read.

What nobody expected fails the journey: at its end each bubble must have been read.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from navigator_bot import invitations
from navigator_bot.assembly import House
from navigator_bot.clock import WoundClock
from navigator_bot.rules.findings import Finding
from navigator_bot.simulator import Group, Message, Person, World
from navigator_bot.stage import Stage
from navigator_bot.store.database import Row
from navigator_bot.wording import ENGLISH, Wording

LONDON = ZoneInfo("Europe/London")

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=LONDON)
"""A working day, in working hours, in winter time."""

BREATH = timedelta(seconds=12)
"""Between two things that people do: enough for every bubble to come at Telegram's pace."""

TAKE, BACK = (Wording().plain(f"desk.button__{key}", ENGLISH) for key in ("take", "back"))

Place = Person | Group


@dataclass(frozen=True)
class Heard:
    """New bubbles of one chat, oldest first."""

    messages: Sequence[Message]

    def __len__(self) -> int:
        return len(self.messages)

    def __contains__(self, words: str) -> bool:
        return words in self.text

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.messages)

    @property
    def last(self) -> Message:
        assert self.messages, "nothing was said"
        return self.messages[-1]

    @property
    def labels(self) -> list[str]:
        """Of the newest question."""
        return next((m.labels for m in reversed(self.messages) if m.labels), [])

    def one(self) -> Message:
        assert len(self.messages) == 1, f"one bubble was expected, not {self.messages}"
        return self.messages[0]


class Journey:
    """What people do, what they read, and the clock; by hand."""

    def __init__(self, stage: Stage, clock: WoundClock) -> None:
        self.stage = stage
        self.clock = clock
        self._read: dict[int, set[int]] = {}
        self._seen: list[Place] = []

    @property
    def world(self) -> World:
        return self.stage.world

    @property
    def house(self) -> House:
        return self.stage.house

    @property
    def everybody(self) -> Sequence[Place]:
        return tuple(self._seen)

    def now(self) -> datetime:
        """On London's wall clock."""
        return self.clock.now().astimezone(LONDON)

    # Time

    async def wind(self, **by: float) -> None:
        """So much time passes, and every bell rings on the way."""
        await self.stage.wind(timedelta(**by))

    async def wind_to(self, moment: datetime) -> None:
        await self.stage.wind(moment - self.clock.now())

    async def at(
        self, hour: int, minute: int = 0, *, days: int = 0, zone: ZoneInfo = LONDON
    ) -> None:
        """On to that time of the wall clock, so many days on."""
        local = self.clock.now().astimezone(zone)
        wall = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
        await self.wind_to(wall + timedelta(days=days))

    def sleeps(self, **by: float) -> None:
        """The house is down for so long: time passes, and nothing rings."""
        self.clock.wind_to(self.clock.now() + timedelta(**by))

    # People

    def somebody(self, name: str, *, language: str = "en") -> Person:
        person = self.world.person(name, language=language)
        self._seen.append(person)
        return person

    async def staff(self, name: str, role: str = "navigator") -> Person:
        """Somebody who has followed a staff link."""
        return await self.joins(self.somebody(name), role)

    async def joins(self, person: Person, role: str) -> Person:
        """A further role, for who has one already."""
        code = await invitations.invite(self.house.database, self.clock, role)
        assert "Welcome" in await self.starts(person, code)
        await self.house.team.refresh()
        return person

    async def team(self, *members: Person) -> Group:
        """The team's group, set up by its first member."""
        group = self.world.group("Navigators", members)
        self._seen.append(group)
        group.adds_bot()
        await self.wind(seconds=BREATH.total_seconds())
        await self.says(members[0], "/here", chat=group)
        assert "When someone asks for a person, I say so here." in self.reads(group)
        return group

    async def welcomed(
        self,
        name: str,
        *,
        day: str = "Thursday",
        time: str = "Morning, 10:00",
        reminders: bool = True,
        follow_up: bool = False,
        area: str = "Skip",
        language: str = "en",
    ) -> Person:
        """Somebody who has been through the welcome, by its buttons."""
        person = self.somebody(name, language=language)
        await self.starts(person)
        await self.presses(person, "Let's start", "26 to 49", "Yes")
        await self.says(person, name)
        if area == "Skip":
            await self.presses(person, "Skip")
        else:
            await self.says(person, area)
        if reminders:
            await self.presses(person, "Yes", day)
            if time in person.hears.labels:
                await self.presses(person, time)
            else:
                await self.says(person, time)
            await self.presses(person, "Yes" if follow_up else "No")
        else:
            await self.presses(person, "No")
        heard = await self.presses(person, "No", "Look around first")
        assert "What would you like to do?" in heard
        return person

    async def with_goal(self, name: str, goal: str = "walk to the pond", **how: Any) -> Person:
        person = await self.welcomed(name, **how)
        await self.sets_goal(person, goal)
        return person

    async def sets_goal(self, person: Person, goal: str, today: str = "4") -> None:
        await self.says(person, "/goals")
        heard = await self.presses(person, "Add a goal")
        if "your own words" not in heard:
            raise AssertionError(f"the goal is not asked for: {heard.text}")
        await self.says(person, goal)
        await self.presses(person, "Yes, that's it", "Skip", "Skip")
        await self.says(person, "shoes by the door")
        heard = await self.presses(person, "Skip", today)
        assert "I have kept that for you" in heard

    async def asks_for_human(self, person: Person, words: str = "a hard week") -> Heard:
        await self.says(person, "/talk")
        await self.says(person, words)
        return await self.presses(person, "Send it")

    async def takes(self, staff: Person, where: Group | Message | None = None) -> Heard:
        """Presses "I'll take this" on an alert; what the navigator reads then."""
        chat = where if isinstance(where, Group) else None
        message = where if isinstance(where, Message) else None
        return await self.does(lambda: staff.presses(TAKE, message, chat=chat), staff)

    # Doing and reading

    async def says(self, person: Person, words: str, **how: Any) -> Heard:
        """Types it, lets the house answer, and reads what is new in that person's chat."""
        return await self.does(lambda: person.says(words, **how), person)

    async def starts(self, person: Person, code: str = "") -> Heard:
        return await self.does(lambda: person.starts(code), person)

    async def presses(self, person: Person, *labels: str, chat: Group | None = None) -> Heard:
        """One after the other; what was read after the last."""
        heard = Heard(())
        for label in labels:
            heard = await self.does(partial(person.presses, label, chat=chat), person)
        return heard

    async def does(self, act: Callable[[], object], reader: Place) -> Heard:
        act()
        await self.wind(seconds=BREATH.total_seconds())
        return self.reads(reader)

    def reads(self, place: Place) -> Heard:
        """What is new in that chat; it is read now."""
        chat = place.chat
        read = self._read.setdefault(id(place), set())
        new = [each for each in chat.said_by_bot if id(each) not in read]
        read.update(id(each) for each in new)
        return Heard(new)

    def nothing_new(self, *places: Place) -> None:
        """Nobody, or none of these, has got anything that was not read."""
        unread = {
            (p.user.name if isinstance(p, Person) else p.chat.title): heard.messages
            for p in (places or self._seen)
            if len(heard := self.reads(p))
        }
        assert not unread, f"nobody expected this: {unread}"

    async def rows(self, sql: str) -> list[Row]:
        async with self.house.database.transaction() as connection:
            if self.house.database.dialect == "sqlite":
                cursor = await connection.raw.execute(sql)
                return list(await cursor.fetchall())
            return list(await connection.raw.fetch(sql))


@asynccontextmanager
async def journey(
    folder: Path,
    start: datetime = MONDAY,
    environment: Mapping[str, str] | None = None,
    *,
    has_topics: bool = False,
) -> AsyncIterator[Journey]:
    """A house with nobody in it yet; at the end everything that was said must have been read."""
    clock = WoundClock(start)
    stage = Stage(folder, clock=clock, environment=environment)
    stage.world.has_topics = has_topics
    async with stage.stand_in:
        try:
            await stage.open()
            await _hurry(stage.house)
            made = Journey(stage, clock)
            yield made
            made.nothing_new()
            assert not await findings(made), "the auditor found something"
        finally:
            print(told(stage.world))  # shown for a journey that fails
            await stage.close()


async def findings(journey: Journey) -> tuple[Finding, ...]:
    """What two looks find, a minute apart: faults that a journey must not leave behind."""
    await journey.house.auditor.look()
    journey.sleeps(minutes=1)
    return await journey.house.auditor.look()


async def _hurry(house: House) -> None:
    """No journey loses its power supply, so SQLite need not wait for the disk."""
    if house.database.dialect == "sqlite":
        async with house.database.transaction() as connection:
            for statement in ("COMMIT", "PRAGMA synchronous = OFF", "BEGIN"):
                await connection.raw.execute(statement)


def told(world: World) -> str:
    """Every chat as it stands now, oldest bubble first."""
    lines = []
    for chat in world.chats.values():
        lines.append(f"== {chat.title}")
        for each in chat.visible:
            at = each.sent_at.astimezone(LONDON).strftime("%a %d %b %H:%M")
            lines.append(f"{at} {each.sender.first_name}: {each.text} {each.labels or ''}")
    return "\n".join(lines)
