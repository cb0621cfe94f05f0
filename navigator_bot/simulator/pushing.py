"""Pushes updates to the bot's webhook, in order, and again until it takes them."""

from __future__ import annotations

import asyncio

import aiohttp

from navigator_bot.simulator.profile import Webhook
from navigator_bot.simulator.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
ANSWER_WITHIN = aiohttp.ClientTimeout(total=60)


class Pushing:
    """One push at a time. `first_pause` and `longest_pause` in real seconds."""

    def __init__(self, world: World, first_pause: float = 0.1, longest_pause: float = 10.0) -> None:
        self._world = world
        self._first_pause = first_pause
        self._longest_pause = longest_pause
        self.refused = 0  # pushes in a row that were not taken

    async def run(self) -> None:
        """Goes on until cancelled."""
        arrived = self._world.updates.arrived
        async with aiohttp.ClientSession(timeout=ANSWER_WITHIN) as session:
            while True:
                count = arrived.count
                webhook = self._world.profile.webhook
                waiting = self._world.updates.peek(1) if webhook.url else []
                if not waiting:
                    await arrived.past(count)
                elif (trouble := await _push(session, webhook, waiting[0])) is None:
                    self.refused = 0
                    self._world.updates.taken(waiting[0])
                else:
                    await self._note(webhook, trouble)

    async def _note(self, webhook: Webhook, trouble: str) -> None:
        webhook.last_error_at, webhook.last_error = self._world.now(), trouble
        pause = min(self._first_pause * 2**self.refused, self._longest_pause)
        self.refused += 1
        await asyncio.sleep(pause)


async def _push(
    session: aiohttp.ClientSession, webhook: Webhook, update: dict[str, object]
) -> str | None:
    """What went wrong, if anything did."""
    headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
    try:
        async with session.post(webhook.url, json=update, headers=headers) as answer:
            if 200 <= answer.status < 300:
                return None
            return f"Wrong response from the webhook: {answer.status} {answer.reason}"
    except (aiohttp.ClientError, TimeoutError) as error:
        return f"Connection failed: {type(error).__name__}"
