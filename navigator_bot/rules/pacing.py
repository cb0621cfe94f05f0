"""How fast Telegram lets us speak: in all, to one person, to one group."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Limit:
    """At most so many `messages` in any stretch of time as long as `within`."""

    messages: int
    within: timedelta


@dataclass(frozen=True)
class Limits:
    """For all chats together, for one person, and for one group (whose ids are negative)."""

    overall: Limit
    person: Limit
    group: Limit


TELEGRAM = Limits(
    Limit(30, timedelta(seconds=1.05)),
    Limit(3, timedelta(seconds=3.15)),
    Limit(20, timedelta(seconds=63)),
)
"""30 a second in all, 1 a second to a person with short bursts, 20 a minute to a group (Bot FAQ).

It names no size for a burst: three in three seconds. All a twentieth longer than Telegram's, whose
clock starts when a message arrives, ours when it goes.
"""


UNLIMITED = Limits(*(Limit(1_000_000, timedelta(seconds=1)),) * 3)
"""For a local Bot API server that sets no limits, and for measurements."""

_ALL = 0  # the key of the overall limit; no chat has this id
_MOST_CHATS = 10_000  # remembered before those that are past are forgotten


class Pace:
    """Remembers when messages went; answers when the next may go."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or TELEGRAM
        self._sent: dict[int, deque[datetime]] = {}
        self._held: dict[int, datetime] = {}

    def when(
        self,
        chat: int,
        now: datetime,
        *,
        hurry: bool = False,
        is_edit: bool = False,
        spare: int = 0,
    ) -> datetime:
        """The earliest moment for one more, that leaves `spare` of the overall limit to others.

        In a `hurry` the limit of one chat, whose size is a guess, does not hold. An edit of a
        person's message is no new one, and does not use up their share.
        """
        earliest = max(now, self._held.get(chat, now), self._free(_ALL, now, spare))
        if hurry or not _counts_for_chat(chat, is_edit):
            return earliest
        return max(earliest, self._free(chat, now))

    def when_any(self, now: datetime) -> datetime:
        """The earliest moment for one more, whoever it is for."""
        return max(now, self._free(_ALL, now))

    def took(self, chat: int, now: datetime, *, is_edit: bool = False) -> None:
        for key in (_ALL, chat) if _counts_for_chat(chat, is_edit) else (_ALL,):
            self._sent.setdefault(key, deque(maxlen=self._limit(key).messages)).append(now)
        if len(self._sent) > _MOST_CHATS:
            self._forget(now)

    def hold(self, chat: int, until: datetime) -> None:
        """Telegram asked this chat to wait."""
        self._held[chat] = until

    def _free(self, key: int, now: datetime, spare: int = 0) -> datetime:
        """When enough of a full stretch has left it."""
        sent = self._sent.get(key)
        limit = self._limit(key)
        full = max(1, limit.messages - spare)
        if sent is None or len(sent) < full:
            return now
        return sent[-full] + limit.within

    def _limit(self, key: int) -> Limit:
        if key == _ALL:
            return self._limits.overall
        return self._limits.group if key < 0 else self._limits.person

    def _forget(self, now: datetime) -> None:
        self._sent = {
            key: sent
            for key, sent in self._sent.items()
            if sent[-1] + self._limit(key).within > now
        }
        self._held = {chat: at for chat, at in self._held.items() if at > now}


def _counts_for_chat(chat: int, is_edit: bool) -> bool:
    return not is_edit or chat < 0
