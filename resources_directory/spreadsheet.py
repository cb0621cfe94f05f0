"""Reading a plain CSV of one row a service, as somebody with a spreadsheet would keep it.

Nothing stops the reading: a cell that cannot be read is left unknown and told as a `Problem`,
and every row is kept as it was written in `Service.original`. `sample/COLUMNS.md` says what each
column holds.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from io import StringIO

from resources_directory.cells import Cells, tidied, unguarded
from resources_directory.details import Details
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
from resources_directory.plain_text import without_unseen
from resources_directory.problems import Fault, Problem, Remedy

_COLUMNS = (
    "id", "name", "organisation", "description", "how_to_start", "first_visit", "url", "phone",
    "email", "areas", "needs", "ages", "only_for", "not_for", "referral", "referred_by", "cost",
    "access", "company", "ways", "alcohol_free", "languages", "place", "address", "town",
    "postcode", "latitude", "longitude", "service_area", "hours", "status", "status_note",
    "checked", "edited", "source",
)  # fmt: skip


Row = tuple[int, list[str]]
"""The number of a row as a spreadsheet counts, and its cells."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What a header says: which of our columns there are, and how a row is told by their names."""

    columns: frozenset[str]
    named: Callable[[list[str]], dict[str, str]]


Layout = Callable[[list[str], list[Problem]], LaidOut]


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
    return read_rows(csv_rows(text, problems), problems, own_columns)


def read_rows(rows: Iterable[Row], problems: list[Problem], layout: Layout) -> Reading:
    """The first row is the header, of which `layout` makes the names of our columns.

    What is told is added to `problems`, which the reading then holds.
    """
    rows = iter(rows)
    top, first = next(rows, (1, None))
    if first is None:
        return Reading((), (*problems, Problem(1, None, Fault.NO_HEADER, "", Remedy.IGNORED)))
    laid_out = layout(first, problems)
    if "name" not in laid_out.columns:
        said = ", ".join(cell.strip() for cell in first)[:200]
        problems.append(Problem(top, "name", Fault.NO_NAME_COLUMN, said, Remedy.IGNORED))
        return Reading((), tuple(problems))
    if "id" not in laid_out.columns:
        problems.append(Problem(top, "id", Fault.MISSING_ID, "", Remedy.NEW_ID_GIVEN))
    services: dict[ServiceId, Service] = {}
    for number, row in rows:
        if any(cell.strip() for cell in row):
            service = _service(number, first, row, laid_out, problems)
            if service is not None:
                keep(service, number, services, problems)
    return Reading(tuple(services.values()), tuple(problems))


def csv_rows(text: str, problems: list[Problem]) -> Iterator[Row]:
    """The rows of a CSV and their numbers; those that cannot be read are told and passed over."""
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


def own_columns(header: list[str], problems: list[Problem]) -> LaidOut:
    """Column names as ours are written; what is not ours keeps its own name."""
    names: list[str] = []
    for cell in header:
        name = "_".join(cell.strip().lower().replace("-", " ").replace("_", " ").split())
        if name in names:
            problems.append(Problem(1, name, Fault.REPEATED_COLUMN, cell[:200], Remedy.IGNORED))
            name = ""
        elif name and name not in _COLUMNS:
            problems.append(
                Problem(1, name, Fault.UNKNOWN_COLUMN, cell[:200], Remedy.KEPT_AS_WRITTEN)
            )
        names.append(name)
    return LaidOut(frozenset(names), lambda row: dict(zip(names, row, strict=False)))


