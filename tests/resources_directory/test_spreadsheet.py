"""Reading a spreadsheet swallows what people really write, and says what it could not use."""

import csv
from datetime import UTC, date, datetime, time
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.model import (
    Access,
    Audience,
    Cost,
    Frequency,
    Point,
    Referral,
    Schedule,
    Service,
    Status,
)
from resources_directory.problems import Fault, Problem, Remedy
from resources_directory.spreadsheet import Reading, columns, read


def _reading(**cells: str) -> Reading:
    text = StringIO()
    row = {"id": "a", "name": "Walk"} | cells
    writer = csv.DictWriter(text, list(row))
    writer.writeheader()
    writer.writerow(row)
    return read(text.getvalue())


def _service(**cells: str) -> Service:
    reading = _reading(**cells)
    assert reading.problems == ()
    return reading.services[0]


def _problem(**cells: str) -> Problem:
    reading = _reading(**cells)
    assert len(reading.services) == 1
    (problem,) = reading.problems
    return problem


def test_a_row_with_only_a_name_leaves_everything_else_unknown() -> None:
    service = read("id,name\nw,Walk\n").services[0]

    assert service == Service(id=service.id, name="Walk", original=(("id", "w"), ("name", "Walk")))


def test_an_empty_template_has_no_services_and_no_problems() -> None:
    reading = read(",".join(columns()) + "\n")

    assert reading == Reading((), ())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("18+", (18, None, False)),
        ("18-25", (18, 25, False)),
        ("18 to 25", (18, 25, False)),
        ("16 and over", (16, None, False)),
        ("up to 25", (None, 25, False)),
        ("under 26", (None, 25, False)),
        ("over 60", (60, None, False)),
        ("all", (None, None, True)),
        ("", (None, None, False)),
    ],
)
def test_ages_are_read_as_people_write_them(
    said: str, expected: tuple[int | None, int | None, bool]
) -> None:
    service = _service(ages=said)

    assert (service.minimum_age, service.maximum_age, service.any_age) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Free", Cost(True, "Free")),
        ("Free, donations welcome", Cost(True, "Free, donations welcome")),
        ("free for under 18s", Cost(False, "free for under 18s")),
        ("Free first time, then £3", Cost(False, "Free first time, then £3")),
        ("£2 a session, first visit free", Cost(False, "£2 a session, first visit free")),
        ("not known", None),
        ("", None),
    ],
)
def test_cost_is_free_only_when_it_is_free_for_all(said: str, expected: Cost | None) -> None:
    assert _service(cost=said).cost == expected


def test_access_that_is_missing_is_kept_apart_from_access_that_is_unknown() -> None:
    service = _service(access="step-free; no lift")

    assert service.access == frozenset({Access.STEP_FREE})
    assert service.lacks == {Access.LIFT}
    assert _service(access="").access is None


def test_open_to_everyone_is_not_the_same_as_not_known() -> None:
    assert _service(only_for="everyone").only_for == frozenset()
    assert _service(only_for="").only_for is None
    assert _service(only_for="Women").only_for == frozenset({Audience.WOMEN})


def test_only_a_service_that_nobody_can_start_alone_needs_a_professional() -> None:
    assert _service(referral="professional; appointment").needs_a_professional
    assert not _service(referral="professional; self").needs_a_professional
    assert not _service(referral="").needs_a_professional
    assert _service(referral="Drop in").referral == frozenset({Referral.DROP_IN})


def test_dates_are_read_with_the_day_first_and_moments_are_kept_in_utc() -> None:
    service = _service(checked="03/02/2026", edited="2026-07-01T10:00:00")

    assert service.checked_at == date(2026, 2, 3)
    assert service.edited_at == datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def test_a_place_is_put_together_from_its_cells() -> None:
    place = _service(
        place="Corn Hall", address="Back door; 4 Bridge St", postcode="ax1 1bd", latitude="54.6",
        longitude="-1.8",
    ).place  # fmt: skip

    assert place is not None
    assert (place.name, place.lines) == ("Corn Hall", ("Back door", "4 Bridge St"))
    assert (place.postcode, place.point) == ("AX1 1BD", Point(54.6, -1.8))


def test_hours_become_schedules_and_what_is_not_understood_is_told() -> None:
    reading = _reading(hours="Tue 10:00-12:00; whenever Jo is in")

    rule = Schedule(("TU",), time(10), time(12), Frequency.WEEKLY)
    assert reading.services[0].schedules == (rule,)
    assert reading.problems == (
        Problem(
            2,
            "hours",
            Fault.NOT_HOURS,
            "whenever Jo is in",
            Remedy.KEPT_AS_WRITTEN,
            service="Walk",
        ),
    )
    assert reading.services[0].details.hours_note == "whenever Jo is in"


