"""The stage: a whole house before a stand-in Telegram, with people to play and a clock to wind."""

from __future__ import annotations

import asyncio
import contextlib
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from babel import Locale

from navigator_bot import assembly, invitations
from navigator_bot.assembly import House
from navigator_bot.clock import RunningClock, WoundClock
from navigator_bot.errors import NavigatorError
from navigator_bot.insight import Insight
from navigator_bot.menus import Menus
from navigator_bot.settings import Settings, read_settings
from navigator_bot.simulator.errors import CannotDo
from navigator_bot.simulator.group import Group
from navigator_bot.simulator.page import Page
from navigator_bot.simulator.person import Person
from navigator_bot.simulator.rehearsal import Cast, NamedPlace, Part, Seat, Standing, Step
from navigator_bot.simulator.script import UNTIL_NEXT, joins, passes
from navigator_bot.simulator.server import StandIn
from navigator_bot.simulator.world import World
from navigator_bot.store.sealing import add_key
from navigator_bot.telegram.bot import make_bot
from navigator_bot.winding import next_unprompted, wind_to, work
from navigator_bot.wording import TEMPLATES

PLACES = (NamedPlace("Alderbridge", 54.982, -1.902),)
LANGUAGES = ("en", "cy", "pl", "ro", "pa", "ur", "bn", "so", "ar")
"""That a phone can be set to: English, and those most spoken beside it in the UK."""

LOOK_AGAIN = 0.2  # seconds between looks at what time alone has made due
NAME = re.compile(r"[^\W\d_][\w .'\u2019-]{0,39}")  # that a line of a story can begin with
PAUSE = timedelta(minutes=1)  # from which on doing nothing is part of the story

Tell = Callable[[datetime, Sequence[str]], Awaitable[str]]
"""Makes a story of when it began and what people did."""


