"""What staff do: join by link, take a case, answer, hand back.

Who may do what is checked here each time, never assumed from a menu or a button.
"""

from __future__ import annotations

from conversations.kit.effects import Lane
from conversations.kit.staff import Role, Staff, StaffId
from navigator_bot.answering import Answering
from navigator_bot.canary import BUTTON, Canary
from navigator_bot.casework import REASON, Casework
from navigator_bot.clock import Clock, to_ms
from navigator_bot.events import (
    ChatKind,
    Event,
    Membership,
    Migrated,
    Pressed,
    Rang,
    Sender,
    Sent,
    Tested,
    start_code,
)
from navigator_bot.hearing import HELP, Hearing
from navigator_bot.help_card import CardInMemory
from navigator_bot.ids import Ids
from navigator_bot.keeping_desk.front import KeepingDesk
from navigator_bot.messages import Text
from navigator_bot.outbox import Outbox
from navigator_bot.rota_desk.desk import RotaDesk
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.audit import note
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Row
from navigator_bot.store.people import open_case, open_person
from navigator_bot.store.rota import team_changed
from navigator_bot.store.sealing import Keyring
from navigator_bot.store.staff import code_hash, open_staff, save_staff, staff_of_user
from navigator_bot.team_group import TeamGroup
from navigator_bot.wording import ENGLISH


