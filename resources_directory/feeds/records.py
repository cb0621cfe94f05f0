"""A JSON object of somebody's feed, asked as the row of a spreadsheet is asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation

from resources_directory.cells import OLDEST, Cells, tidied
from resources_directory.plain_text import without_unseen
from resources_directory.problems import Fault, Problem, Remedy

_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Record(Cells):
    """Its scalars are the cells, tidied; what is nested is asked for with `all`."""

    raw: Mapping[str, object] = field(default_factory=dict)
    _nested: dict[str, list["Record"]] = field(default_factory=dict, repr=False, compare=False)
    """Those that were asked for already: a fault in them is told once."""

    def text(self, field: str) -> str | None:
        if field not in self.named and self.raw.get(field):
            self.tell(field, Fault.NOT_TEXT, Remedy.LEFT_UNKNOWN, said=_json(self.raw[field]))
            return None
        return Cells.text(self, field)

    def all(self, *fields: str) -> list["Record"]:
        """The objects under these names; a single one may stand where a list is meant."""
        return [each for name in fields for each in self._under(name)]

    def _under(self, name: str) -> list["Record"]:
        if name not in self._nested:
            value = self.raw.get(name)
            listed = value if isinstance(value, list) else [value] if value else []
            path = f"{self.path}{name}."
            found = (record(each, self.row, self.problems, path, self.service) for each in listed)
            self._nested[name] = [each for each in found if each is not None]
        return self._nested[name]

    def one(self, *fields: str) -> "Record":
        """The first object under these names, or an empty one."""
        return next(
            iter(self.all(*fields)),
            Record(self.row, {}, self.problems, f"{self.path}{fields[0]}.", self.service),
        )

    def texts(self, field: str, inner: str) -> tuple[str, ...]:
        """One text of each object under a name, in order, none twice."""
        found = (each.text(inner) for each in self.all(field))
        return tuple(dict.fromkeys(text for text in found if text))

    def moment(self, field: str) -> datetime | None:
        """As the standard has it, an offset belongs to it; without one it is London's time."""
        moment = Cells.moment(self, field)
        if moment is not None and datetime.fromisoformat(self.named[field].strip()).tzinfo is None:
            became = moment.isoformat()
            self.tell(field, Fault.NO_OFFSET, Remedy.TAKEN_AS_LOCAL_TIME, became)
        return moment

    def age(self, field: str) -> int | None:
        """In years; -1 and 999, by which some feeds mean "none", are not known."""
        number = self.number(field)
        if number is None or 0 <= number <= OLDEST:
            return None if number is None else int(number)
        self.tell(field, Fault.NOT_AN_AGE)
        return None

    def number(self, field: str) -> Decimal | None:
        said = self.text(field)
        if said is None:
            return None
        try:
            number = Decimal(said.removeprefix("£").replace(",", ""))
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and abs(number) < 10**9:
            return number
        self.tell(field, Fault.NOT_A_NUMBER)
        return None


def record(
    raw: object, row: int, problems: list[Problem], path: str = "", service: str | None = None
) -> Record | None:
    """`None`, and a problem, where it is no object."""
    if not isinstance(raw, Mapping) or path.count(".") > _DEEPEST:
        said = _json(raw)[:200]
        problems.append(
            Problem(
                row, path.rstrip(".") or None, Fault.NOT_A_RECORD, said, Remedy.IGNORED, None,
                service,
            )
        )  # fmt: skip
        return None
    texts = {str(name): text for name, value in raw.items() if (text := _text(value)) is not None}
    if not path:
        service = (texts.get("name") or "").strip()[:200] or None
    return Record(row, tidied(row, texts, problems, path, service), problems, path, service, raw)


def flattened(raw: object, path: str = "", depth: int = 0) -> list[tuple[str, str]]:
    """Every value with its path ("schedules.0.opens_at"); the order does not matter."""
    nested: list[tuple[str, object]] = []
    if isinstance(raw, Mapping):
        nested = [(str(name), value) for name, value in raw.items()]
    elif isinstance(raw, list):
        nested = [(str(n), value) for n, value in enumerate(raw)]
    if not nested or depth > _DEEPEST:
        return [(path, without_unseen(raw if isinstance(raw, str) else _json(raw)))]
    dot = "." if path else ""
    return [
        pair
        for name, value in nested
        for pair in flattened(value, f"{path}{dot}{without_unseen(name)}", depth + 1)
    ]


def _text(value: object) -> str | None:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value) if abs(value) < 10**30 else None
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case list() if value and all(isinstance(each, str) for each in value):
            return "; ".join(value)
        case _:
            return None


def _json(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        return "…"
