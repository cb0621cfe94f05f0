"""Plays a story: the real engine and words, everything saved and read back before each reply.

A story is a sentence, then lines of two kinds. These go in, and stay as they were written:

    given  …                 see `given.py`; `given  now …` may come again later
    person …                 what the person typed (`\\n` breaks a line)
    press  Label             a button of the open question, or a standing one
    press  old Label         a button of an earlier question
    sends  photo | voice | sticker | document | contact | other | location near AX1
    rings  check_in          a bell, with its ref if it has one; the clock moves to it if it was set
    staff  takes the case as Sam | hands back | falls silent
    staff  asks to meet Tue 3 Mar 2026 14:00 the library | calls the meeting off
    staff  sends Alex to the meeting | has nobody for the meeting

All others come out, as `telling.py` writes them; the whole story is written anew from what went in
and compared with the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import conversations
from conversations.kit.effects import Bell, Cancel, Draw, Effect, Erase, Lane, Say, Wake
from conversations.kit.engine import Engine, Thread
from conversations.kit.facts import Invited
from conversations.kit.moments import next_weekly
from conversations.kit.outings import News, Stage
from conversations.kit.people import Person
from conversations.kit.replies import Kind
from conversations.kit.saving import Saving, dump, load
from conversations.kit.state import Exit, Next
from conversations.kit.turn import Surroundings, Turn
from navigator_bot.events import (
    Body,
    Claimed,
    Event,
    HandedBack,
    OutingNews,
    Pressed,
    Rang,
    Sender,
    Sent,
)
from navigator_bot.hearing import DOUBLE_TAP, Hearing, lane_of
from navigator_bot.keyboards import STANDING, lasting_key
from navigator_bot.safety import read_net
from navigator_bot.wording import Wording
from resources_directory.model import Point
from tests.conversations import telling
from tests.conversations.given import NOBODY, START, Unreadable, doubts, moment, parts, with_part
from tests.conversations.surroundings import surroundings

WORDING = Wording()
VERBS = ("given", "person", "press", "sends", "rings", "staff")
SENDER = Sender(1)


def played(story: str) -> str:
    """The same story, as it really goes."""
    title, *lines = story.strip("\n").split("\n")
    player = Player()
    player.written = [title, ""]
    for line in lines:
        verb, rest = line[:7].strip(), line[7:].strip()
        if verb in VERBS:
            player.step(verb, rest, line.rstrip())
        elif verb and verb != "bot":
            raise Unreadable(line)
    return "\n".join(player.written) + "\n"


def check(path: Path, update: bool) -> tuple[str, str]:
    """The story as it stands in the file, and as it goes; `update` writes the latter."""
    story = path.read_text(encoding="utf-8")
    result = played(story)
    if update and result != story:
        path.write_text(result, encoding="utf-8")
        return result, result
    return story, result


class Player:
    """One person's thread through one story."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.person: Person = NOBODY
        self.thread = Thread()
        self.now: datetime = START
        self.around: Surroundings = surroundings()
        self.timers: dict[tuple[Bell, str], datetime] = {}
        self.earlier: list[tuple[int, str, str]] = []  # question, key and label of each button
        self.lasting: list[tuple[str, str]] = []  # data and label of each that lasts
        self.armed = False
        self.quiet_doors = 0
        doors = {kind: self._watched(door) for kind, door in conversations.MAP.doors.items()}
        self.hearing = Hearing(Engine(replace(conversations.MAP, doors=doors)), WORDING, read_net)
        self.saving = Saving(conversations.MAP.states)

    def step(self, verb: str, rest: str, line: str) -> None:
        before = self.written[-1]
        if before and before.startswith("given") != (verb == "given"):
            self.written.append("")
        if verb != "given":
            self._arm_check_in()
        self.written.append(line)
        getattr(self, f"_{verb}")(rest)

    def _given(self, rest: str) -> None:
        if rest.startswith("now "):
            self.now = moment(rest.removeprefix("now "))
        elif rest == "by invitation only":
            self.around = replace(self.around, is_open=False)
        elif rest.startswith("people found "):
            self.around = replace(self.around, doubts=doubts(rest.removeprefix("people found ")))
        elif rest == "nobody on the rota":
            self.around = replace(self.around, promise=surroundings(rota=False).promise)
        else:
            for part in parts(rest):
                self.person = with_part(self.person, part, self.now, self.around.directory)

    def _arm_check_in(self) -> None:
        """Once, before the first thing happens: what an earlier welcome will have set."""
        if not self.armed and self.person.check_in is not None:
            self.timers[Bell.CHECK_IN, ""] = next_weekly(self.person.check_in, self.now)
        self.armed = True

    def _person(self, rest: str) -> None:
        words = rest.replace("\\n", "\n")
        self._happens(Sent(SENDER, 1, words=words), invited=words.startswith("/start "))

    def _press(self, rest: str) -> None:
        if rest in (lasting := {label: key for key, label in self.lasting}):
            return self._happens(Pressed(SENDER, "q", lasting[rest]))
        asked = self.thread.asked
        if rest.startswith("old "):
            number, key = self._old(rest[4:])
            self.now += DOUBLE_TAP  # sooner it would be a slip of the finger
            return self._happens(Pressed(SENDER, "q", f"{number}:{key}"))
        by_label = {label: key for key, label in asked.options} if asked else {}
        if asked and rest in by_label:
            return self._happens(Pressed(SENDER, "q", f"{asked.number}:{by_label[rest]}"))
        language = self.person.language
        standing = {WORDING.plain(f"common.button__{key}", language): key for key in STANDING}
        if rest not in standing:
            raise Unreadable(f"no button [{rest}] among {list(by_label)}")
        self._happens(Pressed(SENDER, "q", f"!{standing[rest]}"))

    def _old(self, wanted: str) -> tuple[int, str]:
        """The latest question before the open one that had such a button."""
        open_now = self.thread.asked.number if self.thread.asked else self.thread.count + 1
        for number, key, label in reversed(self.earlier):
            if label == wanted and number < open_now:
                return number, key
        raise Unreadable(f"no earlier button [{wanted}]")

    def _sends(self, rest: str) -> None:
        kind, _, more = rest.partition(" ")
        point: Point | None = None
        if more:
            area = self.around.directory.find_area(more.removeprefix("near "))
            point = area.point if area else Point(0.0, 0.0)
        self._happens(Sent(SENDER, 1, Kind(kind), point=point))

    def _rings(self, rest: str) -> None:
        name, _, ref = rest.partition(" ")
        bell = Bell(name)
        due = self.timers.pop((bell, ref), self.now)
        if due > self.now:
            self.now = due.astimezone(self.person.tz)
            self.written.append(f"{telling.INDENT}~ it is {telling.day(self.now)}")
        self._happens(Rang(bell, ref, self.now))

    def _staff(self, rest: str) -> None:
        if "meet" in rest:
            return self._of_outing(rest)
        case = self.person.case
        assert case is not None, "there is no case"
        if rest.startswith("takes the case as "):
            name = rest.removeprefix("takes the case as ")
            self.person = replace(self.person, case=replace(case, navigator=name))
            return self._happens(Claimed(case.id, name))
        self.person = replace(self.person, case=replace(case, navigator=None))
        lapsed = rest == "falls silent"
        self._happens(HandedBack(case.id, case.navigator or "", lapsed=lapsed))

    def _of_outing(self, rest: str) -> None:
        """Of the newest outing, which the house has changed before the person hears of it."""
        news, changed = News.CALLED_OFF, dict[str, Any](stage=Stage.OFF)
        before = self.person.outings[-1].navigator if self.person.outings else ""
        if rest.startswith("asks to meet "):
            case = self.person.case
            part = f"meets {case and case.navigator} proposed {rest.removeprefix('asks to meet ')}"
            self.person = with_part(self.person, part, self.now, self.around.directory)
            news, changed = News.PROPOSED, {}
        elif rest.startswith("sends "):
            news, changed = News.SOMEBODY_ELSE, {"navigator": rest.split()[1]}
        elif rest.startswith("has nobody"):
            news, changed = News.NOBODY_YET, {"navigator": ""}
        *others, last = self.person.outings
        outing = replace(last, **changed)
        self.person = replace(self.person, outings=(*others, outing))
        self._happens(OutingNews(outing.id, news, before))

    def _happens(self, body: Body, *, invited: bool = False) -> None:
        """Save, read back, decide, write down."""
        self.thread = self.saving.load(json.loads(json.dumps(self.saving.dump(self.thread))))
        self.person = load(Person, json.loads(json.dumps(dump(self.person))))
        event = Event("e1", "k1", 1, self.now, body)
        turn = Turn(self.person, self.now, self.around)
        if invited:
            turn.record(Invited())
        self.quiet_doors = int(self._interrupts(body))
        self.thread = self.hearing.decide(event, self.thread, turn)
        self.person = turn.person
        self._tell(turn.requests, lane_of(event))

    def _interrupts(self, body: Body) -> bool:
        """The door that a command opens is plain from the command: it is not told."""
        match body:
            case Sent(words=words):
                return self.hearing.interrupts(words, self.person.language) is not None
            case Pressed(data=data):
                return data.startswith("!")
            case Claimed() | HandedBack() | OutingNews():
                return True
        return False

    def _watched(self, door: Callable[[Any, Turn], Next]) -> Callable[[Any, Turn], Next]:
        """The door itself, which leaves a mark among what the turn asks for."""

        def through(exit: Exit, turn: Turn) -> Next:
            if self.quiet_doors:
                self.quiet_doors -= 1
            else:
                turn.requests.append(exit)  # type: ignore[arg-type]
            return door(exit, turn)

        through.__module__ = door.__module__
        return through

    def _tell(self, requests: list[Effect], lane: Lane) -> None:
        language = self.person.language
        for request in requests:
            if isinstance(request, Exit):
                self.written.append(telling.exit_told(request))
            elif isinstance(request, Say):
                self.written += telling.message(request, WORDING, language, lane)
                self._open_question(request)
            elif isinstance(request, Draw):
                self.written += telling.drawing(request, WORDING, language)
            elif line := telling.effect(request, WORDING, language, set(self.timers)):
                self.written.append(f"{telling.INDENT}~ {line}")
            self._carry_out(request)

    def _carry_out(self, request: Effect) -> None:
        match request:
            case Wake(bell, at, ref):
                self.timers[bell, ref] = at
            case Cancel(bell, ref):
                self.timers.pop((bell, ref), None)
            case Erase():
                self.person, self.timers = NOBODY, {}

    def _open_question(self, say: Say) -> None:
        asked, language = self.thread.asked, self.person.language
        options = tuple(
            (lasting_key(o.key, o.ref) if o.ref else o.key, telling.label(o, WORDING, language))
            for o in say.options
        )
        if not say.question:
            self.thread = self.thread.beside(options)
            self.lasting += options
        elif asked is not None:
            self.thread = replace(self.thread, asked=replace(asked, options=options))
            self.earlier += [(asked.number, key, label) for key, label in options]
