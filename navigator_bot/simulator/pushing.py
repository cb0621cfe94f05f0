"""Pushes updates to the bot's webhook, in order, and again until it takes them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import aiohttp

from navigator_bot.simulator.answers import read_answer
from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.profile import Webhook
from navigator_bot.simulator.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
DOUBLINGS = 60  # of a pause: by then it is the longest, whatever that is
ANSWER_WITHIN = aiohttp.ClientTimeout(total=60)


class Pushing:
    """One push at a time. `first_pause` and `longest_pause` in real seconds.

    `asked` does what an answer asks for; the bot never learns whether it was done.
    """

    def __init__(
        self,
        world: World,
        asked: Callable[[Call], None],
        first_pause: float = 0.1,
        longest_pause: float = 10.0,
    ) -> None:
        self._world = world
        self._asked = asked
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
                elif (trouble := await self._push(session, webhook, waiting[0])) is None:
                    self.refused = 0
                    self._world.updates.taken(waiting[0])
                else:
                    await self._note(webhook, trouble)

    async def _push(
        self, session: aiohttp.ClientSession, webhook: Webhook, update: dict[str, object]
    ) -> str | None:
        """What went wrong, if anything did."""
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.url, json=update, headers=headers) as answer:
                if not 200 <= answer.status < 300:
                    return f"Wrong response from the webhook: {answer.status} {answer.reason}"
                if (call := await read_answer(answer)) is not None:
                    self._asked(call)
                return None
        except (aiohttp.ClientError, TimeoutError) as error:
            return f"Connection failed: {type(error).__name__}"

    async def _note(self, webhook: Webhook, trouble: str) -> None:
        webhook.last_error_at, webhook.last_error = self._world.now(), trouble
        pause = pause_after(self.refused, self._first_pause, self._longest_pause)
        self.refused += 1
        await asyncio.sleep(pause)


def pause_after(refused: int, first: float, longest: float) -> float:
    """Twice as long after each refusal before this one, up to the longest; in real seconds."""
    return min(first * (1 << min(refused, DOUBLINGS)), longest)
