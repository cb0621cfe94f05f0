"""What a turn can record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from conversations.kit.constraints import Constraints
from conversations.kit.people import (
    AgeBand,
    Answer,
    Barrier,
    CaseId,
    Felt,
    GoalId,
    GoalStatus,
    Purpose,
    QuietHours,
    Standing,
    SuggestionId,
    Voice,
    Weekly,
)
from conversations.kit.plans import PlanPart
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
