"""What becomes of a suggested service, wherever in a conversation it is decided."""

from __future__ import annotations

from enum import StrEnum

from conversations.kit.effects import Bell
from conversations.kit.facts import ServiceAnswered, ServiceReported
from conversations.kit.moments import in_days
from conversations.kit.people import Answer, Purpose, SuggestionId
from conversations.kit.turn import Turn
from resources_directory.doubts import Trouble
from resources_directory.model import Service

ASK_AFTER_DAYS = 14
"""Long enough for a weekly group to have met twice."""


class Wrong(StrEnum):
    """One tap for whoever finds it otherwise than they were told."""

    CLOSED = "closed"
    FULL = "full"
    NOT_AS_DESCRIBED = "not_as_described"

    @property
    def trouble(self) -> Trouble:
        return Trouble[self.name]


def service_of(suggestion: SuggestionId, turn: Turn) -> Service | None:
    """None where the directory has lost it since."""
    found = turn.person.suggestion(suggestion)
    return turn.around.directory.service(found.service) if found else None


def name_of(suggestion: SuggestionId, turn: Turn) -> str:
    """Empty where the directory has lost it since."""
    service = service_of(suggestion, turn)
    return service.name if service else ""


def is_still_open(suggestion: SuggestionId, turn: Turn) -> bool:
    """Whether it may still be chosen: neither declined nor found closed."""
    found = turn.person.suggestion(suggestion)
    if found is None or found.trouble is Trouble.CLOSED:
        return False
    return found.answer is not Answer.DECLINED


def doubt_of(suggestion: SuggestionId, turn: Turn) -> Trouble | None:
    """The gravest of what people have told of it, and nobody has looked at yet."""
    found = turn.person.suggestion(suggestion)
    doubt = turn.around.doubts.get(found.service) if found else None
    return doubt.gravest if doubt else None


def keep(suggestion: SuggestionId, turn: Turn) -> bool:
    """Save it. True where the person will be asked how it went: that needs a yes to reminders."""
    turn.record(ServiceAnswered(suggestion, Answer.SAVED))
    if not turn.person.agreed_to(Purpose.REMINDERS):
        return False
    turn.wake(Bell.DID_YOU_GO, in_days(turn.now, ASK_AFTER_DAYS, turn.person.quiet), suggestion)
    return True


def report(suggestion: SuggestionId, wrong: Wrong, turn: Turn) -> None:
    """Keep what they tell, and thank them: nothing more is asked."""
    turn.record(ServiceReported(suggestion, wrong.trouble))
    turn.say("common.reported")
