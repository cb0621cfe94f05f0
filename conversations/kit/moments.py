"""Moments on a person's own wall clock, right through both changes of the clocks."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from conversations.kit.people import QuietHours, Weekly


def at_wall_time(day: date, at: time, like: datetime) -> datetime:
    """That day and time in the zone of `like`.

    A time that the spring change skips becomes the same time after the gap (01:30 → 02:30); of a
    time that the autumn change repeats, the first is meant.
    """
    moment = datetime.combine(day, at, tzinfo=like.tzinfo)
    return datetime.fromtimestamp(moment.timestamp(), tz=like.tzinfo)


def next_weekly(when: Weekly, after: datetime) -> datetime:
    """The first such moment strictly after `after`, in its zone."""
    days = (when.weekday - after.weekday()) % 7
    moment = at_wall_time(after.date() + timedelta(days=days), when.at, after)
    if moment.timestamp() <= after.timestamp():
        moment = at_wall_time(after.date() + timedelta(days=days + 7), when.at, after)
    return moment


def out_of_quiet(moment: datetime, quiet: QuietHours) -> datetime:
    """The moment itself, or the end of the quiet hours that cover it."""
    if not quiet.covers(moment.timetz().replace(tzinfo=None)):
        return moment
    end = at_wall_time(moment.date(), quiet.end, moment)
    if end.timestamp() <= moment.timestamp():
        end = at_wall_time(moment.date() + timedelta(days=1), quiet.end, moment)
    return end


def in_days(now: datetime, days: int, quiet: QuietHours, at: time | None = None) -> datetime:
    """So many days on, at the same wall time (or `at`), put off to the end of the quiet hours."""
    wanted = at or now.time().replace(second=0, microsecond=0)
    return out_of_quiet(at_wall_time(now.date() + timedelta(days=days), wanted, now), quiet)


def day_before(moment: datetime, quiet: QuietHours) -> datetime:
    """The same wall time a day earlier, put off to the end of the quiet hours."""
    at = moment.time().replace(second=0, microsecond=0)
    return out_of_quiet(at_wall_time(moment.date() - timedelta(days=1), at, moment), quiet)


def next_day(now: datetime, quiet: QuietHours) -> datetime:
    return in_days(now, 1, quiet)
