"""Services as a spreadsheet of our own columns, CSV or XLSX, that no program runs as a sum."""

import csv
from collections.abc import Iterable
from importlib import import_module
from io import BytesIO, StringIO

from resources_directory.cells import harmless
from resources_directory.hours_text import write_hours
from resources_directory.model import Access, Service
from resources_directory.spreadsheet import columns

_LONGEST_CELL = 32_767
"""Excel takes no longer one."""


def write_csv(services: Iterable[Service]) -> str:
    """With a header, and lines that end in CR LF (RFC 4180)."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns())
    writer.writerows(_row(service) for service in services)
    return text.getvalue()


def write_xlsx(services: Iterable[Service]) -> bytes:
    """One sheet, every cell a text; a cell too long for Excel is cut."""
    excel = import_module("openpyxl")  # slow to load, and seldom needed
    illegal = excel.cell.cell.ILLEGAL_CHARACTERS_RE
    book = excel.Workbook(write_only=True)
    sheet = book.create_sheet("services")
    sheet.append(columns())
    for service in services:
        sheet.append([illegal.sub("", cell)[:_LONGEST_CELL] for cell in _row(service)])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _row(service: Service) -> list[str]:
    cells = written_cells(service)
    return [harmless(cells.get(column, "")) for column in columns()]


def written_cells(service: Service) -> dict[str, str]:
    """What a cell can hold of it, by column; unknown is empty. Only the first place has cells."""
    place, point = service.place, service.place.point if service.place else None
    details = service.details
    hours = [write_hours(service.schedules or ()), details.hours_note or ""]
    cells = {
        "id": service.id,
        "name": service.name,
        "organisation": service.organisation,
        "description": service.description,
        "how_to_start": service.how_to_start,
        "first_visit": service.first_visit,
        "url": service.url,
        "phone": service.phone,
        "email": service.email,
        "areas": _several(service.areas or None),
        "needs": _several(service.needs or None),
        "ages": _ages(service),
        "only_for": _several(service.only_for, "everyone"),
        "not_for": _several(service.not_for or None),
        "referral": _several(service.referral, "none"),
        "referred_by": service.referred_by,
        "cost": service.cost and service.cost.said,
        "access": _access(service.access, service.lacks),
        "company": _several(service.company, "none"),
        "ways": _several(service.ways, "none"),
        "alcohol_free": {True: "yes", False: "no", None: None}[service.alcohol_free],
        "languages": _several(service.languages),
        "place": place and place.name,
        "address": "; ".join(place.lines) if place else None,
        "town": place and place.town,
        "postcode": place and place.postcode,
        "latitude": repr(point.latitude) if point else None,
        "longitude": repr(point.longitude) if point else None,
        "service_area": _areas(service.service_area),
        "hours": "; ".join(part for part in hours if part),
        "status": str(service.status),
        "status_note": service.status_note,
        "checked": service.checked_at and service.checked_at.isoformat(),
        "edited": service.edited_at and service.edited_at.isoformat(),
        "source": service.source,
    }
    return {column: cell for column, cell in cells.items() if cell}


def _several(chosen: Iterable[str] | None, none: str = "") -> str | None:
    return None if chosen is None else "; ".join(sorted(chosen)) or none


def _access(there: frozenset[Access] | None, lacking: frozenset[Access]) -> str | None:
    if not there and not lacking:
        return None
    return "; ".join([*sorted(there or ()), *(f"no {access}" for access in sorted(lacking))])


def _ages(service: Service) -> str | None:
    young, old = service.minimum_age, service.maximum_age
    if young is not None:
        return f"{young}-{old}" if old is not None else f"{young}+"
    return f"up to {old}" if old is not None else "all" if service.any_age else None


def _areas(names: tuple[str, ...] | None) -> str | None:
    return None if names is None else "; ".join(names) or "everywhere"
