"""Reading a plain CSV of one row a service, as somebody with a spreadsheet would keep it.

Nothing stops the reading: a cell that cannot be read is left unknown and told as a `Problem`,
and every row is kept as it was written in `Service.original`. `sample/COLUMNS.md` says what each
column holds.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from io import StringIO

from resources_directory.cells import Cells
from resources_directory.hours_text import read_hours
from resources_directory.model import (
    Access,
    Audience,
    Company,
    LifeArea,
    Need,
    Place,
    Referral,
    Schedule,
    Service,
    ServiceId,
    Status,
    Way,
)
from resources_directory.places import is_postcode
from resources_directory.problems import Fault, Problem, Remedy

_COLUMNS = (
    "id", "name", "organisation", "description", "how_to_start", "first_visit", "url", "phone",
    "email", "areas", "needs", "ages", "only_for", "not_for", "referral", "referred_by", "cost",
    "access", "company", "ways", "alcohol_free", "languages", "place", "address", "town",
    "postcode", "latitude", "longitude", "service_area", "hours", "status", "status_note",
    "checked", "edited", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read; `problems` in the order of the rows."""

    services: tuple[Service, ...]
    problems: tuple[Problem, ...]


def columns() -> tuple[str, ...]:
    """The header of an empty template. Only `name` must be there; the order is free."""
    return _COLUMNS


def read(text: str) -> Reading:
    """Reads any text without raising; commas, semicolons or tabs may part the cells."""
    problems: list[Problem] = []
    rows = _rows(text, problems)
    first = next(rows, None)
    if first is None:
        return Reading((), (*problems, Problem(1, None, Fault.NO_HEADER, "", Remedy.IGNORED)))
    header = _header(first[1], problems)
    if "name" not in header:
        said = ", ".join(cell.strip() for cell in first[1])[:200]
        problems.append(Problem(1, "name", Fault.NO_NAME_COLUMN, said, Remedy.IGNORED))
        return Reading((), tuple(problems))
    services: dict[ServiceId, Service] = {}
    for number, row in rows:
        if any(cell.strip() for cell in row):
            service = _service(number, header, row, problems)
            if service is not None:
                _keep(service, number, services, problems)
    return Reading(tuple(services.values()), tuple(problems))


