"""What of a service changes together: a unit is merged, decided and told of as one."""

from collections.abc import Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from resources_directory.details import Details
from resources_directory.model import Place, Service, ServiceId

_TOGETHER = {
    "organisation": ("organisation", "details.organisation"),
    "phone": ("phone", "details.phones"),
    "ages": ("minimum_age", "maximum_age", "any_age"),
    "referral": ("referral", "referred_by"),
    "cost": ("cost", "details.cost_options"),
    "access": ("access", "lacks"),
    "service_area": ("service_area", "details.extents"),
    "hours": ("schedules", "place.schedules", "details.hours_note"),
    "place": ("place.name", "place.lines", "place.town", "place.postcode", "place.point"),
    "place_details": ("place.details",),
    "status": ("status", "status_note"),
}
"""Apart they could contradict one another: a new youngest age beside an old "all ages"."""
_APART = {
    "id", "original", "checked_at", "edited_at", "details.checked_by_field", "details.assured_by",
}  # fmt: skip
"""What nobody decides about: it follows from the rest."""

_CHECKS = ("checked_at", "details.checked_by_field", "details.assured_by")


def _paths() -> list[str]:
    of_service = [f.name for f in fields(Service) if f.name not in {"place", "details"}]
    of_details = [f"details.{f.name}" for f in fields(Details)]
    of_place = [f"place.{f.name}" for f in fields(Place)]
    return [*of_service, *of_place, *of_details]


def _units() -> dict[str, tuple[str, ...]]:
    owner = {path: name for name, paths in _TOGETHER.items() for path in paths}
    units: dict[str, tuple[str, ...]] = {}
    for path in _paths():
        if path not in _APART:
            name = owner.get(path) or path.rpartition(".")[2]
            units[name] = _TOGETHER.get(name, (path,))
    return units


UNITS: Mapping[str, tuple[str, ...]] = MappingProxyType(_units())
"""Every unit with the paths of its fields ("phone", "details.phones"), in the order of the model.

Where our spreadsheet has a column for it, the unit bears the column's name.
"""
PLACE = "place"

_NOTHING = Service(ServiceId(""), "")
_NOWHERE = Place()


def value(service: Service, path: str) -> Any:
    room, _, name = path.rpartition(".")
    match room:
        case "place":
            return getattr(service.place or _NOWHERE, name)
        case "details":
            return getattr(service.details, name)
    return getattr(service, name)


def unit(service: Service, name: str) -> tuple[Any, ...]:
    """The values of a unit, in the order of its paths; they compare."""
    return tuple(value(service, path) for path in UNITS[name])


def is_unknown(service: Service, name: str) -> bool:
    """Whether nothing is said of it. A name and a status are always known."""
    return name not in {"name", "status"} and unit(service, name) == unit(_NOTHING, name)


def differing(one: Service, other: Service) -> tuple[str, ...]:
    """The units in which two entries are not the same."""
    return tuple(name for name in UNITS if unit(one, name) != unit(other, name))


def with_values(service: Service, values: Mapping[str, Any]) -> Service:
    """`values` by path. A place of which nothing is known is none."""
    parts: dict[str, dict[str, Any]] = {"": {}, "place": {}, "details": {}}
    for path, each in values.items():
        room, _, name = path.rpartition(".")
        parts[room][name] = each
    place = replace(service.place or _NOWHERE, **parts["place"]) if parts["place"] else None
    whole = parts[""]
    if place is not None:
        whole["place"] = None if place == _NOWHERE else place
    if parts["details"]:
        whole["details"] = replace(service.details, **parts["details"])
    return replace(service, **whole) if whole else service


def with_units(service: Service, other: Service, names: tuple[str, ...]) -> Service:
    """`service`, with these units as the other one has them."""
    return with_values(
        service, {path: value(other, path) for name in names for path in UNITS[name]}
    )


def taken_back(before: Service, after: Service, now: Service) -> Service | None:
    """`now` without what made `after` of `before`; `None` where that has been changed since."""
    paths = [path for name in differing(before, after) for path in UNITS[name]]
    paths += [path for path in _CHECKS if value(before, path) != value(after, path)]
    if any(value(now, path) != value(after, path) for path in paths):
        return None
    return with_values(now, {path: value(before, path) for path in paths})
