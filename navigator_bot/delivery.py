"""A navigator is told what became of what they wrote to a person."""

from __future__ import annotations

from dataclasses import replace

from conversations.kit.effects import Lane
from navigator_bot.errors import SendError
from navigator_bot.messages import Reaction
from navigator_bot.outbox import Outbox
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Row

ARRIVED = "\N{OK HAND SIGN}"
"""A quiet mark; that something did not arrive is said in words."""


class Delivery:
    def __init__(self, alerts: StaffAlerts, outbox: Outbox) -> None:
        self._alerts = alerts
        self._outbox = outbox

    async def __call__(
        self, row: Row, error: SendError | None, connection: Connection, changes: Changes
    ) -> None:
        """Who works here no more is told nothing."""
        chat, message = row["origin_chat"], row["origin_message"]
        if await connection.row("staff_of_user", user_id=chat) is None:
            return
        if error is None:
            mark = Reaction(message, ARRIVED)
            self._outbox.post(changes, chat, mark, Lane.REPLY)
            return
        number = await connection.value("number_of_case", id=row["case_id"])
        if number is None:
            return
        gone, late = error.unreachable, not error.permanent
        text = self._alerts.text("desk.undelivered", number=number, unreachable=gone, late=late)
        answer = replace(text, reply_to=message)
        self._outbox.post(changes, chat, answer, Lane.REPLY, case=row["case_id"])
