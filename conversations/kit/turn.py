"""What one turn may see, and the list of what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, StrEnum
from functools import cache
from typing import Any, Protocol, TypeAlias

from conversations.kit.consequences import after
from conversations.kit.effects import (
    AddToCase,
    AnswerOuting,
    Bell,
    Cancel,
    CloseCase,
    Draw,
    Effect,
    Erase,
    Lane,
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
from conversations.kit.facts import Fact
from conversations.kit.help_lines import HelpKind, HelpLine, in_order
from conversations.kit.outings import Outing, Stage
from conversations.kit.people import Case, CaseId, CaseReason, Person, Standing, Urgency
from conversations.kit.state import snake
from resources_directory.doubts import Doubts
from resources_directory.hours import Session
from resources_directory.matching import Matches, Wanted
from resources_directory.model import Point, Service, ServiceId
from resources_directory.places import Area, outcode

SKIP = "skip"


class Directory(Protocol):
    """The part of the resources directory that a conversation may ask."""

    def match(self, wanted: Wanted, now: datetime, doubts: Doubts) -> Matches: ...
    def service(self, service: ServiceId) -> Service | None: ...
    def find_area(self, words: str) -> Area | None: ...
    def nearest_area(self, point: Point) -> Area | None: ...
    def towns(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Promise:
    """When somebody will answer, read from the calendar that also drives the ladder."""

    by: datetime | None  # local and aware; None where nobody is there to answer
    open_now: bool


@dataclass(frozen=True)
class Surroundings:
    """What does not change from one person to the next."""

    directory: Directory
    promise: Callable[[Urgency, datetime], Promise]
    new_id: Callable[[], str]
    languages: Mapping[str, str]  # code and own name of each language that can be chosen
    service_name: str
    minimum_age: int
    consent_version: str
    is_open: bool  # anybody may start; otherwise only with an invitation
    help_lines: tuple[HelpLine, ...]
    nation: str = "ENG"  # where this service is: ENG, WLS, SCT or NIR
    help_page: str = ""  # an address where the lines can be tapped to call or text
    doubts: Doubts = field(default_factory=dict)  # told of services, and not looked at yet


@dataclass(frozen=True)
class Choice:
    """A button whose label is somebody's own words: a goal, a service, a town."""

    key: str
    text: str


