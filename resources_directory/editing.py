"""Editing one field of an entry, written as it would stand in its cell of a spreadsheet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from resources_directory.details import Details, Phone
from resources_directory.feeds.sheets import written_cells
from resources_directory.freshness import Part
from resources_directory.model import (
    Access,
    Audience,
    Company,
    LifeArea,
    Need,
    Place,
    Referral,
    Service,
    ServiceId,
    Status,
    Way,
)
from resources_directory.places import is_postcode
from resources_directory.problems import Fault, Problem, Remedy
from resources_directory.spreadsheet import Reading, own_columns, read_rows

NOT_KNOWN = frozenset({"not known", "unknown", "dont know", "don't know", "-", "?"})
"""What clears a field, in lower case."""


class Field(StrEnum):
    """What can be edited: the columns of the spreadsheet, in the order in which they are shown."""

    NAME = "name"
    ORGANISATION = "organisation"
    DESCRIPTION = "description"
    PLACE = "place"
    ADDRESS = "address"
    TOWN = "town"
    POSTCODE = "postcode"
    HOURS = "hours"
    COST = "cost"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    HOW_TO_START = "how_to_start"
    FIRST_VISIT = "first_visit"
    REFERRAL = "referral"
    REFERRED_BY = "referred_by"
    AGES = "ages"
    ONLY_FOR = "only_for"
    NOT_FOR = "not_for"
    ACCESS = "access"
    COMPANY = "company"
    WAYS = "ways"
    ALCOHOL_FREE = "alcohol_free"
    LANGUAGES = "languages"
    SERVICE_AREA = "service_area"
    AREAS = "areas"
    NEEDS = "needs"


PART_OF = {
    Field.HOURS: Part.HOURS,
    Field.COST: Part.COST,
    Field.PHONE: Part.CONTACT,
    Field.EMAIL: Part.CONTACT,
    Field.URL: Part.CONTACT,
    Field.PLACE: Part.PLACE,
    Field.ADDRESS: Part.PLACE,
    Field.TOWN: Part.PLACE,
    Field.POSTCODE: Part.PLACE,
}
"""The part of an entry, as it ages, that a field belongs to."""

CHOICES: Mapping[Field, tuple[str, ...]] = {
    Field.REFERRAL: tuple(Referral),
    Field.ONLY_FOR: (*Audience, "everyone"),
    Field.NOT_FOR: tuple(Audience),
    Field.ACCESS: tuple(Access),
    Field.COMPANY: tuple(Company),
    Field.WAYS: tuple(Way),
    Field.ALCOHOL_FREE: ("yes", "no"),
    Field.AREAS: tuple(LifeArea),
    Field.NEEDS: tuple(Need),
}
"""The words that a field holds, where it holds no others."""

_ATTRIBUTES = {
    Field.AGES: ("minimum_age", "maximum_age", "any_age"),
    Field.ACCESS: ("access", "lacks"),
    Field.HOURS: ("schedules",),
}
"""Of `Service`, where it is not one of the field's own name."""

_OF_PLACE = {
    Field.PLACE: "name",
    Field.ADDRESS: "lines",
    Field.TOWN: "town",
    Field.POSTCODE: "postcode",
}


@dataclass(frozen=True, slots=True)
class Edited:
    """The entry as it would be, and what of the words could not be read."""

    service: Service
    problems: tuple[Problem, ...] = ()

    @property
    def is_understood(self) -> bool:
        """Whether anything could be read; a part that was kept as written counts."""
        return not any(problem.done is Remedy.LEFT_UNKNOWN for problem in self.problems)


def written(service: Service, field: Field) -> str:
    """As it stands in its cell; "" where it is not known."""
    return written_cells(service).get(field, "")


