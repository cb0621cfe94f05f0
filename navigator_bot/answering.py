"""What a navigator answers: a reply goes to one person, and what is no reply to nobody."""

from __future__ import annotations

from conversations.kit.effects import Bell, Lane
from conversations.kit.replies import Kind
from conversations.kit.staff import Staff
from navigator_bot.casework import Casework
from navigator_bot.clock import Clock
from navigator_bot.events import Event, Sent
from navigator_bot.ids import Ids
from navigator_bot.messages import Copy, Text
from navigator_bot.outbox import Outbox
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.audit import note
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Row


class Answering:
    def __init__(
        self, ids: Ids, clock: Clock, outbox: Outbox, alerts: StaffAlerts, casework: Casework
    ) -> None:
        self._ids = ids
        self._clock = clock
        self._outbox = outbox
        self._alerts = alerts
        self._casework = casework

    async def hears(
        self, event: Event, sent: Sent, staff: Staff, connection: Connection, changes: Changes
    ) -> bool:
        """A reply to a message of a case goes to its person, and nowhere else; one to a message
        that is not known any more goes to nobody."""
        if sent.reply_to is None or sent.words.startswith("/"):
            return False
        message = await connection.row(
            "message_by_number", chat=event.chat, message_id=sent.reply_to
        )
        if message is None:
            await self.say_how(event, staff, connection, changes)
            return True
        if message["case_id"] is None:
            return False
        row = await connection.row("case_to_change", id=message["case_id"])
        if row is None or row["status"] == "closed":
            self._alerts.tell(changes, event.chat, "desk.closed_so_not_sent")
        elif row["staff_id"] != staff.id:
            self._alerts.tell(changes, event.chat, "desk.not_yours", number=row["number"])
        else:
            self._pass_on(event, sent, staff, row, changes)
        return True

    def _pass_on(self, event: Event, sent: Sent, staff: Staff, row: Row, changes: Changes) -> None:
        chat, case = row["chat"], row["id"]
        if sent.kind is Kind.TEXT:
            wording = "desk.navigator_corrects" if sent.edited else "desk.navigator_says"
            text: Text = self._alerts.text(wording, name=staff.name, words=sent.words)
            self._outbox.post(changes, chat, text, Lane.REPLY, case=case)
            self._casework.keep_words(changes, case, "navigator", sent.words)
        else:
            self._alerts.tell(changes, chat, "desk.navigator_sends", name=staff.name)
            copy = Copy(event.chat, sent.message)
            self._outbox.post(changes, chat, copy, Lane.REPLY, case=case)
        changes.add("cancel_timer", chat=chat, bell=Bell.CLAIM_LAPSE.value, ref=case)
        note(changes, self._ids, self._clock.now(), staff.id, "answered case", case)

    async def say_how(
        self, event: Event, staff: Staff, connection: Connection, changes: Changes
    ) -> None:
        """Nothing is passed on that was not plainly meant for one person."""
        rows = await connection.rows("unclosed_cases")
        has_case = any(row["staff_id"] == staff.id for row in rows)
        if has_case:
            self._alerts.tell(changes, event.chat, "desk.reply_to_answer")
        else:
            self._alerts.tell(changes, event.chat, "desk.how", keeps=staff.keeps_directory)
