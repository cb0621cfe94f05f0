"""Reading a day or a time that somebody typed: strictly, so that what is kept is what was meant."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import StrEnum

from conversations.kit.people import QuietHours
from conversations.kit.replies import Reply, folded

_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?")
_BETWEEN = re.compile(r"\s*(?:\bto\b|\buntil\b|-|\u2013)\s*")
_DATES = ("%d %B", "%d %b", "%d/%m")
_DATES_WITH_YEAR = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d")


class Day(StrEnum):
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def weekday(self) -> int:
        """0 is Monday."""
        return list(Day).index(self)


class TimeOfDay(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"

    @property
    def at(self) -> time:
        return _AT[self]


_AT = {
    TimeOfDay.MORNING: time(10),
    TimeOfDay.AFTERNOON: time(14),
    TimeOfDay.EVENING: time(18),
}


def time_chosen(reply: Reply) -> time | None:
    """A part of the day that was offered, or a time that was typed."""
    part = reply.choice(TimeOfDay)
    return clock_time(reply.text) if part is None else part.at


def clock_time(words: str) -> time | None:
    """Of "9:30", "9.30pm", "2 pm", "22:00"; a bare "9" may be either half of the day: None."""
    found = _TIME.fullmatch(folded(words))
    if found is None or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (found[3] == "pm")
    return time(hour, minute) if hour < 24 and minute < 60 else None


def quiet_hours(words: str) -> QuietHours | None:
    """Of "22:00 to 8:00" or "from 10pm - 8am"."""
    ends = _BETWEEN.split(folded(words).removeprefix("from "))
    times = [clock_time(end) for end in ends]
    match times:
        case [time() as start, time() as end] if start != end:
            return QuietHours(start, end)
    return None


def future_date(words: str, today: date) -> date | None:
    """Of "3 May" or "3/5/2026"; without a year, the next such day after `today`."""
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", folded(words)).replace(" of ", " ")
    for pattern in _DATES_WITH_YEAR:
        if (day := _parsed(plain, pattern)) is not None:
            return day if day > today else None
    for year in range(today.year, today.year + 5):  # 29 February may be some years off
        for pattern in _DATES:
            day = _parsed(f"{plain} {year}", f"{pattern} %Y")
            if day is not None and day > today:
                return day
    return None


def _parsed(words: str, pattern: str) -> date | None:
    try:
        return datetime.strptime(words, pattern).date()
    except ValueError:
        return None
