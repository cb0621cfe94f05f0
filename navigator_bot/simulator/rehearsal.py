"""What the rehearsal page needs of whoever runs the story: a clock to wind, a cast, and insight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from navigator_bot.simulator.errors import CannotDo
from navigator_bot.simulator.group import Group
from navigator_bot.simulator.model import Chat
from navigator_bot.simulator.person import Person
from navigator_bot.simulator.world import World


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that somebody may pretend to be at."""

    name: str
    latitude: float
    longitude: float


class Part(StrEnum):
    """What somebody is in the story."""

    PERSON = "person"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Seat:
    """One phone: a chat in somebody's hands. `key` names it in addresses and in acts."""

    key: str
    part: Part
    who: Person
    group: Group | None = None  # None: their private chat with the bot

    @property
    def chat(self) -> Chat:
        return self.who.chat if self.group is None else self.group.chat


@dataclass(frozen=True, slots=True)
class Cast:
    """Whose phones are shown, in their order. People may join while the story goes on."""

    world: World
    seats: Sequence[Seat]
    places: tuple[NamedPlace, ...] = ()
    languages: Mapping[str, str] = field(default_factory=dict)  # that a phone can be set to

    def seat(self, key: str) -> Seat:
        """Raises CannotDo where there is none."""
        for seat in self.seats:
            if seat.key == key:
                return seat
        raise CannotDo(f"There is no phone {key!r}.")


@dataclass(frozen=True, slots=True)
class Step:
    """One event's way along the road: what happened, where it led, and what it asked for."""

    number: int  # rising from 1
    at: datetime
    who: str  # whose chat it was; empty for the house itself
    event: str  # such as "Sent text" or "Rang check_in"; never anybody's words
    before: str  # `conversation.State`, as the event found it; empty at staff's desks
    after: str
    effects: tuple[str, ...]  # such as "Say welcome.hello"
    sent: tuple[str, ...] = ()  # what became of each message so far: "waiting", "sent", "dropped" …


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands: `stack` is what lies set aside, the current state last."""

    conversation: str
    about: str  # what the conversation is, in a sentence
    state: str
    stack: tuple[str, ...]
    arrows: tuple[tuple[str, str, str], ...]
    """The conversation's diagram: from, to, and by which wish. "[*]" is outside of it."""


class Rehearsal(Protocol):
    """A story under way. Winding returns when everything that was due has happened."""

    def now(self) -> datetime: ...

    async def wind(self, by: timedelta) -> None: ...

    async def wind_to_next(self) -> None:
        """To the next reminder, if any waits."""

    async def start_again(self) -> None: ...

    def cast(self) -> Cast: ...

    def join(self, name: str, language: str) -> Seat:
        """Somebody new takes up a phone. Raises CannotDo for a name that is taken or empty."""
        ...

    def did(self, line: str) -> None:
        """Somebody did something, as a story tells it."""

    async def road(self) -> Sequence[Step]:
        """The newest steps, oldest first."""
        ...

    async def standing(self, who: Person) -> Standing | None:
        """None for staff, and for who has not met the bot."""

    async def story(self) -> str:
        """What was lived through, as a story file that can be played."""
        ...
