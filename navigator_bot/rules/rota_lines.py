"""Reading a line of a rota as a lead types it, and finding whom its names mean.

Sam Mon-Wed 9-17, Thu 13-20
Sam away 3-10 March
Alex covers Sam 5 March
Sam swaps 3 March with Alex 5 March
Sam at most 6 cases
Sam no hours
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from conversations.kit.staff import Staff, StaffId
from navigator_bot.rules.rota_days import DAY, DAYS, WEEKDAY, read_day, read_days
from navigator_bot.rules.rota_entries import AtMost, Cover, Entry, Hours, Leave, Span, Swap
from resources_directory.hours_text import DAYS as WEEKDAYS
from resources_directory.hours_text import read_hours
from resources_directory.model import Frequency, Schedule

ME = StaffId("me")
"""Stands for who wrote the line, where it names nobody."""


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_WHO = r"(?:(?P<staff>.+?) )?"
_COVER = _line(rf"(?P<by>.+?) covers (?:for )?(?P<staff>.+?)(?: on)? (?P<day>{DAY})")
_SWAP = _line(
    rf"{_WHO}swaps? (?:my |on )?(?P<day>{DAY}) with (?P<by>.+?)(?:'s)?(?: on)? (?P<other>{DAY})"
)
_LEAVE = _line(rf"{_WHO}(?:is |am )?(?:away|off|on leave|leave) (?:from |on )?(?P<days>{DAYS})")
_CAP = _line(r"(?P<staff>.+?) (?:(?:takes )?at most|up to) (?P<cases>\d{1,2}) cases?")
_NO_CAP = _line(r"(?P<staff>.+?) (?:has )?no limit(?: of cases)?")
_NO_HOURS = _line(r"(?P<staff>.+?) (?:has )?no hours")
_HOURS = _line(rf"(?P<staff>.+?):? (?P<hours>(?:{WEEKDAY}|every day|daily)\b.*)")
_HOLIDAYS = _line(r",?\s+(?=(?:also|and|including|not|except) (?:on )?bank holidays)")
_BARE = _line(r"(?<![\d:.])(\d{1,2})(?![\d:.]|\s*(?:am|pm))")
"""An hour without minutes: "9-17" is on the clock of 24 hours, as it is then said back."""


def read_line(line: str, today: date | None) -> Entry | None:
    """The entry, with names where ids will stand; None where it is not understood.

    Without `today`, days must be written with their year.
    """
    line = " ".join(line.replace("\u2013", "-").replace("\u2019", "'").split()).rstrip(".")
    if found := _COVER.fullmatch(line):
        day = read_day(found["day"], today)
        return Cover(_who(found), day, StaffId(found["by"])) if day else None
    if found := _SWAP.fullmatch(line):
        day, other = read_day(found["day"], today), read_day(found["other"], today)
        return Swap(_who(found), day, StaffId(found["by"]), other) if day and other else None
    if found := _LEAVE.fullmatch(line):
        days = read_days(found["days"], today)
        return Leave(_who(found), *days) if days else None
    if found := _CAP.fullmatch(line):
        return AtMost(_who(found), int(found["cases"]))
    if found := _NO_CAP.fullmatch(line):
        return AtMost(_who(found), None)
    if found := _NO_HOURS.fullmatch(line):
        return Hours(_who(found), ())
    if found := _HOURS.fullmatch(line):
        return read_week(_who(found), found["hours"])
    return None


def read_week(staff: StaffId, said: str) -> Hours | None:
    """None where a part of it is not understood, or is not the same each week."""
    rules, unread = read_hours(_HOLIDAYS.sub("; ", _BARE.sub(r"\1:00", said)))
    spans = [span for rule in rules for span in _spans(rule)]
    if unread or not spans or not all(_is_weekly(rule) for rule in rules):
        return None
    return Hours(staff, tuple(spans), rules[0].except_bank_holidays is False)


def _is_weekly(rule: Schedule) -> bool:
    plain = Schedule(rule.byday, rule.opens, rule.closes)
    return rule.closes is not None and plain == replace(rule, except_bank_holidays=None)


def _spans(rule: Schedule) -> list[Span]:
    if rule.opens is None or rule.closes is None or rule.freq is not Frequency.WEEKLY:
        return []
    return [Span(WEEKDAYS.index(day), rule.opens, rule.closes) for day in rule.byday]


def _who(found: re.Match[str]) -> StaffId:
    return StaffId(found["staff"]) if found["staff"] else ME


@dataclass(frozen=True)
class Unknown:
    """Nobody who takes cases is called so."""

    name: str


@dataclass(frozen=True)
class Several:
    """A name that fits more than one."""

    name: str
    fits: tuple[str, ...]  # what each is called on the rota


def called(staff: Iterable[Staff]) -> dict[StaffId, str]:
    """What each is called on the rota: who shares a name is numbered by when they joined."""
    found: dict[str, list[Staff]] = {}
    for each in sorted(staff, key=lambda one: one.id):
        found.setdefault(each.name.casefold(), []).append(each)
    return {
        each.id: each.name if len(same) == 1 else f"{each.name} {place}"
        for same in found.values()
        for place, each in enumerate(same, 1)
    }


def resolve(entry: Entry, names: Mapping[StaffId, str], me: StaffId) -> Entry | Unknown | Several:
    """The entry with ids for names: a whole name, the beginning of one, or an id itself."""
    changed: dict[str, Any] = {}
    for field in ("staff", "by"):
        name = getattr(entry, field, None)
        if name is None:
            continue
        found = _find(name, names, me)
        if not isinstance(found, str):
            return found
        changed[field] = found
    return replace(entry, **changed)


def _find(name: str, names: Mapping[StaffId, str], me: StaffId) -> StaffId | Unknown | Several:
    said = name.casefold()
    if said in (ME, "i"):
        return me
    whole = [id for id, known in names.items() if said in (known.casefold(), id)]
    fits = whole or [id for id, known in names.items() if known.casefold().startswith(said)]
    if len(fits) == 1:
        return fits[0]
    return Several(name, tuple(names[id] for id in fits)) if fits else Unknown(name)
