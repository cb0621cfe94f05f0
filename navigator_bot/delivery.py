"""What follows when a message has arrived or never will: for who wrote it, and for a chat."""

from __future__ import annotations

from dataclasses import dataclass, replace

from conversations.kit.effects import Lane
from navigator_bot.errors import SendError
from navigator_bot.events import HOUSE, Arrival, ChatKind, Membership, Migrated, Sender, TopicLost
from navigator_bot.inbox import Inbox
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


@dataclass
class Refused:
    """What follows when a group has moved or has shut us out, or a topic is gone."""

    inbox: Inbox

    async def __call__(self, row: Row, error: SendError) -> None:
        if error.moved_to is not None:
            key = f"moved:{row['chat']}:{error.moved_to}"
            await self.inbox.keep([Arrival(key, row["chat"], Migrated(error.moved_to))])
        elif error.lost_topic is not None:
            key = f"topic:{row['id']}:{error.lost_topic}"
            await self.inbox.keep([Arrival(key, row["chat"], TopicLost(error.lost_topic))])
        elif error.unreachable and row["chat"] < HOUSE:
            body = Membership(Sender(HOUSE), inside=False, to=ChatKind.GROUP)
            await self.inbox.keep([Arrival(f"lost:{row['id']}", row["chat"], body)])