def edited(service: Service, field: Field, said: str) -> Edited:
    """As if `said` stood in the cell of that field; one of `NOT_KNOWN` clears it.

    A name cannot be cleared: it stays as it was, and a problem says so.
    """
    is_cleared = said.strip().lower() in NOT_KNOWN
    reading = _read({Field.NAME: service.name, field: "" if is_cleared else said})
    if not reading.services or (field is Field.NAME and is_cleared):
        return Edited(service, (*reading.problems, _nameless(said)))
    return Edited(_taken(service, field, reading.services[0]), reading.problems)


def new(service: ServiceId, cells: Mapping[Field, str]) -> Edited:
    """An entry of these cells, which must hold a name. Raises ValueError without one."""
    reading = _read(cells)
    if not reading.services:
        raise ValueError("an entry needs a name")
    return Edited(replace(reading.services[0], id=service), reading.problems)


def address_cells(said: str) -> dict[Field, str]:
    """ "Mill Hall, 12 Mill Lane, Alderbridge, AX1 1AA": the place first, the town last."""
    parts = [part.strip() for part in re.split(r"[,;\n]", said) if part.strip()]
    postcode = next((part for part in parts if is_postcode(part)), None)
    rest = [part for part in parts if part != postcode]
    cells = {
        Field.PLACE: rest[0] if rest else "",
        Field.ADDRESS: "; ".join(rest[1:-1]),
        Field.TOWN: rest[-1] if len(rest) > 1 else "",
        Field.POSTCODE: postcode or "",
    }
    return {field: cell for field, cell in cells.items() if cell}


def checked(service: Service, part: Part | None, today: date) -> Service:
    """Somebody made sure today that it is true: all of it, or that part."""
    if part is None:
        details = replace(service.details, checked_by_field=())
        return replace(service, checked_at=today, details=details)
    days = {**dict(service.details.checked_by_field), str(part): today}
    details = replace(service.details, checked_by_field=tuple(sorted(days.items())))
    return replace(service, details=details)


def closed(service: Service, note: str | None = None, *, for_good: bool) -> Service:
    status = Status.DEFUNCT if for_good else Status.TEMPORARILY_CLOSED
    return replace(service, status=status, status_note=note)


def reopened(service: Service) -> Service:
    return replace(service, status=Status.ACTIVE, status_note=None)


def _read(cells: Mapping[Field, str]) -> Reading:
    """Without the problem that a sheet has no column of ids: nobody asked for one."""
    rows = [(1, [str(field) for field in cells]), (1, list(cells.values()))]
    reading = read_rows(rows, [], own_columns)
    problems = tuple(p for p in reading.problems if p.fault is not Fault.MISSING_ID)
    return replace(reading, problems=problems)


def _nameless(said: str) -> Problem:
    return Problem(1, Field.NAME, Fault.MISSING_NAME, said[:200], Remedy.LEFT_UNKNOWN)


def _taken(service: Service, field: Field, read: Service) -> Service:
    if field in _OF_PLACE:
        return replace(service, place=_place(service.place or Place(), field, read.place))
    attributes = _ATTRIBUTES.get(field, (str(field),))
    after = replace(service, **{name: getattr(read, name) for name in attributes})
    return replace(after, details=_details(service, field, after, read))


def _place(place: Place, field: Field, read: Place | None) -> Place | None:
    """A point on the map belongs to the postcode that it came with."""
    attribute = _OF_PLACE[field]
    after = replace(place, **{attribute: getattr(read or Place(), attribute)})
    if after.postcode != place.postcode:
        after = replace(after, point=None)
    return None if after == Place() else after


def _details(service: Service, field: Field, after: Service, read: Service) -> Details:
    """What Open Referral holds of the same thing must not say otherwise."""
    details = service.details
    match field:
        case Field.HOURS:
            return replace(details, hours_note=read.details.hours_note)
        case Field.COST:
            return replace(details, cost_options=())
        case Field.PHONE:
            others = [each for each in details.phones if each.number != service.phone]
            first = [Phone(after.phone)] if after.phone and others else []
            return replace(details, phones=(*first, *others))
    return details
