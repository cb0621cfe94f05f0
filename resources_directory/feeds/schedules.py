"""Open Referral's schedules, which are iCalendar's rules, read into ours."""

import re
from collections.abc import Sequence
from datetime import date, time

from resources_directory.feeds.ours import facts_in
from resources_directory.feeds.records import Record
from resources_directory.hours_text import DAYS, clock_time, read_break
from resources_directory.model import Break, Frequency, Schedule
from resources_directory.problems import Fault, Remedy

_DAY = re.compile(r"(?P<nth>[+-]?[1-5])?\s*(?P<day>[A-Z]{2})[A-Z]*")


def read_schedules(
    records: Sequence[Record],
) -> tuple[tuple[Schedule, ...] | None, tuple[str, ...]]:
    """The rules that name their days, and what the others say in words."""
    rules: list[Schedule] = []
    words: list[str] = []
    for record in records:
        rule, said = _read(record)
        rules += [rule] if rule else []
        words += [said] if said else []
    return tuple(rules) or None, tuple(dict.fromkeys(words))


def _read(record: Record) -> tuple[Schedule | None, str | None]:
    since, until = _dates(record)
    byday, bymonthday = _days(record), _days_of_month(record)
    freq = _frequency(record, byday, bymonthday, since, until)
    if freq is not Frequency.ONCE and not byday and not bymonthday:
        if record.text("dtstart") is None or since is None:
            return None, _without_days(record)
        byday = (DAYS[since.weekday()],) if freq is Frequency.WEEKLY else ()
        bymonthday = () if byday else (since.day,)
    ours = facts_in(record)
    note = "\n".join(
        text for field in ("description", "notes", "note") if (text := record.text(field))
    )
    return Schedule(
        byday=byday,
        opens=_time(record, "opens_at"),
        closes=_time(record, "closes_at"),
        freq=freq,
        interval=_interval(record),
        bymonthday=bymonthday,
        valid_from=since,
        valid_to=until,
        breaks=_breaks(ours.parts("not")),
        except_bank_holidays=ours.yes_or_no("except_bank_holidays"),
        note=note or None,
        url=ours.text("schedule_link") or record.link("schedule_link"),
        attending=record.text("attending_type"),
    ), None


def _dates(record: Record) -> tuple[date | None, date | None]:
    """An interval is counted from `dtstart`, so there it wins over the first day of validity."""
    start, first = record.day("dtstart"), record.day("valid_from")
    since = start or first if _interval(record) > 1 else first or start
    return since, record.day("valid_to") or record.day("until")


def _frequency(
    record: Record,
    byday: tuple[str, ...],
    bymonthday: tuple[int, ...],
    since: date | None,
    until: date | None,
) -> Frequency:
    said = (record.text("freq") or "").upper()
    if said not in {"WEEKLY", "MONTHLY"}:
        if since is not None and not byday and not bymonthday and since == until:
            return Frequency.ONCE
        if said and said != "DAILY":
            record.tell("freq", Fault.NOT_A_CHOICE)
    has_ordinals = any(len(day) > 2 for day in byday)
    monthly = said == "MONTHLY" or has_ordinals or (bymonthday and said != "WEEKLY")
    return Frequency.MONTHLY if monthly else Frequency.WEEKLY


def _days(record: Record) -> tuple[str, ...]:
    """ "TH,FR", "2MO", "-1FR", "Monday"; 1.0 calls it `weekday`."""
    field = "byday" if record.text("byday") else "weekday"
    said = (record.text(field) or "").upper()
    days: list[str] = []
    for part in filter(None, re.split(r"[\s,;]+", said)):
        found = _DAY.fullmatch(part)
        if found and found["day"] in DAYS:
            days.append((found["nth"] or "").removeprefix("+") + found["day"])
        else:
            record.tell(field, Fault.NOT_HOURS, said=part)
    if not said and (record.text("freq") or "").upper() == "DAILY":
        return DAYS
    return tuple(dict.fromkeys(days))


def _days_of_month(record: Record) -> tuple[int, ...]:
    days: list[int] = []
    for part in re.findall(r"[^\s,;]+", record.text("bymonthday") or ""):
        if re.fullmatch(r"[+-]?\d{1,2}", part) and 1 <= abs(int(part)) <= 31:
            days.append(int(part))
        else:
            record.tell("bymonthday", Fault.NOT_HOURS, said=part)
    return tuple(dict.fromkeys(days))


def _interval(record: Record) -> int:
    said = record.text("interval") or "1"
    return int(said) if re.fullmatch(r"[1-9]\d?", said) else 1


def _time(record: Record, field: str) -> time | None:
    """ "10:00:00", "10:00Z", "9am": the time of the place, whatever offset stands with it."""
    said = record.text(field)
    if said is None:
        return None
    at = clock_time(said)
    if at is None:
        record.tell(field, Fault.NOT_HOURS)
    return at


def _breaks(parts: Sequence[str]) -> tuple[Break, ...]:
    return tuple(found for part in parts if (found := read_break(f"not {part}")))


def _without_days(record: Record) -> str | None:
    times = [said for field in ("opens_at", "closes_at") if (said := record.text(field))]
    words = [said for field in ("description", "notes", "note") if (said := record.text(field))]
    if times:
        record.tell("byday", Fault.NOT_HOURS, Remedy.KEPT_AS_WRITTEN, said="-".join(times))
    return ": ".join([*words, "-".join(times)] if times else words) or None
