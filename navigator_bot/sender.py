"""The sender: takes what waits, most urgent first, at Telegram's pace; notes what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from conversations.kit.effects import Lane
from navigator_bot.clock import Clock, from_ms, to_ms
from navigator_bot.errors import SendError
from navigator_bot.messages import Edit, Message, Text
from navigator_bot.outbox import Outbox
from navigator_bot.outcomes import Ledger, OnPassed, Outcome
from navigator_bot.pulse import Part, Pulse
from navigator_bot.rules.pacing import Pace
from navigator_bot.store.database import Connection, Database, Row
from navigator_bot.store.sealing import Keyring
from navigator_bot.withholding import refusal_of

log = logging.getLogger(__name__)

IN_FLIGHT = 56
"""Sends under way at once: a few fewer than there are connections to Telegram."""

RESERVED = 8
"""Of these, kept free for help and replies while reminders and broadcasts go out."""

SPARE = 5
"""Messages a second that reminders and broadcasts leave to help and replies."""

LOOKED_AT = 100
"""Rows read at a time: those under way, and enough to find other chats behind one that waits."""


class Telephone(Protocol):
    async def send(
        self,
        chat: int,
        message: Message,
        *,
        target_message: int | None = None,
        target_html: str | None = None,
        topic: int | None = None,
    ) -> int | None:
        """The id that Telegram gave it. Raises SendError."""
        ...


@dataclass
class Chosen:
    """What goes now; what was dropped or put off, by query; and when to look again."""

    rows: list[Row] = field(default_factory=list)
    sorted_out: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    next_at: datetime | None = None

    def sort_out(self, query: str, values: dict[str, object]) -> None:
        self.sorted_out.setdefault(query, []).append(values)

    def look_again(self, at: datetime) -> None:
        self.next_at = at if self.next_at is None else min(self.next_at, at)


class Sender:
    def __init__(
        self,
        database: Database,
        keys: Keyring,
        outbox: Outbox,
        telephone: Telephone,
        clock: Clock,
        pace: Pace,
        on_refused: Callable[[Row, SendError], Awaitable[None]],
        on_passed: OnPassed,
        pulse: Pulse,
    ) -> None:
        self._database = database
        self._keys = keys
        self._outbox = outbox
        self._telephone = telephone
        self._clock = clock
        self._pace = pace
        self._on_refused = on_refused
        self._ledger = Ledger(pace, on_passed)
        self._pulse = pulse
        self._has_recovered = False
        self._under_way: dict[asyncio.Task[Outcome], Row] = {}

    async def recover(self) -> None:
        """After a crash: a reminder that may have gone out is not repeated."""
        changes: list[dict[str, object]] = []
        async with self._database.transaction() as connection:
            for row in await connection.rows("messages_unsure"):
                at = to_ms(self._clock.now())
                changes.append({"id": row["id"], "status": "dropped", "reason": "unsure", "at": at})
            await connection.run_many("message_refused", changes)

    async def pump(self) -> datetime | None:
        """Send all that may go; the moment when more may, or None when nothing waits."""
        if not self._has_recovered:
            await self.recover()
            self._has_recovered = True
        done: list[asyncio.Task[Outcome]] = []
        while True:
            self._outbox.posted.clear()
            next_at, has_sorted_out = await self._step(done)
            if not self._under_way and not has_sorted_out:
                return next_at
            done = await self._wait_for_some() if self._under_way else []

    async def close(self) -> None:
        """Let what is under way end, and write it down."""
        if self._under_way:
            await asyncio.wait(self._under_way)
            await self._step(list(self._under_way), may_begin=False)

    async def _wait_for_some(self) -> list[asyncio.Task[Outcome]]:
        """Until some are done, or more is posted."""
        posted = asyncio.ensure_future(self._outbox.posted.wait())
        await asyncio.wait({*self._under_way, posted}, return_when=asyncio.FIRST_COMPLETED)
        posted.cancel()
        return [task for task in self._under_way if task.done()]

    async def _step(
        self, done: Sequence[asyncio.Task[Outcome]], *, may_begin: bool = True
    ) -> tuple[datetime | None, bool]:
        """In one commit, note what became of those that are done and choose what goes now.

        Returns when the earliest of the rest may go, and whether some were dropped or put off, so
        that there may be more behind them.
        """
        self._pulse.beat(Part.SENDER)
        now = self._clock.now()
        outcomes = [task.result() for task in done]
        chosen = Chosen()
        async with self._database.transaction() as connection:
            await self._ledger.write(outcomes, now, connection)
            if may_begin:
                under_way = [row for task, row in self._under_way.items() if task not in done]
                chosen = await self._choose(under_way, now, connection)
        for row in chosen.rows:
            self._under_way[asyncio.create_task(self._send(row))] = row
        for task, outcome in zip(done, outcomes, strict=True):
            if outcome.error and not outcome.error.may_pass:
                await self._on_refused(outcome.row, outcome.error)
            del self._under_way[task]  # not before: what fails here is taken up again
        return chosen.next_at, bool(chosen.sorted_out)

    async def _choose(
        self, under_way: Sequence[Row], now: datetime, connection: Connection
    ) -> Chosen:
        chosen = Chosen()
        rows = await connection.rows("waiting_messages", now=to_ms(now), most=LOOKED_AT)
        busy = {line for row in under_way for line in _lines(row)}
        for row in rows:
            lines = _lines(row)
            if lines[0] in busy:
                continue
            if _is_full(row, len(under_way) + len(chosen.rows)):
                break  # less urgent rows find no place either
            busy.update(lines)
            refusal = refusal_of(row, now)
            if refusal is not None:
                chosen.sort_out(*refusal)
            elif (at := self._when(row, now)) > now:
                chosen.look_again(at)
            else:
                self._pace.took(row["chat"], now, is_edit=row["target"] is not None)
                chosen.rows.append(row)
        if len(rows) == LOOKED_AT and not chosen.rows and not chosen.sorted_out and chosen.next_at:
            self._step_over(rows, now, chosen)
        reminders = [{"id": row["id"]} for row in chosen.rows if row["lane"] >= Lane.REMINDER]
        await connection.run_many("message_sending", reminders)
        for query, values in chosen.sorted_out.items():
            await connection.run_many(query, values)
        if not chosen.rows:
            due = await connection.value("next_message_at", after=to_ms(now) if rows else 0)
            if due is not None:
                chosen.look_again(max(from_ms(due), now))
        return chosen

    def _when(self, row: Row, now: datetime) -> datetime:
        return self._pace.when(
            row["chat"],
            now,
            hurry=row["lane"] == Lane.HELP,
            is_edit=row["target"] is not None,
            spare=0 if row["lane"] < Lane.REMINDER else SPARE,
        )

    def _step_over(self, rows: Sequence[Row], now: datetime, chosen: Chosen) -> None:
        """All that was looked at must wait. Set back chats that have a wait of their own, to see
        behind them; behind a wait for all there is nothing to see."""
        free_at = self._pace.when_any(now)
        for chat in {row["chat"] for row in rows}:
            at = self._pace.when(chat, now)
            if at > free_at:
                chosen.sort_out("chat_later", {"chat": chat, "not_before": to_ms(at)})

    async def _send(self, row: Row) -> Outcome:
        try:
            message = self._outbox.read(row["id"], row["key_id"], row["sealed"])
            html = self._target_html(row) if isinstance(message, Edit) else None
            sent = await self._telephone.send(
                row["chat"],
                message,
                target_message=row["target_message"],
                target_html=html,
                topic=row["topic"],
            )
            return Outcome(row, sent)
        except SendError as error:
            return Outcome(row, error=error)
        except Exception as broken:
            log.error("message %s cannot be sent: %s", row["id"], type(broken).__name__)
            return Outcome(row, error=SendError(type(broken).__name__, permanent=True))

    def _target_html(self, row: Row) -> str | None:
        if row["target_sealed"] is None:
            return None
        target = self._outbox.read(row["target"], row["target_key_id"], row["target_sealed"])
        return target.html if isinstance(target, Text) else None


def _is_full(row: Row, going: int) -> bool:
    return going >= (IN_FLIGHT if row["lane"] < Lane.REMINDER else IN_FLIGHT - RESERVED)


def _lines(row: Row) -> tuple[tuple[int, bool], ...]:
    """The line it needs, then those that it holds up: one message at a time to a chat, in order;
    but help does not wait for what is under way."""
    usual, help_line = (row["chat"], False), (row["chat"], True)
    return (help_line, usual) if row["lane"] == Lane.HELP else (usual,)