@pytest.mark.parametrize(
    ("field", "said", "fault"),
    [
        ("ages", "-1", Fault.NOT_AN_AGE),
        ("ages", "999+", Fault.NOT_AN_AGE),
        ("ages", "grown-ups", Fault.NOT_AN_AGE),
        ("ages", "65-18", Fault.AGES_CROSSED),
        ("referral", "by owl", Fault.NOT_A_CHOICE),
        ("alcohol_free", "mostly", Fault.NOT_YES_OR_NO),
        ("checked", "last spring", Fault.NOT_A_DATE),
        ("edited", "9999-12-31T23:59:59-14:00", Fault.NOT_A_DATE),
        ("latitude", "north", Fault.NOT_COORDINATES),
        ("email", "ask at the desk", Fault.NOT_AN_EMAIL),
        ("url", "javascript:alert(1)", Fault.NOT_A_LINK),
        ("phone", "ring Jo", Fault.NOT_A_PHONE),
    ],
)
def test_a_bad_cell_becomes_a_problem_and_the_service_is_kept(
    field: str, said: str, fault: Fault
) -> None:
    problem = _problem(**{field: said})

    assert (problem.row, problem.field, problem.fault) == (2, field, fault)
    assert problem.done is Remedy.LEFT_UNKNOWN


def test_an_age_of_minus_one_shuts_nobody_out() -> None:
    service = _reading(ages="-1").services[0]

    assert (service.minimum_age, service.maximum_age) == (None, None)


def test_a_status_that_cannot_be_read_leaves_the_service_open() -> None:
    service = _reading(status="sort of").services[0]

    assert service.status is Status.ACTIVE


def test_a_row_without_a_name_is_named_after_its_organisation_or_left_out() -> None:
    reading = read("id,name,organisation\na,,Haven\nb,,\nc,Walk,Haven\n")

    assert [service.name for service in reading.services] == ["Haven", "Walk"]
    assert [(p.row, p.done) for p in reading.problems] == [
        (2, Remedy.NAMED_AFTER_ORGANISATION),
        (3, Remedy.ROW_LEFT_OUT),
    ]


def test_a_second_service_under_the_same_id_gets_one_of_its_own() -> None:
    reading = read("id,name\na,Walk\na,Choir\na,Walk\n")

    assert [(s.id, s.name) for s in reading.services] == [("a", "Walk"), ("a-2", "Choir")]
    assert [p.fault for p in reading.problems] == [Fault.DUPLICATE_ID, Fault.REPEATED_ROW]


def test_an_id_that_is_made_up_is_the_same_when_the_row_is_read_again() -> None:
    once, again = read("name\nWalk\n"), read("name\nWalk\n")

    assert once.services[0].id == again.services[0].id
    assert once.problems[0].fault is Fault.MISSING_ID


def test_columns_of_ones_own_and_cells_too_many_are_kept_in_the_original() -> None:
    reading = read("id,name,mood\na,Walk,sunny,extra\n")

    assert reading.services[0].original[2:] == (("mood", "sunny"), ("column 4", "extra"))
    assert [p.fault for p in reading.problems] == [Fault.UNKNOWN_COLUMN, Fault.TOO_MANY_CELLS]


@pytest.mark.parametrize("text", ["\ufeffid;Name\na;Walk\n", "ID\tNAME\r\na\tWalk\r\n"])
def test_other_separators_capitals_and_a_byte_order_mark_do_not_matter(text: str) -> None:
    assert [service.name for service in read(text).services] == ["Walk"]


def test_a_file_without_a_name_column_is_told_as_one_problem() -> None:
    reading = read("title,town\nWalk,Alderbridge\n")

    assert reading.services == ()
    assert Fault.NO_NAME_COLUMN in {problem.fault for problem in reading.problems}


def test_reading_goes_on_after_a_row_that_cannot_be_read() -> None:
    reading = read("id,name\na," + "x" * 200_000 + "\nb,Choir\n")

    assert "Choir" in {service.name for service in reading.services}
    assert Fault.UNREADABLE_ROW in {problem.fault for problem in reading.problems}


@given(st.text())
def test_no_text_whatever_stops_the_reading(text: str) -> None:
    read(text)


@given(st.lists(st.tuples(st.sampled_from(columns()), st.text(max_size=30)), max_size=8))
def test_no_cell_whatever_stops_the_reading(cells: list[tuple[str, str]]) -> None:
    reading = _reading(**(dict(cells) | {"name": "Walk"}))

    assert len(reading.services) == 1
