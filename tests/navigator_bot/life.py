"""A house that lives in a test: a stand-in Telegram, people to play, a clock wound by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from navigator_bot import assembly, invitations
from navigator_bot.assembly import House
from navigator_bot.clock import WoundClock
from navigator_bot.rules.pacing import Limits
from navigator_bot.settings import Settings, read_settings
from navigator_bot.simulator import Group, Message, Person, StandIn, World
from navigator_bot.simulator.group import Group as AnyGroup
from navigator_bot.store.database import Row
from navigator_bot.store.sealing import add_key
from navigator_bot.telegram.bot import make_bot
from navigator_bot.winding import wind_to, work

TUESDAY = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
"""In working hours, in winter time."""

TOKEN = "7000000001:AA-not_a_real_token-0123456789abcde"
BREATH = timedelta(seconds=15)
"""Long enough for Telegram's pace to let a few messages out to one chat."""


class Life:
    def __init__(self, folder: Path, database: str, *, start: datetime = TUESDAY) -> None:
        self.clock = WoundClock(start)
        self.world = World(self.clock.now, enforce_flood=True)
        self.stand_in = StandIn(self.world, TOKEN)
        self.key_file = folder / "navigator.keys"
        self.database_url = database
        self.breath = BREATH
        self._house: House | None = None
        self._others: list[House] = []
        if not self.key_file.exists():
            add_key(self.key_file)

    @property
    def house(self) -> House:
        assert self._house is not None, "nobody has moved in"
        return self._house

    async def move_in(
        self, *, limits: Limits | None = None, templates: Path | None = None, timeout: float = 5.0
    ) -> House:
        """Build the house; `timeout` is how long it waits for Telegram's answers."""
        self._house = await self._build(limits, templates, timeout)
        return self.house

    async def another(self, *, timeout: float = 5.0) -> House:
        """A second copy of the house on the same database."""
        house = await self._build(None, None, timeout)
        self._others.append(house)
        return house

    async def move_out(self) -> None:
        for house in (*self._others, self._house):
            if house is not None:
                await house.close()
        self._house, self._others = None, []

    def settings(self) -> Settings:
        return read_settings(
            {
                "NAVIGATOR_TOKEN": TOKEN,
                "NAVIGATOR_DATABASE": self.database_url,
                "NAVIGATOR_KEY_FILE": str(self.key_file),
                "NAVIGATOR_API_URL": self.stand_in.base_url,
                "NAVIGATOR_SERVICE_NAME": "Alderbridge Peer Navigators",
            }
        )

    async def now(self) -> datetime | None:
        """All that is due at this very moment; when there is more."""
        return await work(self.house)

    async def settle(self, by: timedelta | None = None) -> None:
        """All that is due now and in the next few seconds."""
        later = self.clock.now() + (self.breath if by is None else by)
        await wind_to(self.house, self.clock, later)

    async def wind(self, **by: float) -> None:
        """Hours or days pass, and every bell rings on the way."""
        await self.settle(timedelta(**by))

    async def newcomer(self, name: str, *, reminders: bool = True, place: str = "") -> Person:
        """Somebody who has been welcomed, and has agreed to what is asked."""
        person = self.world.person(f"{name}-at-telegram")
        person.starts()
        await self.settle()
        agreed = "yes" if reminders else "no"
        for key in ("start", "26_49", "yes"):
            await self.taps(person, key)
        person.says(name)
        await self.settle()
        if place:
            person.says(place)
            await self.settle()
        for key in (agreed,) if place else ("skip", agreed):
            await self.taps(person, key)
        for key in ("tuesday", "afternoon", "no") if reminders else ():
            await self.taps(person, key)
        await self.taps(person, "no")
        await self.taps(person, "look_around")
        return person

    async def taps(self, person: Person, key: str, message: Message | None = None) -> None:
        """Press the newest button that stands for `key`, whatever its label is."""
        tap(person, key, message)
        await self.settle()

    async def sets_goal(self, person: Person, words: str, *, why: str = "") -> None:
        """From the menu to the first rating."""
        await self.taps(person, "set_goal")
        person.says(words)
        await self.settle()
        for key in ("yes", "skip"):
            await self.taps(person, key)
        if why:
            person.says(why)
            await self.settle()
        for key in ("skip", "5") if why else ("skip", "skip", "5"):
            await self.taps(person, key)

    async def staff(self, name: str, role: str = "navigator") -> Person:
        person = self.world.person(name, last_name="Surname")
        person.starts(await invitations.invite(self.house.database, self.clock, role))
        await self.settle()
        await self.house.team.refresh()
        return person

    async def team(self, lead: Person, *members: Person) -> Group:
        group = self.world.group("Navigators", [lead, *members])
        group.adds_bot()
        lead.says("/here", chat=group)
        await self.settle()
        return group

    async def asks_for_navigator(self, person: Person, words: str = "a hard week") -> None:
        person.says("/talk")
        await self.settle()
        person.says(words)
        await self.settle()
        await self.taps(person, "send")

    async def rows(self, sql: str, *values: Any) -> list[Row]:
        """Whatever a test wants to look at; `?` stands for a value."""
        return await rows(self.house, sql, *values)

    async def rows_change(self, sql: str, *values: Any) -> None:
        """Do by hand what no part of the house does."""
        await rows(self.house, sql, *values)

    async def _build(self, limits: Limits | None, templates: Path | None, timeout: float) -> House:
        settings = self.settings()
        bot = make_bot(settings.token, settings.api_url, read_timeout=timeout)
        return await assembly.build(settings, self.clock, bot, limits=limits, templates=templates)


@asynccontextmanager
async def life(folder: Path, database: str, *, start: datetime = TUESDAY) -> AsyncIterator[Life]:
    """A stand-in at work; the house is moved into by the test."""
    made = Life(folder, database, start=start)
    async with made.stand_in:
        try:
            yield made
        finally:
            await made.move_out()


async def rows(house: House, sql: str, *values: Any) -> list[Row]:
    async with house.database.transaction() as connection:
        if house.database.dialect == "sqlite":
            cursor = await connection.raw.execute(sql, values)
            return list(await cursor.fetchall())
        for number in range(1, len(values) + 1):
            sql = sql.replace("?", f"${number}", 1)
        return list(await connection.raw.fetch(sql, *values))


def tap(person: Person, key: str, message: Message | None = None) -> None:
    """Press the newest button that stands for `key`; the house has not heard of it yet."""
    for each in [message] if message else reversed(person.sees):
        for row in each.buttons:
            for button in row:
                if button.data is not None and _stands_for(button.data) == key:
                    person.presses(button.data, each)
                    return
    raise AssertionError(f"no button for {key} among {[each.labels for each in person.sees]}")


def take(navigator: Person, where: AnyGroup | None = None) -> None:
    """Press "I'll take this" on the newest alert."""
    messages = where.sees if where is not None else navigator.sees
    for each in reversed(messages):
        for row in each.buttons:
            for button in row:
                if button.data and button.data.endswith(":take"):
                    navigator.presses(button.data, each)
                    return
    raise AssertionError("there is no case to take")


def texts(person: Person | AnyGroup) -> list[str]:
    """What the bot has said there."""
    return [message.text for message in person.sees if message.sender.is_bot]


def _stands_for(data: str) -> str:
    return data[1:] if data.startswith("!") else data.partition(":")[2]
