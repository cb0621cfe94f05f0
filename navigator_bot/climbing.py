"""The wait for somebody to take a case: its ladder, climbed step by step, and the promise made."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from conversations.kit.effects import Bell
from conversations.kit.moments import out_of_quiet
from conversations.kit.people import Case, CaseReason, Person, Urgency
from navigator_bot.clock import Clock, to_ms
from navigator_bot.events import Arrival, Overdue
from navigator_bot.ids import Ids
from navigator_bot.inbox import Inbox
from navigator_bot.rules.ladder import Ladder, Rung, Step
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.audit import note
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.ladders import cancel_ladder, read_ladder, set_step, write_ladder

log = logging.getLogger(__name__)

MOST_APOLOGIES = 3
"""Of these the last names no new time: who was let down three times is promised nothing more."""


class Climbing:
    def __init__(
        self, ids: Ids, clock: Clock, inbox: Inbox, alerts: StaffAlerts, ladder: Ladder
    ) -> None:
        self._ids = ids
        self._clock = clock
        self._inbox = inbox
        self._alerts = alerts
        self._ladder = ladder

    def answer_by(self, urgency: Urgency) -> datetime | None:
        """What is promised to a person whose wait begins now."""
        return self._ladder.answer_by(urgency, self._clock.now())

    def lapses_at(self, urgency: Urgency) -> datetime:
        return self._ladder.lapses_at(urgency, self._clock.now())

    async def begin(self, connection: Connection, changes: Changes, chat: int, case: Case) -> str:
        """Fix the ladder from now on and tell its first rung; the ladder as it is kept."""
        missing = self._alerts.missing_rungs
        steps = self._ladder.steps(case.urgency, self._clock.now(), missing)
        self.stop(changes, chat, case.id)
        self._mind_promise(changes, chat, case)
        told = set[int]()
        if case.reason is CaseReason.SAFEGUARDING:
            told.update(await self._alerts.tell_safeguarding(connection, changes, case))
        await self._climb(connection, changes, chat, case, steps, 0, told, goes_on=False)
        return write_ladder(steps)

    async def go_on(
        self,
        connection: Connection,
        changes: Changes,
        chat: int,
        case: Case,
        ladder: str,
        index: int,
    ) -> None:
        """The bell of that step rang: it is told now, whenever it was to come."""
        steps = read_ladder(ladder)
        await self._climb(connection, changes, chat, case, steps, index, set(), goes_on=True)

    def promise(self, changes: Changes, chat: int, case: Case) -> datetime | None:
        """Somebody for whom the case was opened now asks for it themselves."""
        by = self.answer_by(case.urgency)
        self._mind_promise(changes, chat, replace(case, answer_by=by))
        return by

    def stop(self, changes: Changes, chat: int, case: str) -> None:
        changes.add("cancel_timer", chat=chat, bell=Bell.PROMISE.value, ref=case)
        cancel_ladder(changes, chat, case)

    async def break_promise(
        self,
        connection: Connection,
        changes: Changes,
        chat: int,
        case: Case,
        person: Person,
        apologies: int,
    ) -> None:
        """Nobody came by then: the person hears so with a new time, and the leads hear it too.

        What is not for now waits until the person's quiet hours are over.
        """
        now = self._clock.now()
        local = now.astimezone(person.tz)
        awake = out_of_quiet(local, person.quiet)
        if awake > local and case.urgency is not Urgency.NOW:
            self._set_promise(changes, chat, case.id, awake)
            return
        is_last = apologies + 1 >= MOST_APOLOGIES
        by = None if is_last else self.answer_by(case.urgency)
        changes.add("apologise_for_case", id=case.id, answer_by=by and to_ms(by))
        if by is not None:
            self._set_promise(changes, chat, case.id, by)
        note(changes, self._ids, now, "house", "broke a promise", case.id)
        await self._alerts.tell_leads(
            connection, changes, "desk.promise_broken", number=case.number, by=by
        )
        key = f"overdue:{case.id}:{to_ms(now)}"
        self._inbox.add(changes, Arrival(key, chat, Overdue(case.id, by)))

    def _mind_promise(self, changes: Changes, chat: int, case: Case) -> None:
        if case.answer_by is not None:
            self._set_promise(changes, chat, case.id, case.answer_by)

    def _set_promise(self, changes: Changes, chat: int, case: str, at: datetime) -> None:
        changes.add("set_timer", chat=chat, bell=Bell.PROMISE.value, ref=case, due_at=to_ms(at))

    async def _climb(
        self,
        connection: Connection,
        changes: Changes,
        chat: int,
        case: Case,
        steps: tuple[Step, ...],
        index: int,
        told: set[int],
        *,
        goes_on: bool,
    ) -> None:
        """Tell each rung that is due, but for those just `told`, and set the next; where nobody
        stands, go on at once."""
        now = self._clock.now()
        again = index > 0
        if index >= len(steps):
            await self._alerts.remind(connection, changes, case, index - len(steps) + 1)
            index += 1
        while index < len(steps) and (goes_on or steps[index].at <= now):
            found = await self._tell(connection, changes, case, steps[index].rung, again, told)
            told.update(found)
            goes_on = not found
            index += 1
        past = index - len(steps)
        due = steps[index].at if past < 0 else self._ladder.reminder_at(case.urgency, past, now)
        set_step(changes, chat, case.id, index, due)

    async def _tell(
        self,
        connection: Connection,
        changes: Changes,
        case: Case,
        rung: Rung,
        again: bool,
        told: set[int],
    ) -> list[int]:
        """The chats of those who stand there; a rung where nobody does is noted, and said."""
        found = await self._alerts.tell_rung(
            connection, changes, case, rung, again=again, told=told
        )
        if not found:
            note(changes, self._ids, self._clock.now(), "house", f"nobody on rung {rung}", case.id)
            log.warning("case %s: there was nobody to tell (%s)", case.number, rung)
            if rung is Rung.ONCALL and case.urgency is not Urgency.NOW:
                number = case.number
                await self._alerts.tell_leads(
                    connection, changes, "desk.nobody_on_call", number=number
                )
        return found
