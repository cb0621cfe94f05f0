"""getUpdates: hands over what waits, or waits for something to hand over."""

from __future__ import annotations

import asyncio

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.model import JSON
from navigator_bot.simulator.refusals import (
    ENDED_BY_WEBHOOK,
    OTHER_POLLER,
    WEBHOOK_IS_SET,
    bad_request,
    conflict,
)
from navigator_bot.simulator.world import World

MOST_UPDATES = 100
LONGEST_WAIT = 50  # real seconds


class Polling:
    """One poller at a time: as in Telegram, a new one ends the wait of the one before with 409."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._waiting: asyncio.Task[None] | None = None
        self._is_closed = False

    async def get_updates(self, call: Call) -> list[JSON]:
        """Raises Telegram's refusals."""
        self._refuse_beside_webhook()
        self._end_the_other()
        updates = self._world.updates
        kinds = call.things("allowed_updates")
        if kinds is not None:
            updates.allow(str(kind) for kind in kinds)
        offset, limit = call.integer("offset"), call.integer("limit", MOST_UPDATES)
        if not 1 <= limit <= MOST_UPDATES:
            limit = MOST_UPDATES
        if offset:
            updates.confirm(offset)
        found = updates.peek(limit)
        if found or not (timeout := min(call.integer("timeout"), LONGEST_WAIT)):
            return found
        if timeout < 0:
            raise bad_request("timeout can't be negative")
        return await self._wait(timeout, limit)

    def close(self) -> None:
        """Lets whoever waits go home empty-handed."""
        self._is_closed = True
        self._end_the_other()

    async def _wait(self, timeout: int, limit: int) -> list[JSON]:
        updates = self._world.updates
        wait = asyncio.ensure_future(self._arrival())
        self._waiting = wait
        try:
            await asyncio.wait({wait}, timeout=timeout)
            if wait.cancelled() and not self._is_closed:
                raise conflict(OTHER_POLLER)
        finally:
            wait.cancel()
            if self._waiting is wait:
                self._waiting = None
        if self._world.profile.webhook.url:
            raise conflict(ENDED_BY_WEBHOOK)
        return updates.peek(limit)

    async def _arrival(self) -> None:
        arrived = self._world.updates.arrived
        while not len(self._world.updates) and not self._world.profile.webhook.url:
            await arrived.past(arrived.count)

    def _end_the_other(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()

    def _refuse_beside_webhook(self) -> None:
        if self._world.profile.webhook.url:
            raise conflict(WEBHOOK_IS_SET)
