"""What each fact makes of the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar, assert_never

from conversations.kit.facts import (
    AgeGiven,
    CheckInAnswered,
    CheckInChosen,
    CheckInSilent,
    Consented,
    ConstraintsSet,
    ContactAnswered,
    DiscreetChosen,
    Fact,
    GoalMatters,
    GoalMoved,
    GoalPlaced,
    GoalReworded,
    GoalSet,
    Invited,
    LanguageChosen,
    NameGiven,
    PlaceGiven,
    PlanWritten,
    Prompted,
    QuietHoursChosen,
    ServiceAnswered,
    ServiceOffered,
    ServiceReported,
    StandingChanged,
    StepChosen,
    VoicePassed,
    WeekBlocked,
    WeekHelped,
    WeekRated,
)
from conversations.kit.people import (
    Consent,
    Goal,
    GoalId,
    Person,
    Rating,
    Suggestion,
    SuggestionId,
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
