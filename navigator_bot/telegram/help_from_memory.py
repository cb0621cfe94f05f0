"""Help when the house cannot keep anything: the one answer that does not wait for the store."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from conversations.kit.replies import folded
from navigator_bot.events import Arrival, ChatKind, Pressed, Sent

COMMAND: Final = "/help_now"
BUTTON: Final = "!help_now"

_log = logging.getLogger(__name__)


class HelpFromMemory:
    """`answer` sends the help card to a chat; `words` are what people type when they need it, and
    `is_danger` tells of anything else that they write.

    Each arrival is answered once, however often Telegram brings it again.
    """

    def __init__(
        self,
        answer: Callable[[int], Awaitable[None]],
        words: Iterable[str],
        is_danger: Callable[[str], bool],
    ) -> None:
        self._answer = answer
        self._is_danger = is_danger
        self._words = frozenset(folded(word) for word in words)
        self._answered: deque[str] = deque(maxlen=1000)

    async def offer(self, arrivals: Iterable[Arrival]) -> None:
        for arrival in arrivals:
            if arrival.key not in self._answered and self.is_wanted(arrival):
                await self._give(arrival)

    def is_wanted(self, arrival: Arrival) -> bool:
        match arrival.body:
            case Sent(to=ChatKind.PRIVATE, words=words) if words.strip():
                command = words.split(maxsplit=1)[0].partition("@")[0]
                asked = command.casefold() == COMMAND or folded(words) in self._words
                return asked or self._is_danger(words)
            case Pressed(data=data, to=ChatKind.PRIVATE):
                return data == BUTTON
            case _:
                return False

    async def _give(self, arrival: Arrival) -> None:
        try:
            await self._answer(arrival.chat)
        except Exception as error:  # whatever it is, the next in need must still be answered
            _log.error("the help card could not be sent: %s", type(error).__name__)
        else:
            self._answered.append(arrival.key)
