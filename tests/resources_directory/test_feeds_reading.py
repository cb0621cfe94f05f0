"""Real feeds and the mess in them: all of it is swallowed, and nothing of it is lost."""

import json
from datetime import UTC, date, datetime
from datetime import time as clock
from typing import Any

import pytest

from resources_directory.feeds.detect import read_files
from resources_directory.model import Frequency, Referral, Schedule, Service, Way
from resources_directory.problems import Fault, Problem, Remedy
from resources_directory.spreadsheet import Reading
from tests.resources_directory.real import DIRECTORIES, OPEN_REFERRAL

needs_directories = pytest.mark.skipif(
    not DIRECTORIES.is_dir(), reason="NAVIGATOR_TEST_DATA names no folder that holds directories"
)
needs_examples = pytest.mark.skipif(
    not OPEN_REFERRAL.is_dir(),
    reason="NAVIGATOR_TEST_DATA names no folder that holds open_referral",
)
OWN = "ac148810-d857-441c-9679-408f346de14b"


def read(*services: dict[str, Any]) -> Reading:
    return read_files({"services.json": json.dumps({"contents": list(services)}).encode()})


def one(**fields: Any) -> tuple[Service, tuple[Problem, ...]]:
    reading = read({"id": OWN, "name": "Walk", **fields})
    (service,) = reading.services
    return service, reading.problems


def faults(problems: tuple[Problem, ...]) -> list[tuple[str | None, Fault, Remedy]]:
    return [(problem.field, problem.fault, problem.done) for problem in problems]


@needs_directories
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("gm_food_banks.csv", 171),
        ("gm_pharmacies_120.csv", 119),
        ("sports_facilities.csv", 314),
        ("trafford_mental_health_services.csv", 60),
    ],
)
def test_no_row_of_a_real_list_is_lost(name: str, count: int) -> None:
    reading = read_files({name: (DIRECTORIES / name).read_bytes()})

    assert len(reading.services) == count
    assert all(service.place and service.place.postcode for service in reading.services[:20])
    assert all(problem.file == name for problem in reading.problems)


@needs_directories
def test_hours_in_columns_of_days_become_schedules() -> None:
    name = "gm_pharmacies_120.csv"
    first = read_files({name: (DIRECTORIES / name).read_bytes()}).services[0]

    assert first.schedules is not None
    assert first.schedules[0] == Schedule(("MO",), clock(8, 30), clock(13))
    assert first.schedules[-1] == Schedule(("SA",), clock(9), clock(12, 30))


@needs_examples
def test_hsds_as_tables_and_as_json_tell_the_same_of_a_service() -> None:
    folder = OPEN_REFERRAL / "examples_hsds"
    tables = read_files({path.name: path.read_bytes() for path in (folder / "csv").glob("*.csv")})
    tabular = read_files({"tabular.json": (folder / "tabular.json").read_bytes()})
    whole = read_files({"service.json": (folder / "service_full.json").read_bytes()})

    (service,), (twin,), (nested,) = tables.services, tabular.services, whole.services
    assert service.name == twin.name == nested.name == "Community Counselling"
    assert service.organisation == twin.organisation == nested.organisation
    assert service.phone == twin.phone == nested.phone == '"+44 1234 234567"'
    assert service.languages == twin.languages == nested.languages == frozenset({"Urdu"})
    assert service.place is not None
    assert service.place.lines == ("1-30 Main Street", "MyVillage")
    assert Fault.LINKED_TO_NOTHING in {problem.fault for problem in tables.problems}


@needs_examples
def test_pages_of_services_places_and_organisations_make_one_directory() -> None:
    folder = OPEN_REFERRAL / "examples_3.0"
    reading = read_files({path.name: path.read_bytes() for path in folder.glob("default__*")})

    (service,) = reading.services
    assert service.name == "Community Counselling"
    assert service.schedules is not None


def test_a_plain_list_may_be_called_services() -> None:
    reading = read_files({"services.csv": b"id,name,phone\nwalk,Riverside walk,01632 960101\n"})

    assert [each.phone for each in reading.services] == ["01632 960101"]


@pytest.mark.parametrize(
    ("said", "ways"),
    [
        ("Foodbank vouchers", {Referral.PROFESSIONAL}),
        ("Referral", {Referral.PROFESSIONAL}),
        ("Self-referral", {Referral.SELF}),
        ("Referral or self-refer", {Referral.SELF, Referral.PROFESSIONAL}),
        ("Open door", {Referral.DROP_IN}),
        ("By appointment, drop-in", {Referral.APPOINTMENT, Referral.DROP_IN}),
        ("Proof of need", None),
        ("If you cannot get to an agency for a food bank voucher we can supply food.", None),
    ],
)
def test_how_one_comes_to_a_service_is_read_from_words_and_kept_in_them(
    said: str, ways: set[Referral] | None
) -> None:
    row = f'Service,Referral\nFood bank,"{said}"\n'

    [service] = read_files({"list.csv": row.encode()}).services

    assert service.referral == ways
    assert service.how_to_start == said


def test_html_and_broken_letters_are_made_plain_and_told() -> None:
    service, problems = one(
        description="<p>Tea &amp; talk</p><ul><li>Free</li></ul>"
        "<a href='https://x.example/a'>here</a>",
        alert="the cafÃ© is shut",
    )

    assert service.description == "Tea & talk\n\n- Free\nhere (https://x.example/a)"
    assert service.details.alert == "the café is shut"
    assert faults(problems) == [
        ("description", Fault.MARKUP, Remedy.MADE_PLAIN),
        ("alert", Fault.ODD_ENCODING, Remedy.MADE_PLAIN),
    ]
    assert ("alert", "the cafÃ© is shut") in service.original


