"""Entries that are likely one service, with the reasons: a person decides, nothing is merged."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from resources_directory.model import Service, ServiceId
from resources_directory.ratios import as_written, bare, in_any_order


class Sign(StrEnum):
    """What two entries have in common."""

    NAME = "name"
    ORGANISATION = "organisation"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two entries that may be one."""

    one: ServiceId
    other: ServiceId
    name: float
    """How like their names are, up to 100."""
    signs: tuple[Sign, ...]


_LIKE, _SAME = 85.0, 96.0
"""Of rapidfuzz's ratios, 0 to 100; tried on the published lists of a city."""
_MOST_TOGETHER = 40
"""What more entries share than this (the council's own number) tells nothing."""
_MOST_COPIES = 3
"""More entries of one name at one place are parts of it (its pool, its hall), and no copies."""
_TELLING = {Sign.POSTCODE, Sign.PHONE, Sign.EMAIL, Sign.WEBSITE}
"""One of these must be shared, unless name and organisation are quite the same."""
_DIGITS = re.compile(r"\d+")
_FOR = re.compile(
    r"\d+|\b(?:mens?|womens?|ladies|gents|boys|girls|adults?|juniors?|seniors?|children)\b"
)
"""What tells one session of a provider from the next: "Group 1" is not "Group 2"."""


Key = tuple[Sign, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    id: ServiceId
    name: str
    apart: frozenset[str]
    keys: dict[Sign, str]

    def is_elsewhere(self, other: "_Entry") -> bool:
        """A food bank's ten branches share all but this."""
        mine, theirs = self.keys.get(Sign.POSTCODE), other.keys.get(Sign.POSTCODE)
        return mine is not None and theirs is not None and mine != theirs


def likely_duplicates(services: Iterable[Service]) -> list[Likeness]:
    """The likeliest first. Entries that are closed are left alone."""
    entries = _without_parts([_entry(each) for each in services if each.is_active])
    blocks: defaultdict[Key, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for sign, key in entry.keys.items():
            blocks[sign, key].append(number)
    common = {key for key, block in blocks.items() if len(block) > _MOST_TOGETHER}
    telling = (block for key, block in blocks.items() if key not in common)
    pairs = {pair for block in telling for pair in combinations(block, 2)}
    found = (_compared(entries[one], entries[other], common) for one, other in pairs)
    likely = [each for each in found if each is not None]
    return sorted(likely, key=lambda each: (-len(each.signs), -each.name, each.one, each.other))


def _without_parts(entries: list[_Entry]) -> list[_Entry]:
    times = Counter((each.name, each.keys.get(Sign.POSTCODE)) for each in entries)
    return [
        each for each in entries if times[each.name, each.keys.get(Sign.POSTCODE)] <= _MOST_COPIES
    ]


def _compared(one: _Entry, other: _Entry, common: Collection[Key]) -> Likeness | None:
    """Their names must agree, and something that a place or a telephone has only once."""
    if one.apart != other.apart or one.is_elsewhere(other):
        return None
    name = max(
        as_written(one.name, other.name, _LIKE),
        in_any_order(one.name, other.name, _LIKE),
    )
    if name < _LIKE:
        return None
    shared = {sign for sign, key in one.keys.items() if other.keys.get(sign) == key}
    telling = {sign for sign in shared & _TELLING if (sign, one.keys[sign]) not in common}
    if not telling and not (name >= _SAME and Sign.ORGANISATION in shared):
        return None
    signs = tuple(sign for sign in Sign if sign in shared or sign is Sign.NAME)
    return Likeness(one.id, other.id, name, signs)


def _entry(service: Service) -> _Entry:
    name = _plain(service.name)
    keys = {sign: key for sign, key in _keys(service, name) if key}
    return _Entry(service.id, name, frozenset(_FOR.findall(name)), keys)


def _keys(service: Service, name: str) -> Iterator[tuple[Sign, str]]:
    yield Sign.NAME, name
    yield Sign.ORGANISATION, _plain(service.organisation or "")
    if service.place and service.place.postcode:
        yield Sign.POSTCODE, service.place.postcode.replace(" ", "").upper()
    digits = "".join(_DIGITS.findall(service.phone or ""))
    yield Sign.PHONE, re.sub(r"^(?:00)?440?", "0", digits)[:11] if len(digits) >= 5 else ""
    yield Sign.EMAIL, (service.email or "").strip().lower()
    yield Sign.WEBSITE, re.sub(r"^https?://(?:www\.)?|/+$", "", (service.url or "").lower())


def _plain(said: str) -> str:
    words = bare(said.replace("&", " and ")).split()
    return " ".join(word for word in words if word not in {"the", "and", "a", "of", "cic", "ltd"})
