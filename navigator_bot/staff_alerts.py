"""Telling staff: in the team's group without names or words, and in private."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from conversations.kit.effects import Lane
from conversations.kit.people import Case
from conversations.kit.staff import Role, Staff
from navigator_bot.messages import Button, Edit, Keyboard, Text
from navigator_bot.outbox import Outbox
from navigator_bot.rules.ladder import Rung
from navigator_bot.rules.working_hours import WorkingHours, answer_by
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.sealing import Keyring
from navigator_bot.store.staff import active_staff, team_chat
from navigator_bot.wording import ENGLISH, Wording

_ROLES = {Rung.LEADS: Role.LEAD, Rung.ADMINS: Role.ADMIN}


class StaffAlerts:
    """Staff are written to in English, and told the times of their own wall clock."""

    def __init__(
        self, wording: Wording, outbox: Outbox, keys: Keyring, hours: WorkingHours
    ) -> None:
        self._hours = hours
        self._wording = wording
        self._outbox = outbox
        self._keys = keys

    async def tell_rung(
        self, connection: Connection, changes: Changes, case: Case, rung: Rung, *, again: bool
    ) -> bool:
        """Alert of an unclaimed case; false where nobody stands on that rung."""
        text = self._alert("desk.alert_again" if again else "desk.alert", case)
        chats = await self.chats(connection, rung)
        for chat in chats:
            self._outbox.post(changes, chat, text, Lane.REPLY, case=case.id, is_alert=True)
        return bool(chats)

    def offer(self, changes: Changes, chat: int, case: Case) -> None:
        """An open case, to one who asked which there are."""
        text = self._alert("desk.alert", case)
        self._outbox.post(changes, chat, text, Lane.REPLY, case=case.id, is_alert=True)

    async def mark(self, connection: Connection, changes: Changes, case: str, text: Text) -> None:
        """Every alert of a case, in the group and in private, says what became of it."""
        for alert in await connection.rows("alerts_of_case", case_id=case):
            self._outbox.post(changes, alert["chat"], Edit(alert["id"], text.html), Lane.REPLY)

    async def tell_admins(
        self, connection: Connection, changes: Changes, wording: str, **values: Any
    ) -> None:
        """Something is wrong with the house: to its admins, or else to its leads."""
        staff = await active_staff(connection, self._keys)
        chosen = _with(staff, Role.ADMIN) or _with(staff, Role.LEAD)
        for each in chosen:
            self.tell(changes, each.user, wording, **values)

    async def tell_coordinators(
        self, connection: Connection, changes: Changes, wording: str, **values: Any
    ) -> None:
        """To those who keep facts true; where there are none, to the admins or leads."""
        coordinators = _with(await active_staff(connection, self._keys), Role.COORDINATOR)
        for each in coordinators:
            self.tell(changes, each.user, wording, **values)
        if not coordinators:
            await self.tell_admins(connection, changes, wording, **values)

    async def tell_leads(
        self, connection: Connection, changes: Changes, wording: str, **values: Any
    ) -> bool:
        """What a lead must know: to the leads, or else to the admins, or else in the team's group;
        false where there is nobody at all."""
        staff = await active_staff(connection, self._keys)
        chosen = _with(staff, Role.LEAD) or _with(staff, Role.ADMIN)
        chats = [each.user for each in chosen] or await self.chats(connection, Rung.TEAM)
        for chat in chats:
            self.tell(changes, chat, wording, **values)
        return bool(chats)

    async def tell_team(
        self, connection: Connection, changes: Changes, wording: str, **values: Any
    ) -> None:
        """In the team's group; without one, to the leads."""
        chat = await team_chat(connection)
        if chat is None:
            await self.tell_leads(connection, changes, wording, **values)
        else:
            self.tell(changes, chat, wording, **values)

    def tell(
        self,
        changes: Changes,
        chat: int,
        wording: str,
        keyboard: Keyboard = (),
        about: str | None = None,
        **values: Any,
    ) -> str:
        """`about` is the id of a case: an answer to this message belongs to it."""
        message = self.text(wording, keyboard, **values)
        return self._outbox.post(changes, chat, message, Lane.REPLY, case=about)

    def _alert(self, wording: str, case: Case) -> Text:
        """The person was promised the same moment."""
        by = answer_by(self._hours, case.urgency, case.opened_at)
        return self.text(wording, self.take_button(case), case=case, by=by)

    def text(self, wording: str, keyboard: Keyboard = (), **values: Any) -> Text:
        return Text(self._wording.text(wording, ENGLISH, values), keyboard)

    def take_button(self, case: Case) -> Keyboard:
        return ((self.button("desk.button__take", f"case:{case.id}:take"),),)

    def back_button(self, case: Case) -> Keyboard:
        return ((self.button("desk.button__back", f"case:{case.id}:back"),),)

    def button(self, wording: str, data: str, **values: Any) -> Button:
        return Button(self.plain(wording, **values), data)

    def plain(self, wording: str, **values: Any) -> str:
        return self._wording.plain(wording, ENGLISH, values)

    async def chats(self, connection: Connection, rung: Rung) -> list[int]:
        """Where those who stand on that rung are told."""
        if rung is Rung.TEAM:
            chat = await team_chat(connection)
            if chat is not None:
                return [chat]
            return [s.user for s in await active_staff(connection, self._keys) if s.takes_cases]
        staff = await active_staff(connection, self._keys)
        return [each.user for each in _with(staff, _ROLES[rung])]


def _with(staff: Iterable[Staff], role: Role) -> list[Staff]:
    return [each for each in staff if role in each.roles]
