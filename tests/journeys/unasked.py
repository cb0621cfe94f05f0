"""What came unasked, as tests look at it."""

from __future__ import annotations

from collections.abc import Sequence

from navigator_bot.simulator import Message
from tests.journeys.stage import LONDON, Heard

BELL = "You have a check-in"
NUDGE = "This is still open"


def when(messages: Sequence[Message]) -> list[str]:
    """On the wall clock of London."""
    return [each.sent_at.astimezone(LONDON).strftime("%a %d %b %H:%M") for each in messages]


def bells(heard: Heard) -> list[str]:
    """When check-ins were offered; a nudge, which asks the same again, is none."""
    nudged = {each.sent_at for each in heard.messages if each.text.startswith(NUDGE)}
    offers = [each for each in heard.messages if each.text.startswith(BELL)]
    return when([each for each in offers if each.sent_at not in nudged])
