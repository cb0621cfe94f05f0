"""The sender: takes what waits, most urgent first, at Telegram's pace; notes what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from conversations.kit.effects import Lane
from conversations.kit.moments import out_of_quiet
from conversations.kit.people import QuietHours, Standing, Voice
from navigator_bot.clock import Clock, from_ms, to_ms
from navigator_bot.errors import SendError
from navigator_bot.messages import Edit, Message, Text
from navigator_bot.outbox import Outbox
from navigator_bot.rules.pacing import Pace
from navigator_bot.store.database import Database, Row
from navigator_bot.store.sealing import Keyring

log = logging.getLogger(__name__)

IN_FLIGHT = 56
"""Sends under way at once: a few fewer than there are connections to Telegram."""

RESERVED = 8
"""Of these, kept free for help and replies while reminders and broadcasts go out."""

SPARE = 5
"""Messages a second that reminders and broadcasts leave to help and replies."""

LOOKED_AT = 100
"""Rows read at a time: those under way, and enough to find other chats behind one that waits."""

STALE = timedelta(hours=20)
"""A reminder that could not go out for so long is dropped: its day is over. Longer than a night."""

LONGEST_WAIT = timedelta(minutes=5)
GIVE_UP = 12  # tries of a message that keeps failing for passing reasons, over about 40 minutes


class Telephone(Protocol):
    async def send(
        self,
        chat: int,
        message: Message,
        *,
        target_message: int | None = None,
        target_html: str | None = None,
    ) -> int | None:
        """The id that Telegram gave it. Raises SendError."""
        ...


@dataclass(frozen=True)
class Outcome:
    row: Row
    message_id: int | None = None
    error: SendError | None = None


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
    ) -> None:
        self._database = database
        self._keys = keys
        self._outbox = outbox
        self._telephone = telephone
        self._clock = clock
        self._pace = pace
        self._on_refused = on_refused
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
        while True:
            self._outbox.posted.clear()
            later, has_sorted_out = await self._start()
            if not self._under_way:
                if has_sorted_out:
                    continue
                return later
            posted = asyncio.ensure_future(self._outbox.posted.wait())
            done, _ = await asyncio.wait(
                {*self._under_way, posted}, return_when=asyncio.FIRST_COMPLETED
            )
            posted.cancel()
            await self._finish([task for task in self._under_way if task in done])

    async def close(self) -> None:
        """Let what is under way end, and write it down."""
        while self._under_way:
            done, _ = await asyncio.wait(self._under_way)
            await self._finish(list(done))

    async def _finish(self, tasks: list[asyncio.Task[Outcome]]) -> None:
        await self._write_down([task.result() for task in tasks])
        for task in tasks:
            del self._under_way[task]

    async def _start(self) -> tuple[datetime | None, bool]:
        """Begin what may go now; return when the earliest of the rest may, and whether some were
        dropped or put off, so that there may be more behind them."""
        now = self._clock.now()
        changes: dict[str, list[dict[str, object]]] = {}
        chosen: list[Row] = []
        next_at: datetime | None = None
        async with self._database.transaction() as connection:
            rows = await connection.rows("waiting_messages", now=to_ms(now), most=LOOKED_AT)
            busy = {line for row in self._under_way.values() for line in _lines(row)}
            for row in rows:
                lines = _lines(row)
                if lines[0] in busy:
                    continue
                if self._is_full(row, len(chosen)):
                    break  # less urgent rows find no place either
                busy.update(lines)
                refusal = _refusal(row, now)
                if refusal is not None:
                    changes.setdefault(refusal[0], []).append(refusal[1])
                    continue
                is_edit = row["target"] is not None
                is_help = row["lane"] == Lane.HELP
                spare = 0 if row["lane"] < Lane.REMINDER else SPARE
                at = self._pace.when(row["chat"], now, hurry=is_help, is_edit=is_edit, spare=spare)
                if at > now:
                    next_at = at if next_at is None else min(next_at, at)
                    continue
                self._pace.took(row["chat"], now, is_edit=is_edit)
                chosen.append(row)
            if len(rows) == LOOKED_AT and not chosen and not changes and next_at is not None:
                self._step_over(rows, now, changes)
            reminders = [{"id": row["id"]} for row in chosen if row["lane"] >= Lane.REMINDER]
            await connection.run_many("message_sending", reminders)
            for query, values in changes.items():
                await connection.run_many(query, values)
            if not chosen:
                due = await connection.value("next_message_at", after=to_ms(now) if rows else 0)
                if due is not None:
                    at = max(from_ms(due), now)
                    next_at = at if next_at is None else min(next_at, at)
        for row in chosen:
            task = asyncio.create_task(self._send(row))
            self._under_way[task] = row
        return next_at, bool(changes)

    def _is_full(self, row: Row, chosen: int) -> bool:
        most = IN_FLIGHT if row["lane"] < Lane.REMINDER else IN_FLIGHT - RESERVED
        return len(self._under_way) + chosen >= most

    def _step_over(
        self, rows: Sequence[Row], now: datetime, changes: dict[str, list[dict[str, object]]]
    ) -> None:
        """All that was looked at must wait. Set back chats that have a wait of their own, to see
        behind them; behind a wait for all there is nothing to see."""
        free_at = self._pace.when_any(now)
        for chat in {row["chat"] for row in rows}:
            at = self._pace.when(chat, now)
            if at > free_at:
                changes.setdefault("chat_later", []).append({"chat": chat, "not_before": to_ms(at)})

    async def _send(self, row: Row) -> Outcome:
        try:
            message = self._outbox.read(row["id"], row["key_id"], row["sealed"])
            html = self._target_html(row) if isinstance(message, Edit) else None
            sent = await self._telephone.send(
                row["chat"], message, target_message=row["target_message"], target_html=html
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

    async def _write_down(self, outcomes: list[Outcome]) -> None:
        if not outcomes:
            return
        now = self._clock.now()
        sent = [
            {"id": o.row["id"], "message_id": o.message_id, "at": to_ms(now)}
            for o in outcomes
            if o.error is None
        ]
        async with self._database.transaction() as connection:
            await connection.run_many("message_sent", sent)
            for outcome in outcomes:
                if outcome.error is not None:
                    for query, values in self._after_error(outcome.row, outcome.error, now):
                        await connection.run_many(query, [values])
        for outcome in outcomes:
            if outcome.error and (outcome.error.permanent or outcome.error.moved_to):
                await self._on_refused(outcome.row, outcome.error)

    def _after_error(
        self, row: Row, error: SendError, now: datetime
    ) -> list[tuple[str, dict[str, object]]]:
        id, chat = row["id"], row["chat"]
        log.warning("message %s was not sent: %s", id, error.reason)
        if error.moved_to is not None:
            later = _later(id, now, "moved", tried=0)
            return [later, ("chat_moved", {"chat": chat, "moved_to": error.moved_to})]
        if error.retry_after is not None:
            until = now + timedelta(seconds=error.retry_after)
            self._pace.hold(chat, until)
            held = ("chat_later", {"chat": chat, "not_before": to_ms(until)})
            return [_later(id, until, "asked to wait", tried=0), held]
        if error.permanent or row["tries"] + 1 >= GIVE_UP:
            closed = _closed(id, "failed", error.reason, now)
            return [closed, *(_unreachable(chat, now) if error.unreachable else ())]
        if error.unsure and row["lane"] >= Lane.REMINDER:
            return [_closed(id, "dropped", "unsure", now)]
        wait = min(timedelta(seconds=2 ** row["tries"]), LONGEST_WAIT)
        return [_later(id, now + wait, error.reason, tried=1)]


def _lines(row: Row) -> tuple[tuple[int, bool], ...]:
    """The line it needs, then those that it holds up: one message at a time to a chat, in order;
    but help does not wait for what is under way."""
    usual, help_line = (row["chat"], False), (row["chat"], True)
    return (help_line, usual) if row["lane"] == Lane.HELP else (usual,)


def _refusal(row: Row, now: datetime) -> tuple[str, dict[str, object]] | None:
    """What must not go now, or not at all: looked at again at the last moment before sending."""
    id = row["id"]
    if row["sealed"] is None:
        return _closed(id, "dropped", "erased", now)
    if row["target"] is not None and row["target_message"] is None:
        if row["target_status"] in ("waiting", "sending"):
            return _later(id, now + timedelta(seconds=1), "its message is not out yet", tried=0)
        return _closed(id, "dropped", "its message never went out", now)
    if row["lane"] < Lane.REMINDER:
        return None
    if row["standing"] != Standing.ACTIVE or row["voice"] != Voice.BOT or not row["reachable"]:
        return _closed(id, "dropped", "no longer wanted", now)
    if now - from_ms(row["made_at"]) > STALE:
        return _closed(id, "dropped", "too late", now)
    local = now.astimezone(ZoneInfo(row["zone"]))
    quiet = QuietHours(_time(row["quiet_start"]), _time(row["quiet_end"]))
    free = out_of_quiet(local, quiet)
    return None if free == local else _later(id, free, "quiet hours", tried=0)


def _later(id: str, at: datetime, reason: str, *, tried: int) -> tuple[str, dict[str, object]]:
    values = {"id": id, "not_before": to_ms(at), "reason": reason, "tried": tried}
    return "message_later", values


def _closed(id: str, status: str, reason: str, now: datetime) -> tuple[str, dict[str, object]]:
    return "message_refused", {"id": id, "status": status, "reason": reason, "at": to_ms(now)}


def _unreachable(chat: int, now: datetime) -> list[tuple[str, dict[str, object]]]:
    gone: dict[str, object] = {"chat": chat, "reachable": 0}
    unprompted: dict[str, object] = {"chat": chat, "reason": "unreachable", "at": to_ms(now)}
    return [
        ("set_reachable", gone),
        ("set_staff_reachable", gone),
        ("drop_unprompted", unprompted),
    ]


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
