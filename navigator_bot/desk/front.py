"""The door of this desk: where each thing that staff do goes.

Who may do what is checked here each time, never assumed from a menu or a button.
"""

from __future__ import annotations

from conversations.kit.effects import Bell, Lane
from conversations.kit.replies import Kind
from conversations.kit.staff import Staff
from navigator_bot.canary import BUTTON, Canary
from navigator_bot.desk import (
    closing,
    joining,
    listing,
    notes,
    outings,
    places,
    planning,
    pressing,
    ready,
    relaying,
    talks,
)
from navigator_bot.desk.places import Drafting, Ending, Place, Planning
from navigator_bot.desk.visit import CASE, Tools, Visit
from navigator_bot.events import (
    ChatKind,
    Event,
    Membership,
    Migrated,
    Pressed,
    Rang,
    Sent,
    Tested,
    TopicLost,
    start_code,
)
from navigator_bot.hearing import HELP, Hearing
from navigator_bot.help_card import CardInMemory
from navigator_bot.keeping_desk.front import KeepingDesk
from navigator_bot.messages import Text
from navigator_bot.outing_book import OUTING
from navigator_bot.rota_desk.desk import RotaDesk
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.staff import staff_of_user
from navigator_bot.team_group import TeamGroup
from navigator_bot.wording import ENGLISH


