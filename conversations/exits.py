"""What a person may wish for next. An exit knows nothing of who will serve it; the map does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from conversations.kit.help_lines import HelpKind
from conversations.kit.outings import News, OutingId
from conversations.kit.people import Barrier, CaseId, CaseReason, GoalId, SuggestionId
from conversations.kit.search import EVERYTHING, Search
from conversations.kit.state import Exit
from conversations.safety_net.model import Category, Tier


@dataclass(frozen=True)
class WantsWelcome(Exit):
    pass


@dataclass(frozen=True)
class WantsMenu(Exit):
    pass


@dataclass(frozen=True)
class WantsToKnowHow(Exit):
    pass


@dataclass(frozen=True)
class WantsHelpNow(Exit):
    kind: HelpKind | None = None


@dataclass(frozen=True)
class FoundDanger(Exit):
    """The net found words of danger in what the person wrote."""

    tier: Tier
    category: Category
    words: str


@dataclass(frozen=True)
class WantsPlan(Exit):
    """To see or write what they set down for a hard day."""


@dataclass(frozen=True)
class WantsNavigator(Exit):
    """`about` is in the person's own words, and may be empty: then they are asked. `agreed` where
    they have seen it and chosen to pass it on."""

    about: str = ""
    reason: CaseReason = CaseReason.ASKED
    agreed: bool = False


@dataclass(frozen=True)
class NavigatorCame(Exit):
    """A navigator has taken the case."""

    case: CaseId
    navigator: str
    instead_of: str = ""  # the colleague who handed it over
    is_late: bool = False  # later than was promised, and nobody has said sorry for it


@dataclass(frozen=True)
class NavigatorLeft(Exit):
    """The conversation is handed back; `lapsed` when the navigator fell silent."""

    case: CaseId
    navigator: str
    lapsed: bool = False
    was_urgent: bool = False


@dataclass(frozen=True)
class NavigatorLate(Exit):
    """Nobody came by the time that was promised; `by` is a new one, where one is in sight."""

    by: datetime | None = None


@dataclass(frozen=True)
class OutingChanged(Exit):
    """The house has news of an outing."""

    outing: OutingId
    news: News
    before: str = ""  # who was to come, where that has changed
    instead_of: OutingId | None = None  # the one that a new proposal takes the place of


class OnOuting(StrEnum):
    """What a button about an outing says."""

    YES = "outing_yes"
    OTHER_TIME = "outing_other_time"
    NO = "outing_no"
    CALENDAR = "outing_calendar"
    DISCREET = "outing_discreet"
    CANNOT = "outing_cannot"


@dataclass(frozen=True)
class AnswersOuting(Exit):
    outing: OutingId
    answer: OnOuting


@dataclass(frozen=True)
class WantsOutings(Exit):
    """To see when they meet a navigator."""


@dataclass(frozen=True)
class WantsGoal(Exit):
    """`words` are the goal, where the person has already said it."""

    words: str = ""


@dataclass(frozen=True)
class WantsGoals(Exit):
    pass


@dataclass(frozen=True)
class WantsToChangeGoal(Exit):
    goal: GoalId


@dataclass(frozen=True)
class WantsCheckIn(Exit):
    pass


@dataclass(frozen=True)
class WantsSupport(Exit):
    """Something nearby: for a goal, against a barrier, or as the words say; all may be empty.

    `search` is one that was under way, to be taken up again.
    """

    need: Barrier | None = None
    goal: GoalId | None = None
    words: str = ""
    search: Search = EVERYTHING


@dataclass(frozen=True)
class WantsWhatSuits(Exit):
    """`search` is taken up again afterwards."""

    search: Search = EVERYTHING


@dataclass(frozen=True)
class WantsThisOffer(Exit):
    """One of those that a search has shown."""

    suggestion: SuggestionId
    search: Search = EVERYTHING
    shown: tuple[SuggestionId, ...] = ()


@dataclass(frozen=True)
class WantsOtherOffers(Exit):
    """Back to those that a search has shown, or on to others."""

    search: Search = EVERYTHING
    shown: tuple[SuggestionId, ...] = ()


@dataclass(frozen=True)
class WantsNearer(Exit):
    """Something was too far; `search` is taken up again afterwards."""

    search: Search = EVERYTHING


@dataclass(frozen=True)
class WantsFreeOnly(Exit):
    """Something cost too much; `search` is taken up again afterwards."""

    search: Search = EVERYTHING


@dataclass(frozen=True)
class WantsSaved(Exit):
    """What was saved; with a suggestion, that one has just been saved."""

    suggestion: SuggestionId | None = None


@dataclass(frozen=True)
class WantsProgress(Exit):
    pass


@dataclass(frozen=True)
class WantsSettings(Exit):
    pass


@dataclass(frozen=True)
class WantsAgreements(Exit):
    pass


@dataclass(frozen=True)
class WantsPause(Exit):
    pass


@dataclass(frozen=True)
class WantsToStop(Exit):
    pass


@dataclass(frozen=True)
class WantsPrivacy(Exit):
    pass


@dataclass(frozen=True)
class WantsDeletion(Exit):
    pass


@dataclass(frozen=True)
class WantsMyData(Exit):
    pass
