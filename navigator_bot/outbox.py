"""The outbox: finished messages that wait to be sent, most urgent lane first."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from conversations.kit.effects import Lane
from conversations.kit.saving import dump, load
from navigator_bot.clock import Clock, to_ms
from navigator_bot.ids import Ids
from navigator_bot.messages import Edit, Message, Text, parted
from navigator_bot.store.changes import Changes
from navigator_bot.store.sealing import Keyring

_KINDS: dict[str, type[Message]] = {kind.__name__: kind for kind in get_args(Message)}


@dataclass(frozen=True)
class Origin:
    """A message of somebody's own, in their chat with us."""

    chat: int
    message: int


class Outbox:
    def __init__(self, keys: Keyring, ids: Ids, clock: Clock) -> None:
        self._keys = keys
        self._ids = ids
        self._clock = clock
        self.posted = asyncio.Event()

    def post(
        self,
        changes: Changes,
        chat: int,
        message: Message,
        lane: Lane,
        *,
        event: str | None = None,
        case: str | None = None,
        is_alert: bool = False,
        not_before: datetime | None = None,
        origin: Origin | None = None,
        topic: int | None = None,
    ) -> str:
        """Part of the commit that decided it; the row's id is returned, of the last row where a
        text is too long for one message.

        `is_alert` marks what offers a case to be taken, and changes when it is. `origin` is what
        it passes on: whoever wrote that is told what became of it, once the last row has gone.
        `topic` is where somebody asked; else it goes where the chat has a place for its case.
        """
        row = {
            "chat": chat,
            "lane": int(lane),
            "case_id": case,
            "event": event,
            "not_before": 0 if not_before is None else to_ms(not_before),
            "made_at": to_ms(self._clock.now()),
            "thread": topic,
        }
        *first, last = parted(message) if isinstance(message, Text) else [message]
        for piece in first:
            self._add(changes, piece, row, is_alert=False, origin=None)
        return self._add(changes, last, row, is_alert=is_alert, origin=origin)

    def _add(
        self,
        changes: Changes,
        message: Message,
        row: Mapping[str, Any],
        *,
        is_alert: bool,
        origin: Origin | None,
    ) -> str:
        id = self._ids.new()
        body = {"is": type(message).__name__, **dump(message)}
        sealed = self._keys.seal(body, f"outbox:{id}")
        changes.add(
            "post",
            id=id,
            sealed=sealed.blob,
            key_id=sealed.key_id,
            target=message.target if isinstance(message, Edit) else None,
            is_alert=int(is_alert),
            origin_chat=origin and origin.chat,
            origin_message=origin and origin.message,
            **row,
        )
        return id

    def read(self, id: str, key_id: str, blob: bytes) -> Message:
        body = self._keys.open(key_id, blob, f"outbox:{id}")
        kind = _KINDS[body.pop("is")]
        message: Message = load(kind, body)
        return message
