"""Telegram's limits on how fast a bot may send, by the world's clock."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from navigator_bot.simulator.model import Chat
from navigator_bot.simulator.refusals import too_many_requests


@dataclass(frozen=True, slots=True)
class Limit:
    """So many messages in so many seconds."""

    messages: int
    seconds: float


ALL_CHATS = Limit(30, 1.0)
GROUP = Limit(20, 60.0)
# "About 1 a second, short bursts pass": Telegram names no number for the burst; three in three
# seconds is the strictest reading that still lets a reply of two bubbles through.
PRIVATE_CHAT = Limit(3, 3.0)


class Flood:
    """Remembers when messages went out, only as far back as the limits look."""

    def __init__(self, now: Callable[[], datetime], is_enforced: bool) -> None:
        self._now = now
        self.is_enforced = is_enforced
        self._all: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}

    def check(self, chat: Chat, count: int = 1) -> None:
        """Counts `count` messages to `chat`, or raises the 429 that Telegram would answer."""
        if not self.is_enforced:
            return
        now = self._now().timestamp()
        sent = self._chats.setdefault(chat.id, deque())
        limit = PRIVATE_CHAT if chat.is_private else GROUP
        wait = max(_wait(self._all, ALL_CHATS, now, count), _wait(sent, limit, now, count))
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        self._all.extend([now] * count)
        sent.extend([now] * count)

    def clear(self) -> None:
        self._all.clear()
        self._chats.clear()


def _wait(sent: deque[float], limit: Limit, now: float, count: int) -> float:
    """Seconds until `count` more may go; 0 when they may go now."""
    while sent and sent[0] <= now - limit.seconds:
        sent.popleft()
    # An album that is longer than the limit itself goes when nothing else has gone.
    too_many = len(sent) + min(count, limit.messages) - limit.messages
    return 0.0 if too_many <= 0 else sent[too_many - 1] + limit.seconds - now
