"""The demo: the whole house against a stand-in Telegram, in a browser or by script."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import signal
import tempfile
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from navigator_bot import assembly, invitations
from navigator_bot.assembly import House
from navigator_bot.clock import RunningClock, WoundClock
from navigator_bot.errors import SettingsError
from navigator_bot.menus import Menus
from navigator_bot.settings import Settings, read_settings
from navigator_bot.simulator.page import Page
from navigator_bot.simulator.rehearsal import Cast, NamedPlace
from navigator_bot.simulator.server import StandIn
from navigator_bot.simulator.world import World
from navigator_bot.store.sealing import add_key
from navigator_bot.telegram.bot import make_bot
from navigator_bot.winding import next_unprompted, wind_to, work
from navigator_bot.wording import TEMPLATES

PLACES = (NamedPlace("Alderbridge", 54.982, -1.902),)
LOOK_AGAIN = 0.2  # seconds between looks at what time alone has made due


class Stage:
    """A house, a world and a clock to wind; satisfies `simulator.rehearsal.Rehearsal`.

    What `environment` sets goes before the stage's own settings.
    """

    def __init__(
        self,
        folder: Path,
        port: int = 0,
        clock: RunningClock | WoundClock | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._folder = folder
        self._environment = environment or {}
        self.clock = clock or RunningClock()
        self.world = World(self.clock.now, bot_name="Peer Navigator", enforce_flood=True)
        token = f"{self.world.bot.id}:{secrets.token_urlsafe(24)}"
        page = Page(self, TEMPLATES / "console")
        self.stand_in = StandIn(self.world, token, port=port, pages=page)
        self._turning = asyncio.Lock()
        self._played = 0
        self._house: House | None = None
        self._cast: Cast | None = None

    def now(self) -> datetime:
        return self.clock.now()

    def cast(self) -> Cast:
        assert self._cast is not None, "the story has not begun"
        return self._cast

    async def wind(self, by: timedelta) -> None:
        await self._wind_to(self.now() + by)

    async def wind_to_next(self) -> None:
        async with self._turning:
            due = await next_unprompted(self.house)
        if due is not None:
            await self._wind_to(due)

    async def start_again(self) -> None:
        """A new store, a new person; the staff are already there."""
        async with self._turning:
            await self.close()
            self.world.clear()
            await self.open()
            await self._gather()

    async def open(self) -> None:
        """A new store, and nobody there yet."""
        self._played += 1
        folder = self._folder / str(self._played)
        settings = _settings(folder, self.stand_in, self._environment)
        bot = make_bot(settings.token, settings.api_url)
        self._house = await assembly.build(settings, self.clock, bot)

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
                await asyncio.wait_for(self.world.changed.past(seen), LOOK_AGAIN)

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
        self._cast = Cast(self.world.person("Amina"), navigator, team, PLACES)


@contextlib.asynccontextmanager
async def stage(port: int = 0) -> AsyncIterator[Stage]:
    """A story about to begin, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="navigator-demo-") as folder:
        made = Stage(Path(folder), port)
        try:
            await made.stand_in.start()
        except (OSError, OverflowError):
            raise SettingsError(
                f"Port {port} cannot be had. Name a free one: navigator-bot demo --port 8091"
            ) from None
        try:
            await made.start_again()
            yield made
        finally:
            await made.close()
            await made.stand_in.stop()


async def show(port: int) -> int:
    """Serve the page until the program is ended."""
    async with stage(port) as made:
        say = f"The demo is at {made.stand_in.address} - open it in a browser. Ctrl+C ends it."
        print(say, flush=True)
        stopping = asyncio.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(sign, stopping.set)
        going = asyncio.create_task(made.keep_going())
        stopped = asyncio.create_task(stopping.wait())
        await asyncio.wait({going, stopped}, return_when=asyncio.FIRST_COMPLETED)
        for task in (going, stopped):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await going
    return 0


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
