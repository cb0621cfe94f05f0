"""What is set now, and how to change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from conversations.exits import (
    WantsAgreements,
    WantsPause,
    WantsSettings,
    WantsToStop,
    WantsWhatSuits,
)
from conversations.kit.facts import (
    CheckInChosen,
    DiscreetChosen,
    LanguageChosen,
    NameGiven,
    PlaceGiven,
    QuietHoursChosen,
)
from conversations.kit.people import LONGEST_NAME, Person, Purpose, QuietHours, Standing
from conversations.kit.replies import Kind, Reply
from conversations.kit.rhythm import choose_time, next_check_in, set_weekly_bell
from conversations.kit.state import Again, Done, State
from conversations.kit.times import Day, TimeOfDay, quiet_hours
from conversations.kit.turn import Choice, Turn
from conversations.kit.whereabouts import area_said, towns


class Setting(StrEnum):
    CHECK_IN = "check_in"
    QUIET = "quiet"
    NAME = "name"
    AREA = "area"
    SUITS = "suits"
    LANGUAGE = "language"
    AGREED = "agreed"
    WRITE_FIRST = "write_first"
    PAUSE = "pause"
    STOP = "stop"
    BACK = "back"


class NoDay(StrEnum):
    NONE = "none"


class Quiet(StrEnum):
    NIGHT = "night"
    LATE = "late"
    LONG = "long"

    @property
    def hours(self) -> QuietHours:
        return _HOURS[self]


_HOURS = {
    Quiet.NIGHT: QuietHours(time(21), time(9)),
    Quiet.LATE: QuietHours(time(22), time(8)),
    Quiet.LONG: QuietHours(time(18), time(11)),
}


@dataclass(frozen=True)
class ChooseSetting(State):
    def ask(self, turn: Turn) -> None:
        person = turn.person
        turn.ask(
            "settings",
            _offered(person),
            check_in=person.check_in,
            reminders=person.agreed_to(Purpose.REMINDERS),
            quiet=person.quiet,
            name=person.name,
            area=person.area.label if person.area else "",
            language=turn.around.languages.get(person.language, person.language),
            paused=person.standing is Standing.PAUSED,
            until=person.paused_until,
        )

    def hear(
        self, reply: Reply, turn: Turn
    ) -> (
        ChooseDay
        | ChooseQuiet
        | ChooseName
        | ChooseArea
        | ChooseLanguage
        | ChooseSetting
        | WantsWhatSuits
        | WantsAgreements
        | WantsPause
        | WantsToStop
        | Done
        | Again
    ):
        match reply.choice(Setting):
            case Setting.CHECK_IN:
                return _may_remind(turn)
            case Setting.QUIET:
                return ChooseQuiet()
            case Setting.NAME:
                return ChooseName()
            case Setting.AREA:
                return ChooseArea()
            case Setting.SUITS:
                return WantsWhatSuits()
            case Setting.LANGUAGE:
                return _languages(turn)
            case Setting.AGREED:
                return WantsAgreements()
            case Setting.WRITE_FIRST:
                turn.record(DiscreetChosen(False))
                set_weekly_bell(turn)
                turn.say("write_first")
                return self
            case Setting.PAUSE:
                return WantsPause()
            case Setting.STOP:
                return WantsToStop()
            case Setting.BACK:
                return Done()
            case None:
                return Again("settings_again")


@dataclass(frozen=True)
class ChooseDay(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("day", [*Day, *NoDay], skip=True)

    def hear(self, reply: Reply, turn: Turn) -> ChooseTime | ChooseSetting | Again:
        if reply.skipped:
            return ChooseSetting()
        if reply.choice(NoDay):
            turn.record(CheckInChosen(None))
            set_weekly_bell(turn)
            turn.say("no_check_ins")
            return ChooseSetting()
        day = reply.choice(Day)
        return Again("day_again") if day is None else ChooseTime(day.weekday)


@dataclass(frozen=True)
class ChooseTime(State):
    weekday: int

    def ask(self, turn: Turn) -> None:
        turn.ask("time", TimeOfDay, weekday=self.weekday)

    def hear(self, reply: Reply, turn: Turn) -> ChooseSetting | Again:
        again = choose_time(turn, self.weekday, reply)
        if again is not None:
            return again
        person = turn.person
        turn.say("time_kept", next=next_check_in(person, turn.now), check_in=person.check_in)
        return ChooseSetting()


@dataclass(frozen=True)
class ChooseQuiet(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("quiet", Quiet, skip=True)

    def hear(self, reply: Reply, turn: Turn) -> ChooseSetting | Again:
        if reply.skipped:
            return ChooseSetting()
        preset = reply.choice(Quiet)
        quiet = quiet_hours(reply.text) if preset is None else preset.hours
        if quiet is None:
            return Again("quiet_again")
        turn.record(QuietHoursChosen(quiet))
        check_in = turn.person.check_in
        clash = check_in is not None and quiet.covers(check_in.at)
        turn.say("quiet_kept", quiet=quiet, clash=clash)
        return ChooseSetting()


@dataclass(frozen=True)
class ChooseName(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("name", skip=True, name=turn.person.name)

    def hear(self, reply: Reply, turn: Turn) -> ChooseSetting | Again:
        if reply.skipped:
            return ChooseSetting()
        name = " ".join(reply.said.split())
        if not name or len(name) > LONGEST_NAME:
            return Again("name_again")
        turn.record(NameGiven(name))
        turn.say("name_kept", name=name)
        return ChooseSetting()


@dataclass(frozen=True)
class ChooseArea(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("area", towns(turn), skip=True)

    def hear(self, reply: Reply, turn: Turn) -> ChooseSetting | Again:
        if reply.skipped:
            return ChooseSetting()
        area = area_said(reply, turn)
        if area is None:
            return Again("area_far" if reply.kind is Kind.LOCATION else "area_again")
        turn.record(PlaceGiven(area))
        turn.say("area_kept", area=area.label)
        return ChooseSetting()


@dataclass(frozen=True)
class ChooseLanguage(State):
    def ask(self, turn: Turn) -> None:
        names = turn.around.languages.items()
        turn.ask("language", [Choice(code, name) for code, name in names], skip=True)

    def hear(self, reply: Reply, turn: Turn) -> ChooseSetting | Again:
        if reply.skipped:
            return ChooseSetting()
        if reply.key is None or reply.key not in turn.around.languages:
            return Again("language_again")
        turn.record(LanguageChosen(reply.key))
        return ChooseSetting()


def begin(exit: WantsSettings, turn: Turn) -> ChooseSetting:
    return ChooseSetting()


def _may_remind(turn: Turn) -> ChooseDay | WantsAgreements:
    """A day is of use only to somebody who agreed to be reminded: first that, then the day."""
    if turn.person.agreed_to(Purpose.REMINDERS):
        return ChooseDay()
    turn.say("reminders_first")
    return WantsAgreements()


def _languages(turn: Turn) -> ChooseLanguage | ChooseSetting:
    if len(turn.around.languages) > 1:
        return ChooseLanguage()
    turn.say("one_language")
    return ChooseSetting()


def _offered(person: Person) -> list[Setting]:
    """What was never switched off is not offered to be switched on."""
    return [each for each in Setting if person.is_discreet or each is not Setting.WRITE_FIRST]
