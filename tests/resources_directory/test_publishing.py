"""The lists of a published directory: what a request gets, and that it fits the schemas."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources_directory.catalogue import Catalogue
from resources_directory.details import Details, OrganisationDetails, Term
from resources_directory.feeds.detect import read_files
from resources_directory.feeds.uuids import made, uuid_of
from resources_directory.model import Frequency, Place, Point, Schedule, Service, ServiceId
from resources_directory.publishing.asked import LISTS, MOST_PER_PAGE, Asked, Mistake, read_asked
from resources_directory.publishing.description import description
from resources_directory.publishing.lists import Published
from resources_directory.spreadsheet import Reading
from tests.resources_directory.generated import services
from tests.resources_directory.official import faults, needs_schemas
from tests.resources_directory.real import DIRECTORIES

SCHEMAS = {
    "services": ("service_list", "service"),
    "service_at_locations": ("service_at_location_list", "service_at_location"),
    "organizations": ("organization_list", "organization"),
    "taxonomies": ("taxonomy_list", "taxonomy"),
    "taxonomy_terms": ("taxonomy_term_list", "taxonomy_term"),
}
"""Of a page of each list, and of one entry."""
EVENING = Schedule(("TU",), time(18), time(20))
MORNING = Schedule(("2MO", "-1FR"), time(9), time(12), Frequency.MONTHLY)


def published(*entries: Service) -> Published:
    return Published(Catalogue(entries))


def asks(list_name: str = "services", **said: str) -> Asked:
    asked = read_asked(list_name, said)
    assert isinstance(asked, Asked)
    return asked


def named(found: Published, **said: str) -> list[str]:
    """The names of the services that a request gets."""
    return [each["name"] for each in found.page("services", asks(**said))["contents"]]


def places_named(found: Published, **said: str) -> list[str]:
    page = found.page("service_at_locations", asks("service_at_locations", **said))
    return [each["location"]["name"] for each in page["contents"]]


def faults_of(found: Published) -> list[str]:
    """As the official validator looks: the first, middle and last page, and some ten entries."""
    wrong: list[str] = []
    for name, (of_page, of_entry) in SCHEMAS.items():
        first = found.page(name, Asked(per_page=20))
        last = first["total_pages"]
        for number in {1, (last + 1) // 2, last}:
            wrong += faults(of_page, found.page(name, Asked(page=number, per_page=20)))
        every = found.page(name, Asked(per_page=max(1, first["total_items"])))["contents"]
        for each in every[:: max(1, len(every) // 10)]:
            entry = found.entry(name, each["id"])
            assert entry is not None
            assert entry["id"] == each["id"]
            wrong += faults(of_entry, entry)
    return wrong


@needs_schemas
def test_every_list_of_the_sample_fits_the_official_schemas(sample: Reading) -> None:
    assert faults_of(Published(Catalogue(sample.services))) == []


@needs_schemas
@pytest.mark.parametrize("file", sorted(DIRECTORIES.glob("*.csv")), ids=lambda file: file.stem)
def test_every_list_of_a_real_directory_fits_the_official_schemas(file: Path) -> None:
    reading = read_files({file.name: file.read_bytes()})

    assert faults_of(Published(Catalogue(reading.services))) == []


@needs_schemas
@given(st.lists(services(), min_size=1, max_size=3, unique_by=lambda each: each.id))
@settings(max_examples=10)
def test_every_list_of_any_directory_fits_the_official_schemas(some: list[Service]) -> None:
    assert faults_of(published(*some)) == []


@given(st.lists(services(), min_size=1, max_size=3, unique_by=lambda each: each.id))
@settings(max_examples=15)
def test_what_an_entry_points_to_is_found_under_that_id(some: list[Service]) -> None:
    found = published(*some)

    for service in some:
        entry = found.entry("services", uuid_of("service", service.id))
        assert entry is not None
        for meeting in entry.get("service_at_locations", ()):
            assert found.entry("service_at_locations", meeting["id"]) is not None
        if "organization_id" in entry:
            assert found.entry("organizations", entry["organization_id"]) is not None
        for attribute in entry["attributes"]:
            term = found.entry("taxonomy_terms", attribute["taxonomy_term_id"])
            assert term is not None
            if "taxonomy_id" in term:
                assert found.entry("taxonomies", term["taxonomy_id"]) is not None


def test_pages_part_a_list_without_a_gap_or_a_double() -> None:
    found = published(*(Service(ServiceId(f"s{n}"), f"Walk {n}") for n in range(7)))

    pages = [found.page("services", Asked(page=number, per_page=3)) for number in (1, 2, 3, 4)]

    names = [each["name"] for page in pages for each in page["contents"]]
    assert names == [f"Walk {n}" for n in range(7)]
    assert [page["size"] for page in pages] == [3, 3, 1, 0]
    assert {page["total_items"] for page in pages} == {7}


def test_a_search_needs_every_word_and_takes_their_beginnings() -> None:
    found = published(
        Service(ServiceId("1"), "Riverside walk", description="For men, by the river."),
        Service(ServiceId("2"), "Men's shed", description="We walked here, and build things."),
    )

    assert named(found, search="WALK men") == ["Riverside walk", "Men's shed"]
    assert named(found, search="mens") == ["Men's shed"]
    assert named(found, search="walk swim") == []
    assert named(found, search="alk") == []


def test_ages_are_asked_as_the_standard_has_them() -> None:
    found = published(
        Service(ServiceId("1"), "Over 18", minimum_age=18),
        Service(ServiceId("2"), "11 to 25", minimum_age=11, maximum_age=25),
        Service(ServiceId("3"), "Not known"),
    )

    assert named(found, minimum_age="11") == ["Over 18", "11 to 25"]
    assert named(found, minimum_age="12") == ["Over 18"]
    assert named(found, maximum_age="25") == ["11 to 25"]
    assert named(found, minimum_age="18", maximum_age="25") == []


def test_day_and_times_must_hold_of_one_rule_of_opening() -> None:
    found = published(
        Service(ServiceId("1"), "Evening", schedules=(EVENING,)),
        Service(ServiceId("2"), "Both", schedules=(EVENING, MORNING)),
        Service(ServiceId("3"), "Night", schedules=(Schedule(("SA",), time(22), time(2)),)),
        Service(ServiceId("4"), "Once", schedules=(
            Schedule((), time(10), None, Frequency.ONCE, valid_from=date(2026, 1, 6)),)),
        Service(ServiceId("5"), "Elsewhere", place=Place(schedules=(EVENING,))),
        Service(ServiceId("6"), "Not known"),
    )  # fmt: skip

    assert named(found, day="Tuesday") == ["Evening", "Both", "Once", "Elsewhere"]
    assert named(found, day="FR") == ["Both"]
    assert named(found, day="MO", start_time="18:00") == []
    assert named(found, start_time="18:00") == ["Evening", "Both", "Night", "Elsewhere"]
    assert named(found, end_time="20:00") == ["Evening", "Both", "Elsewhere"]
    assert named(found, day="TU", start_time="17:30", end_time="19:59:59") == []


def test_words_of_a_taxonomy_and_organisations_are_found_by_the_ids_that_go_out() -> None:
    advice = Term("Advice", id="esd:1", taxonomy="esd")
    found = published(
        Service(ServiceId("1"), "Advice", "Haven", details=Details(terms=(advice,))),
        Service(ServiceId("2"), "Walk", details=Details(terms=(Term("Sport", taxonomy="esd"),))),
    )

    assert named(found, taxonomy_term_id=made("term", "esd:1")) == ["Advice"]
    assert named(found, taxonomy_id=made("taxonomy", "esd").upper()) == ["Advice", "Walk"]
    assert named(found, organization_id=made("organisation", "Haven")) == ["Advice"]
    assert named(found, taxonomy_id=made("taxonomy", "other")) == []


def test_what_was_edited_since_is_found() -> None:
    found = published(
        Service(ServiceId("1"), "Old", edited_at=datetime(2026, 1, 1, tzinfo=UTC)),
        Service(ServiceId("2"), "New", edited_at=datetime(2026, 3, 1, 9, tzinfo=UTC)),
        Service(ServiceId("3"), "Not known"),
    )

    assert named(found, modified_after="2026-03-01T09:00:00Z") == ["New"]
    assert named(found, modified_after="2026-03-01T10:00:00+01:00") == ["New"]
    assert named(found, modified_after="2025-12-31") == ["Old", "New"]


def test_places_are_found_by_their_distance_and_by_the_area_that_is_served() -> None:
    hall, far = Place("Hall", postcode="AX1 1BD", point=Point(54.0, -2.0)), Point(54.3, -2.0)
    found = published(
        Service(ServiceId("1"), "Walk", place=hall, other_places=(Place("Mill", point=far),)),
        Service(ServiceId("2"), "Choir", place=replace(hall, name="Church"), service_area=("AX7",)),
        Service(ServiceId("3"), "Club", place=Place("Somewhere")),
        Service(ServiceId("4"), "By phone"),
    )

    assert places_named(found) == ["Hall", "Mill", "Church", "Somewhere"]
    assert places_named(found, postcode="AX1 1BD") == ["Hall", "Mill", "Somewhere"]
    assert places_named(found, postcode="AX1", proximity="1000") == ["Hall"]
    assert places_named(found, postcode="AX1", proximity="40000") == ["Hall", "Mill"]
    assert places_named(found, postcode="ZZ1 1AA", proximity="40000") == []


def test_an_organisation_tells_its_services_and_a_place_its_service() -> None:
    details = Details(organisation=OrganisationDetails(description="Who we are"))
    walk = Service(ServiceId("1"), "Walk", "Haven", place=Place("Hall"), details=details)
    found = published(walk, replace(walk, id=ServiceId("2"), name="Choir"))

    (haven,) = found.page("organizations", asks("organizations"))["contents"]
    whole = found.entry("organizations", haven["id"])
    (meeting, _) = found.page("service_at_locations", asks("service_at_locations"))["contents"]
    place = found.entry("service_at_locations", meeting["id"])

    assert whole is not None
    assert [each["name"] for each in whole["services"]] == ["Walk", "Choir"]
    assert place is not None
    assert place["service"]["organization"] == haven
    assert "service_at_locations" not in place["service"]


@pytest.mark.parametrize(
    ("parameter", "said"),
    [
        ("page", "0"), ("page", "two"), ("page", "9" * 30), ("per_page", "-1"), ("day", "T"),
        ("day", "someday"), ("start_time", "25:00"), ("minimum_age", "nan"), ("maximum_age", "inf"),
        ("modified_after", "lately"), ("postcode", "Morpeth"), ("proximity", "100"),
        ("search", "a" * 201),
    ],
)  # fmt: skip
def test_a_parameter_that_cannot_be_read_is_named(parameter: str, said: str) -> None:
    asked = read_asked("service_at_locations", {parameter: said})

    assert isinstance(asked, Mistake)
    assert asked.parameter == parameter


@given(st.sampled_from(sorted(LISTS)), st.dictionaries(
    st.sampled_from(LISTS["service_at_locations"]), st.text(max_size=30)))  # fmt: skip
def test_no_words_break_a_request(name: str, said: dict[str, str]) -> None:
    asked = read_asked(name, said)

    if isinstance(asked, Asked):
        published(Service(ServiceId("1"), "Walk", place=Place("Hall"))).page(name, asked)


def test_what_a_list_does_not_take_is_passed_over_and_too_many_a_page_are_cut() -> None:
    assert asks("organizations", day="never", search="walk") == Asked()
    assert asks(per_page="5000").per_page == MOST_PER_PAGE
    assert asks(page=" ", colour="red") == Asked()


def test_the_description_names_every_list_and_what_it_takes() -> None:
    paths = description("https://example.org")["paths"]

    assert set(paths) == {"/"} | {f"/{name}" for name in LISTS} | {f"/{n}/{{id}}" for n in LISTS}
    for name, taken in LISTS.items():
        assert [each["name"] for each in paths[f"/{name}"]["get"]["parameters"]] == [*taken]