def brief(words: str, most: int = 32) -> str:
    """Somebody's words on one line, cut between words where they are longer than `most`."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return (cut.rpartition(" ")[0] or cut) + "\u2026"


Options: TypeAlias = type[StrEnum] | range | Sequence[Choice | StrEnum]


class Turn:
    """Collects what a state asks for; nothing happens until the house commits it."""

    def __init__(
        self, person: Person, now: datetime, around: Surroundings, conversation: str = ""
    ) -> None:
        self.person = person
        self.now = now.astimezone(person.tz)
        self.around = around
        self.conversation = conversation
        self.requests: list[Effect] = []

    def ask(
        self,
        wording: str,
        options: Options = (),
        *,
        skip: bool = False,
        lane: Lane | None = None,
        **values: Any,
    ) -> None:
        """Open a question. Every button can also be typed; `skip` adds one that answers nothing."""
        buttons = self._buttons(options)
        if skip:
            buttons = (*buttons, Option(SKIP, "common.skip"))
        self.requests.append(Say(self.named(wording), values, buttons, question=True, lane=lane))

    def say(self, wording: str, *, lane: Lane | None = None, **values: Any) -> None:
        self.requests.append(Say(self.named(wording), values, lane=lane))

    def offer(
        self, wording: str, options: Sequence[StrEnum], outing: Outing, **values: Any
    ) -> None:
        """A message about an outing; it opens no question, and its buttons keep their meaning."""
        buttons = tuple(replace(each, ref=outing.id) for each in self._buttons(options))
        said = Say(self.named(wording), values, buttons, case=outing.case)
        self.requests.append(said)

    def draw(
        self,
        wording: str,
        series: tuple[tuple[str, tuple[tuple[datetime, int], ...]], ...],
        **values: Any,
    ) -> None:
        self.requests.append(Draw(self.named(wording), values, series))

    def record(self, fact: Fact) -> None:
        """The person seen by this turn changes at once; the store follows in the same commit."""
        self.person = after(self.person, fact, self.now)
        self.requests.append(Record(fact))

    def wake(self, bell: Bell, at: datetime, ref: str = "") -> None:
        self.requests.append(Wake(bell, at, ref))

    def cancel(self, bell: Bell, ref: str = "") -> None:
        self.requests.append(Cancel(bell, ref))

    def open_case(self, reason: CaseReason, urgency: Urgency, words: str) -> CaseId:
        """One open case a person: a second wish joins the first and may raise its urgency."""
        if self.person.case is not None:
            case = self.person.case.id
            self.requests.append(AddToCase(case, words, reason, urgency))
            return case
        case = CaseId(self.around.new_id())
        self.requests.append(OpenCase(case, reason, urgency, words))
        self.person = replace(self.person, case=Case(case, 0, reason, urgency, self.now))
        return case

    def add_to_case(self, case: CaseId, words: str) -> None:
        self.requests.append(AddToCase(case, words))

    def relay(self, case: CaseId, words: str) -> None:
        self.requests.append(Relay(case, words))

    def close_case(self, case: CaseId) -> None:
        self.requests.append(CloseCase(case))
        self.person = replace(self.person, case=None)

    def met(self, navigator: str) -> None:
        """The open case is in this navigator's hands, which the house already knows."""
        if self.person.case is not None:
            self.person = replace(self.person, case=replace(self.person.case, navigator=navigator))

    def help_lines(self, kind: HelpKind | None = None) -> tuple[HelpLine, ...]:
        """The lines of the help card for this person at this moment."""
        person, around = self.person, self.around
        ages = person.age.ages if person.age else None
        if person.standing is Standing.TOO_YOUNG:
            ages, kind = (0, around.minimum_age - 1), kind or HelpKind.CHILD
        return in_order(around.help_lines, self.now, around.nation, ages=ages, kind=kind)

    def promise(self, urgency: Urgency, lane: Lane | None = None) -> None:
        """Say truthfully when somebody will answer, and where help is until then."""
        promise = self.around.promise(urgency, self.now)
        by = promise.by and promise.by.astimezone(self.now.tzinfo)
        today = by is not None and by.date() == self.now.date()
        self.say("common.promise", lane=lane, by=by, today=today, open_now=promise.open_now)

    def erase(self) -> None:
        self.requests.append(Erase())

    def send_data(self) -> None:
        self.requests.append(SendData())

    def note_unmet(self, topics: tuple[str, ...]) -> None:
        """Something was looked for and not found: what, and roughly where; never who."""
        area = self.person.area
        self.requests.append(NoteUnmet(topics, (outcode(area.label) or area.label) if area else ""))

    def send_appointment(self, service: Service, session: Session, *, discreet: bool) -> None:
        self.requests.append(SendAppointment(service, session, discreet))

    def answer_outing(self, outing: Outing, stage: Stage) -> None:
        """The person's word on it; the house refuses what is no longer so, and asks anew."""
        self.requests.append(AnswerOuting(outing.id, stage))
        told = (replace(o, stage=stage) if o.id == outing.id else o for o in self.person.outings)
        self.person = replace(self.person, outings=tuple(told))

    def send_outing(self, outing: Outing, *, discreet: bool) -> None:
        self.requests.append(SendOuting(outing, discreet))

    def named(self, wording: str) -> str:
        """A wording's full name: its conversation's file, and its block."""
        return wording if "." in wording else f"{self.conversation}.{wording}"

    def _buttons(self, options: Options) -> tuple[Option, ...]:
        if isinstance(options, range):
            return tuple(Option(str(number), text=str(number)) for number in options)
        if isinstance(options, type):
            return _members(options, self.conversation)
        return tuple(self._button(option) for option in options)

    def _button(self, option: Choice | Enum) -> Option:
        if isinstance(option, Choice):
            return Option(option.key, text=option.text)
        return _member(option, self.conversation)


def _member(option: Enum, conversation: str) -> Option:
    label = f"{conversation}.{snake(type(option).__name__)}__{option.value}"
    return Option(str(option.value), label)


@cache
def _members(options: type[StrEnum], conversation: str) -> tuple[Option, ...]:
    return tuple(_member(option, conversation) for option in options)
