"""The first meeting: what this is and is not, what a person agrees to, and when to check in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import WantsGoal, WantsMenu, WantsWelcome
from conversations.kit.facts import (
    AgeGiven,
    Consented,
    NameGiven,
    PlaceGiven,
    StandingChanged,
)
from conversations.kit.people import LONGEST_NAME, AgeBand, Person, Purpose, Standing, Urgency
from conversations.kit.replies import Kind, Reply
from conversations.kit.rhythm import choose_time, next_check_in
from conversations.kit.state import Again, Done, State
from conversations.kit.times import Day, TimeOfDay
from conversations.kit.turn import Turn
from conversations.kit.whereabouts import area_said, towns

OLDEST = 120


class Start(StrEnum):
    START = "start"
    PRIVACY = "privacy"


class Agree(StrEnum):
    YES = "yes"
    NO = "no"


class Mistake(StrEnum):
    MISTAKE = "mistake"


class Reconsider(StrEnum):
    READ_AGAIN = "read_again"


class Next(StrEnum):
    GOAL = "goal"
    LOOK_AROUND = "look_around"


@dataclass(frozen=True)
class Hello(State):
    """Where everybody rests who has not said yes yet. Limits are told before any question."""

    met: bool = False  # whether it was said already, so that a stray word need not bring it again

    def ask(self, turn: Turn) -> None:
        around = turn.around
        turn.say("hello", service=around.service_name)
        if not _may_start(turn):
            turn.ask("by_invitation")
            return
        turn.say("who_reads", by=around.promise(Urgency.ROUTINE, turn.now).by)
        turn.ask("limits", Start)

    def hear(self, reply: Reply, turn: Turn) -> AskAge | Hello | Again:
        may_start = _may_start(turn)
        match reply.choice(Start):
            case Start.START if may_start:
                return AskAge()
            case Start.PRIVACY if may_start:
                return Again("what_is_kept")
            case _ if not self.met:
                return Hello(met=True)
            case _:
                return Again("hello_again" if may_start else "by_invitation_again")


@dataclass(frozen=True)
class AskAge(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("age", AgeBand, minimum=turn.around.minimum_age)

    def hear(self, reply: Reply, turn: Turn) -> AskConsent | TooYoung | Again:
        age = reply.choice(AgeBand) or _band(reply.number(0, OLDEST), turn.around.minimum_age)
        if age is None:
            return Again("age_again", {"minimum": turn.around.minimum_age})
        turn.record(AgeGiven(age))
        if age is AgeBand.UNDER:
            turn.record(StandingChanged(Standing.TOO_YOUNG))
            return TooYoung()
        if turn.person.standing is Standing.TOO_YOUNG:
            turn.record(StandingChanged(Standing.NEW))
        return AskConsent()


@dataclass(frozen=True)
class TooYoung(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("too_young", Mistake, minimum=turn.around.minimum_age)

    def hear(self, reply: Reply, turn: Turn) -> AskAge | Again:
        if reply.choice(Mistake):
            return AskAge()
        return Again("too_young_again")


@dataclass(frozen=True)
class AskConsent(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("consent", Agree, service=turn.around.service_name)

    def hear(self, reply: Reply, turn: Turn) -> AskName | Declined | Again:
        match reply.choice(Agree):
            case Agree.YES:
                _consent(turn, Purpose.SERVICE, True)
                turn.record(StandingChanged(Standing.ACTIVE))
                return AskName()
            case Agree.NO:
                _consent(turn, Purpose.SERVICE, False)
                return Declined()
            case None:
                return Again("consent_again")


@dataclass(frozen=True)
class Declined(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("declined", Reconsider)

    def hear(self, reply: Reply, turn: Turn) -> AskConsent | Again:
        if reply.choice(Reconsider):
            return AskConsent()
        return Again("declined_again")


@dataclass(frozen=True)
class AskName(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("name", skip=True)

    def hear(self, reply: Reply, turn: Turn) -> AskArea | Again:
        if reply.skipped:
            return AskArea()
        name = " ".join(reply.said.split())
        if not name:
            return Again("name_again")
        if len(name) > LONGEST_NAME:
            return Again("name_too_long")
        turn.record(NameGiven(name))
        return AskArea()


@dataclass(frozen=True)
class AskArea(State):
    """Kept no finer than a postcode sector: the directory never gives back a shared point."""

    def ask(self, turn: Turn) -> None:
        turn.ask("area", towns(turn), skip=True, name=turn.person.name)

    def hear(self, reply: Reply, turn: Turn) -> AskReminders | Again:
        if reply.skipped:
            return AskReminders()
        area = area_said(reply, turn)
        if area is None:
            return Again("area_far" if reply.kind is Kind.LOCATION else "area_again")
        turn.record(PlaceGiven(area))
        turn.say("area_kept", area=area.label)
        return AskReminders()


@dataclass(frozen=True)
class AskReminders(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("reminders", Agree)

    def hear(self, reply: Reply, turn: Turn) -> AskDay | AskResearch | Again:
        choice = reply.choice(Agree)
        if choice is None:
            return Again("yes_or_no")
        _consent(turn, Purpose.REMINDERS, choice is Agree.YES)
        return AskDay() if choice is Agree.YES else AskResearch()


@dataclass(frozen=True)
class AskDay(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("day", Day, skip=True)

    def hear(self, reply: Reply, turn: Turn) -> AskTime | AskResearch | Again:
        if reply.skipped:
            return AskResearch()
        day = reply.choice(Day)
        return Again("day_again") if day is None else AskTime(day.weekday)


@dataclass(frozen=True)
class AskTime(State):
    weekday: int

    def ask(self, turn: Turn) -> None:
        turn.ask("time", TimeOfDay, weekday=self.weekday)

    def hear(self, reply: Reply, turn: Turn) -> AskFollowUp | Again:
        return choose_time(turn, self.weekday, reply) or AskFollowUp()


@dataclass(frozen=True)
class AskFollowUp(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("follow_up", Agree)

    def hear(self, reply: Reply, turn: Turn) -> AskResearch | Again:
        choice = reply.choice(Agree)
        if choice is None:
            return Again("yes_or_no")
        _consent(turn, Purpose.FOLLOW_UP, choice is Agree.YES)
        return AskResearch()


@dataclass(frozen=True)
class AskResearch(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("research", Agree)

    def hear(self, reply: Reply, turn: Turn) -> AskNext | Again:
        choice = reply.choice(Agree)
        if choice is None:
            return Again("yes_or_no")
        _consent(turn, Purpose.RESEARCH, choice is Agree.YES)
        return AskNext()


@dataclass(frozen=True)
class AskNext(State):
    def ask(self, turn: Turn) -> None:
        first = next_check_in(turn.person, turn.now)
        turn.ask("next", Next, name=turn.person.name, first=first)

    def hear(self, reply: Reply, turn: Turn) -> WantsGoal | WantsMenu | Again:
        match reply.choice(Next):
            case Next.GOAL:
                return WantsGoal()
            case Next.LOOK_AROUND:
                return WantsMenu()
            case None if reply.said:
                return WantsGoal(reply.said)
            case None:
                return Again("next_again")


def begin(exit: WantsWelcome, turn: Turn) -> Hello | TooYoung | WantsMenu | Done:
    person = turn.person
    match person.standing:
        case Standing.ACTIVE | Standing.PAUSED:
            return WantsMenu()
        case Standing.TOO_YOUNG:
            return TooYoung()
        case Standing.STOPPED if person.agreed_to(Purpose.SERVICE):
            return Done()  # to rest, where they are asked whether to start again
        case _:
            return Hello(met=True)


def resting(person: Person) -> Hello | TooYoung:
    """Where somebody is who has not said yes, or may not."""
    return TooYoung() if person.standing is Standing.TOO_YOUNG else Hello()


def _may_start(turn: Turn) -> bool:
    """Whoever was let in once is not asked for a link again."""
    person = turn.person
    return turn.around.is_open or person.invited or person.age is not None


def _consent(turn: Turn, purpose: Purpose, given: bool) -> None:
    turn.record(Consented(purpose, given, turn.around.consent_version))


def _band(age: int | None, minimum: int) -> AgeBand | None:
    if age is None:
        return None
    if age < minimum:
        return AgeBand.UNDER
    bands = ((band, band.ages) for band in AgeBand)
    return next((b for b, ages in bands if ages and ages[0] <= age <= ages[1]), AgeBand.UNSAID)
