"""What people have told of a service, and nobody has looked at yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from resources_directory.model import ServiceId

ENOUGH_TO_LEAVE_OUT = 3
"""Different people who found it closed: from then on nobody else is sent there, until a
coordinator has looked."""


class Trouble(StrEnum):
    """What a person can say was wrong, with one tap."""

    CLOSED = "closed"
    FULL = "full"
    NOT_AS_DESCRIBED = "not as described"


@dataclass(frozen=True, slots=True)
class Doubt:
    """How many different people have said each thing."""

    closed: int = 0
    full: int = 0
    not_as_described: int = 0

    @property
    def is_said_to_be_closed(self) -> bool:
        return self.closed >= ENOUGH_TO_LEAVE_OUT

    @property
    def gravest(self) -> Trouble | None:
        """What the next person must know first."""
        if self.closed:
            return Trouble.CLOSED
        if self.full:
            return Trouble.FULL
        return Trouble.NOT_AS_DESCRIBED if self.not_as_described else None


Doubts = Mapping[ServiceId, Doubt]
NO_DOUBTS: Doubts = MappingProxyType({})
