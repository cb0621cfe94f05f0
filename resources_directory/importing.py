"""What taking in a list would do: added, changed, taken out, and what somebody has to decide."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from resources_directory.merging import merge
from resources_directory.model import Service, ServiceId
from resources_directory.problems import Fault, Problem
from resources_directory.ratios import bare, in_any_order
from resources_directory.spreadsheet import Reading
from resources_directory.units import differing

OUR_LIST = "our-list-"
"""What the names of our own sheets begin with: handed out for editing, each comes back and is
merged with the directory as it was on that day."""
SAMPLE_LIST = "sample"
"""The feed of the invented town."""
WHOLE = "entry"
"""The unit of a conflict that is about the entry itself: the list has let go of it, or says
something new of one that was taken out here."""

_ALIKE = 85
"""Of 100, in any order of words: "Tea & Talk" and "Tea and Talk" are, "Tea Dance" is not."""
_FEW, _TENTH = 5, 10
_LOST = {Fault.PAGE_NOT_FETCHED, Fault.UNREADABLE_FILE, Fault.UNREADABLE_ROW}


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a list, as the list last said."""

    feed_id: ServiceId
    """The list's own id for it."""
    service: ServiceId
    entry: Service


@dataclass(frozen=True, slots=True)
class Standing:
    """What is kept, at one moment."""

    services: Mapping[ServiceId, Service]
    listed: Mapping[ServiceId, Listed]
    """Of this list, by its own ids."""
    elsewhere: Collection[ServiceId] = ()
    """Services that other lists name too."""


@dataclass(frozen=True, slots=True)
class Changed:
    before: Service
    after: Service
    fields: tuple[str, ...]
    """Units, and CHECKED."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both the list and we have changed a unit: somebody decides."""

    service: ServiceId
    field: str
    """A unit, or WHOLE."""
    feed: str
    theirs: Service | None
    """The entry as the list has it; `None` where it is not in the list any more."""


@dataclass(frozen=True, slots=True)
class Plan:
    feed: str
    added: tuple[Service, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[Service, ...] = ()
    left_in: tuple[Service, ...] = ()
    """Not in the list any more, and kept all the same: a part of it was read, or too many were
    gone for nobody to have looked."""
    unchanged: int = 0
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    listed: tuple[Listed, ...] = ()
    """Rows of the list that differ from what is kept of it."""
    unlisted: tuple[ServiceId, ...] = ()
    """The list's own ids that are no longer in it."""

    @property
    def changes_nothing(self) -> bool:
        return not (self.added or self.changed or self.removed or self.conflicts)


def plan(feed: str, reading: Reading, standing: Standing, *, whole: bool, looked_at: bool) -> Plan:
    """`whole`: what the list has let go of is taken out. `looked_at`: a person has seen what that
    would be; otherwise more than a tenth of a list, and more than five, are never taken out."""
    planner = _Planner(feed, standing)
    for entry in reading.services:
        planner.take(entry)
    gone = planner.gone()
    is_whole = whole and not any(problem.fault in _LOST for problem in reading.problems)
    too_many = len(gone) > max(_FEW, len(standing.listed) // _TENTH)
    if is_whole and (looked_at or not too_many):
        planner.let_go(gone)
        gone = []
    left_in = (standing.services.get(each.service) for each in gone)
    return Plan(
        feed,
        tuple(planner.added.values()),
        tuple(planner.changed),
        tuple(planner.removed),
        tuple(each for each in left_in if each is not None),
        planner.unchanged,
        tuple(planner.conflicts),
        reading.problems,
        tuple(planner.listed),
        tuple(planner.unlisted),
    )


class _Planner:
    def __init__(self, feed: str, standing: Standing) -> None:
        self._feed = feed
        self._standing = standing
        self._seen: set[ServiceId] = set()
        self._ids = set(standing.services) | {each.service for each in standing.listed.values()}
        self.added: dict[ServiceId, Service] = {}
        self.changed: list[Changed] = []
        self.removed: list[Service] = []
        self.conflicts: list[Conflict] = []
        self.listed: list[Listed] = []
        self.unlisted: list[ServiceId] = []
        self.unchanged = 0
        self._asks = not feed.startswith(OUR_LIST) and feed != SAMPLE_LIST

    def take(self, entry: Service) -> None:
        self._seen.add(entry.id)
        known = self._standing.listed.get(entry.id)
        service_id = known.service if known else self._id_for(entry)
        ours = self._standing.services.get(service_id)
        if known is None or known.entry != entry:
            self.listed.append(Listed(entry.id, service_id, entry))
        if ours is not None:
            self._merge(known.entry if known else None, entry, ours)
        elif known is None:
            self._ids.add(service_id)
            self.added[service_id] = replace(entry, id=service_id)
        elif differing(known.entry, entry):
            self._ask(service_id, WHOLE, entry)  # it was taken out here, and is news there
        else:
            self.unchanged += 1

    def _merge(self, before: Service | None, theirs: Service, ours: Service) -> None:
        if before == theirs:
            self.unchanged += 1
            return
        merged = merge(before, theirs, ours)
        for field in merged.conflicts:
            self._ask(ours.id, field, theirs)
        if merged.taken:
            self.changed.append(Changed(ours, merged.service, merged.taken))
        elif not merged.conflicts:
            self.unchanged += 1

    def _id_for(self, entry: Service) -> ServiceId:
        """The list's own id, unless that is another service's here: then one made of both."""
        held = self._standing.services.get(entry.id)
        if entry.id not in self._ids or (held is not None and are_alike(held, entry)):
            return entry.id
        made = blake2b(f"{self._feed}\n{entry.id}".encode(), digest_size=6).hexdigest()
        return ServiceId(made)

    def gone(self) -> list[Listed]:
        listed = self._standing.listed.items()
        return [each for feed_id, each in listed if feed_id not in self._seen]

    def let_go(self, gone: Iterable[Listed]) -> None:
        """What was changed here since is kept, and somebody is asked."""
        for each in gone:
            self.unlisted.append(each.feed_id)
            ours = self._standing.services.get(each.service)
            if ours is None or each.service in self._standing.elsewhere:
                continue
            if self._asks and _is_changed(ours, each.entry):
                self._ask(each.service, WHOLE, None)
            else:
                self.removed.append(ours)

    def _ask(self, service: ServiceId, field: str, theirs: Service | None) -> None:
        self.conflicts.append(Conflict(service, field, self._feed, theirs))


def are_alike(one: Service, other: Service) -> bool:
    """Whether their names could be those of one service."""
    return in_any_order(bare(one.name), bare(other.name)) >= _ALIKE


def _is_changed(ours: Service, listed: Service) -> bool:
    return bool(differing(ours, listed)) or ours.checked_at != listed.checked_at
