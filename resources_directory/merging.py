"""Merging what a list says with what was changed here since: nobody's edit is lost in silence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from resources_directory.model import Service
from resources_directory.units import (
    PLACE,
    UNITS,
    is_unknown,
    unit,
    value,
    with_values,
)

CHECKED = "checked"
"""Told among the fields when a newer check was taken over."""


@dataclass(frozen=True, slots=True)
class Merged:
    service: Service
    taken: tuple[str, ...] = ()
    """Units that are now as the list has them, and were not."""
    conflicts: tuple[str, ...] = ()
    """Units that both sides have changed, each in its own way; they stay as they stand here."""

    @property
    def changes_nothing(self) -> bool:
        return not self.taken and not self.conflicts


def merge(before: Service | None, theirs: Service, ours: Service) -> Merged:
    """What the list said then, what it says now, and how the entry stands here.

    Where the list has said nothing before, it fills in what is not known here, and asks where both
    know something else. The id stays ours.
    """
    taken, conflicts = [], []
    values: dict[str, Any] = {}
    for name in UNITS:
        wanted = _unit(name, before, theirs, ours)
        if wanted is None:
            conflicts.append(name)
        elif wanted != unit(ours, name):
            taken.append(name)
            values.update(zip(UNITS[name], wanted, strict=True))
    checks = _checks(theirs, ours)
    if checks["checked_at"] != ours.checked_at or (
        checks["details.checked_by_field"] != ours.details.checked_by_field
    ):
        taken.append(CHECKED)
        values.update(checks)
    if not taken:
        return Merged(ours, (), tuple(conflicts))
    values["original"] = theirs.original or ours.original
    values["edited_at"] = max(filter(None, (theirs.edited_at, ours.edited_at)), default=None)
    return Merged(with_values(ours, values), tuple(taken), tuple(conflicts))


def _unit(
    name: str, before: Service | None, theirs: Service, ours: Service
) -> tuple[Any, ...] | None:
    """What shall stand there; `None` where somebody has to decide."""
    if before is None and name != PLACE:
        if is_unknown(theirs, name) or unit(theirs, name) == unit(ours, name):
            return unit(ours, name)
        return unit(theirs, name) if is_unknown(ours, name) else None
    if name == PLACE:
        return _place(before, theirs, ours)
    then, now, here = (unit(each, name) for each in (before or theirs, theirs, ours))
    if now in (then, here):
        return here
    return now if here == then else None


def _place(before: Service | None, theirs: Service, ours: Service) -> tuple[Any, ...] | None:
    """Line by line, as long as no line is in dispute: half of one address and half of another
    would lead somebody astray."""
    merged = []
    for path in UNITS[PLACE]:
        now, here = value(theirs, path), value(ours, path)
        then = (now if now in (None, ()) else None) if before is None else value(before, path)
        if now in (then, here):
            merged.append(here)
        elif here == then or (before is None and here in (None, ())):
            merged.append(now)
        else:
            return None
    return tuple(merged)


def _checks(theirs: Service, ours: Service) -> Mapping[str, Any]:
    """The newest check counts, of the whole and of each field; whose it was stays with it."""
    newest = max(filter(None, (theirs.checked_at, ours.checked_at)), default=None)
    is_theirs = newest is not None and newest != ours.checked_at
    return {
        "checked_at": newest,
        "details.assured_by": (theirs if is_theirs else ours).details.assured_by,
        "details.checked_by_field": tuple(_of_fields(theirs, ours, newest)),
    }


def _of_fields(theirs: Service, ours: Service, whole: date | None) -> Iterator[tuple[str, date]]:
    own = [(each.checked_at, dict(each.details.checked_by_field)) for each in (ours, theirs)]
    for name in dict.fromkeys(name for _, fields in own for name in fields):
        found = [day for at, fields in own if (day := fields.get(name, at)) is not None]
        if found and max(found) != whole:
            yield name, max(found)
