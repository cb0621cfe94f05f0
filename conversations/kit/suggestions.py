"""What becomes of a suggested service, wherever in a conversation it is decided."""

from __future__ import annotations

from conversations.kit.effects import Bell
from conversations.kit.facts import ServiceAnswered
from conversations.kit.moments import in_days
from conversations.kit.people import Answer, Purpose, SuggestionId
from conversations.kit.turn import Turn
from resources_directory.model import Service

ASK_AFTER_DAYS = 14
"""Long enough for a weekly group to have met twice."""


def service_of(suggestion: SuggestionId, turn: Turn) -> Service | None:
    """None where the directory has lost it since."""
    found = turn.person.suggestion(suggestion)
    return turn.around.directory.service(found.service) if found else None


def name_of(suggestion: SuggestionId, turn: Turn) -> str:
    """Empty where the directory has lost it since."""
    service = service_of(suggestion, turn)
    return service.name if service else ""


def keep(suggestion: SuggestionId, turn: Turn) -> bool:
    """Save it. True where the person will be asked how it went: that needs a yes to reminders."""
    turn.record(ServiceAnswered(suggestion, Answer.SAVED))
    if not turn.person.agreed_to(Purpose.REMINDERS):
        return False
    turn.wake(Bell.DID_YOU_GO, in_days(turn.now, ASK_AFTER_DAYS, turn.person.quiet), suggestion)
    return True
