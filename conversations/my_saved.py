"""What somebody saved: when it is on next, a file for their calendar, and how it really was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import WantsNavigator, WantsSaved
from conversations.kit.facts import ServiceAnswered
from conversations.kit.offering import tell_how
from conversations.kit.people import Answer, CaseReason, Suggestion, SuggestionId
from conversations.kit.replies import Reply
from conversations.kit.state import Again, Done, State
from conversations.kit.suggestions import (
    Wrong,
    doubt_of,
    keep,
    name_of,
    report,
    service_of,
)
from conversations.kit.turn import Choice, Turn, brief
from resources_directory.hours import Session, next_session

SHOWN = 8
"""Of what was saved, the newest."""


class Calendar(StrEnum):
    YES = "yes"
    DISCREET = "discreet"
    NO = "no"


class Plan(StrEnum):
    CALENDAR = "calendar"
    HOW_TO_START = "how_to_start"
    COME_WITH_ME = "come_with_me"
    TAKE_OFF = "take_off"


class Leave(StrEnum):
    BACK = "back"


@dataclass(frozen=True)
class OfferCalendar(State):
    """The next session is known: it can stand in their own calendar."""

    suggestion: SuggestionId

    def ask(self, turn: Turn) -> None:
        turn.ask("offer_calendar", Calendar, next=_starts(self.suggestion, turn))

    def hear(self, reply: Reply, turn: Turn) -> Done | Again:
        answer = reply.choice(Calendar)
        if answer is None:
            return Again("offer_calendar_again")
        service, session = service_of(self.suggestion, turn), _next(self.suggestion, turn)
        if answer is Calendar.NO:
            turn.say("no_calendar")
        elif service is None or session is None:
            turn.say("no_session")
        else:
            turn.send_appointment(service, session, discreet=answer is Calendar.DISCREET)
        return Done()


@dataclass(frozen=True)
class Saved(State):
    def ask(self, turn: Turn) -> None:
        saved = [Choice(f"saved_{n}", brief(name)) for n, (_, name) in enumerate(_saved(turn))]
        turn.ask("saved", [*saved, *Leave], some=bool(saved))

    def hear(self, reply: Reply, turn: Turn) -> SavedOne | Done | Again:
        if reply.choice(Leave):
            return Done()
        for number, (each, _) in enumerate(_saved(turn)):
            if reply.key == f"saved_{number}":
                return SavedOne(each.id)
        return Again("saved_again")


@dataclass(frozen=True)
class SavedOne(State):
    suggestion: SuggestionId

    def ask(self, turn: Turn) -> None:
        starts = _starts(self.suggestion, turn)
        plans = [each for each in Plan if starts is not None or each is not Plan.CALENDAR]
        name = name_of(self.suggestion, turn)
        doubt = doubt_of(self.suggestion, turn)
        turn.ask("saved_one", [*plans, *Wrong, *Leave], service=name, next=starts, doubt=doubt)

    def hear(
        self, reply: Reply, turn: Turn
    ) -> OfferCalendar | SavedOne | Saved | WantsNavigator | Again:
        if (wrong := reply.choice(Wrong)) is not None:
            report(self.suggestion, wrong, turn)
            return Saved()
        if reply.choice(Leave):
            return Saved()
        match reply.choice(Plan):
            case Plan.CALENDAR:
                return OfferCalendar(self.suggestion)
            case Plan.HOW_TO_START:
                tell_how(service_of(self.suggestion, turn), turn)
                return self
            case Plan.COME_WITH_ME:
                keep(self.suggestion, turn)
                return WantsNavigator(
                    name_of(self.suggestion, turn), CaseReason.COME_WITH_ME, agreed=True
                )
            case Plan.TAKE_OFF:
                turn.record(ServiceAnswered(self.suggestion, Answer.DECLINED))
                turn.say("taken_off")
                return Saved()
            case None:
                return Again("saved_one_again")


def begin(exit: WantsSaved, turn: Turn) -> OfferCalendar | Saved | Done:
    if exit.suggestion is None:
        return Saved()
    return OfferCalendar(exit.suggestion) if _next(exit.suggestion, turn) else Done()


def _saved(turn: Turn) -> list[tuple[Suggestion, str]]:
    """Newest first, each service once, with its name; what the directory has lost is left out."""
    kept = {each.service: each for each in turn.person.suggestions if each.is_kept}
    named = ((each, name_of(each.id, turn)) for each in reversed(kept.values()))
    return [(each, name) for each, name in named if name][:SHOWN]


def _next(suggestion: SuggestionId, turn: Turn) -> Session | None:
    service = service_of(suggestion, turn)
    session = next_session(service, turn.now, turn.around.nation) if service else None
    return None if session is None or session.is_in_doubt else session


def _starts(suggestion: SuggestionId, turn: Turn) -> object:
    session = _next(suggestion, turn)
    return session and session.starts_at.astimezone(turn.now.tzinfo)