class Desk:
    """One event at a time, each seeing what the one before it wrote."""

    def __init__(
        self,
        keys: Keyring,
        ids: Ids,
        clock: Clock,
        outbox: Outbox,
        alerts: StaffAlerts,
        casework: Casework,
        hearing: Hearing,
        card: CardInMemory,
        keeping: KeepingDesk,
        rota: RotaDesk,
    ) -> None:
        self._keys = keys
        self._ids = ids
        self._clock = clock
        self._outbox = outbox
        self._alerts = alerts
        self._casework = casework
        self._hearing = hearing
        self._card = card
        self._keeping = keeping
        self._answering = Answering(ids, clock, outbox, alerts, casework)
        self._rota = rota
        self._group = TeamGroup(keys, ids, clock, alerts)
        self._canary = Canary(clock, outbox, alerts)

    async def handle(self, event: Event, connection: Connection, changes: Changes) -> None:
        """Anything from a group, from staff in private, and the bells of cases."""
        match event.body:
            case Rang():
                await self._casework.ring(connection, changes, event.body)
            case Pressed():
                await self._pressed(event, event.body, connection, changes)
            case Sent():
                await self._sent(event, event.body, connection, changes)
            case Membership():
                await self._membership(event.chat, event.body, connection, changes)
            case Tested(canary):
                await self._canary.alert(connection, changes, canary)
            case Migrated(moved_to):
                await self._group.moved(event.chat, moved_to, connection, changes)
            case _:
                return

    async def _membership(
        self, chat: int, body: Membership, connection: Connection, changes: Changes
    ) -> None:
        if body.to is ChatKind.PRIVATE:
            changes.add("set_staff_reachable", chat=chat, reachable=int(body.inside))
        elif body.inside:
            self._alerts.tell(changes, chat, "desk.in_group")
        else:
            await self._group.lost(chat, connection, changes)

    async def join(
        self, event: Event, sent: Sent, code: str, connection: Connection, changes: Changes
    ) -> bool:
        """Who follows a staff link becomes staff, and the link is spent; false for any other."""
        now = self._clock.now()
        role = await connection.value("spend_staff_invite", code=code_hash(code), now=to_ms(now))
        if role is None:
            return False
        known = await connection.row("anyone_of_user", user_id=sent.sender.id)
        roles = {Role(role)}
        if known is not None and known["active"]:
            roles |= open_staff(known, self._keys).roles
        id = StaffId(self._ids.new() if known is None else known["id"])
        staff = Staff(id, sent.sender.id, _first_name(sent.sender), frozenset(roles))
        save_staff(changes, self._keys, staff, now)
        team_changed(changes, self._ids)
        note(changes, self._ids, now, staff.id, f"joined as {role}", staff.id)
        self._alerts.tell(changes, event.chat, f"desk.welcome_{role}", name=staff.name)
        return True

    async def _pressed(
        self, event: Event, pressed: Pressed, connection: Connection, changes: Changes
    ) -> None:
        if pressed.data == f"!{HELP}":
            self._give_card(pressed.sender.id, changes)
            return
        if self._keeping.is_meant(pressed):
            await self._keeping.pressed(event, pressed, connection, changes)
            return
        if self._rota.is_meant(pressed):
            await self._rota.pressed(pressed, connection, changes)
            return
        kind, _, rest = pressed.data.partition(":")
        if kind == BUTTON:
            await self._canary.see(connection, changes, rest)
            return
        id, _, action = rest.partition(":")
        if kind != "case":
            if pressed.to is ChatKind.PRIVATE:
                self._alerts.tell(changes, event.chat, "desk.how", keeps=False)
            return
        staff = await staff_of_user(connection, self._keys, pressed.sender.id)
        if staff is None or not staff.takes_cases:
            self._alerts.tell(changes, event.chat, "desk.not_for_you")
            return
        row = await connection.row("case_to_change", id=id)
        if row is None:
            self._alerts.tell(changes, event.chat, "desk.gone")
        elif action == "take":
            await self._take(row, staff, connection, changes)
        elif action == "back":
            await self._back(event, row, staff, connection, changes)

    async def _take(self, row: Row, staff: Staff, connection: Connection, changes: Changes) -> None:
        case = open_case(row, self._keys)
        if row["status"] == "closed":
            self._alerts.tell(changes, staff.user, "desk.closed_already", number=case.number)
            return
        if row["status"] == "claimed":
            if row["staff_id"] != staff.id:
                self._alerts.tell(changes, staff.user, "desk.taken_already", case=case)
            return
        await self._casework.claim(changes, row, staff)
        text = self._alerts.text("desk.taken", number=case.number, name=staff.name)
        await self._alerts.mark(connection, changes, case.id, text)
        await self._brief(row, staff, connection, changes)

    async def _brief(
        self, row: Row, staff: Staff, connection: Connection, changes: Changes
    ) -> None:
        """In private, to the claimer alone: who it is, and what they said."""
        person_row = await connection.row("person_of_case", id=row["id"])
        assert person_row is not None, "a case lives no longer than its person"
        person = open_person(person_row, self._keys)
        case = open_case(row, self._keys)
        words = self._keys.open(row["key_id"], row["sealed"], f"cases:{case.id}")
        notes = [
            (
                each["what"],
                self._keys.open(each["key_id"], each["sealed"], f"case_notes:{each['id']}"),
            )
            for each in await connection.rows("notes_of", case_id=case.id)
        ]
        more = [words for what, words in notes if what == REASON]
        self._alerts.tell(
            changes,
            staff.user,
            "desk.brief",
            self._alerts.back_button(case),
            about=case.id,
            case=case,
            name=person.name,
            reasons=list(dict.fromkeys([case.reason.value, *more])),
            words=words,
            notes=[note for note in notes if note[0] != REASON],
        )
        note(changes, self._ids, self._clock.now(), staff.id, "saw case", case.id)

    async def _back(
        self, event: Event, row: Row, staff: Staff, connection: Connection, changes: Changes
    ) -> None:
        if row["status"] != "claimed" or row["staff_id"] != staff.id:
            self._alerts.tell(changes, event.chat, "desk.not_yours", number=row["number"])
            return
        await self._casework.hand_back(connection, changes, row, staff)
        self._alerts.tell(changes, staff.user, "desk.handed_back", number=row["number"])

    async def _sent(
        self, event: Event, sent: Sent, connection: Connection, changes: Changes
    ) -> None:
        staff = await staff_of_user(connection, self._keys, sent.sender.id)
        command = sent.words.split("@")[0].split()[0:1] if sent.words.startswith("/") else []
        if sent.to is ChatKind.GROUP:
            if command == [f"/{HELP}"]:
                self._give_card(sent.sender.id, changes)
                self._alerts.tell(changes, event.chat, "desk.card_in_private")
            elif command == ["/here"]:
                await self._group.become_teams(event.chat, staff, connection, changes)
            elif command == ["/cases"] and staff is not None:
                await self._list(event.chat, None, connection, changes)
            return
        code = start_code(sent)
        if code is not None and await self.join(event, sent, code, connection, changes):
            return
        if staff is None:
            return
        if self._hearing.interrupts(sent.words, ENGLISH) == HELP:
            self._give_card(sent.sender.id, changes)
        elif command == ["/cases"]:
            await self._list(event.chat, staff, connection, changes)
        elif not await self._rota.hears(sent.words, staff, connection, changes):
            await self._heard(event, sent, staff, connection, changes)

    async def _heard(
        self, event: Event, sent: Sent, staff: Staff, connection: Connection, changes: Changes
    ) -> None:
        """An answer to a person comes first; then what is meant for the directory."""
        if await self._answering.hears(event, sent, staff, connection, changes):
            return
        if await self._keeping.hears(sent, staff, connection, changes):
            return
        if sent.words.startswith("/"):
            self._alerts.tell(changes, event.chat, "desk.how", keeps=staff.keeps_directory)
        else:
            await self._answering.say_how(event, staff, connection, changes)

    def _give_card(self, chat: int, changes: Changes) -> None:
        """Staff are people too; and who asks in a group gets it in private."""
        self._outbox.post(changes, chat, Text(self._card.html()), Lane.HELP)

    async def _list(
        self, chat: int, staff: Staff | None, connection: Connection, changes: Changes
    ) -> None:
        """Open cases, by number alone; in private with a button to take each that waits."""
        rows = await connection.rows("unclosed_cases")
        waiting = [open_case(row, self._keys) for row in rows if row["status"] == "open"]
        if staff is None:
            taken = len(rows) - len(waiting)
            self._alerts.tell(changes, chat, "desk.cases_in_group", waiting=waiting, taken=taken)
            return
        mine = [open_case(row, self._keys) for row in rows if row["staff_id"] == staff.id]
        self._alerts.tell(changes, chat, "desk.cases", mine=mine, waiting=waiting)
        for case in waiting if staff.takes_cases else ():
            self._alerts.offer(changes, chat, case)


def _first_name(sender: Sender) -> str:
    """What people are told of who writes to them."""
    return (sender.name.split() or [""])[0]
