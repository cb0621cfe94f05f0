"""A house in a process of its own, that is killed at a named step of the road.

It works off what is due and ends; or it kills itself, as `kill -9` would, when the step is reached.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from navigator_bot import assembly, winding
from navigator_bot.clock import WoundClock
from navigator_bot.errands import Errands
from navigator_bot.inbox import Inbox
from navigator_bot.rules.pacing import UNLIMITED
from navigator_bot.sender import Sender
from navigator_bot.settings import Settings
from navigator_bot.store.changes import Changes
from navigator_bot.telegram.bot import make_bot
from navigator_bot.telegram.sending import Telephone
from navigator_bot.turn import Turns


@dataclass(frozen=True)
class Plan:
    """What the one who starts the script decides. `chat` narrows steps of sending to one chat."""

    settings: Settings
    now: datetime
    step: str
    nth: int = 1
    chat: int = 0


Original = Callable[..., Awaitable[Any]]
Wrapped = Callable[[Original, Callable[[], None], Plan], Original]


def before(original: Original, reached: Callable[[], None], plan: Plan) -> Original:
    async def wrapped(*given: Any, **named: Any) -> Any:
        reached()
        return await original(*given, **named)

    return wrapped


def after(original: Original, reached: Callable[[], None], plan: Plan) -> Original:
    async def wrapped(*given: Any, **named: Any) -> Any:
        result = await original(*given, **named)
        if result != 0:  # a round, or a look at the bells, that found nothing is no step
            reached()
        return result

    return wrapped


def to_chat(when: Wrapped) -> Wrapped:
    def wrap(original: Original, reached: Callable[[], None], plan: Plan) -> Original:
        stopping = when(original, reached, plan)

        async def wrapped(self: Any, chat: int, *given: Any, **named: Any) -> Any:
            chosen = stopping if plan.chat in (0, chat) else original
            return await chosen(self, chat, *given, **named)

        return wrapped

    return wrap


def writing(query: str) -> Wrapped:
    """All is written, and nothing is committed."""

    def wrap(original: Original, reached: Callable[[], None], plan: Plan) -> Original:
        async def wrapped(self: Changes, connection: Any) -> None:
            await original(self, connection)
            if self._rows.get(query):
                reached()

        return wrapped

    return wrap


def noting(original: Original, reached: Callable[[], None], plan: Plan) -> Original:
    """What became of something that was sent is committed."""

    async def wrapped(self: Sender, done: Any, **named: Any) -> Any:
        stepped = await original(self, done, **named)
        if done:
            reached()
        return stepped

    return wrapped


STEPS: dict[str, tuple[type, str, Wrapped]] = {
    "before commit 1": (Inbox, "keep", before),
    "inside commit 1": (Changes, "write", writing("keep_event")),
    "after commit 1": (Inbox, "keep", after),
    "inside commit 2": (Changes, "write", writing("event_done")),
    "after commit 2": (Turns, "round", after),
    "before a send": (Telephone, "send", to_chat(before)),
    "after Telegram's yes": (Telephone, "send", to_chat(after)),
    "after it is written down": (Sender, "_step", noting),
    "inside an errand's end": (Changes, "write", writing("drop_upload")),
    "after an errand's end": (Errands, "_end", after),
    "nowhere": (Telephone, "nothing", before),
}


def set_trap(plan: Plan) -> None:
    owner, name, wrap = STEPS[plan.step]
    if plan.step == "nowhere":
        return
    left = plan.nth

    def reached() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, wrap(getattr(owner, name), reached, plan))


async def live(plan: Plan) -> None:
    bot = make_bot(plan.settings.token, plan.settings.api_url)
    clock = WoundClock(plan.now)
    house = await assembly.build(plan.settings, clock, bot, limits=UNLIMITED)
    try:
        await winding.work(house)
    finally:
        await house.close()


def main(plan: Plan) -> None:
    set_trap(plan)
    asyncio.run(live(plan))


async def run_apart(plan: Plan, at_most: float = 60) -> int | None:
    """In a process of its own; its exit code, or None when it does not end in so many seconds."""
    process = _PROCESSES.Process(target=main, args=(plan,))
    process.start()
    await asyncio.to_thread(process.join, at_most)
    return process.exitcode


# One process has imported everything; each house is a fork of it, as fresh and sooner there.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__])
