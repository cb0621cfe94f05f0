"""Carrying out what a turn asked for: words rendered, rows prepared; nothing is sent here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from conversations.kit.effects import (
    AddToCase,
    AnswerOuting,
    Cancel,
    CloseCase,
    Draw,
    Effect,
    Erase,
    Lane,
    Mark,
    NoteUnmet,
    OpenCase,
    Option,
    Record,
    Relay,
    Say,
    SendAppointment,
    SendData,
    SendOuting,
    Wake,
)
from conversations.kit.engine import Thread
from conversations.kit.facts import (
    Consented,
    ContactAnswered,
    Fact,
    ServiceOffered,
    ServiceReported,
    StandingChanged,
)
from conversations.kit.people import Person, Standing
from conversations.kit.replies import Asked
from navigator_bot.appointments import appointment, meeting
from navigator_bot.casework import Casework
from navigator_bot.clock import to_ms
from navigator_bot.events import Event, Sent
from navigator_bot.ids import Ids
from navigator_bot.keyboards import laid_out, lasting, lasting_key, standing_row
from navigator_bot.messages import Edit, File, Keyboard, Picture, Text
from navigator_bot.my_data import exported
from navigator_bot.outbox import Outbox
from navigator_bot.outing_book import OutingBook
from navigator_bot.pictures import chart
from navigator_bot.store.audit import note
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.reports import count_shown, keep_report, note_unmet
from navigator_bot.wording import Wording


@dataclass(frozen=True)
class Scene:
    """One decided turn: what happened, and to whom."""

    event: Event
    before: Person | None  # None for somebody new
    after: Person
    thread_before: Thread
    lane: Lane
    now: datetime


class Effects:
    def __init__(
        self, wording: Wording, outbox: Outbox, casework: Casework, outings: OutingBook, ids: Ids
    ) -> None:
        self._wording = wording
        self._outbox = outbox
        self._casework = casework
        self._outings = outings
        self._ids = ids

    async def carry_out(
        self,
        requests: list[Effect],
        scene: Scene,
        thread: Thread,
        connection: Connection,
        changes: Changes,
    ) -> Thread:
        """The thread with its open question as it was shown. Raises WordingError."""
        for request in requests:
            match request:
                case Say():
                    thread = self._say(request, scene, thread, changes)
                case Draw():
                    self._draw(request, scene, changes)
                case Mark(chosen):
                    self._mark(chosen, scene, changes)
                case Wake(bell, at, ref):
                    changes.add(
                        "set_timer",
                        chat=scene.event.chat,
                        bell=bell.value,
                        ref=ref,
                        due_at=to_ms(at),
                    )
                case Cancel(bell, ref):
                    changes.add("cancel_timer", chat=scene.event.chat, bell=bell.value, ref=ref)
                case Record(fact):
                    self._record(fact, scene, changes)
                case OpenCase() | AddToCase() | CloseCase() | Relay():
                    await self._case(request, scene, connection, changes)
                case Erase():
                    await self._erase(scene, connection, changes)
                case SendData():
                    await self._send_data(scene, connection, changes)
                case SendAppointment():
                    self._send_appointment(request, scene, changes)
                case AnswerOuting():
                    await self._outings.answered(connection, changes, scene.after.id, request)
                case SendOuting():
                    self._send_outing(request, scene, changes)
                case NoteUnmet(topics, place):
                    note_unmet(changes, scene.now, topics, place)
                case _:
                    assert_never(request)
        return thread

    def _say(self, say: Say, scene: Scene, thread: Thread, changes: Changes) -> Thread:
        language = scene.after.language
        html = self._wording.text(say.wording, language, say.values)
        options = tuple((_key(each), self._label(each, language)) for each in say.options)
        keyboard: Keyboard = ()
        if say.question or options or say.case is not None:
            rows = laid_out(options, thread.count) if say.question else lasting(options)
            keyboard = (*rows, standing_row(lambda name: self._wording.plain(name, language)))
        lane = scene.lane if say.lane is None else say.lane
        row = self._post(changes, scene, Text(html, keyboard), lane, say.case)
        if not say.question:
            return thread.beside(options)
        if thread.asked is None:
            return thread
        return replace(thread, asked=Asked(thread.count, options, row))

    def _label(self, option: Option, language: str) -> str:
        return self._wording.plain(option.wording, language) if option.wording else option.text

    def _draw(self, draw: Draw, scene: Scene, changes: Changes) -> None:
        caption = self._wording.text(draw.wording, scene.after.language, draw.values)
        self._post(
            changes, scene, Picture(chart(draw.series, scene.after.language), caption), scene.lane
        )

    def _mark(self, chosen: str, scene: Scene, changes: Changes) -> None:
        asked = scene.thread_before.asked
        if asked is None or not asked.message:
            return
        language = scene.after.language
        addition = (
            self._wording.text("common.marked", language, {"chosen": chosen}) if chosen else ""
        )
        self._post(changes, scene, Edit(asked.message, addition=addition), Lane.REPLY)

    def _record(self, fact: Fact, scene: Scene, changes: Changes) -> None:
        """The person was changed when the turn recorded it; here, what else must follow."""
        match fact:
            case Consented(purpose, given, version):
                what = f"{'agreed to' if given else 'refused'} {purpose} {version}"
                note(changes, self._ids, scene.now, scene.after.id, what, scene.after.id)
            case StandingChanged(standing):
                note(changes, self._ids, scene.now, scene.after.id, standing.value, scene.after.id)
                if standing is Standing.STOPPED:
                    self._silence(scene, changes, "stopped")
            case ContactAnswered(case, felt):
                self._casework.keep_words(changes, case, "felt", felt.value)
            case ServiceOffered(_, service):
                count_shown(changes, scene.now, service)
            case ServiceReported(suggestion, trouble):
                found = scene.after.suggestion(suggestion)
                if found is not None:
                    ids, now = self._ids, scene.now
                    keep_report(changes, ids, now, scene.after.id, found.service, trouble)

    async def _case(
        self,
        request: OpenCase | AddToCase | CloseCase | Relay,
        scene: Scene,
        connection: Connection,
        changes: Changes,
    ) -> None:
        chat = scene.event.chat
        case = None if scene.before is None else scene.before.case
        match request:
            case OpenCase():
                await self._casework.open(connection, changes, scene.after, chat, request)
            case AddToCase() if case is not None:
                await self._casework.add(connection, changes, chat, case, request)
            case Relay(_, words) if case is not None:
                body = scene.event.body
                message = body.message if isinstance(body, Sent) else 0
                edited = isinstance(body, Sent) and body.edited
                await self._casework.relay(
                    connection, changes, chat, case, words, message, edited=edited
                )
            case CloseCase(id):
                await self._casework.close(connection, changes, chat, id)

    async def _erase(self, scene: Scene, connection: Connection, changes: Changes) -> None:
        """Everything, also what was passed on to staff; whoever has an open case is told."""
        chat, person = scene.event.chat, scene.after.id
        if scene.before is not None and scene.before.case is not None:
            await self._casework.close(connection, changes, chat, scene.before.case.id)
        self._silence(scene, changes, "erased")
        changes.add("erase_outbox", chat=chat)
        changes.add("erase_passed_on", person_id=person)
        changes.add("erase_set_aside", chat=chat)
        await self._outings.erase(connection, changes, person)
        changes.add("erase_person", id=person)
        note(changes, self._ids, scene.now, scene.after.id, "erased", scene.after.id)

    def _silence(self, scene: Scene, changes: Changes, reason: str) -> None:
        changes.add("cancel_timers_of", chat=scene.event.chat)
        changes.add("drop_unprompted", chat=scene.event.chat, reason=reason, at=to_ms(scene.now))

    async def _send_data(self, scene: Scene, connection: Connection, changes: Changes) -> None:
        caption = self._wording.text("my_data.file", scene.after.language, {})
        cases = await self._casework.told(connection, scene.after.id)
        file = File("my-data.json", exported(scene.after, cases), caption)
        self._post(changes, scene, file, scene.lane)

    def _send_appointment(self, ask: SendAppointment, scene: Scene, changes: Changes) -> None:
        """The file's own name tells nothing: it lies among somebody's downloads."""
        language = scene.after.language
        title = self._wording.plain("my_saved.appointment", language) if ask.is_discreet else ""
        text = appointment(ask.service, ask.session, scene.now, discreet_title=title)
        caption = self._wording.text("my_saved.file", language, {})
        self._post(changes, scene, File("appointment.ics", text, caption), scene.lane)

    def _send_outing(self, ask: SendOuting, scene: Scene, changes: Changes) -> None:
        language = scene.after.language
        name = ask.outing.navigator
        wording = "my_saved.appointment" if ask.is_discreet else "come_with_me.appointment"
        title = self._wording.plain(wording, language, {"navigator": name})
        text = meeting(ask.outing, title, scene.now, is_discreet=ask.is_discreet)
        caption = self._wording.text("my_saved.file", language, {})
        self._post(changes, scene, File("appointment.ics", text, caption), scene.lane)

    def _post(
        self,
        changes: Changes,
        scene: Scene,
        message: Text | Picture | File | Edit,
        lane: Lane,
        case: str | None = None,
    ) -> str:
        chat, event = scene.event.chat, scene.event.id
        return self._outbox.post(changes, chat, message, lane, event=event, case=case)


def _key(option: Option) -> str:
    return lasting_key(option.key, option.ref) if option.ref else option.key
