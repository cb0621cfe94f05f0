"""A list of then, a list of now and our own entry give one answer, or a question."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from resources_directory.details import Details, Phone
from resources_directory.merging import CHECKED, Merged, merge
from resources_directory.model import Audience, Place, Point, Service, ServiceId, Status
from resources_directory.units import UNITS, differing, is_unknown, unit, with_units
from tests.resources_directory.editions import editions

WALK = Service(
    ServiceId("walk"),
    "Riverside walk",
    phone="01632 960101",
    place=Place("The Mill", ("1 Mill Lane",), "Alderbridge", "AX1 1AA"),
    checked_at=date(2026, 1, 5),
)


@st.composite
def half_alike(draw: st.DrawFn) -> tuple[Service, Service, Service]:
    """Three editions of one entry that share some units and not others."""
    first, second, third = draw(editions()), draw(editions()), draw(editions())
    some = st.lists(st.sampled_from(sorted(UNITS)), unique=True)
    return (
        first,
        with_units(first, second, tuple(draw(some))),
        with_units(first, third, tuple(draw(some))),
    )


def test_every_field_of_a_service_belongs_to_a_unit_or_follows_from_the_rest() -> None:
    covered = {path.split(".")[0] for paths in UNITS.values() for path in paths}
    alone = {"id", "original", "checked_at", "edited_at"}

    assert covered | alone == {field.name for field in fields(Service)}


@given(editions(), editions())
def test_what_nobody_has_changed_in_the_list_stays_ours(then: Service, ours: Service) -> None:
    merged = merge(then, then, ours)

    assert differing(merged.service, ours) == ()
    assert merged.conflicts == ()


@given(editions(), editions())
def test_what_nobody_has_edited_here_becomes_the_list_s(then: Service, now: Service) -> None:
    merged = merge(then, now, then)

    assert differing(merged.service, now) == ()
    assert merged.conflicts == ()


@given(half_alike())
def test_an_edit_of_ours_is_never_lost(three: tuple[Service, Service, Service]) -> None:
    then, now, ours = three

    merged = merge(then, now, ours)

    for name in differing(then, ours):
        if name != "place":  # merged line by line
            assert unit(merged.service, name) == unit(ours, name)
    assert set(merged.conflicts) <= set(differing(then, now)) & set(differing(then, ours))
    assert not set(merged.conflicts) & set(merged.taken)


@given(half_alike())
def test_taking_the_same_in_again_changes_nothing(three: tuple[Service, Service, Service]) -> None:
    then, now, ours = three
    once = merge(then, now, ours)

    assert merge(now, now, once.service) == Merged(once.service)


@given(editions(), editions())
def test_without_a_list_of_then_what_is_known_here_stays(now: Service, ours: Service) -> None:
    merged = merge(None, now, ours)

    for name in UNITS:
        if name != "place" and not is_unknown(ours, name):
            assert unit(merged.service, name) == unit(ours, name)
        if is_unknown(ours, name):
            assert unit(merged.service, name) == unit(now, name)


def test_both_to_the_same_is_no_conflict() -> None:
    both = replace(WALK, phone="01632 960999")

    assert merge(WALK, both, both) == Merged(both)


def test_an_address_is_never_made_of_halves() -> None:
    moved = Place("The Hall", ("2 Hall Road",), "Harrowell", "AX2 2BB")
    mended = replace(WALK, place=replace(WALK.place or Place(), postcode="AX1 1AB"))

    merged = merge(WALK, replace(WALK, place=moved), mended)

    assert merged.service.place == mended.place
    assert merged.conflicts == ("place",)


def test_a_place_gets_its_point_beside_a_postcode_mended_here() -> None:
    point = Point(54.98, -1.9)
    mended = replace(WALK, place=replace(WALK.place or Place(), postcode="AX1 1AB"))

    merged = merge(WALK, replace(WALK, place=replace(WALK.place or Place(), point=point)), mended)

    assert merged.service.place == replace(mended.place or Place(), point=point)
    assert (merged.taken, merged.conflicts) == (("place",), ())


def test_ages_change_together() -> None:
    grown = replace(WALK, minimum_age=18, maximum_age=25)
    ours = replace(WALK, any_age=True)

    merged = merge(WALK, grown, ours)

    assert merged.service == ours
    assert merged.conflicts == ("ages",)


def test_the_newest_check_counts_whoever_made_it() -> None:
    ours = replace(
        WALK,
        checked_at=date(2026, 2, 1),
        details=Details(checked_by_field=(("hours", date(2026, 3, 1)),)),
    )
    older = replace(WALK, checked_at=date(2026, 1, 20))
    newer = replace(WALK, checked_at=date(2026, 4, 1), details=Details(assured_by="jo@example.org"))

    assert merge(WALK, older, ours) == Merged(ours)
    merged = merge(WALK, newer, ours)
    assert merged.taken == (CHECKED,)
    assert merged.service.checked_at == date(2026, 4, 1)
    assert merged.service.details == Details(assured_by="jo@example.org")


def test_a_check_of_one_field_here_outlives_an_older_check_of_the_list() -> None:
    ours = replace(WALK, details=Details(checked_by_field=(("hours", date(2026, 3, 1)),)))

    merged = merge(WALK, replace(WALK, checked_at=date(2026, 2, 1)), ours)

    assert merged.service.checked_at == date(2026, 2, 1)
    assert merged.service.details.checked_by_field == (("hours", date(2026, 3, 1)),)


def test_what_the_list_no_longer_says_is_unknown_again() -> None:
    merged = merge(WALK, replace(WALK, phone=None), WALK)

    assert merged.service.phone is None


def test_the_first_list_that_names_an_entry_of_ours_fills_its_gaps() -> None:
    ours = replace(WALK, status=Status.TEMPORARILY_CLOSED)
    theirs = replace(
        WALK,
        phone="01632 960555",
        only_for=frozenset[Audience](),
        details=Details(phones=(Phone("01632 960555"),)),
        original=(("Tel", "01632 960555"),),
        edited_at=datetime(2026, 2, 2, tzinfo=UTC),
    )

    merged = merge(None, theirs, ours)

    assert merged.taken == ("only_for",)
    assert set(merged.conflicts) == {"phone", "status"}
    assert merged.service == replace(
        ours, only_for=frozenset(), original=theirs.original, edited_at=theirs.edited_at
    )