class Desk:
    """One event at a time, each seeing what the one before it wrote."""

    def __init__(
        self,
        tools: Tools,
        hearing: Hearing,
        card: CardInMemory,
        keeping: KeepingDesk,
        rota: RotaDesk,
    ) -> None:
        self._tools = tools
        self._hearing = hearing
        self._card = card
        self._keeping = keeping
        self._rota = rota
        self._group = TeamGroup(tools.keys, tools.ids, tools.clock, tools.alerts)
        self._canary = Canary(tools.clock, tools.outbox, tools.alerts)

    async def handle(self, event: Event, connection: Connection, changes: Changes) -> None:
        """Anything from a group, from staff in private, and the bells of cases."""
        match event.body:
            case Rang(Bell.OUTING, ref):
                await outings.ring(self._tools, ref, connection, changes)
            case Rang():
                await self._tools.casework.ring(connection, changes, event.body)
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
            case TopicLost(topic):
                await self._lost_topic(event.chat, topic, connection, changes)
            case _:
                return

    async def join(self, sent: Sent, code: str, connection: Connection, changes: Changes) -> bool:
        """Who follows a staff link becomes staff, and the link is spent; false for any other."""
        return await joining.join(self._tools, sent.sender, code, connection, changes)

    async def _membership(
        self, chat: int, body: Membership, connection: Connection, changes: Changes
    ) -> None:
        if body.to is ChatKind.PRIVATE:
            changes.add("set_staff_reachable", chat=chat, reachable=int(body.inside))
        elif body.inside:
            self._tools.alerts.tell(changes, chat, "desk.in_group")
        else:
            await self._group.lost(chat, connection, changes)

    async def _lost_topic(
        self, chat: int, topic: int, connection: Connection, changes: Changes
    ) -> None:
        """What was for it goes into the chat itself; that is said once."""
        await connection.run("leave_topic", chat=chat, thread=topic)
        row = await connection.row("forget_topic", chat=chat, thread=topic)
        if row is None:
            return
        alerts, case = self._tools.alerts, row["case_id"]
        if case is None:
            await alerts.tell_admins(connection, changes, "desk.topic_lost")
        elif (number := await connection.value("number_of_case", id=case)) is not None:
            alerts.tell(changes, chat, "desk.case_topic_lost", number=number)

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
        if kind == OUTING:
            await self._pressed_outing(event, pressed, rest, connection, changes)
        elif kind == BUTTON:
            await self._canary.see(connection, changes, rest)
        elif kind == CASE:
            await self._pressed_case(event, pressed, rest, connection, changes)
        elif pressed.to is ChatKind.PRIVATE:
            self._tools.alerts.tell(changes, event.chat, "desk.how", keeps=False)

    async def _pressed_outing(
        self, event: Event, pressed: Pressed, data: str, connection: Connection, changes: Changes
    ) -> None:
        staff = await staff_of_user(connection, self._tools.keys, pressed.sender.id)
        if staff is None:
            self._tools.alerts.tell(changes, event.chat, "desk.not_for_you")
        else:
            await outings.press(Visit(self._tools, staff, connection, changes), data)

    async def _pressed_case(
        self, event: Event, pressed: Pressed, data: str, connection: Connection, changes: Changes
    ) -> None:
        id, _, action = data.partition(":")
        staff = await staff_of_user(connection, self._tools.keys, pressed.sender.id)
        if staff is None or not staff.takes_cases:
            self._tools.alerts.tell(changes, event.chat, "desk.not_for_you")
            return
        topic = pressed.topic if pressed.to is ChatKind.PRIVATE else None
        visit = Visit(self._tools, staff, connection, changes, topic)
        row = await connection.row("case_to_change", id=id)
        if row is None:
            self._tools.alerts.tell(changes, event.chat, "desk.gone")
        else:
            await pressing.press(visit, row, action, event.chat, pressed.message)

    async def _sent(
        self, event: Event, sent: Sent, connection: Connection, changes: Changes
    ) -> None:
        staff = await staff_of_user(connection, self._tools.keys, sent.sender.id)
        command = sent.words.split("@")[0].split()[0:1] if sent.words.startswith("/") else []
        if sent.to is ChatKind.GROUP:
            await self._sent_in_group(event.chat, sent, command, staff, connection, changes)
            return
        code = start_code(sent)
        if code is not None and await self.join(sent, code, connection, changes):
            return
        if staff is None:
            return
        visit = Visit(self._tools, staff, connection, changes, sent.topic)
        if self._hearing.interrupts(sent.words, ENGLISH) == HELP:
            self._give_card(sent.sender.id, changes)
        elif command and await self._commanded(visit, sent, command[0]):
            return
        elif not await self._rota.hears(sent.words, staff, connection, changes):
            await self._heard(sent, visit)

    async def _sent_in_group(
        self,
        chat: int,
        sent: Sent,
        command: list[str],
        staff: Staff | None,
        connection: Connection,
        changes: Changes,
    ) -> None:
        if command == [f"/{HELP}"]:
            self._give_card(sent.sender.id, changes)
            self._tools.alerts.tell(changes, chat, "desk.card_in_private")
        elif command == ["/here"]:
            await self._group.become_teams(chat, sent.topic, staff, connection, changes)
        elif command == ["/cases"] and staff is not None:
            await listing.list_in_group(self._tools, chat, connection, changes)

    async def _commanded(self, visit: Visit, sent: Sent, command: str) -> bool:
        """Whether it was a command of this desk."""
        words = sent.words.partition(" ")[2].strip()
        match command:
            case "/cases":
                await listing.list_own(visit)
            case "/talk" if visit.staff.takes_cases:
                await talks.hear_command(visit, words)
            case "/note" if visit.staff.takes_cases:
                await notes.hear_command(visit, sent, words)
            case "/reply" if visit.staff.takes_cases:
                await ready.hear_command(visit, sent, words)
            case "/cancel" if await places.where(visit) is not None:
                visit.leave()
                visit.say("desk.left_off")
            case _:
                return False
        return True

    async def _heard(self, sent: Sent, visit: Visit) -> None:
        """An answer to a person comes first; then what we have asked for; the chosen case last, but
        before the directory where they write in a case's topic, or send a document."""
        if await relaying.hears(visit, sent):
            return
        is_command = sent.words.startswith("/")
        place = None if is_command or sent.edited else await places.where(visit)
        if place is not None and not await relaying.is_about_another(visit, place.case):
            await _hear_asked(visit, sent, place)
            return
        is_plain = not is_command and (sent.kind is Kind.DOCUMENT or sent.topic is not None)
        if is_plain and await relaying.hears_chosen(visit, sent):
            return
        if await self._keeping.hears(sent, visit.staff, visit.connection, visit.changes):
            return
        if is_command:
            visit.say("desk.how", keeps=visit.staff.keeps_directory)
        elif not await relaying.hears_chosen(visit, sent):
            await relaying.say_how(visit)

    def _give_card(self, chat: int, changes: Changes) -> None:
        """Staff are people too; and who asks in a group gets it in private."""
        self._tools.outbox.post(changes, chat, Text(self._card.html()), Lane.HELP)


async def _hear_asked(visit: Visit, sent: Sent, place: Place) -> None:
    match place:
        case Ending():
            await closing.hear(visit, sent, place)
        case Planning():
            await planning.hear(visit, sent.words, place)
        case Drafting():
            await ready.hear(visit, sent, place)
