"""What a turn can record, and what each fact makes of the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeAlias, TypeVar, assert_never

from conversations.kit.constraints import Constraints
from conversations.kit.people import (
    AgeBand,
    Answer,
    Barrier,
    CaseId,
    Consent,
    Felt,
    Goal,
    GoalId,
    GoalStatus,
    Person,
    PlanPart,
    Purpose,
    QuietHours,
    Rating,
    Standing,
    Suggestion,
    SuggestionId,
    Voice,
    Weekly,
)
from resources_directory.doubts import Trouble
from resources_directory.model import LifeArea, ServiceId
from resources_directory.places import Area


@dataclass(frozen=True)
class Invited:
    """They came by a link from the service, which works once: it opens the door for good."""


@dataclass(frozen=True)
class NameGiven:
    name: str


@dataclass(frozen=True)
class AgeGiven:
    age: AgeBand


@dataclass(frozen=True)
class Consented:
    purpose: Purpose
    given: bool
    version: str


@dataclass(frozen=True)
class PlaceGiven:
    area: Area | None


@dataclass(frozen=True)
class ConstraintsSet:
    """What suits them, all of it, as it stands from now on."""

    constraints: Constraints


@dataclass(frozen=True)
class CheckInChosen:
    when: Weekly | None


@dataclass(frozen=True)
class QuietHoursChosen:
    quiet: QuietHours


@dataclass(frozen=True)
class PlanWritten:
    """A part of the safety plan, in the person's words; empty takes it out."""

    part: PlanPart
    words: str


@dataclass(frozen=True)
class DiscreetChosen:
    """Nothing is sent but in answer to them, since somebody else may see the screen."""

    is_discreet: bool


@dataclass(frozen=True)
class LanguageChosen:
    language: str


@dataclass(frozen=True)
class StandingChanged:
    standing: Standing
    until: datetime | None = None  # for a pause


@dataclass(frozen=True)
class VoicePassed:
    voice: Voice


@dataclass(frozen=True)
class Prompted:
    """An unprompted message was sent on this local day."""

    on: date


@dataclass(frozen=True)
class CheckInSilent:
    """A check-in ended without an answer."""


@dataclass(frozen=True)
class CheckInAnswered:
    """A check-in was taken up, so that earlier silences no longer count."""


@dataclass(frozen=True)
class GoalSet:
    goal: GoalId
    words: str


@dataclass(frozen=True)
class GoalReworded:
    goal: GoalId
    words: str


@dataclass(frozen=True)
class GoalPlaced:
    goal: GoalId
    area: LifeArea


@dataclass(frozen=True)
class GoalMatters:
    goal: GoalId
    why: str


@dataclass(frozen=True)
class StepChosen:
    goal: GoalId
    step: str
    when: str = ""


@dataclass(frozen=True)
class GoalMoved:
    goal: GoalId
    status: GoalStatus


@dataclass(frozen=True)
class WeekRated:
    id: str
    goal: GoalId
    score: int


@dataclass(frozen=True)
class WeekHelped:
    rating: str
    helped: str


@dataclass(frozen=True)
class WeekBlocked:
    rating: str
    barrier: Barrier
    words: str = ""  # the person's own, where no button said it


@dataclass(frozen=True)
class ServiceOffered:
    id: SuggestionId
    service: ServiceId


@dataclass(frozen=True)
class ServiceAnswered:
    suggestion: SuggestionId
    answer: Answer
    why: str = ""


@dataclass(frozen=True)
class ServiceReported:
    """Something is wrong with a service that was suggested: told with one tap."""

    suggestion: SuggestionId
    trouble: Trouble


@dataclass(frozen=True)
class ContactAnswered:
    """How it was to have a navigator there, asked once after handing back."""

    case: CaseId
    felt: Felt


Fact: TypeAlias = (
    Invited
    | NameGiven
    | AgeGiven
    | Consented
    | PlaceGiven
    | ConstraintsSet
    | CheckInChosen
    | QuietHoursChosen
    | PlanWritten
    | DiscreetChosen
    | LanguageChosen
    | StandingChanged
    | VoicePassed
    | Prompted
    | CheckInSilent
    | CheckInAnswered
    | GoalSet
    | GoalReworded
    | GoalPlaced
    | GoalMatters
    | StepChosen
    | GoalMoved
    | WeekRated
    | WeekHelped
    | WeekBlocked
    | ServiceOffered
    | ServiceAnswered
    | ServiceReported
    | ContactAnswered
)


