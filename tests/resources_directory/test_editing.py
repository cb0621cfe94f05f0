"""One field of an entry is edited as its cell in a spreadsheet would be."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory import editing
from resources_directory.details import CostOption, Details, Phone
from resources_directory.editing import Field
from resources_directory.freshness import Part
from resources_directory.model import (
    Access,
    Cost,
    Place,
    Point,
    Schedule,
    Service,
    ServiceId,
    Status,
)
from resources_directory.spreadsheet import Reading

WALK = Service(
    id=ServiceId("walk"),
    name="Pond walk",
    organisation="Friends of the Pond",
    phone="0191 498 0001",
    cost=Cost(False, "£3"),
    place=Place(name="The hut", town="Alderbridge", postcode="AX1 1AA", point=Point(55.0, -1.9)),
    schedules=(Schedule(byday=("TU",), opens=time(10), closes=time(12)),),
    original=(("Name", "Pond walk"),),
    details=Details(
        phones=(Phone("0191 498 0001"), Phone("0191 498 0002")),
        cost_options=(CostOption(description="an hour"),),
    ),
)


def test_new_hours_are_read_as_the_spreadsheet_reads_them() -> None:
    after = editing.edited(WALK, Field.HOURS, "Wed 14:00-16:00, not on bank holidays")

    assert after.is_understood
    assert editing.written(after.service, Field.HOURS) == "Wed 14:00-16:00; not on bank holidays"


def test_hours_that_cannot_be_read_are_kept_in_their_own_words() -> None:
    after = editing.edited(WALK, Field.HOURS, "whenever the kettle is on")

    assert after.service.schedules is None
    assert after.service.details.hours_note == "whenever the kettle is on"
    assert [problem.said for problem in after.problems] == ["whenever the kettle is on"]


@pytest.mark.parametrize("said", ["not known", "Unknown", "-"])
def test_not_known_clears_a_field(said: str) -> None:
    after = editing.edited(WALK, Field.COST, said).service

    assert after.cost is None


def test_a_name_cannot_be_cleared() -> None:
    after = editing.edited(WALK, Field.NAME, "not known")

    assert not after.is_understood
    assert after.service == WALK


def test_what_stands_there_is_kept_where_nothing_is_understood() -> None:
    after = editing.edited(WALK, Field.EMAIL, "ask at the desk")

    assert not after.is_understood


def test_a_new_postcode_leaves_the_old_point_on_the_map_behind() -> None:
    after = editing.edited(WALK, Field.POSTCODE, "ax2 2bb").service

    assert after.place == Place(name="The hut", town="Alderbridge", postcode="AX2 2BB")


def test_other_prices_and_the_old_number_go_with_what_was_edited() -> None:
    free = editing.edited(WALK, Field.COST, "free").service
    rung = editing.edited(WALK, Field.PHONE, "0191 498 0009").service

    assert (free.cost, free.details.cost_options) == (Cost(True, "free"), ())
    assert [phone.number for phone in rung.details.phones] == ["0191 498 0009", "0191 498 0002"]


def test_access_that_is_there_and_that_is_missing_are_one_field() -> None:
    after = editing.edited(WALK, Field.ACCESS, "step-free; no lift").service

    assert after.access == frozenset({Access.STEP_FREE})
    assert after.lacks == frozenset({Access.LIFT})


@given(st.sampled_from(Field), st.text(max_size=60))
def test_an_edit_touches_nothing_but_its_field(field: Field, said: str) -> None:
    after = editing.edited(WALK, field, said).service

    others = [other for other in Field if other is not field]
    assert {o: editing.written(after, o) for o in others} == {
        o: editing.written(WALK, o) for o in others
    }
    assert (after.id, after.original, after.status) == (WALK.id, WALK.original, WALK.status)


def test_every_field_of_the_sample_is_read_back_as_it_is_written(sample: Reading) -> None:
    for service in sample.services:
        for field in Field:
            said = editing.written(service, field)
            after = editing.edited(service, field, said or "not known")
            assert editing.written(after.service, field) == said


def test_a_new_entry_needs_a_name_and_nothing_else() -> None:
    made = editing.new(ServiceId("new"), {Field.NAME: "Lunch club"})

    assert made == editing.Edited(replace(made.service, id=ServiceId("new")))
    assert made.service.name == "Lunch club"
    with pytest.raises(ValueError, match="name"):
        editing.new(ServiceId("new"), {Field.HOURS: "Tue 10:00-12:00"})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "Mill Hall, 12 Mill Lane, Old Town, Alderbridge, AX1 1AA",
            ("Mill Hall", "12 Mill Lane; Old Town", "Alderbridge", "AX1 1AA"),
        ),
        ("Mill Hall, Alderbridge", ("Mill Hall", "", "Alderbridge", "")),
        ("the hut by the pond", ("the hut by the pond", "", "", "")),
        ("AX1 1AA", ("", "", "", "AX1 1AA")),
        (" , ", ("", "", "", "")),
    ],
)
def test_where_it_is_can_be_said_in_one_line(said: str, expected: tuple[str, ...]) -> None:
    cells = editing.address_cells(said)

    fields = (Field.PLACE, Field.ADDRESS, Field.TOWN, Field.POSTCODE)
    assert tuple(cells.get(field, "") for field in fields) == expected


def test_a_check_of_one_part_leaves_the_others_as_they_were() -> None:
    first = editing.checked(WALK, Part.COST, date(2026, 3, 1))
    second = editing.checked(first, Part.HOURS, date(2026, 3, 2))
    whole = editing.checked(second, None, date(2026, 3, 3))

    assert second.checked_at is None
    assert second.details.checked_by_field == (
        ("cost", date(2026, 3, 1)),
        ("hours", date(2026, 3, 2)),
    )
    assert (whole.checked_at, whole.details.checked_by_field) == (date(2026, 3, 3), ())


def test_what_was_closed_can_be_opened_again() -> None:
    shut = editing.closed(WALK, "until the roof is mended", for_good=False)

    assert (shut.status, shut.status_note) == (
        Status.TEMPORARILY_CLOSED,
        "until the roof is mended",
    )
    assert editing.closed(WALK, for_good=True).status is Status.DEFUNCT
    assert editing.reopened(shut) == WALK