def _rows(text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    text = text.removeprefix("\ufeff")
    first_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            said = str(error)[:200]
            problems.append(Problem(number, None, Fault.UNREADABLE_ROW, said, Remedy.ROW_LEFT_OUT))


def _header(row: list[str], problems: list[Problem]) -> list[str]:
    """Column names as ours are written; what is not ours keeps its own name."""
    names: list[str] = []
    for cell in row:
        name = "_".join(cell.strip().lower().replace("-", " ").replace("_", " ").split())
        if name in names:
            problems.append(Problem(1, name, Fault.REPEATED_COLUMN, cell[:200], Remedy.IGNORED))
            name = ""
        elif name and name not in _COLUMNS:
            problems.append(
                Problem(1, name, Fault.UNKNOWN_COLUMN, cell[:200], Remedy.KEPT_AS_WRITTEN)
            )
        names.append(name)
    return names


def _service(
    number: int, header: list[str], row: list[str], problems: list[Problem]
) -> Service | None:
    if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
        said = " | ".join(row[len(header) :])[:200]
        problems.append(Problem(number, None, Fault.TOO_MANY_CELLS, said, Remedy.KEPT_AS_WRITTEN))
    named = dict(zip(header, row, strict=False))
    cells = Cells(number, named, problems)
    name = _name(cells)
    if name is None:
        return None
    original = _original(header, row)
    youngest, oldest, any_age = cells.ages("ages")
    access, lacks = cells.with_and_without("access", Access)
    return Service(
        id=_id(cells, original),
        name=name,
        organisation=cells.text("organisation"),
        description=cells.text("description"),
        how_to_start=cells.text("how_to_start"),
        first_visit=cells.text("first_visit"),
        url=cells.link("url"),
        phone=cells.phone("phone"),
        email=cells.email("email"),
        areas=cells.choices("areas", LifeArea) or frozenset(),
        needs=cells.choices("needs", Need) or frozenset(),
        minimum_age=youngest,
        maximum_age=oldest,
        any_age=any_age,
        only_for=cells.choices("only_for", Audience, none="everyone"),
        not_for=cells.choices("not_for", Audience) or frozenset(),
        referral=cells.choices("referral", Referral),
        referred_by=cells.text("referred_by"),
        cost=cells.cost("cost"),
        access=access,
        lacks=lacks,
        company=cells.choices("company", Company),
        ways=cells.choices("ways", Way),
        alcohol_free=cells.yes_or_no("alcohol_free"),
        languages=frozenset(cells.parts("languages")) or None,
        place=_place(cells),
        service_area=_service_area(cells),
        schedules=_schedules(cells),
        status=cells.choice("status", Status) or Status.ACTIVE,
        status_note=cells.text("status_note"),
        checked_at=cells.day("checked"),
        edited_at=cells.moment("edited"),
        source=cells.text("source"),
        original=original,
    )


def _name(cells: Cells) -> str | None:
    if name := cells.text("name"):
        return name
    organisation = cells.text("organisation")
    done = Remedy.NAMED_AFTER_ORGANISATION if organisation else Remedy.ROW_LEFT_OUT
    cells.tell("name", Fault.MISSING_NAME, done, organisation)
    return organisation


def _id(cells: Cells, original: tuple[tuple[str, str], ...]) -> ServiceId:
    """As given, else made from the row itself, so that reading it again gives the same."""
    if given := cells.text("id"):
        return ServiceId(given)
    made = blake2b(repr(original).encode("utf-8", "replace"), digest_size=6).hexdigest()
    cells.tell("id", Fault.MISSING_ID, Remedy.NEW_ID_GIVEN, made)
    return ServiceId(made)


def _original(header: list[str], row: list[str]) -> tuple[tuple[str, str], ...]:
    names = [name or f"column {n}" for n, name in enumerate(header, start=1)]
    names += [f"column {n}" for n in range(len(names) + 1, len(row) + 1)]
    return tuple(zip(names, row, strict=False))


def _place(cells: Cells) -> Place | None:
    postcode = cells.text("postcode")
    if postcode is not None and not is_postcode(postcode):
        cells.tell("postcode", Fault.NOT_A_POSTCODE, Remedy.KEPT_AS_WRITTEN, postcode)
    place = Place(
        name=cells.text("place"),
        lines=tuple(cells.parts("address")),
        town=cells.text("town"),
        postcode=" ".join(postcode.upper().split()) if postcode else None,
        point=cells.point("latitude", "longitude"),
    )
    return None if place == Place() else place


def _service_area(cells: Cells) -> tuple[str, ...] | None:
    parts = tuple(cells.parts("service_area"))
    return () if [part.lower() for part in parts] == ["everywhere"] else parts or None


def _schedules(cells: Cells) -> tuple[Schedule, ...] | None:
    said = cells.text("hours")
    if said is None:
        return None
    schedules, unread = read_hours(said)
    for part in unread:
        cells.tell("hours", Fault.NOT_HOURS, Remedy.LEFT_UNKNOWN, said=part)
    return schedules or None


def _keep(
    service: Service, number: int, services: dict[ServiceId, Service], problems: list[Problem]
) -> None:
    """A repeated row is dropped; another service under the same id gets one of its own."""
    held = services.get(service.id)
    if held is None:
        services[service.id] = service
        return
    if held.original == service.original:
        problems.append(
            Problem(number, "id", Fault.REPEATED_ROW, service.id[:200], Remedy.ROW_LEFT_OUT)
        )
        return
    free = next(
        ServiceId(f"{service.id}-{n}")
        for n in range(2, len(services) + 3)
        if ServiceId(f"{service.id}-{n}") not in services
    )
    problems.append(
        Problem(number, "id", Fault.DUPLICATE_ID, service.id[:200], Remedy.NEW_ID_GIVEN, free)
    )
    services[free] = replace(service, id=free)
