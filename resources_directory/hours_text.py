"""Reading opening hours as a person writes them in one cell of a spreadsheet.

Tue 10:00-12:00; Thu 14:00-16:00; first Mon 18:00-20:00; not on bank holidays
Mon-Fri 9am-5pm; every other Wed 13:00-15:00 from 2026-01-07; not 2026-12-21 to 2027-01-03
last Fri 19:00-21:00 (doors at 18:45); 2026-06-13 11:00-16:00; every day 00:00-24:00
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from resources_directory.model import Break, Frequency, Schedule

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "last": -1,
}  # fmt: skip
_ORDINAL_OF = {"1": "first", "2": "second", "3": "third", "4": "fourth", "-1": "last"}
_DAY_OF = dict(zip(DAYS, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))
_DAY = (
    r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?"
)
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)})"
_TIME = r"(?:(?:12\s*)?noon|(?:12\s*)?midnight|\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?)"
_DATE = r"\d{4}-\d{2}-\d{2}"
_RULE = re.compile(
    rf"(?:(?P<once>{_DATE})"
    rf"|(?P<everyday>every day|daily)"
    rf"|days? (?P<monthdays>\d{{1,2}}(?:\s*,\s*\d{{1,2}})*) of the month"
    rf"|(?P<ordinals>{_ORDINAL}(?:\s*(?:,|and|&)\s*{_ORDINAL})*)\s+(?P<monthly>{_DAY})"
    rf"(?:\s+of (?:the |each |every )?month)?"
    rf"|(?P<other>every other|alternate|fortnightly on)?\s*"
    rf"(?P<days>{_DAY}(?:\s*(?:,|and|&|-|to)\s*{_DAY})*))"
    rf"\s*:?\s+(?P<opens>{_TIME})(?:\s*(?:-|to|until)\s*(?P<closes>{_TIME}))?"
    rf"(?:\s+from\s+(?P<from>{_DATE}))?(?:\s+until\s+(?P<until>{_DATE}))?"
    rf"\s*(?:\((?P<note>[^)]*)\))?"
)
_PARTS = re.compile(
    rf"[;\n]|(?<=[\dm])(?:,\s*|\s+(?:and|&)\s+)(?=(?:{_DAY}|not|except|closed|also)\b)",
    re.IGNORECASE,
)
"""A comma parts two rules only after a time: "Mon 9am-12pm, Tue 2-4pm", but not "Mon, Tue"."""
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
    for written in _PARTS.split(said):
        part = " ".join(written.replace("\u2013", "-").split()).rstrip(".")
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
    pause = read_break(part)
    return replace(so_far, breaks=(*so_far.breaks, pause)) if pause else None


def read_break(part: str) -> Break | None:
    """ "not 2026-12-21 to 2027-01-03", "not 2026-08-31"."""
    found = _NOT.fullmatch(part)
    first = _date(found["first"]) if found else None
    if found is None or first is None:
        return None
    last = _date(found["last"]) if found["last"] else first
    return Break(first, last) if last is not None and last >= first else None


def clock_time(said: str) -> time | None:
    """ "13:30", "09:00:00", "10:00Z", "9am", "noon", "24:00"; without any offset."""
    try:
        return time.fromisoformat(said).replace(tzinfo=None)
    except ValueError:
        shorter = re.sub(r"(?<=:\d\d):00$", "", said.strip().lower())
        return _time(shorter, None)


def _rule(part: str) -> Schedule | None:
    found = _RULE.fullmatch(part.lower())
    if found is None:
        return None
    opens = _time(found["opens"], found["closes"])
    closes = _time(found["closes"], None) if found["closes"] else None
    if opens is None or (found["closes"] and closes is None):
        return None
    if closes and closes < opens and _may_mean_afternoon(found["opens"], found["closes"]):
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
    if found["monthdays"]:
        days_of_month = tuple(int(day) for day in re.findall(r"\d+", found["monthdays"]))
        if not all(1 <= day <= 31 for day in days_of_month):
            return None
        return replace(schedule, freq=Frequency.MONTHLY, bymonthday=days_of_month)
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


def _may_mean_afternoon(opens: str, closes: str) -> bool:
    """ "10.00-4.00": to four in the afternoon, more likely than through the night."""
    hours = [re.fullmatch(r"(\d{1,2})[:.]\d{2}\s*", said) for said in (opens, closes)]
    return all(hour is not None and 1 <= int(hour[1]) <= 12 for hour in hours)


def _time(said: str, closes: str | None) -> time | None:
    """ "9am", "13:30", "noon", "24:00"; in "2-4pm" the first hour takes the second's "pm"."""
    if said.endswith(("noon", "midnight")):
        return time(12) if said.endswith("noon") else time(0)
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


def write_hours(schedules: Iterable[Schedule]) -> str:
    """The same rules as one cell, such as `read_hours` reads.

    An exception that does not hold for all of them cannot be said in a cell, and is left out.
    """
    rules = list(schedules)
    parts = [part for rule in rules for part in _written(rule)]
    holidays = {rule.except_bank_holidays for rule in rules}
    if holidays in ({True}, {False}):
        parts.append("not on bank holidays" if True in holidays else "also on bank holidays")
    if len({rule.breaks for rule in rules}) == 1:
        parts += [f"not {pause.first} to {pause.last}" for pause in rules[0].breaks]
    return "; ".join(parts)


def _written(rule: Schedule) -> Iterator[str]:
    tail = f" {_times(rule.opens, rule.closes)}" if rule.opens else ""
    if rule.freq is Frequency.ONCE:
        yield f"{rule.valid_from or ''}{tail}{_note(rule)}".strip()
        return
    tail += f" from {rule.valid_from}" if rule.valid_from else ""
    tail += f" until {rule.valid_to}" if rule.valid_to else ""
    tail += _note(rule)
    if rule.bymonthday:
        yield f"days {', '.join(map(str, rule.bymonthday))} of the month{tail}"
    elif rule.freq is Frequency.MONTHLY:
        for day in rule.byday:
            yield f"{_ORDINAL_OF.get(day[:-2], day[:-2])} {_DAY_OF.get(day[-2:], day)}{tail}"
    else:
        every = {1: "", 2: "every other "}.get(rule.interval, f"every {rule.interval} weeks on ")
        yield every + ", ".join(_DAY_OF.get(day, day) for day in rule.byday) + tail


def _note(rule: Schedule) -> str:
    note = (rule.note or "").translate({ord("("): "[", ord(")"): "]", ord(";"): ","})
    return f" ({' '.join(note.split())})" if note else ""


def _times(opens: time, closes: time | None) -> str:
    if closes is None:
        return f"{opens:%H:%M}"
    written = f"{opens:%H:%M}", f"{closes:%H:%M}"
    if closes < opens and _may_mean_afternoon(*written):
        written = f"{opens:%I:%M%p}".lower(), f"{closes:%I:%M%p}".lower()
    return "-".join(written)
