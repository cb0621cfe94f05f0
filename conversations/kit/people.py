"""The values that a turn may see of a person: who they are, what they want, what has been tried."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from conversations.kit.constraints import Constraints
from conversations.kit.outings import Outing
from conversations.kit.plans import SafetyPlan
from resources_directory.doubts import Trouble
from resources_directory.model import LifeArea, ServiceId
from resources_directory.places import Area

PersonId = NewType("PersonId", str)
GoalId = NewType("GoalId", str)
CaseId = NewType("CaseId", str)
SuggestionId = NewType("SuggestionId", str)

LONGEST_NAME = 40  # characters of what somebody likes to be called

MOST_GOALS = 3
"""Active goals at one time; Goal-Based Outcomes (D. Law) works with up to three."""


class AgeBand(StrEnum):
    UNDER = "under"  # under the deployment's age limit
    YOUNG = "18_25"
    ADULT = "26_49"
    MIDDLE = "50_64"
    OLDER = "65"
    UNSAID = "unsaid"  # of age, and would rather not say more

    @property
    def ages(self) -> tuple[int, int] | None:
        """Youngest and oldest age in whole years, or None where it is not known."""
        return _AGES.get(self)


_AGES = {
    AgeBand.YOUNG: (18, 25),
    AgeBand.ADULT: (26, 49),
    AgeBand.MIDDLE: (50, 64),
    AgeBand.OLDER: (65, 120),
}


class Purpose(StrEnum):
    """What a person may agree to, each on its own (UK GDPR Art. 9)."""

    SERVICE = "service"
    REMINDERS = "reminders"
    FOLLOW_UP = "follow_up"  # a navigator may be told when check-ins go unanswered
    RESEARCH = "research"


@dataclass(frozen=True)
class Consent:
    purpose: Purpose
    given: bool
    version: str
    at: datetime


class Standing(StrEnum):
    NEW = "new"  # has not said yes to the service yet
    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"
    TOO_YOUNG = "too_young"


class Voice(StrEnum):
    """Who speaks with the person; checked when deciding and again when sending."""

    BOT = "bot"
    WAITING = "waiting"
    HUMAN = "human"
    RETURNING = "returning"  # handed back: the bot asks how it was, and nothing else yet


@dataclass(frozen=True)
class Weekly:
    """A day and time of the week on the person's own wall clock."""

    weekday: int  # 0 is Monday
    at: time


@dataclass(frozen=True)
class QuietHours:
    """From `start` to `end` on the wall clock nothing unprompted is sent; may span midnight."""

    start: time = time(21)
    end: time = time(9)

    def covers(self, at: time) -> bool:
        if self.start == self.end:
            return False
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


