"""The queue of updates between Telegram and the bot."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from navigator_bot.simulator.changes import Changes
from navigator_bot.simulator.model import JSON

KEPT_FOR = timedelta(hours=24)
MOST = 10_000  # that wait; Telegram names no number, and has more room
_FIRST = 100_001
ONLY_WHEN_ASKED_FOR = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True, eq=False)
class Update:
    """One update that waits for the bot."""

    update_id: int
    made_at: datetime
    body: JSON
    comes_again: bool = False  # a duplicate: given once more, even after it was confirmed


class Updates:
    """What waits for the bot, oldest first, until it is confirmed or 24 hours old."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._next_id = _FIRST
        self._waiting: deque[Update] = deque(maxlen=MOST)
        self._newest: Update | None = None
        self._allowed: frozenset[str] | None = None
        self.arrived = Changes()

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Which kinds are made from now on; an empty list brings back Telegram's default."""
        self._allowed = (frozenset(kinds) or None) if kinds is not None else self._allowed

    @property
    def allowed(self) -> list[str]:
        return sorted(self._allowed or ())

    def add(self, kind: str, body: JSON) -> None:
        if not self._is_wanted(kind):
            return
        update = Update(self._next_id, self._now(), {"update_id": self._next_id, kind: body})
        self._next_id += 1
        self._waiting.append(update)
        self._newest = update
        self.arrived.happened()

    def repeat(self) -> None:
        """Gives the newest update once more, as Telegram does when an answer of ours was lost."""
        if self._newest is None:
            return
        newest = self._newest
        self._waiting.append(
            Update(newest.update_id, self._now(), newest.body, comes_again=True),
        )
        self.arrived.happened()

    def reverse(self) -> None:
        """What waits comes newest first: out of order, as pushes that overtake one another do."""
        self._waiting.reverse()

    def confirm(self, offset: int) -> None:
        """Forgets everything below `offset`; a negative one keeps that many from the end."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        else:
            self._waiting = deque(
                (each for each in self._waiting if each.update_id >= offset or each.comes_again),
                MOST,
            )

    def peek(self, limit: int = 100) -> list[JSON]:
        """The oldest that wait. They stay until confirmed."""
        self._drop_expired()
        given = [self._waiting[place] for place in range(min(limit, len(self._waiting)))]
        for update in given:
            update.comes_again = False
        return [update.body for update in given]

    def taken(self, body: JSON) -> None:
        """Takes away the oldest, if it is still the one that a webhook has accepted."""
        if self._waiting and self._waiting[0].body is body:
            self._waiting.popleft()

    def drop(self) -> None:
        """Forgets everything that waits. Ids go on from where they were."""
        self._waiting.clear()

    def clear(self) -> None:
        self.drop()
        self._newest = None

    @property
    def made(self) -> int:
        """How many there have been."""
        return self._next_id - _FIRST

    def __len__(self) -> int:
        return len(self._waiting)

    def _is_wanted(self, kind: str) -> bool:
        if self._allowed is None:
            return kind not in ONLY_WHEN_ASKED_FOR
        return kind in self._allowed

    def _drop_expired(self) -> None:
        oldest = self._now() - KEPT_FOR
        while self._waiting and self._waiting[0].made_at < oldest:
            self._waiting.popleft()
