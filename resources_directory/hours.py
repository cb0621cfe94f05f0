"""When a service is on: its next real session, and whether it is open now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from heapq import merge
from importlib import import_module
from zoneinfo import ZoneInfo

from dateutil import rrule

from resources_directory.model import Frequency, Schedule, Service
from resources_directory.nations import nation_of

LONDON = ZoneInfo("Europe/London")
LOOK_AHEAD = timedelta(days=400)
"""How far ahead a session is looked for: a yearly date is still found."""
DAY = timedelta(days=1)
_WEEKDAYS = {
    str(day): day for day in (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)
}


@dataclass(frozen=True, slots=True)
class Session:
    """One real occasion, aware and in local time (Europe/London)."""

    starts_at: datetime
    ends_at: datetime | None
    """`None` when it is not known when it ends."""
    note: str | None = None
    is_in_doubt: bool = False
    """It falls on a bank holiday, and nobody said whether it is on then."""

    def is_on(self, at: datetime) -> bool:
        return self.ends_at is not None and self.starts_at <= at < self.ends_at


def next_session(service: Service, after: datetime, nation: str = "ENG") -> Session | None:
    """The first session that starts at `after` or later.

    `None` when its hours are not known, or only in part, or none of them falls within 400 days.
    `nation` is the one whose bank holidays count where the place does not tell: ENG, WLS, SCT or
    NIR.
    """
    if has_unread_hours(service):
        return None
    local = after.astimezone(LONDON)
    for session in sessions(service, local.date(), nation):
        if session.starts_at.astimezone(UTC) >= after:
            return session
    return None


def is_open(service: Service, at: datetime, nation: str = "ENG") -> bool | None:
    """Whether it is open at that moment; `None` when its hours are not known, or only in part."""
    if has_unread_hours(service) or not service.schedules:
        return None
    if any(s.opens is None or s.closes is None for s in service.schedules):
        return None
    local = at.astimezone(LONDON)
    # A session of the evening before may run past midnight.
    for session in sessions(service, local.date() - DAY, nation):
        if session.starts_at.astimezone(UTC) > at:
            return False
        if session.is_on(at.astimezone(UTC)):
            return None if session.is_in_doubt else True
    return False


def has_unread_hours(service: Service) -> bool:
    """Whether its provider says more of its hours than could be read: they may mean anything."""
    return bool(service.details.hours_note)


def sessions(service: Service, since: date, nation: str = "ENG") -> Iterator[Session]:
    """The sessions that start on `since` or later, in order, for as far as one looks ahead."""
    nation = nation_of(service.place, nation)
    rules = [_sessions_of(schedule, since, nation) for schedule in service.schedules or ()]
    return merge(*rules, key=lambda session: session.starts_at.astimezone(UTC))


def _sessions_of(schedule: Schedule, since: date, nation: str) -> Iterator[Session]:
    opens = schedule.opens
    if opens is None:
        return
    for day in _days(schedule, since):
        if any(pause.first <= day <= pause.last for pause in schedule.breaks):
            continue
        is_holiday = schedule.except_bank_holidays is not False and day in bank_holidays(
            nation, day.year
        )
        if is_holiday and schedule.except_bank_holidays:
            continue
        ends_at = _end(day, opens, schedule.closes)
        yield Session(_moment(day, opens), ends_at, schedule.note, is_holiday)


def _days(schedule: Schedule, since: date) -> Iterator[date]:
    first = max(since, schedule.valid_from or since)
    last = min(since + LOOK_AHEAD, schedule.valid_to or date.max)
    if schedule.freq is Frequency.ONCE:
        if schedule.valid_from is not None and since <= schedule.valid_from <= last:
            yield schedule.valid_from
        return
    if schedule.interval > 1 and schedule.valid_from is None:
        return  # every other week, but nobody said which: better silent than wrong
    if not schedule.byday and not schedule.bymonthday:
        return
    # An interval is counted from the first day of the rule, not from today.
    start = (schedule.valid_from or first) if schedule.interval > 1 else first
    rule = rrule.rrule(
        rrule.MONTHLY if schedule.freq is Frequency.MONTHLY else rrule.WEEKLY,
        dtstart=datetime.combine(start, time()),
        until=datetime.combine(last, time()),
        interval=schedule.interval,
        byweekday=[_weekday(day) for day in schedule.byday] or None,
        bymonthday=list(schedule.bymonthday) or None,
    )
    for moment in rule:
        if moment.date() >= first:
            yield moment.date()


def _weekday(day: str) -> rrule.weekday:
    ordinal, weekday = day[:-2], _WEEKDAYS[day[-2:]]
    return weekday(int(ordinal)) if ordinal else weekday


def _end(day: date, opens: time, closes: time | None) -> datetime | None:
    if closes is None:
        return None
    return _moment(day if closes > opens else day + DAY, closes)


def _moment(day: date, at: time) -> datetime:
    """The wall time in London; a time that the clocks jump over lands just after the jump."""
    wall = datetime.combine(day, at, tzinfo=LONDON)
    return wall.astimezone(UTC).astimezone(LONDON)


@lru_cache(maxsize=64)
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    """The bank holidays of ENG, WLS, SCT or NIR, moved days included."""
    holidays = import_module("holidays")  # of all countries; takes a while
    return frozenset(holidays.country_holidays("GB", subdiv=nation, years=year))
