"""The sample directory is whole: other rooms and the demo stand on it."""

import re

from resources_directory.catalogue import Catalogue
from resources_directory.model import LifeArea, Need, Status
from resources_directory.problems import Problem
from resources_directory.spreadsheet import Reading


def test_the_sample_is_read_without_a_problem(sample: Reading) -> None:
    assert sample.problems == tuple[Problem, ...]()
    assert len(sample.services) >= 66


def test_every_life_area_and_every_need_is_met_by_an_active_service(sample: Reading) -> None:
    active = [service for service in sample.services if service.is_active]

    areas = {area for service in active for area in service.areas}
    needs = {need for service in active for need in service.needs}

    assert areas == set(LifeArea)
    assert needs == set(Need)


def test_some_services_are_closed_and_some_facts_are_unknown(sample: Reading) -> None:
    statuses = {service.status for service in sample.services}

    assert statuses >= {Status.ACTIVE, Status.TEMPORARILY_CLOSED, Status.DEFUNCT}
    assert any(service.cost is None for service in sample.services)
    assert any(service.checked_at is None for service in sample.services)


def test_nobody_real_can_be_rung_or_written_to(sample: Reading) -> None:
    """Phone numbers are from the ranges that Ofcom keeps for drama."""
    drama = re.compile(r"01632 960\d{3}|07700 900\d{3}|0808 157 0\d{3}|020 7946 0\d{3}")

    for service in sample.services:
        assert drama.fullmatch(service.phone or ""), service.id
        assert (service.email or "").endswith(".example.org"), service.id
        assert ".example.org/" in (service.url or ""), service.id
        postcode = service.place.postcode if service.place else None
        assert postcode is None or postcode.startswith("AX"), service.id


def test_a_catalogue_finds_a_service_by_its_id_and_nothing_by_another(town: Catalogue) -> None:
    first = town.services[0]

    assert town.service(first.id) is first
    assert all(town.service(service.id) is service for service in town.services)
    assert len(town) == len(town.services)