def keep(
    service: Service, number: int, services: dict[ServiceId, Service], problems: list[Problem]
) -> None:
    """Adds one to those that were read; another service under the same id gets one of its own.

    A record that says no more than one that is held already is dropped, or takes its place where
    it says more: a list often names shortly what a page of its own tells in full.
    """
    held = services.get(service.id)
    if held is None:
        services[service.id] = service
        return
    said, done, free = service.id[:200], Remedy.ROW_LEFT_OUT, None
    fault = Fault.REPEATED_ROW
    if set(held.original) < set(service.original):
        services[service.id] = service
    elif not set(service.original) <= set(held.original):
        fault, done = Fault.DUPLICATE_ID, Remedy.NEW_ID_GIVEN
        free = next(
            made
            for n in range(2, len(services) + 3)
            if (made := ServiceId(f"{service.id}-{n}")) not in services
        )
        services[free] = replace(service, id=free)
    problems.append(Problem(number, "id", fault, said, done, free, service.name))


def _service(
    number: int, header: list[str], row: list[str], laid_out: LaidOut, problems: list[Problem]
) -> Service | None:
    if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
        said = " | ".join(row[len(header) :])[:200]
        problems.append(Problem(number, None, Fault.TOO_MANY_CELLS, said, Remedy.KEPT_AS_WRITTEN))
    written = {name: unguarded(cell) for name, cell in laid_out.named(row).items()}
    known_as = (written.get("name") or written.get("organisation") or "").strip()[:200] or None
    named = tidied(number, written, problems, service=known_as)
    cells = Cells(number, named, problems, service=known_as)
    name = _name(cells)
    if name is None:
        return None
    original = _original(header, row)
    youngest, oldest, any_age = cells.ages("ages")
    access, lacks = cells.with_and_without("access", Access)
    schedules, hours_note = _hours(cells)
    return Service(
        id=_id(cells, "id" in laid_out.columns),
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
        schedules=schedules,
        status=cells.choice("status", Status) or Status.ACTIVE,
        status_note=cells.text("status_note"),
        checked_at=cells.day("checked"),
        edited_at=cells.moment("edited"),
        source=cells.text("source"),
        original=original,
        details=Details(hours_note=hours_note),
    )


def _name(cells: Cells) -> str | None:
    if name := cells.text("name"):
        return name
    organisation = cells.text("organisation")
    done = Remedy.NAMED_AFTER_ORGANISATION if organisation else Remedy.ROW_LEFT_OUT
    cells.tell("name", Fault.MISSING_NAME, done, organisation)
    return organisation


def _id(cells: Cells, has_column: bool) -> ServiceId:
    """As given, else made from what changes seldom, so that a later edition gives the same."""
    if given := cells.text("id"):
        return ServiceId(given)
    lasting = [cells.text(field) for field in ("name", "organisation", "address", "postcode")]
    made = blake2b(repr(lasting).encode("utf-8", "replace"), digest_size=6).hexdigest()
    if has_column:
        cells.tell("id", Fault.MISSING_ID, Remedy.NEW_ID_GIVEN, made)
    return ServiceId(made)


def _original(header: list[str], row: list[str]) -> tuple[tuple[str, str], ...]:
    """A name that stands there twice, or not at all, is told from others by its number."""
    names: list[str] = []
    for n in range(1, len(row) + 1):
        name = header[n - 1].strip() if n <= len(header) else ""
        names.append(name if name and name not in names else f"column {n}")
    return tuple((name, without_unseen(cell)) for name, cell in zip(names, row, strict=True))


def _place(cells: Cells) -> Place | None:
    place = Place(
        name=cells.text("place"),
        lines=tuple(cells.parts("address")),
        town=cells.text("town"),
        postcode=cells.postcode("postcode"),
        point=cells.point("latitude", "longitude"),
    )
    return None if place == Place() else place


def _service_area(cells: Cells) -> tuple[str, ...] | None:
    parts = tuple(cells.parts("service_area"))
    return () if [part.lower() for part in parts] == ["everywhere"] else parts or None


def _hours(cells: Cells) -> tuple[tuple[Schedule, ...] | None, str | None]:
    """The rules that could be read, and the rest in its own words."""
    said = cells.text("hours")
    if said is None:
        return None, None
    schedules, unread = read_hours(said)
    for part in unread:
        cells.tell("hours", Fault.NOT_HOURS, Remedy.KEPT_AS_WRITTEN, said=part)
    return schedules or None, "; ".join(unread) or None
