"""The heartbeat: says whether the road is open, to whoever asks and to a watcher outside."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

import aiohttp
from telegram.error import TelegramError

from navigator_bot.auditor import AUDITED
from navigator_bot.clock import Clock, from_ms
from navigator_bot.pulse import Part, Pulse
from navigator_bot.rules.findings import OF_THE_ROAD
from navigator_bot.rules.readiness import Readiness
from navigator_bot.store.database import Database

Ask: TypeAlias = Callable[[], Awaitable[Mapping[str, Any]]]

PING_EVERY: Final = timedelta(minutes=5)
ASK_EVERY: Final = timedelta(minutes=1)
PATIENCE: Final = 10.0  # seconds for the store, or for the watcher outside, to answer
DELIVERY_FAULT: Final = timedelta(minutes=5)
"""A webhook that Telegram could not reach within so long is not open."""

_log = logging.getLogger(__name__)


class Heartbeat:
    def __init__(self, database: Database, clock: Clock, pulse: Pulse) -> None:
        self._database = database
        self._clock = clock
        self._pulse = pulse

    async def readiness(self) -> Readiness:
        try:
            async with asyncio.timeout(PATIENCE):
                audited_at, is_clear = await self._audited()
            answers = True
        except Exception as broken:  # the border of the store: whatever it is, it does not answer
            _log.warning("the store does not answer (%s)", type(broken).__name__)
            audited_at, is_clear, answers = None, True, False
        moved_at = {part.value: self._pulse.moved_at(part) for part in Part}
        moved_at["auditor"] = audited_at
        now = self._clock.now()
        on_duty = self._pulse.is_on_duty
        return Readiness(answers, on_duty, moved_at, now, is_clear)

    async def _audited(self) -> tuple[datetime | None, bool]:
        """Kept in the store, so that copies that stand by see whether the duty is done."""
        async with self._database.transaction() as connection:
            kept = await connection.value("meta_of", name=AUDITED)
            found = {row["key"].partition(":")[0] for row in await connection.rows("findings_told")}
        return None if kept is None else from_ms(int(kept)), found.isdisjoint(OF_THE_ROAD)

    async def ping(self, session: aiohttp.ClientSession, url: str) -> bool:
        """Tells the watcher outside that all is well; silence is the alarm. `url` is a secret."""
        if not (await self.readiness()).is_ready:
            _log.warning("not ready, so the watcher outside is not told")
            return False
        try:
            async with session.get(url, allow_redirects=False) as answer:
                went_well = answer.status < 400
        except (aiohttp.ClientError, TimeoutError) as error:
            _log.warning("the watcher outside cannot be reached (%s)", type(error).__name__)
            return False
        if not went_well:
            _log.warning("the watcher outside refused (%d)", answer.status)
        return went_well

    async def keep_pinging(self, url: str) -> None:
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            wait = ASK_EVERY  # at the start nothing has moved yet
            while True:
                await asyncio.sleep(wait.total_seconds())
                wait = PING_EVERY if await self.ping(session, url) else ASK_EVERY

    async def look_at_webhook(self, ask: Ask, url: str) -> None:
        """Telegram is heard when it says that it reaches us: by night it has nothing to bring.

        `ask` gives its `getWebhookInfo`.
        """
        try:
            told = await ask()
        except TelegramError as error:
            _log.warning("Telegram does not tell of the webhook (%s)", type(error).__name__)
            return
        failed = told.get("last_error_date")
        since = self._clock.now() - DELIVERY_FAULT
        waits = told.get("pending_update_count", 0) > 0
        is_failing = waits and failed is not None and from_ms(failed * 1000) > since
        if told.get("url") == url and not is_failing:
            self._pulse.beat(Part.TELEGRAM)

    async def keep_looking_at_webhook(self, ask: Ask, url: str) -> None:
        while True:
            await self.look_at_webhook(ask, url)
            await asyncio.sleep(ASK_EVERY.total_seconds())
