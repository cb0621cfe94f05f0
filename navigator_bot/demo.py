"""The demo: the stage in a browser."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from navigator_bot.errors import SettingsError
from navigator_bot.stage import Stage
from navigator_bot.stories import told


@contextlib.asynccontextmanager
async def stage(port: int = 0) -> AsyncIterator[Stage]:
    """A story about to begin, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="navigator-demo-") as folder:
        made = Stage(Path(folder), port, tell=told)
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
