"""A topic for each case in its navigator's own chat, where Telegram lets a bot have them."""

from __future__ import annotations

from datetime import timedelta

from conversations.kit.effects import Lane
from navigator_bot.clock import Clock, to_ms
from navigator_bot.messages import CloseTopic, OpenTopic
from navigator_bot.outbox import Outbox
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database, Row

LOOK_BACK = timedelta(days=1)
"""How long a topic stays when its case is over: what was sent from it has long arrived then."""


class CaseTopics:
    """What is about a case goes into its topic by itself, from the moment that Telegram has made
    it; where it could not be made, into the plain chat."""

    def __init__(
        self, database: Database, clock: Clock, outbox: Outbox, alerts: StaffAlerts
    ) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox
        self._alerts = alerts
        self.are_offered = False  # by Telegram, in this bot's private chats

    async def open(self, connection: Connection, changes: Changes, chat: int, case: Row) -> None:
        """Whoever takes a case again goes on in the topic that they had, while it is there."""
        if not self.are_offered:
            return
        id = case["id"]
        if await connection.row("topic_of_case", chat=chat, case_id=id) is not None:
            changes.add("reopen_topic", chat=chat, case_id=id)
            return
        name = self._alerts.plain("cases.button__page", number=case["number"])
        made_by = self._outbox.post(changes, chat, OpenTopic(name), Lane.REPLY, case=id)
        changes.add("open_topic", chat=chat, case_id=id, made_by=made_by)

    async def tidy(self) -> None:
        """Take away the topics of what was over a day ago, and at once those that nobody is to
        read any more."""
        changes = Changes()
        before = to_ms(self._clock.now() - LOOK_BACK)
        async with self._database.transaction() as connection:
            for row in await connection.rows("topics_over", before=before):
                chat, topic = row["chat"], row["topic"]
                await connection.run("forget_case_topic", chat=chat, case_id=row["case_id"])
                if topic is not None:
                    self._outbox.post(changes, chat, CloseTopic(topic), Lane.REPLY)
            await changes.write(connection)
        self._outbox.posted.set()
