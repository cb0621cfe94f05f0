"""One thing that a member of staff did about a case, and what answering it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from conversations.kit.effects import Lane
from navigator_bot.case_topics import CaseTopics
from navigator_bot.casework import Casework
from navigator_bot.directory import LocalDirectory
from navigator_bot.events import Sent
from navigator_bot.messages import Button, Keyboard, Message
from navigator_bot.outbox import Origin
from navigator_bot.outing_book import OutingBook
from navigator_bot.ready_replies import ReadyReply
from navigator_bot.staff_visit import StaffTools, StaffVisit
from navigator_bot.staffing import Team
from navigator_bot.store.audit import note
from navigator_bot.store.case_words import words_of
from navigator_bot.store.database import Row

CASE = "case"
"""How the data of a case's buttons begins; its id comes next."""


@dataclass(frozen=True)
class Tools(StaffTools):
    casework: Casework
    outings: OutingBook
    team: Team
    directory: LocalDirectory
    topics: CaseTopics
    ready: tuple[ReadyReply, ...]  # replies of the service's own


@dataclass(frozen=True)
class Visit(StaffVisit):
    tools: Tools
    topic: int | None = None  # of their own chat, in which they did it

    def say(
        self, wording: str, keyboard: Keyboard = (), about: str | None = None, **values: Any
    ) -> None:
        """In private, where they did it. `about` is the id of a case: an answer to this message
        belongs to it."""
        chat, topic = self.staff.user, self.topic
        self.tools.alerts.tell(
            self.changes, chat, wording, keyboard, about=about, topic=topic, **values
        )

    def button(self, wording: str, case: str, action: str, **values: Any) -> Button:
        """Of a case, by its id."""
        return self.tools.alerts.button(wording, f"{CASE}:{case}:{action}", **values)

    def has(self, row: Row) -> bool:
        """The case is theirs at this moment."""
        return bool(row["status"] == "claimed" and row["staff_id"] == self.staff.id)

    async def case_by_number(self, words: str) -> Row | None:
        """As staff say it aloud; None where there is none."""
        number = int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0
        id = await self.connection.value("case_by_number", number=number)
        return None if id is None else await self.connection.row("case_to_change", id=id)

    async def case_of_topic(self) -> str | None:
        """The id of the case whose topic they did it in."""
        chat, topic = self.staff.user, self.topic
        case: str | None = await self.connection.value("case_of_topic", chat=chat, thread=topic)
        return case

    async def case_answered(self, sent: Sent) -> tuple[str | None, bool]:
        """The id of the case whose message this answers; and whether we know that message.

        Of a message that went out twice we know the second copy alone, and an old one is forgotten:
        its buttons still say of which case it is.
        """
        chat, number = self.staff.user, sent.reply_to
        row = await self.connection.row("message_by_number", chat=chat, message_id=number)
        if row is not None:
            return row["case_id"], True
        ids = [data.split(":")[1] for data in sent.reply_buttons if data.startswith(f"{CASE}:")]
        return next(iter(ids), None), False

    def post(self, chat: int, message: Message, case: str, origin: Origin | None = None) -> None:
        outbox = self.tools.outbox
        outbox.post(self.changes, chat, message, Lane.REPLY, case=case, origin=origin)

    def keep_words(self, case: str, what: str, words: str) -> None:
        """Sealed, with the case, as theirs."""
        self.tools.casework.keep_words(self.changes, case, what, words, self.staff.id)

    def words(self, note: Row) -> str:
        """Of a note of a case."""
        return words_of(self.tools.keys, note)

    def local(self, moment: datetime) -> datetime:
        """On the team's wall clock."""
        return moment.astimezone(self.tools.team.zone)

    def note(self, what: str, about: str) -> None:
        """Into the audit; `what` holds nothing that a person said."""
        note(self.changes, self.tools.ids, self.now, self.staff.id, what, about)
