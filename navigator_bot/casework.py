"""Cases from opened to closed: who is told, who has it, and what the person hears of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from conversations.kit.effects import AddToCase, Bell, Lane, OpenCase
from conversations.kit.people import UNASKED, Case, CaseId, Person, Urgency
from conversations.kit.staff import Staff
from navigator_bot.climbing import Climbing
from navigator_bot.clock import Clock, to_ms
from navigator_bot.events import Arrival, Body, Claimed, HandedBack, Rang
from navigator_bot.ids import Ids
from navigator_bot.inbox import Inbox
from navigator_bot.messages import Copy
from navigator_bot.outbox import Outbox
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.audit import note
from navigator_bot.store.case_words import REASON, keep_words, said_in_cases
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Row
from navigator_bot.store.people import open_case, open_person
from navigator_bot.store.sealing import Keyring


class Casework:
    def __init__(
        self,
        keys: Keyring,
        ids: Ids,
        clock: Clock,
        inbox: Inbox,
        outbox: Outbox,
        alerts: StaffAlerts,
        climbing: Climbing,
    ) -> None:
        self._keys = keys
        self._ids = ids
        self._clock = clock
        self._inbox = inbox
        self._outbox = outbox
        self._alerts = alerts
        self._climbing = climbing

    async def open(
        self, connection: Connection, changes: Changes, person: Person, chat: int, wish: OpenCase
    ) -> Case:
        """A new case, its ladder fixed, its first rung told."""
        now = self._clock.now()
        number = await connection.value("count_up", name="case")
        by = None if wish.reason in UNASKED else self._climbing.answer_by(wish.urgency)
        case = Case(wish.case, number, wish.reason, wish.urgency, now, answer_by=by)
        ladder = await self._climbing.begin(connection, changes, chat, case)
        sealed = self._keys.seal(wish.words, f"cases:{case.id}")
        changes.add(
            "open_case",
            id=case.id,
            number=number,
            person_id=person.id,
            chat=chat,
            reason=case.reason.value,
            urgency=case.urgency.value,
            ladder=ladder,
            opened_at=to_ms(now),
            answer_by=by and to_ms(by),
            sealed=sealed.blob,
            key_id=sealed.key_id,
        )
        note(changes, self._ids, now, person.id, f"opened case {case.urgency}", case.id)
        return case

    async def add(
        self, connection: Connection, changes: Changes, chat: int, case: Case, wish: AddToCase
    ) -> None:
        """Words join the case; a higher urgency starts its own ladder."""
        row = await connection.row("case_to_change", id=case.id)
        if wish.words:
            self.keep_words(changes, case.id, "added", wish.words)
        if wish.reason is not None and wish.reason is not case.reason:
            self.keep_words(changes, case.id, REASON, wish.reason.value)
        if wish.urgency is not None and wish.urgency.rank > case.urgency.rank:
            joined = replace(case, reason=wish.reason or case.reason, urgency=wish.urgency)
            await self._raise(connection, changes, chat, joined, row)
        elif case.reason in UNASKED and wish.reason not in (None, *UNASKED) and row is not None:
            by = self._climbing.promise(changes, chat, case)
            changes.add("promise_case", id=case.id, answer_by=by and to_ms(by))
        if row is not None and row["staff_user"] is not None and wish.words:
            self._pass_on(changes, row, case, wish.words)

    async def _raise(
        self,
        connection: Connection,
        changes: Changes,
        chat: int,
        case: Case,
        row: Row | None,
    ) -> None:
        """A claim stays: only what still waits climbs anew."""
        urgency = case.urgency
        if row is None or row["status"] != "open":
            changes.add("raise_claimed_case", id=case.id, urgency=urgency.value)
            if row is not None and row["staff_user"] is not None:
                self._alerts.tell(changes, row["staff_user"], "desk.urgent", number=case.number)
                self.expect_life(changes, chat, case)
            return
        by = self._climbing.answer_by(urgency)
        raised = replace(case, answer_by=by)
        ladder = await self._climbing.begin(connection, changes, chat, raised)
        at = by and to_ms(by)
        changes.add("raise_case", id=case.id, urgency=urgency.value, ladder=ladder, answer_by=at)

    async def relay(
        self,
        connection: Connection,
        changes: Changes,
        chat: int,
        case: Case,
        words: str,
        message: int,
        *,
        edited: bool = False,
    ) -> None:
        """What the person sent, to the navigator who has the case."""
        row = await connection.row("case_to_change", id=case.id)
        if row is None or row["staff_user"] is None:
            return
        if words:
            self.keep_words(changes, case.id, "person_edit" if edited else "person", words)
            wording = "desk.person_corrects" if edited else "desk.person_said"
            self._pass_on(changes, row, case, words, wording)
        else:
            self._alerts.tell(
                changes, row["staff_user"], "desk.sent_this", about=case.id, number=case.number
            )
            copy = Copy(chat, message)
            self._outbox.post(changes, row["staff_user"], copy, Lane.REPLY, case=case.id)
        if not await self._is_life_expected(connection, chat, case):
            self.expect_life(changes, chat, case)

    async def close(
        self, connection: Connection, changes: Changes, chat: int, case: CaseId
    ) -> None:
        """The person needs it no longer; whoever has it is told."""
        row = await connection.row("case_to_change", id=case)
        if row is None or row["status"] == "closed":
            return
        now = self._clock.now()
        changes.add("close_case", id=case, at=to_ms(now))
        self._cancel_bells(changes, chat, case)
        text = self._alerts.text("desk.closed", number=row["number"])
        await self._alerts.mark(connection, changes, case, text)
        note(changes, self._ids, now, row["person_id"], "closed case", case)
        if row["staff_user"] is not None:
            self._alerts.tell(
                changes, row["staff_user"], "desk.person_closed", number=row["number"]
            )

    async def claim(self, changes: Changes, row: Row, staff: Staff) -> Case:
        """An open case becomes this navigator's; the person hears it on their own road."""
        now = self._clock.now()
        case = open_case(row, self._keys)
        changes.add("claim_case", id=case.id, staff_id=staff.id, at=to_ms(now))
        self._cancel_bells(changes, row["chat"], case.id)
        self.expect_life(changes, row["chat"], case)
        note(changes, self._ids, now, staff.id, "claimed case", case.id)
        is_late = case.answer_by is not None and case.answer_by < now
        if is_late:  # in their quiet hours, when nobody said so
            note(changes, self._ids, now, "house", "broke a promise", case.id)
        body = Claimed(case.id, staff.name, is_late=is_late)
        self._tell_person(changes, row["chat"], f"claimed:{case.id}:{to_ms(now)}", body)
        return case

    def hand_over(self, changes: Changes, row: Row, to: Staff) -> None:
        """The person is told who comes, and in whose place."""
        now = self._clock.now()
        case = open_case(row, self._keys)
        changes.add("claim_case", id=case.id, staff_id=to.id, at=to_ms(now))
        self._cancel_bells(changes, row["chat"], case.id)
        self.expect_life(changes, row["chat"], case)
        note(changes, self._ids, now, to.id, "took over case", case.id)
        body = Claimed(case.id, to.name, instead_of=case.navigator or "")
        self._tell_person(changes, row["chat"], f"claimed:{case.id}:{to_ms(now)}", body)

    async def hand_back(
        self, connection: Connection, changes: Changes, row: Row, staff: Staff
    ) -> None:
        """The navigator is done: the case closes, the bot speaks again."""
        now = self._clock.now()
        changes.add("close_case", id=row["id"], at=to_ms(now))
        self._cancel_bells(changes, row["chat"], row["id"])
        text = self._alerts.text("desk.closed", number=row["number"])
        await self._alerts.mark(connection, changes, row["id"], text)
        note(changes, self._ids, now, staff.id, "handed back case", row["id"])
        was_urgent = row["urgency"] == Urgency.NOW
        body = HandedBack(CaseId(row["id"]), staff.name, was_urgent=was_urgent)
        self._tell_person(changes, row["chat"], f"back:{row['id']}:{to_ms(now)}", body)

    async def ring(self, connection: Connection, changes: Changes, body: Rang) -> None:
        """A step of a ladder, a claim without a sign of life, a promise: is it still wanted?"""
        id, _, index = body.ref.partition(":")
        row = await connection.row("case_to_change", id=id)
        if row is None or row["status"] == "closed":
            return
        if body.bell is Bell.CLAIM_LAPSE:
            if row["status"] == "claimed":
                await self._lapse(connection, changes, row)
        elif body.bell is Bell.PROMISE and row["status"] == "open":
            await self._break_promise(connection, changes, row)
        elif body.bell is Bell.LADDER and row["status"] == "open":
            case = open_case(row, self._keys)
            await self._climbing.go_on(
                connection, changes, row["chat"], case, row["ladder"], int(index)
            )

    async def _break_promise(self, connection: Connection, changes: Changes, row: Row) -> None:
        person = await connection.row("person_of_case", id=row["id"])
        assert person is not None, "a case lives no longer than its person"
        await self._climbing.break_promise(
            connection,
            changes,
            row["chat"],
            open_case(row, self._keys),
            open_person(person, self._keys),
            row["apologies"],
        )

    async def told(self, connection: Connection, person: str) -> list[dict[str, Any]]:
        """What was said in a person's cases, for the person."""
        return await said_in_cases(connection, self._keys, person)

    def keep_words(
        self, changes: Changes, case: str, what: str, words: str, by: str | None = None
    ) -> None:
        """`by` is whoever of the staff wrote them."""
        keep_words(changes, self._keys, self._ids, self._clock.now(), case, what, words, by)

    async def _lapse(self, connection: Connection, changes: Changes, row: Row) -> None:
        now = self._clock.now()
        case = open_case(row, self._keys)
        by = self._climbing.answer_by(case.urgency)
        self._cancel_bells(changes, row["chat"], case.id)
        note(changes, self._ids, now, row["staff_id"] or "house", "claim lapsed", case.id)
        text = self._alerts.text("desk.open_again", number=case.number)
        await self._alerts.mark(connection, changes, case.id, text)
        if row["staff_user"] is not None:
            self._alerts.tell(changes, row["staff_user"], "desk.lapsed", number=case.number)
        body = HandedBack(case.id, case.navigator or "", lapsed=True)
        self._tell_person(changes, row["chat"], f"lapsed:{case.id}:{to_ms(now)}", body)
        waiting = replace(case, navigator=None, answer_by=by)
        ladder = await self._climbing.begin(connection, changes, row["chat"], waiting)
        changes.add("release_case", id=case.id, ladder=ladder, answer_by=by and to_ms(by))

    def _pass_on(
        self,
        changes: Changes,
        row: Row,
        case: Case,
        words: str,
        wording: str = "desk.person_said",
    ) -> None:
        staff = row["staff_user"]
        text = self._alerts.text(
            wording, self._alerts.back_button(case), number=case.number, words=words
        )
        self._outbox.post(changes, staff, text, Lane.REPLY, case=case.id)

    def expect_life(self, changes: Changes, chat: int, case: Case) -> None:
        """Words that lie unanswered for too long end the claim."""
        due = self._climbing.lapses_at(case.urgency)
        changes.add(
            "set_timer", chat=chat, bell=Bell.CLAIM_LAPSE.value, ref=case.id, due_at=to_ms(due)
        )

    async def _is_life_expected(self, connection: Connection, chat: int, case: Case) -> bool:
        """Who asks again and again does not thereby wait longer: the first question counts."""
        timers = await connection.rows("timers_of", chat=chat)
        return any(t["bell"] == Bell.CLAIM_LAPSE and t["ref"] == case.id for t in timers)

    def _tell_person(self, changes: Changes, chat: int, key: str, body: Body) -> None:
        self._inbox.add(changes, Arrival(key, chat, body))

    def _cancel_bells(self, changes: Changes, chat: int, case: str) -> None:
        """Whoever had it writes to it no more without replying."""
        changes.add("end_talks", case_id=case)
        changes.add("end_topics", case_id=case, at=to_ms(self._clock.now()))
        changes.add("cancel_timer", chat=chat, bell=Bell.CLAIM_LAPSE.value, ref=case)
        self._climbing.stop(changes, chat, case)
