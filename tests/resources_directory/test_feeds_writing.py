"""What goes out passes the official schemas, and comes back as it was."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from resources_directory.feeds.detect import read_files
from resources_directory.feeds.uuids import is_uuid, made
from resources_directory.feeds.writing import listed, page, pages, service_object
from resources_directory.model import Cost, Need, Place, Referral, Service, ServiceId
from resources_directory.spreadsheet import Reading
from tests.resources_directory.generated import services
from tests.resources_directory.official import EXAMPLES, faults, needs_schemas

ACCEPTED = {
    "api_details": "api_details",
    "organization": "organization",
    "organization_list": "organization_list",
    "service_at_location_full": "service_at_location",
    "service_at_location_list": "service_at_location_list",
    "service_full": "service",
    "service_list": "service_list",
    "taxonomy": "taxonomy",
    "taxonomy_list": "taxonomy_list",
    "taxonomy_term": "taxonomy_term",
    "taxonomy_term_list": "taxonomy_term_list",
}
"""The official validator's good examples, and the schema of each."""
REFUSED = ("api_details", "service_full", "service_list", "taxonomy_term")
"""Its bad examples that are bad in themselves. The others fit the schemas, or are the same file as
the good one: they fail there only beside what other addresses of the same API answer."""


def again(service: Service) -> Service:
    """Written, read, and without the row that it was then read from."""
    reading = read_files({"service.json": json.dumps(service_object(service)).encode()})
    (found,) = reading.services
    return replace(found, original=())


@given(services())
@settings(max_examples=150)
def test_a_service_comes_back_as_it_was_written(service: Service) -> None:
    assert again(service) == service


def test_every_service_of_the_sample_comes_back_as_it_was_written(sample: Reading) -> None:
    for service in sample.services:
        assert again(service) == replace(service, original=())


@needs_schemas
@given(services())
@settings(max_examples=60)
def test_whatever_is_written_passes_the_official_schemas(service: Service) -> None:
    full = service_object(service)

    assert faults("service", full) == []
    assert faults("service_list", page([listed(full)], 1, 10)) == []


@needs_schemas
def test_every_page_of_the_sample_passes_the_official_schemas(sample: Reading) -> None:
    full = [service_object(service) for service in sample.services]

    for each in pages([listed(each) for each in full], size=20):
        assert faults("service_list", each) == []
    for each in full:
        assert faults("service", each) == []
        if "organization" in each:
            assert faults("organization", each["organization"]) == []


@needs_schemas
@pytest.mark.parametrize("name", REFUSED)
def test_what_the_official_validator_refuses_is_refused(name: str) -> None:
    found = json.loads((EXAMPLES / f"fail__{name}.json").read_text(encoding="utf-8"))

    assert faults(ACCEPTED[name], found) != []


@needs_schemas
@pytest.mark.parametrize("name", ACCEPTED)
def test_what_the_official_validator_accepts_is_accepted(name: str) -> None:
    found = json.loads((EXAMPLES / f"default__{name}.json").read_text(encoding="utf-8"))

    assert faults(ACCEPTED[name], found) == []


def test_what_the_standard_lost_goes_out_as_attributes_of_ours() -> None:
    service = Service(
        ServiceId("walk"), "Walk", needs=frozenset({Need.PEER_SUPPORT}),
        referral=frozenset({Referral.DROP_IN}), cost=Cost(True, "Free"),
    )  # fmt: skip

    attributes = service_object(service)["attributes"]

    said = {
        (each["link_type"], each["taxonomy_term"]["name"]): each["value"] for each in attributes
    }
    assert said[("needs", "peer support")] == "peer support"
    assert said[("referral", "drop-in")] == "drop-in"
    assert said[("id", "id")] == "walk"


def test_nothing_unknown_is_written_as_null_or_as_an_empty_value() -> None:
    written = service_object(Service(ServiceId("walk"), "Walk"))

    assert set(written) == {"id", "name", "status", "attributes"}


def test_an_id_that_is_a_uuid_stays_and_another_gets_always_the_same_one() -> None:
    own = "ac148810-d857-441c-9679-408f346de14b"

    assert service_object(Service(ServiceId(own), "Walk"))["id"] == own
    assert service_object(Service(ServiceId("walk"), "Walk"))["id"] == made("service", "walk")
    assert is_uuid(made("service", "walk"))


def test_one_place_has_one_id_whoever_meets_there() -> None:
    place = Place(name="Corn Hall", postcode="AX1 1BD")
    ids = {
        service_object(Service(ServiceId(own), own, place=place))["service_at_locations"][0][
            "location_id"
        ]
        for own in ("walk", "choir")
    }

    assert len(ids) == 1


def test_pages_are_counted_from_one_and_an_empty_list_has_one() -> None:
    found = pages([{"id": n} for n in range(5)], size=2)

    assert [each["size"] for each in found] == [2, 2, 1]
    assert [each["page_number"] for each in found] == [1, 2, 3]
    assert [each["last_page"] for each in found] == [False, False, True]
    assert [(each["empty"], each["total_pages"]) for each in pages([])] == [(True, 1)]
