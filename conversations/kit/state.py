"""Where a conversation stands, and the five ways on from there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from conversations.kit.replies import Reply
    from conversations.kit.turn import Turn


@dataclass(frozen=True)
class State:
    """A place in a conversation. `ask` says, `hear` decides; its return annotation is the arrow."""

    def ask(self, turn: Turn) -> None:
        raise NotImplementedError

    def hear(self, reply: Reply, turn: Turn) -> Next:
        raise NotImplementedError

    def take_along(self, exit: Exit) -> Exit | None:
        """What an interruption takes with it, so that this place is left for good; by default
        nothing, and it is come back to."""
        return None

    def lapse(self, turn: Turn) -> None:
        """What an unanswered nudge leaves behind; by default nothing. It must not speak."""

    @classmethod
    def conversation(cls) -> str:
        return conversation_of(cls.__module__)

    @classmethod
    def saved_name(cls) -> str:
        return f"{cls.conversation()}.{cls.__name__}"


@dataclass(frozen=True)
class Exit:
    """A wish that another conversation serves; the map knows which."""


@dataclass(frozen=True)
class Again:
    """The same question once more, in other words, with the same buttons."""

    wording: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Done:
    """The conversation is over: back to what it interrupted, or to rest."""


@dataclass(frozen=True)
class Quiet:
    """Nothing is said and the open question stays open: somebody else has the word."""


Next: TypeAlias = State | Exit | Again | Done | Quiet


def conversation_of(module: str) -> str:
    """The name of the conversation that a module belongs to: its file's, or that of its folder."""
    return module.partition("conversations.")[2].partition(".")[0]


@cache
def snake(name: str) -> str:
    """`NameBarrier` as `name_barrier`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
