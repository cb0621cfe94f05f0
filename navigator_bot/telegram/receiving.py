"""Long polling: an update is kept before the offset moves on, so that none is lost.

Updates are read as plain JSON; see `reading`.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import Any, Final, TypeAlias, TypeVar

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from navigator_bot.errors import NavigatorError, SettingsError
from navigator_bot.events import Arrival, Pressed
from navigator_bot.telegram.bot import TOKEN_REFUSED, PlainBot
from navigator_bot.telegram.help_from_memory import HelpFromMemory
from navigator_bot.telegram.reading import ALLOWED_UPDATES, read_update
from navigator_bot.telegram.send_errors import seconds

T = TypeVar("T")
Keep: TypeAlias = Callable[[Sequence[Arrival]], Awaitable[None]]

LONG: Final = 50  # seconds that Telegram may wait for something to tell: its longest
GRACE: Final = 10  # seconds on top of that until we call the line dead
MOST: Final = 100  # updates at a time: Telegram's limit
FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 30.0
LONGEST_PAUSE_FOR_STORE: Final = 2.0  # somebody may be waiting for the help card

OTHER_POLLER: Final = (
    "Another program is using this bot's token: only one at a time may ask Telegram for updates, "
    "and no webhook may be set. Stop the other one; trying again every half minute."
)

_log = logging.getLogger(__name__)


class NotKept(NavigatorError):
    """The house could not keep what came; Telegram still has it, for 24 hours."""


class Polling:
    """Asks for updates until it is stopped.

    `keep` must have made them safe when it returns. `chance` gives numbers from 0 to 1, so that
    copies of the bot do not all come back at once after an outage; `pause` waits for seconds;
    `heard` is called whenever Telegram has answered.
    While nothing can be kept, `help_from_memory` sees the oldest hundred updates, no more:
    Telegram shows the next only when those are confirmed, which would lose them.
    """

    def __init__(
        self,
        bot: PlainBot,
        keep: Keep,
        *,
        chance: Callable[[], float],
        pause: Callable[[float], Coroutine[Any, Any, None]] = asyncio.sleep,
        help_from_memory: HelpFromMemory | None = None,
        heard: Callable[[], None] = lambda: None,
    ) -> None:
        self._bot = bot
        self._keep = keep
        self._chance = chance
        self._pause = pause
        self._help = help_from_memory
        self._heard = heard
        self._offset: int | None = None
        self._failures = 0
        self._has_told_of_other = False
        self._stopping = asyncio.Event()
        self._ended = asyncio.Event()
        self._ended.set()
        self._waiting: asyncio.Task[Any] | None = None
        self._answers: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Raises SettingsError where Telegram refuses the token; outlasts everything else."""
        self._ended.clear()
        try:
            while not self._stopping.is_set() and not await self._try(self._take_off_webhook):
                pass
            while not self._stopping.is_set():
                await self._try(partial(self._round, LONG))
        finally:
            await self._end_answers()
            self._ended.set()

    async def stop(self) -> None:
        """Returns once `run` has: what is being kept is kept, what was not comes again."""
        self._stopping.set()
        if self._waiting is not None:
            self._waiting.cancel()
        await self._ended.wait()
        await self._end_answers()

    async def poll_once(self) -> int:
        """Takes what waits now; how many were kept. For tests and rehearsals.

        Raises what Telegram answers; a house that cannot keep gives 0.
        """
        try:
            return await self._round(0)
        except NotKept:
            return 0

    async def _try(self, step: Callable[[], Awaitable[object]]) -> bool:
        """Whether it went well; where it did not, only after a rest."""
        try:
            await step()
        except InvalidToken:
            raise SettingsError(TOKEN_REFUSED) from None
        except (TelegramError, NotKept) as error:
            self._failures += 1
            rest = self._rest_after(error)
            await self._unless_stopped(self._pause(rest))
            return False
        self._failures = 0
        self._has_told_of_other = False
        return True

    def _rest_after(self, error: TelegramError | NotKept) -> float:
        """Seconds, longer each time."""
        longest = LONGEST_PAUSE
        match error:
            case RetryAfter():
                return seconds(error.retry_after)
            case Conflict():
                if not self._has_told_of_other:
                    _log.error(OTHER_POLLER)
                self._has_told_of_other = True
                return longest
            case NotKept():
                longest = LONGEST_PAUSE_FOR_STORE
        _log.warning("receiving: %s, attempt %d", type(error).__name__, self._failures)
        rest: float = min(longest, FIRST_PAUSE * 2.0 ** min(self._failures - 1, 10))
        return rest * (0.5 + self._chance() / 2)

    async def _take_off_webhook(self) -> None:
        given = {"drop_pending_updates": False}
        await self._unless_stopped(self._bot.call("deleteWebhook", given))
        self._heard()

    async def _round(self, timeout: int) -> int:
        updates = await self._unless_stopped(self._fetch(timeout)) or []
        arrivals = [arrival for arrival in map(read_update, updates) if arrival is not None]
        if arrivals:
            await self._keep_all(arrivals)
        self._move_past(updates)
        for arrival in arrivals:
            if isinstance(arrival.body, Pressed):
                self._answer(arrival.body.callback)
        return len(arrivals)

    async def _fetch(self, timeout: int) -> list[object]:
        given: dict[str, object] = {
            "timeout": timeout,
            "limit": MOST,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        if self._offset is not None:
            given["offset"] = self._offset
        updates = await self._bot.call("getUpdates", given, read_timeout=timeout + GRACE)
        if not isinstance(updates, list):
            raise NetworkError("getUpdates gave no list")
        self._heard()
        return updates

    async def _keep_all(self, arrivals: Sequence[Arrival]) -> None:
        try:
            await self._keep(arrivals)
        except Exception as error:  # the border of the store: whatever it is, nothing may be lost
            name = type(error).__name__
        else:
            return
        _log.error("%d updates could not be kept: %s", len(arrivals), name)
        if self._help is not None:
            await self._help.offer(arrivals)
        raise NotKept(name)

    def _move_past(self, updates: Sequence[object]) -> None:
        ids = [each.get("update_id") for each in updates if isinstance(each, dict)]
        known = [each for each in ids if isinstance(each, int)]
        if known:
            self._offset = max(known) + 1

    def _answer(self, callback: str) -> None:
        """Ends the little clock on the pressed button. Nobody waits for it."""
        task = asyncio.create_task(self._answer_quietly(callback))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _answer_quietly(self, callback: str) -> None:
        with contextlib.suppress(TelegramError):  # too old, mostly: then nobody sees the clock
            await self._bot.call("answerCallbackQuery", {"callback_query_id": callback})

    async def _end_answers(self) -> None:
        if self._answers:
            await asyncio.wait(self._answers, timeout=1.0)
        for task in self._answers:
            task.cancel()

    async def _unless_stopped(self, step: Coroutine[Any, Any, T]) -> T | None:
        """Only waiting is given up when stopped: what is being kept is kept."""
        if self._stopping.is_set():
            step.close()
            return None
        task = self._waiting = asyncio.create_task(step)
        try:
            await asyncio.wait({task})
        finally:
            self._waiting = None
            task.cancel()
        return None if task.cancelled() else task.result()
