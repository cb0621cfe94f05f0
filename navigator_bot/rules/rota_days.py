"""Reading days as people type them: "3 March", "Tue 3 Mar 2026", "3-10 March", "tomorrow"."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
WEEKDAY = (
    r"(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?"
    r"|mon|tues?|weds?|thurs?|thu|fri|sat|sun)"
)
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
DAY = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|today|tomorrow"
    rf"|(?:{WEEKDAY} )?{_NUMBER} {_MONTH}(?: \d{{4}})?|{WEEKDAY})"
)
DAYS = (
    rf"(?:{DAY} ?(?:-|to|until) ?{DAY}|{_NUMBER} ?(?:-|to) ?{_NUMBER} {_MONTH}(?: \d{{4}})?|{DAY})"
)

_LONG_PAST = timedelta(days=60)
"""A day without a year that is longer past than this is meant for next year."""


def read_day(said: str, today: date | None) -> date | None:
    """`today` None: only what needs no guess, so with its year. None too where the weekday that
    was named is another than the day's."""
    said = said.strip().lower()
    if said in ("today", "tomorrow"):
        return today and today + timedelta(days=said == "tomorrow")
    if re.fullmatch(WEEKDAY, said):
        return today and today + timedelta(days=(_WEEK.index(said[:3]) - today.weekday()) % 7)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said):
        return _made(*map(int, said.split("-")))
    found = re.fullmatch(rf"(?:({WEEKDAY}) )?({_NUMBER}) ({_MONTH})(?: (\d{{4}}))?", said)
    if found is None:
        return None
    day = _of_year(_number(found[2]), _MONTHS.index(found[3][:3]) + 1, found[4], today)
    is_other = day and found[1] and _WEEK[day.weekday()] != found[1][:3]
    return None if is_other else day


def read_days(said: str, today: date | None) -> tuple[date, date] | None:
    """The first and the last of them."""
    said = said.strip().lower()
    short = re.fullmatch(rf"({_NUMBER}) ?(?:-|to) ?({_NUMBER}) ({_MONTH}(?: \d{{4}})?)", said)
    ends = [f"{short[1]} {short[3]}", f"{short[2]} {short[3]}"] if short else _ends(said)
    first, last = (read_day(each, today) for each in ends)
    if first and last and last < first and last.month < first.month:
        last = _made(last.year + 1, last.month, last.day)  # "28 December to 3 January"
    return (first, last) if first and last and first <= last else None


def _ends(said: str) -> list[str]:
    found = re.fullmatch(rf"({DAY}) ?(?:-|to|until) ?({DAY})", said)
    return [found[1], found[2]] if found else [said, said]


def _of_year(day: int, month: int, year: str | None, today: date | None) -> date | None:
    if year:
        return _made(int(year), month, day)
    found = today and _made(today.year, month, day)
    if found and today and today - found > _LONG_PAST:
        return _made(today.year + 1, month, day)
    return found


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(said: str) -> int:
    return int(re.sub(r"\D", "", said))
