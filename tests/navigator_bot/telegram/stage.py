"""What several of these tests play with: an inbox that can be shut, and a server of odd manners."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from aiohttp import web

from navigator_bot.events import Arrival, Sent
from navigator_bot.telegram.receiving import Polling

TOKEN = "7000000001:AA-not_a_real_token-0123456789abcde"

ME = {"id": 7000000001, "is_bot": True, "first_name": "Bot", "username": "a_bot"}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Inbox:
    """Keeps arrivals, unless it is shut."""

    def __init__(self) -> None:
        self.kept: list[Arrival] = []
        self.is_shut = False
        self.changed = asyncio.Condition()

    async def keep(self, arrivals: Sequence[Arrival]) -> None:
        if self.is_shut:
            raise OSError("the disk is full")
        async with self.changed:
            self.kept.extend(arrivals)
            self.changed.notify_all()

    @property
    def words(self) -> list[str]:
        return [each.body.words for each in self.kept if isinstance(each.body, Sent)]

    async def hears(self, words: str) -> None:
        """Waits until these words are kept."""
        async with asyncio.timeout(5), self.changed:
            await self.changed.wait_for(lambda: words in self.words)


class Pauses:
    """Notes how long a rest would be, and takes none."""

    def __init__(self) -> None:
        self.taken: list[float] = []
        self.and_then: Callable[[], None] = lambda: None

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        self.and_then()
        await asyncio.sleep(0)


@asynccontextmanager
async def running(polling: Polling) -> AsyncIterator[None]:
    task = asyncio.create_task(polling.run())
    try:
        yield
    finally:
        await polling.stop()
        await task


@asynccontextmanager
async def server(handler: Handler) -> AsyncIterator[str]:
    """Answers every request by `handler`; gives a base URL as for the Bot API."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}/bot"
    finally:
        await runner.cleanup()