def test_ages_of_minus_one_and_999_shut_nobody_out() -> None:
    service, problems = one(minimum_age=-1, maximum_age=999)

    assert (service.minimum_age, service.maximum_age) == (None, None)
    assert [fault for _, fault, _ in faults(problems)] == [Fault.NOT_AN_AGE] * 2


def test_a_moment_without_an_offset_is_taken_as_uk_time() -> None:
    service, problems = one(last_modified="2026-07-01T10:00:00", assured_date="2026-07-01T00:00:00")

    assert service.edited_at == datetime(2026, 7, 1, 9, tzinfo=UTC)
    assert service.checked_at == date(2026, 7, 1)
    assert faults(problems) == [("last_modified", Fault.NO_OFFSET, Remedy.TAKEN_AS_LOCAL_TIME)]


def test_a_phone_with_words_is_kept_and_one_without_a_number_is_told() -> None:
    service, problems = one(phones=[{"number": "Ring Jo"}, {"number": "Bristol Youth: 0117 960"}])

    assert service.phone == "Bristol Youth: 0117 960"
    assert faults(problems) == [("phones.number", Fault.NOT_A_PHONE, Remedy.LEFT_UNKNOWN)]


def test_a_missing_id_is_made_and_is_the_same_when_it_is_read_again() -> None:
    reading = read({"name": "Walk"}, {"name": "Choir", "id": ""})

    assert [problem.fault for problem in reading.problems] == [Fault.MISSING_ID] * 2
    assert reading.services[0].id == read({"name": "Walk", "alert": "new"}).services[0].id


def test_a_second_service_under_one_id_is_kept_under_another() -> None:
    reading = read({"id": OWN, "name": "Walk"}, {"id": OWN, "name": "Choir"})

    assert [service.id for service in reading.services] == [OWN, f"{OWN}-2"]
    assert [problem.fault for problem in reading.problems] == [Fault.DUPLICATE_ID]


def test_what_a_list_says_shortly_gives_way_to_what_a_page_says_in_full() -> None:
    reading = read({"id": OWN, "name": "Walk"}, {"id": OWN, "name": "Walk", "alert": "Rain"})

    (service,) = reading.services
    assert service.details.alert == "Rain"


def test_schedules_are_read_with_their_ordinals_and_their_intervals() -> None:
    service, problems = one(
        schedules=[
            {"freq": "MONTHLY", "byday": "2MO,-1FR", "opens_at": "10:00", "closes_at": "12:00:00"},
            {"freq": "WEEKLY", "byday": "Tuesday", "interval": 2, "dtstart": "2026-01-06",
             "valid_from": "2025-12-01", "opens_at": "9am"},
        ]
    )  # fmt: skip

    assert problems == ()
    assert service.schedules == (
        Schedule(("2MO", "-1FR"), clock(10), clock(12), Frequency.MONTHLY),
        Schedule(("TU",), clock(9), interval=2, valid_from=date(2026, 1, 6)),
    )


def test_hours_that_name_no_day_are_kept_in_words_and_never_taken_as_shut() -> None:
    service, problems = one(schedules=[{"description": "When it rains", "opens_at": "10:00"}])

    assert service.schedules is None
    assert service.details.hours_note == "When it rains: 10:00"
    assert faults(problems) == [("schedules.byday", Fault.NOT_HOURS, Remedy.KEPT_AS_WRITTEN)]


def test_places_keep_their_own_hours_where_there_are_several() -> None:
    def at(name: str, day: str) -> dict[str, Any]:
        return {"location": {"name": name}, "schedules": [{"byday": day, "opens_at": "10:00"}]}

    service, _ = one(service_at_locations=[at("Corn Hall", "MO"), at("Weirside", "TU")])
    single, _ = one(service_at_locations=[at("Corn Hall", "MO")])

    assert service.place is not None
    assert [place.name for place in (service.place, *service.other_places)] == [
        "Corn Hall",
        "Weirside",
    ]
    assert service.place.schedules == (Schedule(("MO",), clock(10)),)
    assert service.schedules == (Schedule(("MO",), clock(10)), Schedule(("TU",), clock(10)))
    assert single.schedules == (Schedule(("MO",), clock(10)),)


def test_version_1_keeps_its_referral_route_its_ages_and_its_hours() -> None:
    service, _ = one(
        attending_access="drop-in",
        attending_type="home visit",
        organization={"id": "1", "name": "Haven", "url": "https://haven.example"},
        eligibilitys=[{"minimum_age": 16, "maximum_age": 20}, {"minimum_age": 18,
                                                              "maximum_age": 25}],
        regular_schedules=[{"weekday": "MO", "opens_at": "09:00", "closes_at": "17:00"}],
        service_taxonomys=[{"taxonomy": {"id": "esdServiceType:9", "name": "Advice",
                                         "vocabulary": "esdServiceType"}}],
        service_at_locations=[{"location": {"physical_addresses": [
            {"address_1": "4 Bridge St", "city": "Alderbridge", "postal_code": "AX1 1BD"}]}}],
        languages=[{"language": "Urdu"}],
    )  # fmt: skip

    assert service.referral == frozenset({Referral.DROP_IN})
    assert service.ways == frozenset({Way.HOME_VISIT})
    assert (service.minimum_age, service.maximum_age) == (16, 25)
    assert service.schedules == (Schedule(("MO",), clock(9), clock(17)),)
    assert service.details.organisation.url == "https://haven.example"
    assert [term.id for term in service.details.terms] == ["esdServiceType:9"]
    assert service.place is not None
    assert service.place.postcode == "AX1 1BD"
    assert service.languages == frozenset({"Urdu"})
