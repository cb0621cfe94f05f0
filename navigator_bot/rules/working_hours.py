"""When somebody answers: the one calendar behind every promise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from conversations.kit.moments import at_wall_time
from conversations.kit.people import Urgency
from conversations.kit.turn import Promise

ANSWER_WITHIN = {
    Urgency.ROUTINE: timedelta(hours=4),
    Urgency.SOON: timedelta(hours=1),
    Urgency.NOW: timedelta(minutes=15),
}
"""Of working time, from opening a case to the first answer; what is promised to a person."""

_NATIONS = {"ENG", "WLS", "SCT", "NIR"}
_FAR = 60  # days looked ahead; a service closed for longer answers nobody


@dataclass(frozen=True)
class WorkingHours:
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

    def is_open(self, now: datetime) -> bool:
        local = now.astimezone(self.zone)
        return self._works(local.date()) and self.opens <= local.time() < self.closes

    def after(self, now: datetime, working_time: timedelta) -> datetime | None:
        """The moment when so much working time has passed; None where none comes for weeks."""
        local = now.astimezone(self.zone)
        for ahead in range(_FAR):
            day = local.date() + timedelta(days=ahead)
            if not self._works(day):
                continue
            start = max(local, at_wall_time(day, self.opens, local), key=datetime.timestamp)
            end = at_wall_time(day, self.closes, local)
            left = timedelta(seconds=max(0.0, end.timestamp() - start.timestamp()))
            if left >= working_time and left:
                end_at = start.timestamp() + working_time.total_seconds()
                return datetime.fromtimestamp(end_at, tz=self.zone)
            working_time -= left
        return None

    def _works(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self._holidays(day.year)

    def _holidays(self, year: int) -> holidays.HolidayBase:
        return _bank_holidays(self.nation, year)


_KNOWN: dict[tuple[str, int], holidays.HolidayBase] = {}


def _bank_holidays(nation: str, year: int) -> holidays.HolidayBase:
    if (nation, year) not in _KNOWN:
        _KNOWN[nation, year] = holidays.country_holidays("GB", subdiv=nation, years=year)
    return _KNOWN[nation, year]


def answer_by(hours: WorkingHours, urgency: Urgency, opened_at: datetime) -> datetime | None:
    """When a case should be answered at the latest; None where no working day is in sight."""
    return hours.after(opened_at, ANSWER_WITHIN[urgency])


def promises(
    hours: WorkingHours, has_team: Callable[[], bool]
) -> Callable[[Urgency, datetime], Promise]:
    """What may truthfully be said of waiting: nothing, where no navigator is enrolled."""

    def promise(urgency: Urgency, now: datetime) -> Promise:
        by = answer_by(hours, urgency, now) if has_team() else None
        local = None if by is None else by.astimezone(now.tzinfo)
        return Promise(local, hours.is_open(now))

    return promise
