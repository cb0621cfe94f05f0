"""Outings as they are kept: proposed, agreed, passed on, over; and who hears of each change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conversations.kit.effects import AnswerOuting
from conversations.kit.outings import News, OutingId, Stage
from conversations.kit.staff import Staff
from navigator_bot.clock import Clock, from_ms, to_ms
from navigator_bot.errors import StoreError
from navigator_bot.events import Arrival, OutingNews
from navigator_bot.ids import Ids
from navigator_bot.inbox import Inbox
from navigator_bot.messages import Keyboard
from navigator_bot.outing_bells import set_bells, stop_bells
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.staffing import Team
from navigator_bot.store.audit import note
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Row
from navigator_bot.store.sealing import Keyring

OUTING = "outing"
"""How the data of its buttons begins."""

_TOLD = {
    Stage.AGREED: "agreed to a meeting",
    Stage.DECLINED: "declined a meeting",
    Stage.OTHER_TIME: "asked for another time",
    Stage.OFF: "called off a meeting",
}


_ANSWERED = {
    Stage.AGREED: "outings.they_agreed",
    Stage.DECLINED: "outings.they_declined",
    Stage.OTHER_TIME: "outings.they_want_other_time",
    Stage.OFF: "outings.they_called_off",
}


@dataclass(frozen=True)
class OutingBook:
    keys: Keyring
    ids: Ids
    clock: Clock
    inbox: Inbox
    alerts: StaffAlerts
    team: Team

    def plan(
        self,
        changes: Changes,
        staff: Staff,
        case: Row,
        at: datetime,
        place: str,
        *,
        asks: bool,
        instead_of: OutingId | None = None,
    ) -> None:
        """`asks`: the person must say yes first. The bells ring in the navigator's own chat: they
        go on when the case is over."""
        id = OutingId(self.ids.new())
        sealed = self.keys.seal(place, f"outings:{id}")
        changes.add(
            "plan_outing",
            id=id,
            case_id=case["id"],
            staff_id=staff.id,
            starts_at=to_ms(at),
            status=(Stage.PROPOSED if asks else Stage.AGREED).value,
            shared=int(asks),
            sealed=sealed.blob,
            key_id=sealed.key_id,
        )
        self.note(changes, staff.id, "proposed a meeting" if asks else "noted a visit", case["id"])
        set_bells(changes, staff.user, id, at.astimezone(self.team.zone), self.now)
        if asks:
            self.tell_person(changes, case["chat"], id, News.PROPOSED, instead_of=instead_of)

    async def answered(
        self, connection: Connection, changes: Changes, person: str, ask: AnswerOuting
    ) -> None:
        """Raises StoreError where it has changed since the person's turn began: then that is taken
        again, and they hear what is so now."""
        row = await connection.row("outing_to_change", id=ask.outing)
        stage = None if row is None else Stage(row["status"])
        if row is None or stage is None or (ask.stage not in {stage, *stage.may_become}):
            raise StoreError(f"outing {ask.outing} has changed meanwhile")
        if ask.stage is not stage:
            self.go_to(changes, row, ask.stage)
            self.note(changes, person, _TOLD[ask.stage], row["case_id"])
        await self._tell_whoever_comes(connection, changes, row, ask.stage, stage)

    def call_off(self, changes: Changes, row: Row, by: Staff) -> bool:
        """By the navigator, or by a lead; whether the person is told."""
        self.go_to(changes, row, Stage.OFF)
        self.note(changes, by.id, _TOLD[Stage.OFF], row["case_id"] or row["id"])
        is_told = bool(row["shared"] and row["chat"] is not None)
        if is_told:
            self.tell_person(changes, row["chat"], row["id"], News.CALLED_OFF)
        return is_told

    def go_to(self, changes: Changes, row: Row, stage: Stage) -> None:
        over_at = None if stage.is_open else to_ms(self.clock.now())
        changes.add("outing_changed", id=row["id"], status=stage.value, over_at=over_at)
        if not stage.is_open:
            stop_bells(changes, row["staff_user"], row["id"])

    async def follow(self, connection: Connection, changes: Changes, case: str, to: Staff) -> None:
        """Whoever takes a case also meets its person: they are told, and so is the person. Who is
        out already stays the one who is out."""
        for each in await connection.rows("outings_of_case", case_id=case):
            row = await connection.row("outing_to_change", id=each["id"])
            assert row is not None, "it was there a moment ago"
            is_open = row["status"] in (Stage.PROPOSED, Stage.AGREED)
            if is_open and row["staff_id"] != to.id and self._is_ahead(row):
                self._pass_on(changes, row, to)

    def _pass_on(self, changes: Changes, row: Row, to: Staff) -> None:
        id, at, number = row["id"], self.local(row), row["number"]
        changes.add("outing_passed", id=id, staff_id=to.id)
        stop_bells(changes, row["staff_user"], id)
        set_bells(changes, to.user, id, at, self.now)
        self.alerts.tell(
            changes,
            to.user,
            "outings.passed_to_you",
            self.buttons(id, is_case_theirs=True),
            about=row["case_id"],
            number=number,
            at=at,
            place=self.place(row),
            is_agreed=row["status"] == Stage.AGREED,
            is_shared=bool(row["shared"]),
        )
        if row["staff_active"]:
            before, who = row["staff_user"], to.name
            self.alerts.tell(changes, before, "outings.passed_on", number=number, at=at, who=who)
        if row["shared"]:
            self.tell_person(changes, row["chat"], id, News.SOMEBODY_ELSE, before=self.who(row))

    async def nobody_comes(self, connection: Connection, changes: Changes, row: Row) -> None:
        """Whoever was to come works here no more: leads decide, and the person is told so."""
        off = self.alerts.button("outings.button__call_off", f"{OUTING}:{row['id']}:off")
        for chat in await self.alerts.private_chats_of_leads(connection, but=row["staff_user"]):
            self.alerts.tell(
                changes,
                chat,
                "outings.nobody_comes",
                ((off,),),
                who=self.who(row),
                number=row["number"],
                at=self.local(row),
                place=self.place(row),
                is_case_open=row["case_status"] in ("open", "claimed"),
            )
        if row["shared"] and row["chat"] is not None and row["status"] == Stage.AGREED:
            self.tell_person(changes, row["chat"], row["id"], News.NOBODY_YET, self.who(row))

    async def erase(self, connection: Connection, changes: Changes, person: str) -> None:
        """What was to come goes with its person. Whoever is out already is looked after on."""
        for each in await connection.rows("outings_of_person", person_id=person):
            row = await connection.row("outing_to_change", id=each["id"])
            if row is None or row["status"] == Stage.THERE or not self._is_ahead(row):
                continue
            stop_bells(changes, row["staff_user"], row["id"])
            if row["staff_active"]:
                at, number = self.local(row), row["number"]
                to = row["staff_user"]
                self.alerts.tell(changes, to, "outings.person_gone", at=at, number=number)
        changes.add("erase_outings", person_id=person, now=to_ms(self.now))

    def _is_ahead(self, row: Row) -> bool:
        return from_ms(row["starts_at"]) > self.now

    async def _tell_whoever_comes(
        self, connection: Connection, changes: Changes, row: Row, stage: Stage, before: Stage
    ) -> None:
        """With the case, so that a reply to it goes to the person. Where nobody comes, leads hear
        that it is off; a yes is for whoever takes the case next."""
        is_theirs = row["case_status"] == "claimed" and row["case_staff"] == row["staff_id"]
        buttons = self.buttons(row["id"], is_case_theirs=is_theirs)
        if stage is not Stage.AGREED:
            again = self.alerts.button("outings.button__again", f"case:{row['case_id']}:out")
            buttons = ((again,),) if is_theirs else ()
        wording = _ANSWERED[stage] if stage is not before else "outings.not_coming"
        chats = [row["staff_user"]]
        if not row["staff_active"]:
            if stage is Stage.AGREED:
                return
            chats = await self.alerts.private_chats_of_leads(connection, but=row["staff_user"])
        for chat in chats:
            at, number, about = self.local(row), row["number"], row["case_id"]
            self.alerts.tell(changes, chat, wording, buttons, about, at=at, number=number)

    def tell_person(
        self,
        changes: Changes,
        chat: int,
        id: OutingId,
        news: News,
        before: str = "",
        instead_of: OutingId | None = None,
    ) -> None:
        key = f"outing:{id}:{news}:{to_ms(self.now)}"
        body = OutingNews(id, news, before, instead_of)
        self.inbox.add(changes, Arrival(key, chat, body))

    def buttons(self, id: str, *, is_case_theirs: bool) -> Keyboard:
        """Of one that is still to come."""
        button = self.alerts.button
        off = button("outings.button__call_off", f"{OUTING}:{id}:off")
        move = button("outings.button__move", f"{OUTING}:{id}:move")
        return ((move,), (off,)) if is_case_theirs else ((off,),)

    def who(self, row: Row) -> str:
        place = f"staff:{row['staff_id']}"
        name: str = self.keys.open(row["staff_key_id"], row["staff_sealed"], place)
        return name

    def place(self, row: Row) -> str:
        place: str = self.keys.open(row["key_id"], row["sealed"], f"outings:{row['id']}")
        return place

    def local(self, row: Row) -> datetime:
        """When it begins, on the team's wall clock."""
        return from_ms(row["starts_at"]).astimezone(self.team.zone)

    def note(self, changes: Changes, who: str, what: str, about: str) -> None:
        note(changes, self.ids, self.now, who, what, about)

    @property
    def now(self) -> datetime:
        return self.clock.now()
