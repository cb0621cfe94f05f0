"""Reading opening hours as a person writes them in one cell of a spreadsheet.

Tue 10:00-12:00; Thu 14:00-16:00; first Mon 18:00-20:00; not on bank holidays
Mon-Fri 9am-5pm; every other Wed 13:00-15:00 from 2026-01-07; not 2026-12-21 to 2027-01-03
last Fri 19:00-21:00 (doors at 18:45); 2026-06-13 11:00-16:00; every day 00:00-24:00
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from resources_directory.model import Break, Frequency, Schedule

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "last": -1,
}  # fmt: skip
_DAY = (
    r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?"
)
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)})"
_TIME = r"(?:noon|midnight|\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?)"
_DATE = r"\d{4}-\d{2}-\d{2}"
_RULE = re.compile(
    rf"(?:(?P<once>{_DATE})"
    rf"|(?P<everyday>every day|daily)"
    rf"|(?P<ordinals>{_ORDINAL}(?:\s*(?:,|and|&)\s*{_ORDINAL})*)\s+(?P<monthly>{_DAY})"
    rf"(?:\s+of the month)?"
    rf"|(?P<other>every other|alternate|fortnightly on)?\s*"
    rf"(?P<days>{_DAY}(?:\s*(?:,|and|&|-|to)\s*{_DAY})*))"
    rf"\s+(?P<opens>{_TIME})(?:\s*(?:-|to|until)\s*(?P<closes>{_TIME}))?"
    rf"(?:\s+from\s+(?P<from>{_DATE}))?(?:\s+until\s+(?P<until>{_DATE}))?"
    rf"\s*(?:\((?P<note>[^)]*)\))?"
)
_NOT = re.compile(rf"not\s+(?P<first>{_DATE})(?:\s+(?:to|-)\s+(?P<last>{_DATE}))?")
_NOT_ON_BANK_HOLIDAYS = re.compile(r"(?:not on|except|closed on|closed) bank holidays?")
_ON_BANK_HOLIDAYS = re.compile(r"(?:also|and|open|including) (?:on )?bank holidays?")


@dataclass(frozen=True, slots=True)
class _Exceptions:
    breaks: tuple[Break, ...] = ()
    on_bank_holidays: bool | None = None


def read_hours(said: str) -> tuple[tuple[Schedule, ...], tuple[str, ...]]:
    """The rules that were understood, and the parts that were not, as they were written.

    An exception ("not on bank holidays") holds for every rule of the cell.
    """
    rules: list[Schedule] = []
    unread: list[str] = []
    exceptions = _Exceptions()
    for written in re.split(r"[;\n]", said):
        part = " ".join(written.replace("\u2013", "-").split())
        if not part:
            continue
        changed = _exception(part.lower(), exceptions)
        rule = None if changed else _rule(part)
        if changed:
            exceptions = changed
        elif rule:
            rules.append(rule)
        else:
            unread.append(part)
    closed = None if exceptions.on_bank_holidays is None else not exceptions.on_bank_holidays
    return (
        tuple(replace(r, breaks=exceptions.breaks, except_bank_holidays=closed) for r in rules),
        tuple(unread),
    )


def _exception(part: str, so_far: _Exceptions) -> _Exceptions | None:
    if _NOT_ON_BANK_HOLIDAYS.fullmatch(part):
        return replace(so_far, on_bank_holidays=False)
    if _ON_BANK_HOLIDAYS.fullmatch(part):
        return replace(so_far, on_bank_holidays=True)
    found = _NOT.fullmatch(part)
    first = _date(found["first"]) if found else None
    if found is None or first is None:
        return None
    last = _date(found["last"]) if found["last"] else first
    if last is None or last < first:
        return None
    return replace(so_far, breaks=(*so_far.breaks, Break(first, last)))


def _rule(part: str) -> Schedule | None:
    found = _RULE.fullmatch(part.lower())
    if found is None:
        return None
    opens = _time(found["opens"], found["closes"])
    closes = _time(found["closes"], None) if found["closes"] else None
    if opens is None or (found["closes"] and closes is None):
        return None
    written = {name: found[name] for name in ("once", "from", "until") if found[name]}
    dates = {name: _date(day) for name, day in written.items()}
    if None in dates.values():
        return None
    # The note is taken from the part as written, for its capital letters.
    note = part[found.start("note") : found.end("note")] if found["note"] else None
    schedule = Schedule(
        opens=opens,
        closes=closes,
        valid_from=dates.get("from"),
        valid_to=dates.get("until"),
        note=note,
    )
    if once := dates.get("once"):
        return replace(schedule, freq=Frequency.ONCE, valid_from=once, valid_to=once)
    if found["ordinals"]:
        byday = tuple(f"{n}{_day(found['monthly'])}" for n in _ordinals(found["ordinals"]))
        return replace(schedule, freq=Frequency.MONTHLY, byday=byday)
    days = DAYS if found["everyday"] else tuple(_days(found["days"]))
    return replace(schedule, byday=days, interval=2 if found["other"] else 1)


def _ordinals(said: str) -> Iterator[int]:
    for word in re.findall(_ORDINAL, said):
        yield _ORDINALS[word]


def _days(said: str) -> Iterator[str]:
    """ "mon-wed, sat" → MO TU WE SA; a span may run over the weekend: "fri-mon"."""
    wanted: set[str] = set()
    for span in re.split(r"\s*(?:,|\band\b|&)\s*", said):
        ends = [_day(day) for day in re.findall(_DAY, span)]
        first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
        wanted |= {DAYS[(first + n) % 7] for n in range((last - first) % 7 + 1)}
    yield from (day for day in DAYS if day in wanted)


def _day(said: str) -> str:
    return said[:2].upper()


def _date(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _time(said: str, closes: str | None) -> time | None:
    """ "9am", "13:30", "noon", "24:00"; in "2-4pm" the first hour takes the second's "pm"."""
    if said in {"noon", "midnight"}:
        return time(12) if said == "noon" else time(0)
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", said)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half is None and closes and (later := re.fullmatch(r"(\d{1,2}).*(am|pm)", closes)):
        half = later[2] if hour % 12 <= int(later[1]) % 12 else "am"
    if (half and not 1 <= hour <= 12) or (half is None and found[2] is None):
        return None  # "2-4" may be night or afternoon: somebody has to say
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if (hour, minute) == (24, 0):
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
