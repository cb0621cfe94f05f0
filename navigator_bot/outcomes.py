"""What became of each send, and all that follows from it, written in one commit."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from conversations.kit.effects import Lane
from navigator_bot.clock import from_ms, to_ms
from navigator_bot.errors import SendError
from navigator_bot.rules.pacing import Pace
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Row
from navigator_bot.withholding import closed, later, unreachable

log = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(hours=24)
"""How long a message is tried that fails for passing reasons: as long as Telegram itself keeps what
it cannot bring to us."""

LOOK_AGAIN = timedelta(seconds=1)
"""In which it is heard that a topic is gone, and where its messages go then."""

FEWEST_TRIES = 12
"""Also of what was meant for a later day."""


@dataclass(frozen=True)
class Outcome:
    row: Row
    message_id: int | None = None
    error: SendError | None = None

    def is_final(self, now: datetime) -> bool:
        """It has arrived, or it never will."""
        if self.error is None or self.error.permanent:
            return True
        waits = not self.error.may_pass or self.error.retry_after is not None
        return not waits and _is_hopeless(self.row, now)


class OnPassed(Protocol):
    async def __call__(
        self, row: Row, error: SendError | None, connection: Connection, changes: Changes
    ) -> None:
        """What somebody wrote has been passed on, or never will be."""
        ...


class Ledger:
    def __init__(self, pace: Pace, on_passed: OnPassed) -> None:
        self._pace = pace
        self._on_passed = on_passed

    async def write(
        self, outcomes: Sequence[Outcome], now: datetime, connection: Connection
    ) -> None:
        """Whoever wrote what was passed on hears of it in the same commit."""
        arrived = [each for each in outcomes if each.error is None]
        sent = [
            {"id": each.row["id"], "message_id": each.message_id, "at": to_ms(now)}
            for each in arrived
        ]
        await connection.run_many("message_sent", sent)
        topics = [
            {"id": each.row["id"], "message_id": each.message_id}
            for each in arrived
            if each.row["makes_topic"]
        ]
        await connection.run_many("topic_made", topics)
        changes = Changes()
        for each in outcomes:
            if each.error is not None:
                for query, values in self._after_error(each.row, each.error, now):
                    await connection.run_many(query, [values])
            if each.row["origin_message"] is not None and each.is_final(now):
                await self._on_passed(each.row, each.error, connection, changes)
        await changes.write(connection)

    def _after_error(
        self, row: Row, error: SendError, now: datetime
    ) -> list[tuple[str, dict[str, object]]]:
        id, chat = row["id"], row["chat"]
        log.warning("message %s was not sent: %s", id, error.reason)
        if error.moved_to is not None:
            moved = ("chat_moved", {"chat": chat, "moved_to": error.moved_to})
            return [later(id, now, "moved", tried=0), moved]
        if error.lost_topic is not None:
            return [later(id, now + LOOK_AGAIN, "its topic is gone", tried=0)]
        if error.retry_after is not None:
            until = now + timedelta(seconds=error.retry_after)
            self._pace.hold(chat, until)
            held = ("chat_later", {"chat": chat, "not_before": to_ms(until)})
            return [later(id, until, "asked to wait", tried=0), held]
        if error.permanent or _is_hopeless(row, now):
            failed = closed(id, "failed", error.reason, now)
            return [failed, *(unreachable(chat, now) if error.unreachable else ())]
        if error.unsure and row["lane"] >= Lane.REMINDER:
            return [closed(id, "dropped", "unsure", now)]
        wait = min(timedelta(seconds=2 ** min(row["tries"], 10)), LONGEST_WAIT)
        return [later(id, now + wait, error.reason, tried=1)]


def _is_hopeless(row: Row, now: datetime) -> bool:
    is_old = now - from_ms(row["made_at"]) >= GIVE_UP_AFTER
    return is_old and row["tries"] + 1 >= FEWEST_TRIES
