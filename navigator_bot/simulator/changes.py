"""Lets others wait for the world to change, without looking again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")


class Changes:
    """A count of what happened, and a place to wait for more of it."""

    def __init__(self) -> None:
        self.count = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def happened(self) -> None:
        self.count += 1
        if self._waiting:
            waiting, self._waiting = self._waiting, set()
            for future in waiting:
                if not future.done():
                    future.set_result(None)

    async def past(self, count: int) -> int:
        """Returns the count as soon as it is above `count`."""
        while self.count <= count:
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.add(future)
            try:
                await future
            finally:
                self._waiting.discard(future)
        return self.count

    async def until(self, look: Callable[[], Seen | None], within: float = 5.0) -> Seen:
        """What `look` saw, as soon as that is true.

        `within` is real seconds. Raises `TimeoutError` when they are over.
        """
        async with asyncio.timeout(within):
            while not (seen := look()):
                await self.past(self.count)
            return seen
