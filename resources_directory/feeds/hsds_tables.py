"""HSDS kept as tables (a CSV each), put together into the objects that it keeps as JSON."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from resources_directory.problems import Fault, Problem, Remedy

Row = dict[str, object]
Tables = Mapping[str, Sequence[Row]]
"""The rows of each table by its name: "services", "phones"."""

_CHILDREN = {
    "accessibility": ("accessibility", ("location",)),
    "addresses": ("addresses", ("location",)),
    "contacts": ("contacts", ("service", "organization", "location", "service_at_location")),
    "cost_options": ("cost_options", ("service",)),
    "funding": ("funding", ("service", "organization")),
    "languages": ("languages", ("service", "location", "phone")),
    "organization_identifiers": ("organization_identifiers", ("organization",)),
    "phones": (
        "phones", ("service", "organization", "location", "contact", "service_at_location"),
    ),
    "required_documents": ("required_documents", ("service",)),
    "schedules": ("schedules", ("service", "location", "service_at_location")),
    "service_areas": ("service_areas", ("service",)),
    "service_at_locations": ("service_at_locations", ("service",)),
}  # fmt: skip
"""Tables whose rows hang on others: under which name, and on which."""
_SINGULAR = {
    "organization": "organizations", "service": "services", "location": "locations",
    "contact": "contacts", "phone": "phones", "service_at_location": "service_at_locations",
}  # fmt: skip
_NAMES = {
    *_CHILDREN, *_SINGULAR.values(), "attributes", "taxonomies", "taxonomy_terms", "programs",
    "metadata", "meta_table_descriptions", "service_capacities", "units", "urls",
}  # fmt: skip


def table_name(file: str) -> str | None:
    """ "csv/service_at_location.csv" → "service_at_locations"; `None` for what is no table."""
    stem = file.replace("\\", "/").rsplit("/", 1)[-1].lower().removesuffix(".csv")
    return stem if stem in _NAMES else f"{stem}s" if f"{stem}s" in _NAMES else None


def looks_like_table(name: str, header: Sequence[str]) -> bool:
    """A plain spreadsheet may be called services.csv too; theirs link to other tables."""
    columns = {cell.strip().lower() for cell in header}
    is_linked = any(column.endswith("_id") for column in columns)
    return "id" in columns and (name != "services" or is_linked)


def joined(tables: Tables, problems: list[Problem]) -> list[Row]:
    """The services with all that hangs on them, in the order of their table."""
    join = _Join(tables)
    found = [join.service(row) for row in tables.get("services", ())]
    for name, rows in tables.items():
        for number, row in enumerate(rows, start=2):
            if join.is_loose(name, row):
                said = ", ".join(f"{key} {value}" for key, value in row.items())[:200]
                problems.append(
                    Problem(
                        number, None, Fault.LINKED_TO_NOTHING, said, Remedy.IGNORED,
                        file=f"{name}.csv",
                    )
                )  # fmt: skip
    return found


@dataclass(slots=True)
class _Join:
    tables: Tables
    used: set[int] = field(default_factory=set)
    """The rows that found their place, by identity: ids may be missing, or there twice."""
    _by: dict[tuple[str, str], dict[str, list[Row]]] = field(default_factory=dict)

    def service(self, row: Row) -> Row:
        whole = self._with_children("service", row)
        for provider in self._rows("organizations", "id", row.get("organization_id"))[:1]:
            whole["organization"] = self._with_children("organization", provider)
        for link in whole.get("service_at_locations") or ():  # type: ignore[attr-defined]
            for place in self._rows("locations", "id", link.get("location_id"))[:1]:
                link["location"] = self._with_children("location", place)
        return whole

    def is_loose(self, name: str, row: Row) -> bool:
        linked = name in _CHILDREN or name in {"attributes", "organizations", "locations"}
        return linked and id(row) not in self.used

    def _with_children(self, kind: str, row: Row) -> Row:
        self.used.add(id(row))
        whole = {key: value for key, value in row.items() if value != ""}
        own = row.get("id")
        for table, (name, parents) in _CHILDREN.items():
            if kind in parents:
                children = self._rows(table, f"{kind}_id", own)
                if children:
                    single = table.removesuffix("s")
                    whole[name] = [self._with_children(single, each) for each in children]
        if attributes := self._rows("attributes", "link_id", own):
            whole["attributes"] = [self._attribute(each) for each in attributes]
        return whole

    def _attribute(self, row: Row) -> Row:
        self.used.add(id(row))
        terms = self._rows("taxonomy_terms", "id", row.get("taxonomy_term_id"))
        return row | ({"taxonomy_term": dict(terms[0])} if terms else {})

    def _rows(self, table: str, column: str, value: object) -> list[Row]:
        if not value:
            return []
        if (table, column) not in self._by:
            index: defaultdict[str, list[Row]] = defaultdict(list)
            for row in self.tables.get(table, ()):
                index[str(row.get(column))].append(row)
            self._by[table, column] = index
        return self._by[table, column].get(str(value), [])