class Stage:
    """A house, a world and a clock to wind; satisfies `simulator.rehearsal.Rehearsal`.

    What `environment` sets goes before the stage's own settings. `tell` writes the story of what
    was lived through.
    """

    def __init__(
        self,
        folder: Path,
        port: int = 0,
        clock: RunningClock | WoundClock | None = None,
        environment: Mapping[str, str] | None = None,
        tell: Tell | None = None,
    ) -> None:
        self._folder = folder
        self._tell = tell
        self._environment = environment or {}
        self.clock = clock or RunningClock()
        self.world = World(self.clock.now, bot_name="Peer Navigator", enforce_flood=True)
        token = f"{self.world.bot.id}:{secrets.token_urlsafe(24)}"
        page = Page(self, TEMPLATES / "console")
        self.stand_in = StandIn(self.world, token, port=port, pages=page)
        self._turning = asyncio.Lock()
        self._played = 0
        self._house: House | None = None
        self._insight = Insight(self._name_of)
        self._seats: list[Seat] = []
        self._began = self._last_at = self.now()
        self._lines: list[str] = []

    def now(self) -> datetime:
        return self.clock.now()

    def cast(self) -> Cast:
        languages = {code: Locale.parse(code).display_name or code for code in LANGUAGES}
        return Cast(self.world, tuple(self._seats), PLACES, languages)

    def join(self, name: str, language: str) -> Seat:
        name = " ".join(name.split())
        if not NAME.fullmatch(name) or self._is_known(name):
            raise CannotDo(f"The name {name!r} cannot be had: somebody has it, or it is too odd.")
        if language not in LANGUAGES:
            raise CannotDo(f"A phone here cannot be set to {language!r}.")
        seat = self._seated(self.world.person(name, language=language), Part.PERSON)
        self.did(joins(name, language))
        return seat

    def _is_known(self, name: str) -> bool:
        return any(name == each.who.user.first_name for each in self._seats)

    def did(self, line: str) -> None:
        idle = self.now() - self._last_at
        if idle >= PAUSE:
            self._lines.append(passes(idle))
        self._lines.append(line)
        self._last_at = self.now()

    async def road(self) -> Sequence[Step]:
        return await self._insight.road(self.house.database)

    async def standing(self, who: Person) -> Standing | None:
        return self._insight.standing(who.chat.id)

    async def story(self) -> str:
        if self._tell is None:
            raise CannotDo("Nobody writes down this story.")
        try:
            return await self._tell(self._began, tuple(self._lines))
        except NavigatorError as broken:
            raise CannotDo(str(broken)) from None

    async def wind(self, by: timedelta) -> None:
        self.did(passes(by))
        await self.wait(by)
        self._last_at = self.now()

    async def wait(self, by: timedelta) -> None:
        """As `wind`, but no part of the story."""
        await self._wind_to(self.now() + by)

    async def wind_to_next(self) -> None:
        async with self._turning:
            due = await next_unprompted(self.house)
        if due is not None:
            self.did(UNTIL_NEXT)
            await self._wind_to(due)
            self._last_at = self.now()

    async def start_again(self) -> None:
        """A new store, a new person; the staff are already there."""
        async with self._turning:
            await self.close()
            self.world.clear()
            self._seats.clear()
            self._insight = Insight(self._name_of)
            await self.open()
            await self._gather()
        self._began = self._last_at = self.now()
        self._lines.clear()

    async def open(self) -> None:
        """A new store, and nobody there yet."""
        self._played += 1
        folder = self._folder / str(self._played)
        settings = _settings(folder, self.stand_in, self._environment)
        bot = make_bot(settings.token, settings.api_url)
        watch = self._insight.watch
        self._house = await assembly.build(settings, self.clock, bot, watch=watch)

    async def settle(self) -> datetime | None:
        """Let everything happen that is due; the moment when there is more."""
        async with self._turning:
            return await work(self.house)

    async def keep_going(self) -> None:
        """Until cancelled: what the people on the page do is answered, and bells ring."""
        while True:
            seen = self.world.changed.count
            await self.settle()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_AGAIN):
                    await self.world.changed.past(seen)

    async def close(self) -> None:
        if self._house is not None:
            await self._house.close()
            self._house = None

    @property
    def house(self) -> House:
        assert self._house is not None, "the story has not begun"
        return self._house

    async def _wind_to(self, moment: datetime) -> None:
        async with self._turning:
            await wind_to(self.house, self.clock, moment)

    async def _gather(self) -> None:
        """Everybody takes their place, by the same ways as in earnest."""
        house = self.house
        await Menus(house).refresh()
        lead = self.world.person("Jo")
        navigator = self.world.person("Sam")
        for person, role in ((lead, "lead"), (navigator, "navigator")):
            person.starts(await invitations.invite(house.database, self.clock, role))
        team = self.world.group("Navigators", [lead, navigator])
        team.adds_bot()
        await work(house)
        lead.says("/here", chat=team)
        await work(house)
        self._seated(self.world.person("Amina"), Part.PERSON)
        keeper = self.world.person("Kim")
        keeper.starts(await invitations.invite(house.database, self.clock, "coordinator"))
        await work(house)
        self._seated(navigator, Part.STAFF, team)
        self._seated(navigator, Part.STAFF)
        self._seated(lead, Part.STAFF)
        self._seated(keeper, Part.STAFF)

    def _seated(self, who: Person, part: Part, group: Group | None = None) -> Seat:
        key = f"phone-{who.id}" if group is None else "team"
        seat = Seat(key, part, who, group)
        self._seats.append(seat)
        return seat

    def _name_of(self, chat: int) -> str:
        known = self.world.chats.get(chat)
        return "" if known is None else known.title


def _settings(folder: Path, stand_in: StandIn, changed: Mapping[str, str]) -> Settings:
    folder.mkdir()
    keys = folder / "demo.keys"
    add_key(keys)
    environment = {
        "NAVIGATOR_TOKEN": stand_in.token,
        "NAVIGATOR_DATABASE": str(folder / "demo.db"),
        "NAVIGATOR_KEY_FILE": str(keys),
        "NAVIGATOR_API_URL": stand_in.base_url,
        "NAVIGATOR_SERVICE_NAME": "Alderbridge Peer Navigators",
        **changed,
    }
    return read_settings(environment)