def after(person: Person, fact: Fact, at: datetime) -> Person:
    """The person once `fact` is true, as of the aware moment `at`."""
    match fact:
        case Invited():
            return replace(person, invited=True)
        case NameGiven(name):
            return replace(person, name=name)
        case AgeGiven(age):
            return replace(person, age=age)
        case Consented(purpose, given, version):
            consent = Consent(purpose, given, version, at)
            return replace(person, consents=(*person.consents, consent))
        case PlaceGiven(area):
            return replace(person, area=area)
        case ConstraintsSet(constraints):
            return replace(person, constraints=constraints)
        case CheckInChosen(when):
            return replace(person, check_in=when)
        case QuietHoursChosen(quiet):
            return replace(person, quiet=quiet)
        case PlanWritten(part, words):
            return replace(person, plan=replace(person.plan, **{part.value: words}))
        case DiscreetChosen(is_discreet):
            return replace(person, is_discreet=is_discreet)
        case LanguageChosen(language):
            return replace(person, language=language)
        case StandingChanged(standing, until):
            return replace(person, standing=standing, paused_until=until, silent_check_ins=0)
        case VoicePassed(voice):
            return replace(person, voice=voice)
        case Prompted(on):
            return replace(person, unprompted_on=on)
        case CheckInSilent():
            return replace(person, silent_check_ins=person.silent_check_ins + 1)
        case CheckInAnswered():
            return replace(person, silent_check_ins=0)
        case GoalSet(goal, words):
            return replace(person, goals=(*person.goals, Goal(goal, words, at)))
        case GoalReworded(goal, words):
            return _with_goal(person, goal, lambda old: replace(old, words=words))
        case GoalPlaced(goal, area):
            return _with_goal(person, goal, lambda old: replace(old, area=area))
        case GoalMatters(goal, why):
            return _with_goal(person, goal, lambda old: replace(old, why=why))
        case StepChosen(goal, step, when):
            return _with_goal(person, goal, lambda old: replace(old, step=step, step_when=when))
        case GoalMoved(goal, status):
            return _with_goal(person, goal, lambda old: replace(old, status=status))
        case WeekRated(id, goal, score):
            return replace(person, ratings=(*person.ratings, Rating(id, goal, score, at)))
        case WeekHelped(rating, helped):
            return _with_rating(person, rating, lambda old: replace(old, helped=helped))
        case WeekBlocked(rating, barrier, words):
            return _with_rating(
                person, rating, lambda old: replace(old, barrier=barrier, blocked_by=words)
            )
        case ServiceOffered(id, service):
            return replace(person, suggestions=(*person.suggestions, Suggestion(id, service, at)))
        case ServiceAnswered(suggestion, answer, why):
            return _with_suggestion(
                person, suggestion, lambda old: replace(old, answer=answer, why=why)
            )
        case ServiceReported(suggestion, trouble):
            return _with_suggestion(person, suggestion, lambda old: replace(old, trouble=trouble))
        case ContactAnswered():
            return person
        case _:
            assert_never(fact)


def _with_goal(person: Person, goal: GoalId, change: Callable[[Goal], Goal]) -> Person:
    return replace(person, goals=_changed(person.goals, goal, change))


def _with_rating(person: Person, rating: str, change: Callable[[Rating], Rating]) -> Person:
    return replace(person, ratings=_changed(person.ratings, rating, change))


def _with_suggestion(
    person: Person, suggestion: SuggestionId, change: Callable[[Suggestion], Suggestion]
) -> Person:
    return replace(person, suggestions=_changed(person.suggestions, suggestion, change))


T = TypeVar("T", Goal, Rating, Suggestion)


def _changed(things: tuple[T, ...], id: str, change: Callable[[T], T]) -> tuple[T, ...]:
    return tuple(change(thing) if thing.id == id else thing for thing in things)