class GoalStatus(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    ACHIEVED = "achieved"
    LET_GO = "let_go"


@dataclass(frozen=True)
class Goal:
    id: GoalId
    words: str  # the person's own
    set_at: datetime
    status: GoalStatus = GoalStatus.ACTIVE
    area: LifeArea | None = None
    why: str = ""
    step: str = ""  # one small next thing
    step_when: str = ""  # when and where, in the person's words


class Barrier(StrEnum):
    TIME = "time"
    MONEY = "money"
    WORRY = "worry"
    ENERGY = "energy"
    ALONE = "alone"
    OTHER = "other"


@dataclass(frozen=True)
class Rating:
    """How close a goal felt, 0 to 10 (Goal-Based Outcomes, D. Law, CC BY-NC-SA)."""

    id: str
    goal: GoalId
    score: int
    at: datetime
    helped: str = ""
    barrier: Barrier | None = None
    blocked_by: str = ""  # what got in the way, where the person said it in their own words


class Answer(StrEnum):
    """What became of a suggestion."""

    OFFERED = "offered"
    SAVED = "saved"
    DECLINED = "declined"
    WENT = "went"
    NOT_YET = "not_yet"
    WRONG = "wrong"  # as versions kept it that knew no trouble apart from the answer


@dataclass(frozen=True)
class Suggestion:
    id: SuggestionId
    service: ServiceId
    at: datetime
    answer: Answer = Answer.OFFERED
    why: str = ""
    trouble: Trouble | None = None  # what they last told us was wrong with it

    @property
    def is_kept(self) -> bool:
        """Saved and still of use: not declined since, nor found closed."""
        kept = self.answer in (Answer.SAVED, Answer.NOT_YET, Answer.WENT)
        return kept and self.trouble is not Trouble.CLOSED


class Urgency(StrEnum):
    ROUTINE = "routine"
    SOON = "soon"
    NOW = "now"

    @property
    def rank(self) -> int:
        return list(Urgency).index(self)


class CaseReason(StrEnum):
    ASKED = "asked"
    COME_WITH_ME = "come_with_me"
    WORRIED = "worried"  # asked for somebody from the help card
    DANGER = "danger"  # words of danger, found by the net
    SAFEGUARDING = "safeguarding"  # danger from others, to others, or to a child
    CONCERN = "concern"  # words that somebody should look at soon
    SILENCE = "silence"
    STUCK = "stuck"
    COMPLAINT = "complaint"


IN_DANGER = frozenset({CaseReason.DANGER, CaseReason.SAFEGUARDING})
"""Only a human ends these: "I'm safe" is passed on to whoever looks."""


UNASKED = frozenset({CaseReason.SILENCE, CaseReason.CONCERN})
"""Opened for somebody who did not ask: nothing was promised to them."""


class Felt(StrEnum):
    """How it was to have a navigator there."""

    GOOD = "good"
    FINE = "fine"
    NOT_RIGHT = "not_right"


@dataclass(frozen=True)
class Case:
    """One request for a human, from opened to closed."""

    id: CaseId
    number: int  # the short name that staff say aloud
    reason: CaseReason
    urgency: Urgency
    opened_at: datetime
    navigator: str | None = None  # how the claimer is called, when somebody has it
    answer_by: datetime | None = None  # what the person was promised


@dataclass(frozen=True)
class Person:
    """A service user, as one turn may see them. Empty words mean: not said."""

    id: PersonId
    name: str = ""
    language: str = "en"
    zone: str = "Europe/London"
    age: AgeBand | None = None
    area: Area | None = None
    constraints: Constraints = field(default_factory=Constraints)
    invited: bool = False  # came by a link from the service
    is_discreet: bool = False  # nothing is sent but in answer to them
    standing: Standing = Standing.NEW
    voice: Voice = Voice.BOT
    consents: tuple[Consent, ...] = ()
    check_in: Weekly | None = None
    quiet: QuietHours = field(default_factory=QuietHours)
    plan: SafetyPlan = field(default_factory=SafetyPlan)
    paused_until: datetime | None = None
    silent_check_ins: int = 0
    unprompted_on: date | None = None  # local day of the last unprompted message
    goals: tuple[Goal, ...] = ()
    ratings: tuple[Rating, ...] = ()  # oldest first
    suggestions: tuple[Suggestion, ...] = ()  # oldest first
    case: Case | None = None
    outings: tuple[Outing, ...] = ()  # to come or lately over, the earliest first

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def is_taking_part(self) -> bool:
        """Has said yes to the service, and has not stopped."""
        return self.standing in (Standing.ACTIVE, Standing.PAUSED)

    @property
    def active_goals(self) -> tuple[Goal, ...]:
        return tuple(goal for goal in self.goals if goal.status is GoalStatus.ACTIVE)

    def goal(self, goal: GoalId) -> Goal:
        """Raises KeyError where the person has no such goal."""
        for each in self.goals:
            if each.id == goal:
                return each
        raise KeyError(goal)

    def ratings_of(self, goal: GoalId) -> tuple[Rating, ...]:
        """Oldest first."""
        return tuple(rating for rating in self.ratings if rating.goal == goal)

    def rating(self, rating: str) -> Rating:
        """Raises KeyError where the person has no such rating."""
        for each in self.ratings:
            if each.id == rating:
                return each
        raise KeyError(rating)

    @property
    def has_saved(self) -> bool:
        """Whether there is something that they set aside for themselves."""
        return any(each.is_kept for each in self.suggestions)

    def suggestion(self, suggestion: str) -> Suggestion | None:
        return next((each for each in self.suggestions if each.id == suggestion), None)

    def agreed_to(self, purpose: Purpose) -> bool:
        """The last word on a purpose counts; silence is no."""
        for consent in reversed(self.consents):
            if consent.purpose is purpose:
                return consent.given
        return False
