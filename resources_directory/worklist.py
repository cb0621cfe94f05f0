"""What a coordinator should look at first: people affected, times how doubtful an entry is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from resources_directory.freshness import Freshness, Part, age_of, doubtful
from resources_directory.model import Service, ServiceId

_PEOPLE_A_REPORT = 10
"""Who takes the trouble to tell stands for several who did not."""
_A_REPORT, _A_CONFLICT, _A_DOUBLE = 4.0, 2.0, 1.0
"""Weights beside a doubtful part, which counts 1: what somebody saw on the spot goes before age.
Our own judgement, as is the number above."""


@dataclass(frozen=True, slots=True)
class Told:
    """What people told of an entry and nobody has looked at; each person counts once."""

    what: str
    """"closed", "full", "not as described"."""
    people: int
    since: date


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known beside the entries themselves, by service."""

    shown: Mapping[ServiceId, int] = field(default_factory=dict)
    """How often each was suggested lately."""
    told: Mapping[ServiceId, tuple[Told, ...]] = field(default_factory=dict)
    conflicts: Mapping[ServiceId, int] = field(default_factory=dict)
    """Fields of which the list and we say different things."""
    doubles: Mapping[ServiceId, ServiceId] = field(default_factory=dict)
    """Another entry that is likely the same."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry to look at, and why."""

    service: Service
    told: tuple[Told, ...]
    conflicts: int
    double: ServiceId | None
    doubts: tuple[Part, ...]
    is_old: bool
    """The entry as a whole is stale, or nobody ever checked it."""
    shown: int

    @property
    def is_pressing(self) -> bool:
        """Somebody told of it, somebody must decide, or people are sent there in doubt."""
        return bool(self.told or self.conflicts or self.double or self.shown)

    @property
    def weight(self) -> float:
        people = 1 + self.shown + _PEOPLE_A_REPORT * sum(told.people for told in self.told)
        doubt = len(self.doubts) + float(self.is_old) + _A_REPORT * bool(self.told)
        doubt += _A_CONFLICT * bool(self.conflicts) + _A_DOUBLE * bool(self.double)
        return people * doubt


def worklist(services: Iterable[Service], signs: Signs, today: date) -> list[Item]:
    """What presses first, and of that the heaviest; an entry that is closed is nobody's work."""
    found = (item(each, signs, today) for each in services if each.is_active)
    weighed = [(each, weight) for each in found if (weight := each.weight)]
    weighed.sort(key=lambda pair: (not pair[0].is_pressing, -pair[1], pair[0].service.id))
    return [each for each, _ in weighed]


def pressing(services: Callable[[ServiceId], Service | None], signs: Signs, today: date) -> int:
    """How many entries press; none but those of the signs is looked at."""
    ids = {*signs.shown, *signs.told, *signs.conflicts, *signs.doubles}
    found = worklist(filter(None, map(services, ids)), signs, today)
    return sum(each.is_pressing for each in found)


def item(service: Service, signs: Signs, today: date) -> Item:
    return Item(
        service,
        signs.told.get(service.id, ()),
        signs.conflicts.get(service.id, 0),
        signs.doubles.get(service.id),
        doubtful(service, today),
        age_of(service, today) in (Freshness.STALE, Freshness.UNKNOWN),
        signs.shown.get(service.id, 0),
    )
