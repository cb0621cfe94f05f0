"""Which services, and which of their places, fit all that a request asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from resources_directory.hours_text import DAYS
from resources_directory.model import Place, Schedule, Service
from resources_directory.places import Gazetteer, distance_km, outcode
from resources_directory.publishing.asked import Asked


def fits_ages(service: Service, asked: Asked) -> bool:
    """As the standard has it: a lowest age of at least this, a highest of at most that. A service
    that names none fits neither."""
    youngest, oldest = service.minimum_age, service.maximum_age
    if asked.minimum_age is not None and (youngest is None or youngest < asked.minimum_age):
        return False
    return asked.maximum_age is None or (oldest is not None and oldest <= asked.maximum_age)


def fits_moment(service: Service, asked: Asked) -> bool:
    """Whether it was edited then or later."""
    if asked.modified_after is None:
        return True
    return service.edited_at is not None and service.edited_at >= asked.modified_after


def fits_times(schedules: Iterable[Schedule], asked: Asked) -> bool:
    """Whether one and the same rule of opening meets the day and both times."""
    if asked.day is None and asked.start_time is None and asked.end_time is None:
        return True
    return any(
        (asked.day is None or asked.day in _days(rule))
        and (asked.start_time is None or _is_from(rule.opens, asked.start_time))
        and (asked.end_time is None or _ends_by(rule, asked.end_time))
        for rule in schedules
    )


def fits_postcode(service: Service, asked: Asked, gazetteer: Gazetteer) -> bool:
    """A service whose area is not known, or cannot be told from names, shuts out nobody."""
    if asked.postcode is None or not service.service_area:
        return True
    served = gazetteer.outcodes_of(service.service_area)
    return served is None or outcode(asked.postcode) in served


def fits_distance(place: Place, asked: Asked, gazetteer: Gazetteer) -> bool:
    """Where one of both ends is not known, nothing is near."""
    if asked.proximity is None:
        return True
    here = gazetteer.point_of(asked.postcode)
    there = place.point or gazetteer.point_of(place.postcode)
    if here is None or there is None:
        return False
    return distance_km(here, there) * 1000 <= asked.proximity


def _days(rule: Schedule) -> set[str]:
    """Weekdays, from "TU", from "-1FR" (last Friday), or of a single date."""
    if not rule.byday and not rule.bymonthday and rule.valid_from is not None:
        return {DAYS[rule.valid_from.weekday()]}
    return {day[-2:] for day in rule.byday}


def _is_from(opens: time | None, earliest: time) -> bool:
    return opens is not None and opens >= earliest


def _ends_by(rule: Schedule, latest: time) -> bool:
    """What closes after midnight ends later than any time of its day."""
    if rule.closes is None or (rule.opens is not None and rule.closes <= rule.opens):
        return False
    return rule.closes <= latest
