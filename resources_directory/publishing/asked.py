"""What a request asks of a list: the parameters of Open Referral UK 3.0, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from types import MappingProxyType

from resources_directory.hours_text import DAYS
from resources_directory.places import outcode

PER_PAGE = 50
MOST_PER_PAGE = 100
"""More are not refused: the page says how many it holds."""
MOST_LETTERS = 200
_FARTHEST = 1_000_000  # metres
_HIGHEST = 1_000_000_000  # of a page


@dataclass(frozen=True, slots=True)
class Asked:
    """All that is named must hold of an entry."""

    page: int = 1
    per_page: int = PER_PAGE
    search: str | None = None
    taxonomy_term_id: str | None = None
    taxonomy_id: str | None = None
    organization_id: str | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    day: str | None = None
    """One of iCalendar's: "MO"."""
    start_time: time | None = None
    end_time: time | None = None
    modified_after: datetime | None = None
    postcode: str | None = None
    proximity: float | None = None
    """In metres, from the middle of the postcode's sector."""


ALL = Asked()


@dataclass(frozen=True, slots=True)
class Mistake:
    """A parameter that cannot be read; `wanted` says what can stand there."""

    parameter: str
    wanted: str


def read_asked(name: str, said: Mapping[str, str]) -> Asked | Mistake:
    """Of the list `name`. What is empty, and what the list does not take, is passed over."""
    read: dict[str, object] = {}
    for parameter in LISTS[name]:
        words = said.get(parameter, "").strip()
        if not words:
            continue
        try:
            if len(words) > MOST_LETTERS:
                raise ValueError("too long")
            read[parameter] = PARAMETERS[parameter].read(words)
        except (ValueError, OverflowError):
            return Mistake(parameter, PARAMETERS[parameter].wanted)
    if "proximity" in read and "postcode" not in read:
        return Mistake("proximity", PARAMETERS["proximity"].wanted)
    return Asked(**read)  # type: ignore[arg-type]


def _count(words: str) -> int:
    count = int(words)
    if not 0 < count <= _HIGHEST:
        raise ValueError("no such number")
    return count


def _at_once(words: str) -> int:
    return min(_count(words), MOST_PER_PAGE)


def _age(words: str) -> float:
    return _between(0, float(words), 150)


def _metres(words: str) -> float:
    return _between(0, float(words), _FARTHEST)


def _between(least: float, number: float, most: float) -> float:
    if not least <= number <= most:  # what is not a number is not between either
        raise ValueError("out of range")
    return number


def _time(words: str) -> time:
    return time.fromisoformat(words).replace(tzinfo=None)


def _day(words: str) -> str:
    """ "MO", "mon" and "Monday" are the same."""
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    found = [DAYS[n] for n, name in enumerate(names) if name.startswith(words.casefold())]
    if len(words) < 2 or len(found) != 1:
        raise ValueError("no day")
    return found[0]


def _moment(words: str) -> datetime:
    """The UK's clocks are not asked: what names no offset is UTC."""
    found = datetime.fromisoformat(words)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _postcode(words: str) -> str:
    if outcode(words) is None:
        raise ValueError("no postcode")
    return words


@dataclass(frozen=True, slots=True)
class Parameter:
    """How it is read, which raises ValueError; its type in JSON; and what can stand there."""

    read: Callable[[str], object]
    kind: str
    wanted: str


_ID = Parameter(str, "string", "an id")
_YEARS = Parameter(_age, "number", "a number of years")

PARAMETERS: Mapping[str, Parameter] = MappingProxyType(
    {
        "page": Parameter(_count, "integer", "a whole number from 1"),
        "per_page": Parameter(
            _at_once, "integer", f"a whole number from 1; at most {MOST_PER_PAGE} are given"
        ),
        "search": Parameter(str, "string", "words, each of which begins one of the entry's"),
        "taxonomy_term_id": _ID,
        "taxonomy_id": _ID,
        "organization_id": _ID,
        "minimum_age": _YEARS,
        "maximum_age": _YEARS,
        "day": Parameter(_day, "string", "a day of the week, such as MO or Monday"),
        "start_time": Parameter(_time, "string", "a time of day, such as 09:30"),
        "end_time": Parameter(_time, "string", "a time of day, such as 17:00"),
        "modified_after": Parameter(_moment, "string", "a moment, such as 2026-03-01T09:00:00Z"),
        "postcode": Parameter(_postcode, "string", "a postcode of the UK, or its first half"),
        "proximity": Parameter(_metres, "number", "metres, given together with a postcode"),
    }
)
_PAGING = ("page", "per_page")
_WHERE = ("postcode", "proximity")

LISTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "services": tuple(name for name in PARAMETERS if name not in _WHERE),
        "service_at_locations": tuple(PARAMETERS),
        "organizations": _PAGING,
        "taxonomies": _PAGING,
        "taxonomy_terms": _PAGING,
    }
)
"""The parameters that each list takes."""
