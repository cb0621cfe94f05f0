"""What the rehearsal page needs of whoever runs the story: a clock to wind, and a cast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from navigator_bot.simulator.group import Group
from navigator_bot.simulator.person import Person


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that somebody may pretend to be at."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Cast:
    """Whose chats are shown. The navigator also speaks in the team's group."""

    person: Person
    navigator: Person
    team: Group
    places: tuple[NamedPlace, ...] = ()


class Rehearsal(Protocol):
    """A story under way. Winding returns when everything that was due has happened."""

    def now(self) -> datetime: ...

    async def wind(self, by: timedelta) -> None: ...

    async def wind_to_next(self) -> None:
        """To the next reminder, if any waits."""

    async def start_again(self) -> None: ...

    def cast(self) -> Cast: ...
