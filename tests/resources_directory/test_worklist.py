"""The work-list is ordered by people affected times staleness."""

from datetime import date, timedelta

from resources_directory.freshness import Part
from resources_directory.model import Schedule, Service, ServiceId, Status
from resources_directory.worklist import Signs, Told, worklist

TODAY = date(2026, 3, 2)


def entry(id: str, days: int | None, status: Status = Status.ACTIVE) -> Service:
    return Service(
        id=ServiceId(id),
        name=id,
        schedules=(Schedule(byday=("TU",)),),
        status=status,
        checked_at=None if days is None else TODAY - timedelta(days=days),
    )


def order(*services: Service, signs: Signs) -> list[str]:
    return [item.service.id for item in worklist(services, signs, TODAY)]


def test_what_was_checked_lately_and_nobody_told_of_is_no_work() -> None:
    assert order(entry("fresh", 10), signs=Signs(shown={ServiceId("fresh"): 50})) == []


def test_of_two_old_entries_the_one_that_more_people_are_sent_to_comes_first() -> None:
    signs = Signs(shown={ServiceId("b"): 9, ServiceId("a"): 2})

    assert order(entry("a", 400), entry("b", 400), entry("c", 400), signs=signs) == ["b", "a", "c"]


def test_what_people_told_comes_before_what_is_only_old() -> None:
    told = {ServiceId("told"): (Told("closed", 2, TODAY),)}
    signs = Signs(shown={ServiceId("old"): 20}, told=told)

    assert order(entry("old", None), entry("told", 5), signs=signs) == ["told", "old"]


def test_hours_make_work_before_the_entry_itself_is_old() -> None:
    (item,) = worklist([entry("a", 200)], Signs(), TODAY)

    assert (item.doubts, item.is_old, item.is_pressing) == ((Part.HOURS,), False, False)


def test_a_conflict_and_a_likely_double_press() -> None:
    signs = Signs(conflicts={ServiceId("a"): 1}, doubles={ServiceId("b"): ServiceId("c")})

    items = worklist([entry("a", 5), entry("b", 5), entry("c", 5)], signs, TODAY)

    assert [(item.service.id, item.is_pressing) for item in items] == [("a", True), ("b", True)]


def test_what_presses_comes_before_what_nobody_was_sent_to() -> None:
    signs = Signs(conflicts={ServiceId("small"): 1})

    assert order(entry("old", None), entry("small", 5), signs=signs) == ["small", "old"]


def test_a_closed_entry_is_no_work() -> None:
    assert order(entry("shut", None, Status.DEFUNCT), signs=Signs()) == []
