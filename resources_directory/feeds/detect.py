"""Reading files of any of the forms that directories come in, by what stands in them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from resources_directory.feeds import hsds_tables
from resources_directory.feeds.columns import from_header, guessed_columns
from resources_directory.feeds.encoding import decoded
from resources_directory.feeds.open_referral import read_service
from resources_directory.feeds.open_referral_1 import as_version_3, is_version_1
from resources_directory.feeds.records import flattened
from resources_directory.feeds.workbooks import is_workbook, workbook_rows
from resources_directory.model import Service, ServiceId
from resources_directory.problems import Fault, Problem, Remedy
from resources_directory.spreadsheet import Reading, csv_rows, keep, read_rows

_LISTS = ("contents", "content", "services", "items", "results", "data")
_SAYS_TERM = {"uri", "version", "taxonomy", "term_uri", "term", "vocabulary"}
_TERM = {
    "id", "name", "description", "parent_id", "taxonomy_id", "code", "language", "taxonomy_detail",
}  # fmt: skip
_LINKED = ("organization", "service_at_locations")


def read_files(files: Mapping[str, bytes]) -> Reading:
    """Everything in these files, by name, as one directory; nothing whatever raises.

    Pages of a list, the tables of HSDS, and services of their own may lie side by side. A service
    that stands there twice is taken once, from where the most is said of it.
    """
    reader = _Reader()
    tables: dict[str, list[hsds_tables.Row]] = {}
    for name in sorted(files):
        reader.read_file(name, files[name], tables)
    if tables:
        reader.read_tables(tables)
    reader.read_objects()
    return reader.reading()


class _Reader:
    def __init__(self) -> None:
        self._services: dict[ServiceId, Service] = {}
        self._problems: list[Problem] = []
        self._objects: list[tuple[str, int, Any]] = []
        self._organisations: dict[str, Any] = {}
        self._at_locations: dict[str, list[Any]] = {}

    def reading(self) -> Reading:
        if not self._services and not self._problems:
            self._tell("", Fault.NO_SERVICE, "", Remedy.IGNORED)
        return Reading(tuple(self._services.values()), tuple(dict.fromkeys(self._problems)))

    def read_file(self, name: str, data: bytes, tables: dict[str, list[hsds_tables.Row]]) -> None:
        if is_workbook(data):
            problems: list[Problem] = []
            rows = workbook_rows(data, problems)
            sheet = read_rows(from_header(rows, problems), problems, guessed_columns)
            self._add_all(name, sheet)
            return
        text, encoding = decoded(data)
        if encoding is not None:
            problem = Problem(0, None, Fault.ODD_ENCODING, encoding, Remedy.READ_AS, encoding)
            self._problems.append(replace(problem, file=name))
        if text.lstrip()[:1] in {"{", "["}:
            self._read_json(name, text, tables)
        else:
            self._read_csv(name, text, tables)

    def _read_csv(self, name: str, text: str, tables: dict[str, list[hsds_tables.Row]]) -> None:
        problems: list[Problem] = []
        rows = list(csv_rows(text, problems))
        table = hsds_tables.table_name(name)
        if table and rows and hsds_tables.looks_like_table(table, rows[0][1]):
            header = [cell.strip().lower() for cell in rows[0][1]]
            tables[table] = [dict(zip(header, row, strict=False)) for _, row in rows[1:]]
            self._problems += [replace(problem, file=name) for problem in problems]
            return
        laid_out = from_header(rows, problems)
        self._add_all(name, read_rows(laid_out, problems, guessed_columns))

    def _read_json(self, name: str, text: str, tables: dict[str, list[hsds_tables.Row]]) -> None:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            self._tell(name, Fault.UNREADABLE_FILE, str(error)[:200], Remedy.IGNORED)
            return
        if isinstance(found, dict) and any(str(key).endswith(".csv") for key in found):
            for file, rows in found.items():
                if (table := hsds_tables.table_name(file)) and isinstance(rows, list):
                    tables[table] = [dict(row) for row in rows if isinstance(row, dict)]
            return
        before = len(self._objects)
        for number, each in enumerate(_listed(found), start=1):
            self._sort(name, number, each)
        if len(self._objects) == before:
            self._tell(name, Fault.NO_SERVICE, "", Remedy.IGNORED)

    def read_tables(self, tables: Mapping[str, list[hsds_tables.Row]]) -> None:
        problems: list[Problem] = []
        services = hsds_tables.joined(tables, problems)
        self._problems += problems
        # In a table the header is row 1.
        self._objects += [("services.csv", n, each) for n, each in enumerate(services, start=2)]

    def read_objects(self) -> None:
        for file, number, each in self._objects:
            problems: list[Problem] = []
            whole = self._linked(each)
            if isinstance(whole, Mapping) and is_version_1(whole):
                whole = as_version_3(whole)
            service = read_service(whole, number, problems)
            if service is not None:
                original = tuple(flattened(each))
                keep(replace(service, original=original), number, self._services, problems)
            self._problems += [replace(problem, file=file) for problem in problems]

    def _sort(self, file: str, number: int, each: Any) -> None:
        """Services are read when all is known; what others link to is put by till then."""
        if not isinstance(each, dict):
            self._objects.append((file, number, each))
        elif isinstance(each.get("services"), list):
            provider = {key: value for key, value in each.items() if key != "services"}
            for nested in each["services"]:
                whole = {"organization": provider, **nested} if isinstance(nested, dict) else nested
                self._objects.append((file, number, whole))
        elif _is_at_location(each):
            self._sort_at_location(file, number, each)
        elif _is_organisation(each):
            self._organisations[str(each.get("id"))] = each
        elif not _is_taxonomy(each):
            self._objects.append((file, number, each))

    def _sort_at_location(self, file: str, number: int, each: dict[str, Any]) -> None:
        link = {key: value for key, value in each.items() if key != "service"}
        service = each.get("service")
        if isinstance(service, dict):
            self._objects.append((file, number, {"service_at_locations": [link], **service}))
        elif each.get("service_id"):
            self._at_locations.setdefault(str(each["service_id"]), []).append(link)
        else:
            said = str(each.get("id", ""))[:200]
            self._tell(file, Fault.LINKED_TO_NOTHING, said, Remedy.IGNORED)

    def _linked(self, service: Any) -> Any:
        """With the organisation and the places that other pages told of."""
        if not isinstance(service, dict):
            return service
        provider = self._organisations.get(str(service.get("organization_id")))
        places = self._at_locations.get(str(service.get("id")))
        return (
            ({"organization": provider} if provider else {})
            | ({"service_at_locations": places} if places else {})
            | {key: value for key, value in service.items() if value or key not in _LINKED}
        )

    def _add_all(self, file: str, sheet: Reading) -> None:
        problems = list(sheet.problems)
        for service in sheet.services:
            keep(service, 0, self._services, problems)
        self._problems += [replace(problem, file=file) for problem in problems]

    def _tell(self, file: str, fault: Fault, said: str, done: Remedy) -> None:
        self._problems.append(Problem(0, None, fault, said, done, file=file or None))


def _listed(found: Any) -> Iterator[Any]:
    """The objects of a page; an object that lists none is one itself."""
    if isinstance(found, list):
        yield from found
        return
    name = next((n for n in _LISTS if isinstance(found.get(n), list)), None)
    if name is None or (name == "services" and "name" in found):
        yield found
    else:
        yield from found[name]


def _is_at_location(each: Mapping[str, Any]) -> bool:
    return "name" not in each and bool({"location", "location_id"} & each.keys())


def _is_organisation(each: Mapping[str, Any]) -> bool:
    """A service has a status, a place or a provider; an organisation has none of them."""
    marks = {"website", "organization_identifiers", "parent_organization_id", "logo", "uri"}
    return bool(marks & each.keys()) and not {
        "status", "organization", "organization_id", "service_at_locations", "schedules",
    } & each.keys()  # fmt: skip


def _is_taxonomy(each: Mapping[str, Any]) -> bool:
    """Lists of words, and the front door of an API, hold no services."""
    if "openapi_url" in each:
        return True
    return "name" in each and each.keys() <= _TERM | _SAYS_TERM and not _SAYS_TERM.isdisjoint(each)
