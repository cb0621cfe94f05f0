"""Telling staff: in the team's group without names or words, and in private."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from conversations.kit.effects import Lane
from conversations.kit.people import UNASKED, Case
from conversations.kit.staff import Role, Staff
from navigator_bot.clock import Clock
from navigator_bot.events import HOUSE
from navigator_bot.messages import Button, Edit, Keyboard, Text
from navigator_bot.outbox import Outbox
from navigator_bot.rules.ladder import Rung
from navigator_bot.rules.working_hours import answer_by
from navigator_bot.second_channel.sending import SecondChannel
from navigator_bot.staffing import Team
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.rota import caseloads
from navigator_bot.store.sealing import Keyring
from navigator_bot.store.staff import active_staff, team_chat
from navigator_bot.wording import ENGLISH, Wording

_ROLES = {Rung.LEADS: Role.LEAD, Rung.ADMINS: Role.ADMIN}


class StaffAlerts:
    """Staff are written to in English, and told the times of their own wall clock."""

    def __init__(
        self,
        wording: Wording,
        outbox: Outbox,
        keys: Keyring,
        clock: Clock,
        team: Team,
        outside: SecondChannel,
    ) -> None:
        self._wording = wording
        self._outbox = outbox
        self._keys = keys
        self._clock = clock
        self._team = team
        self._outside = outside

    @property
    def missing_rungs(self) -> frozenset[Rung]:
        """Those that this service does not have: nobody's week is set, or no second channel."""
        return frozenset(
            rung
            for rung, is_there in (
                (Rung.ONCALL, self._team.rota.is_set),
                (Rung.OUTSIDE, self._outside.is_set_up),
            )
            if not is_there
        )

    async def tell_rung(
        self,
        connection: Connection,
        changes: Changes,
        case: Case,
        rung: Rung,
        *,
        again: bool,
        told: Collection[int] = (),
    ) -> list[int]:
        """Alert of an unclaimed case, but for those who were `told` in the same breath.

        The chats of all who stand on that rung; none where nobody does. Outside there are no
        chats: the house stands for whoever reads it there.
        """
        if rung is Rung.OUTSIDE:
            return [HOUSE] if self._outside.post(changes, case.id) else []
        chats = await self.chats(connection, rung)
        text = self._alert("desk.alert_again" if again else "desk.alert", case)
        for chat in chats:
            if chat not in told:
                self._outbox.post(changes, chat, text, Lane.REPLY, case=case.id, is_alert=True)
        return chats

    async def tell_safeguarding(
        self, connection: Connection, changes: Changes, case: Case
    ) -> list[int]:
        """Danger from or to others is told first to those who are named for it, in private."""
        named = _with(await active_staff(connection, self._keys), Role.SAFEGUARDING)
        text = self._alert("desk.alert_safeguarding", case)
        for each in named:
            self._outbox.post(changes, each.user, text, Lane.REPLY, case=case.id, is_alert=True)
        return [each.user for each in named]

    async def remind(
        self, connection: Connection, changes: Changes, case: Case, count: int
    ) -> list[int]:
        """The leads, or else who stands above or below them, of a case that all were told of."""
        text = self._alert("desk.reminder", case, count=count)
        for rung in (Rung.LEADS, Rung.ADMINS, Rung.TEAM):
            chats = await self.chats(connection, rung)
            for chat in chats:
                self._outbox.post(changes, chat, text, Lane.REPLY, case=case.id, is_alert=True)
            if chats:
                return chats
        return []

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

    async def private_chats_of_leads(self, connection: Connection, but: int) -> list[int]:
        """Of the leads, or else the admins, other than the one who is spoken of: never a group."""
        staff = [s for s in await active_staff(connection, self._keys) if s.user != but]
        return [each.user for each in _with(staff, Role.LEAD) or _with(staff, Role.ADMIN)]

    async def tell_leads(
        self,
        connection: Connection,
        changes: Changes,
        wording: str,
        keyboard: Keyboard = (),
        **values: Any,
    ) -> bool:
        """What a lead must know: to the leads, or else to the admins, or else in the team's group;
        false where there is nobody at all."""
        staff = await active_staff(connection, self._keys)
        chosen = _with(staff, Role.LEAD) or _with(staff, Role.ADMIN)
        chats = [each.user for each in chosen] or await self.chats(connection, Rung.TEAM)
        for chat in chats:
            self.tell(changes, chat, wording, keyboard, **values)
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
        topic: int | None = None,
        **values: Any,
    ) -> str:
        """`about` is the id of a case: an answer to this message belongs to it. `topic` is where
        somebody asked."""
        message = self.text(wording, keyboard, **values)
        return self._outbox.post(changes, chat, message, Lane.REPLY, case=about, topic=topic)

    def _alert(self, wording: str, case: Case, count: int = 0) -> Text:
        """The person was promised the same moment, where they asked."""
        by = case.answer_by
        if by is None and case.reason in UNASKED:
            by = answer_by(self._team, case.urgency, case.opened_at)
        by = by and by.astimezone(self._team.zone)
        since = case.opened_at.astimezone(self._team.zone)
        return self.text(
            wording, self.take_button(case), case=case, by=by, since=since, count=count
        )

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
        if rung is Rung.TEAM and (chat := await team_chat(connection)) is not None:
            return [chat]
        staff = [s for s in await active_staff(connection, self._keys) if s.reachable]
        if rung is Rung.TEAM:
            return [each.user for each in staff if each.takes_cases]
        if rung is Rung.ONCALL:
            return [each.user for each in await self.on_call(connection, staff)]
        return [each.user for each in _with(staff, _ROLES[rung])]

    async def on_call(self, connection: Connection, staff: Iterable[Staff]) -> list[Staff]:
        """Those who are on now, can be told, and have fewer cases than they may have."""
        rota = self._team.rota
        on = rota.on_at(self._clock.now())
        loads = await caseloads(connection)
        return [
            each
            for each in staff
            if each.reachable
            and each.id in on
            and ((cap := rota.cap_of(each.id)) is None or loads.get(each.id, 0) < cap)
        ]


def _with(staff: Iterable[Staff], role: Role) -> list[Staff]:
    return [each for each in staff if role in each.roles]
