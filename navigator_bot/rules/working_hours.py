"""When somebody answers: the one calendar behind every promise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from conversations.kit.people import Urgency
from conversations.kit.turn import Promise
from navigator_bot.rules.calendar import Calendar, Stretch, on_wall_clock
from resources_directory.hours import bank_holidays

ANSWER_WITHIN = {
    Urgency.ROUTINE: timedelta(hours=4),
    Urgency.SOON: timedelta(hours=1),
    Urgency.NOW: timedelta(minutes=15),
}
"""Of working time, from opening a case to the first answer; what is promised to a person."""

_NATIONS = {"ENG", "WLS", "SCT", "NIR"}


@dataclass(frozen=True)
class WorkingHours(Calendar):
    """The team's week on its own wall clock. Bank holidays of the nation are days off."""

    weekdays: frozenset[int] = frozenset(range(5))  # 0 is Monday
    opens: time = time(9)
    closes: time = time(17)
    nation: str = "ENG"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/London"))

    def __post_init__(self) -> None:
        if self.nation not in _NATIONS:
            raise ValueError(f"nation must be one of {', '.join(sorted(_NATIONS))}")
        if self.opens >= self.closes:
            raise ValueError("working hours must open before they close")

    def stretches(self, day: date) -> list[Stretch]:
        return on_wall_clock(day, self.opens, self.closes, self.zone) if self.works(day) else []

    def works(self, day: date) -> bool:
        return day.weekday() in self.weekdays and not is_bank_holiday(self.nation, day)


def is_bank_holiday(nation: str, day: date) -> bool:
    return day in bank_holidays(nation, day.year)


def answer_by(calendar: Calendar, urgency: Urgency, since: datetime) -> datetime | None:
    """When a case should be answered at the latest; None where nobody is on for weeks."""
    return calendar.after(since, ANSWER_WITHIN[urgency])


def promises(calendar: Calendar) -> Callable[[Urgency, datetime], Promise]:
    """What may truthfully be said of waiting."""

    def promise(urgency: Urgency, now: datetime) -> Promise:
        by = answer_by(calendar, urgency, now)
        return Promise(by and by.astimezone(now.tzinfo), calendar.is_open(now))

    return promise
