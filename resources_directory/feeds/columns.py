"""The columns of other people's spreadsheets, guessed by the names that they are known by."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from resources_directory.problems import Fault, Problem, Remedy
from resources_directory.spreadsheet import LaidOut, Row, columns

_KNOWN_AS = {
    "id": "id; site id; service id; reference; ref; unique id; record id; uprn; external id",
    "name": "name; service name; site name; title; service title; name of service; service; venue "
    "name; pharmacy name; activity; activity name; group name; listing name; provider name",
    "organisation": "organisation; organization; organisation name; organization name; provider; "
    "provided by; run by; charity; charity name; company; agency",
    "description": "description; service description; about; summary; details; what we do; "
    "what is it; information; about this service; short description; long description; notes",
    "how_to_start": "how to start; how to access; how to refer; referral method; referral process; "
    "referral; referral route; access; application process; how to join; booking; access type",
    "first_visit": "first visit; what to expect",
    "url": "url; website; web; web site; web address; link; homepage; website address; website url",
    "phone": "phone; telephone; tel; phone number; telephone number; tel no; contact number; "
    "contact telephone; telephone no; mobile; contact phone; helpline",
    "email": "email; e mail; email address; contact email; mail",
    "contact": "contact; contact details; contact info; contact information",
    "ages": "ages; age; age range; age group; ages served",
    "minimum_age": "minimum age; min age; age from; youngest",
    "maximum_age": "maximum age; max age; age to; oldest",
    "cost": "cost; costs; price; fee; fees; charge; charges; how much",
    "referred_by": "referred by; who can refer",
    "languages": "languages; language; languages spoken",
    "place": "place; venue; location name; building; location",
    "address": "address; full address; street address; street; address line 1; address 1; "
    "postal address; venue address",
    "address_2": "address line 2; address 2", "address_3": "address line 3; address 3",
    "town": "town; city; town city; post town; locality; village",
    "postcode": "postcode; post code; postal code; zip; venue postcode; pcode",
    "latitude": "latitude; lat; y; geo lat",
    "longitude": "longitude; lon; long; lng; x; geo long",
    "service_area": "service area; area served; areas served; coverage; area covered",
    "hours": "hours; opening hours; opening times; times; when; days and times; schedule; "
    "open; opening; day and time; session times; timetable",
    "status": "status",
    "checked": "checked; last checked; last verified; verified; assured date; date checked; "
    "last reviewed; review date",
    "edited": "edited; last updated; updated; last modified; date updated; modified; "
    "site last updated date; date modified",
    "source": "source; data source",
}  # fmt: skip
_OURS = {_name: ours for ours, names in _KNOWN_AS.items() for _name in names.split("; ")}
_ACCESS = {
    "car park": "parking", "parking": "parking", "step free": "step-free",
    "wheelchair access": "step-free", "wheelchair accessible": "step-free", "lift": "lift",
    "accessible toilet": "accessible toilet", "disabled toilet": "accessible toilet",
    "disability toilets": "accessible toilet", "hearing loop": "hearing loop",
    "induction loop": "hearing loop", "bsl": "bsl", "assistance dogs": "assistance dogs",
}  # fmt: skip
_DAY = re.compile(
    r"(?:opening|open|hours|times|opening hours|opening times)?\s*"
    r"(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur|urs)?(?:day)?\s*(?:hours|times|open)?"
)
_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")
_SAYS_NOTHING = {
    "na", "n/a", "none", "null", "nil", "-", "--", "?", "tbc", "tba", "unknown", "not known",
    "not applicable", "not relevant", "no data", "nan", "#n/a",
}  # fmt: skip
_MOST_LINES_ABOVE = 20
_WAYS_IN = {
    "self": re.compile(r"\bself\b"),
    "professional": re.compile(
        r"\bvouchers?\b|\bagency\b|\breferral only\b|\breferred\b|(?<!\bself[ -])\breferrals?\b"
    ),
    "appointment": re.compile(r"\bappointments?\b"),
    "drop-in": re.compile(r"\bdrop[ -]?ins?\b|\bopen door\b|\bfirst come\b|\bwalk[ -]?ins?\b"),
}
"""Words of a cell that say how one comes to a service, by our choice for each."""
_LONGEST_WAY_IN = 60
"""Letters; a longer cell is prose, which may speak of a voucher that one can do without."""


def from_header(rows: Iterable[Row], problems: list[Problem]) -> Iterator[Row]:
    """The rows from the first that looks like a header; what stood above it is told."""
    rows = iter(rows)
    top = list(islice(rows, _MOST_LINES_ABOVE))
    at = next((n for n, (_, cells) in enumerate(top) if _is_header(cells)), 0)
    for number, cells in top[:at]:
        said = " | ".join(filter(None, cells))[:200]
        if said:
            problems.append(Problem(number, None, Fault.LINES_ABOVE_HEADER, said, Remedy.IGNORED))
    return chain(top[at:], rows)


def guessed_columns(header: list[str], problems: list[Problem]) -> LaidOut:
    """Our own names go first; of several columns that mean the same, the first one counts."""
    taken: dict[str, int] = {}
    for n, cell in enumerate(header):
        name = _plain(cell).replace(" ", "_")
        if name in columns() and name not in taken:
            taken[name] = n
    own = set(taken)
    for n, cell in enumerate(header):
        if n in taken.values() or not cell.strip():
            continue
        ours = _guess(_plain(cell))
        if ours is None or ours in taken:
            name = _plain(cell).replace(" ", "_")
            fault = Fault.REPEATED_COLUMN if name in taken else Fault.UNKNOWN_COLUMN
            problems.append(Problem(1, name, fault, cell[:200], Remedy.KEPT_AS_WRITTEN))
            continue
        taken[ours] = n
        became = ours.split(":")[0]
        problems.append(
            Problem(1, became, Fault.GUESSED_COLUMN, cell[:200], Remedy.READ_AS, became)
        )
    if "name" not in taken and "organisation" in taken:
        taken["name"] = taken["organisation"]
    is_foreign = set(taken) != own
    return LaidOut(
        frozenset(taken), lambda row: _named(taken, row) if is_foreign else _cells(taken, row)
    )


def _is_header(cells: list[str]) -> bool:
    found = [_guess(_plain(cell)) or _plain(cell) for cell in cells if cell.strip()]
    return "name" in found and len(set(found)) > 1


def _guess(said: str) -> str | None:
    if day := _DAY.fullmatch(said):
        return f"hours:{day[1]}"
    if said in _ACCESS:
        return f"access:{_ACCESS[said]}"
    return _OURS.get(said)


def _plain(cell: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", cell.lower()).split())


def _cells(taken: Mapping[str, int], row: list[str]) -> dict[str, str]:
    return {ours: row[n] for ours, n in taken.items() if n < len(row)}


def _named(taken: Mapping[str, int], row: list[str]) -> dict[str, str]:
    cells = {
        ours: cell
        for ours, cell in _cells(taken, row).items()
        if cell.strip().lower() not in _SAYS_NOTHING
    }
    hours = [
        f"{ours.removeprefix('hours:')} {span.strip()}"
        for ours, cell in cells.items()
        if ours.startswith("hours:") and cell.strip().lower() != "closed"
        for span in re.split(r"[,;&]| and ", cell)
        if span.strip()
    ]
    access = [
        f"{'' if cell.strip().lower() in {'yes', 'y', 'true', '1'} else 'no '}{ours[7:]}"
        for ours, cell in cells.items()
        if ours.startswith("access:")
        and cell.strip().lower() in {"yes", "y", "true", "1", "no", "n", "false", "0"}
    ]
    named = {ours: cell for ours, cell in cells.items() if ":" not in ours}
    _put(named, "hours", "; ".join(hours))
    _put(named, "access", "; ".join(access))
    _share_out_contact(named)
    _share_out_address(named)
    _read_ways_in(named)
    _put(named, "ages", _ages(named.pop("minimum_age", ""), named.pop("maximum_age", "")))
    return named


def _put(named: dict[str, str], field: str, said: str) -> None:
    """What stands in a column of its own is not overwritten."""
    if said and not named.get(field, "").strip():
        named[field] = said


def _share_out_contact(named: dict[str, str]) -> None:
    """One column for whatever there is: an email address, a telephone number, a website."""
    contact = named.pop("contact", "").strip()
    if found := _EMAIL.search(contact):
        _put(named, "email", found[0])
    elif sum(letter.isdigit() for letter in contact) >= 3:
        _put(named, "phone", contact)
    elif re.match(r"https?://|www\.", contact):
        _put(named, "url", contact)
    elif contact:
        _put(named, "how_to_start", contact)


def _share_out_address(named: dict[str, str]) -> None:
    """ "36 New Mount Street, Manchester": the last part is the town, where it has no number."""
    lines = [named.pop(field, "") for field in ("address", "address_2", "address_3")]
    parts = [part.strip() for line in lines for part in re.split(r"[,;\n]", line) if part.strip()]
    if len(parts) > 1 and not re.search(r"\d", parts[-1]) and not named.get("town", "").strip():
        named["town"] = parts.pop()
    _put(named, "address", "; ".join(parts))


def _read_ways_in(named: dict[str, str]) -> None:
    """ "Food bank voucher" is a way in by a professional; the words themselves are kept too."""
    said = named.get("referral", "").strip()
    parts = {part.strip().lower() for part in re.split(r"[;,\n]", said) if part.strip()}
    if not parts or parts <= {*_WAYS_IN, "none"}:
        return
    words = said.lower() if len(said) <= _LONGEST_WAY_IN else ""
    named["referral"] = "; ".join(way for way, says in _WAYS_IN.items() if says.search(words))
    _put(named, "how_to_start", said)


def _ages(young: str, old: str) -> str:
    young, old = young.strip(), old.strip()
    if young and old:
        return f"{young}-{old}"
    return f"{young}+" if young else f"up to {old}" if old else ""
