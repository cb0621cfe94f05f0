"""What suits somebody: how far, what it may cost, when, and what a place must have."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from conversations.exits import WantsSupport, WantsWhatSuits
from conversations.kit.constraints import (
    LONGEST_LANGUAGE,
    LONGEST_PLACE,
    MOST_PLACES,
    NONE_SET,
    USUAL_KM,
    Constraints,
)
from conversations.kit.distances import HowFar, kilometres
from conversations.kit.facts import ConstraintsSet
from conversations.kit.replies import Reply
from conversations.kit.search import EVERYTHING, Search
from conversations.kit.state import Again, Done, State
from conversations.kit.times import Day
from conversations.kit.turn import Choice, Turn
from resources_directory.model import Access
from resources_directory.wishes import PartOfDay


class Suits(StrEnum):
    FAR = "far"
    FREE = "free"
    TIMES = "times"
    ACCESS = "access"
    LANGUAGE = "language"
    COMPANY = "company"
    AVOID = "avoid"


class Ready(StrEnum):
    CLEAR = "clear"
    LOOK = "look"
    BACK = "back"


class Enough(StrEnum):
    DONE = "done"
    ANY = "any"


class Part(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Place(StrEnum):
    """What makes a place usable, in the order in which it is asked."""

    STEP_FREE = "step_free"
    LIFT = "lift"
    TOILET = "accessible_toilet"
    LOOP = "hearing_loop"
    BSL = "bsl"
    QUIET = "quiet"
    PARKING = "parking"
    BUS = "on_a_bus_route"
    COMPANION = "companion_welcome"
    DOGS = "assistance_dogs"

    @property
    def access(self) -> Access:
        return Access[self.value.upper()]


class Company(StrEnum):
    ONE_TO_ONE = "one_to_one"
    WOMEN_ONLY = "women_only"
    ALCOHOL_FREE = "alcohol_free"
    ONLINE_ONLY = "online_only"


@dataclass(frozen=True)
class ChooseWhat(State):
    """All that is set, and what else may be; each can be taken back."""

    search: Search = EVERYTHING

    def ask(self, turn: Turn) -> None:
        clear = [Ready.CLEAR] if turn.person.constraints.is_set else []
        back = Ready.BACK if self.search == EVERYTHING else Ready.LOOK
        turn.ask("suits", [*Suits, *clear, back], now=_told(turn.person.constraints))

    def hear(
        self, reply: Reply, turn: Turn
    ) -> (
        ChooseWhat
        | ChooseFar
        | ChooseTimes
        | ChooseAccess
        | ChooseLanguage
        | ChooseCompany
        | ChooseAvoid
        | WantsSupport
        | Done
        | Again
    ):
        match reply.choice(Ready):
            case Ready.CLEAR:
                return self._kept(NONE_SET, turn)
            case Ready.LOOK:
                return WantsSupport(search=replace(self.search, seen=()))
            case Ready.BACK:
                return Done()
        match reply.choice(Suits):
            case Suits.FAR:
                return ChooseFar(self.search)
            case Suits.FREE:
                return self._kept(turn.person.constraints.toggled("free_only"), turn)
            case Suits.TIMES:
                return ChooseTimes(self.search)
            case Suits.ACCESS:
                return ChooseAccess(self.search)
            case Suits.LANGUAGE:
                return ChooseLanguage(self.search)
            case Suits.COMPANY:
                return ChooseCompany(self.search)
            case Suits.AVOID:
                return ChooseAvoid(self.search)
            case None:
                return Again("suits_again")

    def _kept(self, constraints: Constraints, turn: Turn) -> ChooseWhat:
        turn.record(ConstraintsSet(constraints))
        return self


@dataclass(frozen=True)
class ChooseFar(State):
    search: Search = EVERYTHING

    def ask(self, turn: Turn) -> None:
        turn.ask("far", HowFar, skip=True)

    def hear(self, reply: Reply, turn: Turn) -> ChooseWhat | Again:
        if reply.skipped:
            return ChooseWhat(self.search)
        chosen = reply.choice(HowFar)
        typed = kilometres(reply.said)
        if chosen is None and typed is None:
            return Again("far_again")
        return _set(self.search, turn, farthest_km=typed if chosen is None else chosen.km)


@dataclass(frozen=True)
class ChooseTimes(State):
    search: Search = EVERYTHING

    def ask(self, turn: Turn) -> None:
        turn.ask("times", [*Day, *Part, *Enough], now=_told(turn.person.constraints))

    def hear(self, reply: Reply, turn: Turn) -> ChooseTimes | ChooseWhat | Again:
        now = turn.person.constraints
        if (day := reply.choice(Day)) is not None:
            _keep(turn, days=_turned(now.days, _code(day)))
            return self
        if (part := reply.choice(Part)) is not None:
            _keep(turn, parts=_turned(now.parts, PartOfDay(part.value)))
            return self
        match reply.choice(Enough):
            case Enough.DONE:
                return ChooseWhat(self.search)
            case Enough.ANY:
                return _set(self.search, turn, days=frozenset(), parts=frozenset())
        return Again("times_again")


@dataclass(frozen=True)
class ChooseAccess(State):
    search: Search = EVERYTHING

    def ask(self, turn: Turn) -> None:
        turn.ask("access", [*Place, *Enough], now=_told(turn.person.constraints))

    def hear(self, reply: Reply, turn: Turn) -> ChooseAccess | ChooseWhat | Again:
        if (place := reply.choice(Place)) is not None:
            _keep(turn, access=_turned(turn.person.constraints.access, place.access))
            return self
        match reply.choice(Enough):
            case Enough.DONE:
                return ChooseWhat(self.search)
            case Enough.ANY:
                return _set(self.search, turn, access=frozenset())
        return Again("access_again")


@dataclass(frozen=True)
class ChooseLanguage(State):
    search: Search = EVERYTHING

    def ask(self, turn: Turn) -> None:
        turn.ask("language", [Enough.ANY], skip=True)

    def hear(self, reply: Reply, turn: Turn) -> ChooseWhat | Again:
        if reply.skipped:
            return ChooseWhat(self.search)
        if reply.choice(Enough) is Enough.ANY:
            return _set(self.search, turn, language="")
        language = " ".join(reply.said.split())
        if not language or len(language) > LONGEST_LANGUAGE:
            return Again("language_again")
        return _set(self.search, turn, language=language)


@dataclass(frozen=True)
class ChooseCompany(State):
    search: Search = EVERYTHING

    def ask(self, turn: Turn) -> None:
        turn.ask("company", [*Company, Enough.DONE], now=_told(turn.person.constraints))

    def hear(self, reply: Reply, turn: Turn) -> ChooseCompany | ChooseWhat | Again:
        if (company := reply.choice(Company)) is not None:
            turn.record(ConstraintsSet(turn.person.constraints.toggled(company.value)))
            return self
        return ChooseWhat(self.search) if reply.choice(Enough) else Again("company_again")


@dataclass(frozen=True)
class ChooseAvoid(State):
    """Places are typed; a tap on one takes it off again."""

    search: Search = EVERYTHING

    def ask(self, turn: Turn) -> None:
        avoided = turn.person.constraints.avoid
        turn.ask("avoid", [*_places(turn), Enough.DONE], avoid=sorted(avoided))

    def hear(self, reply: Reply, turn: Turn) -> ChooseAvoid | ChooseWhat | Again:
        avoided = turn.person.constraints.avoid
        if reply.choice(Enough):
            return ChooseWhat(self.search)
        for place in _places(turn):
            if reply.key == place.key:
                _keep(turn, avoid=avoided - {place.text})
                return self
        place_said = " ".join(reply.said.split())
        if not place_said or len(place_said) > LONGEST_PLACE:
            return Again("avoid_again")
        if len(avoided) >= MOST_PLACES:
            return Again("avoid_full")
        _keep(turn, avoid=avoided | {place_said})
        return self


def begin(exit: WantsWhatSuits, turn: Turn) -> ChooseWhat:
    return ChooseWhat(exit.search)


T = TypeVar("T")


def _turned(chosen: frozenset[T], each: T) -> frozenset[T]:
    """Without it where it was among them, else with it."""
    return chosen ^ {each}


def _keep(turn: Turn, **changed: object) -> None:
    turn.record(ConstraintsSet(replace(turn.person.constraints, **changed)))  # type: ignore[arg-type]


def _set(search: Search, turn: Turn, **changed: object) -> ChooseWhat:
    _keep(turn, **changed)
    return ChooseWhat(search)


def _places(turn: Turn) -> list[Choice]:
    return [
        Choice(f"place_{number}", place)
        for number, place in enumerate(sorted(turn.person.constraints.avoid))
    ]


def _told(constraints: Constraints) -> dict[str, object]:
    """What is set, its lists in an order that reads well."""
    far = "" if constraints.farthest_km == USUAL_KM else constraints.farthest_km or "any"
    return {
        **vars(constraints),
        "is_set": constraints.is_set,
        "far": far,
        "usual_km": USUAL_KM,
        "days": [day.value for day in Day if _code(day) in constraints.days],
        "parts": [part.value for part in PartOfDay if part in constraints.parts],
        "access": [each.value for each in Access if each in constraints.access],
        "avoid": sorted(constraints.avoid),
    }


def _code(day: Day) -> str:
    """iCalendar's: "MO"."""
    return day.value[:2].upper()
