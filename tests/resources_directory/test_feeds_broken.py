"""Nothing that a feed may hold stops the reading of it, or makes it slow."""

import json
import time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from resources_directory.feeds.detect import read_files
from resources_directory.problems import Fault


def test_a_file_that_is_no_json_after_all_is_told_and_the_others_are_read() -> None:
    reading = read_files(
        {"a.json": b'{"contents": [', "b.json": b'{"id": "x", "name": "Walk"}', "c.json": b"[]"}
    )

    assert [service.name for service in reading.services] == ["Walk"]
    assert [(problem.file, problem.fault) for problem in reading.problems] == [
        ("a.json", Fault.UNREADABLE_FILE),
        ("c.json", Fault.NO_SERVICE),
    ]


SAME = "ac148810-d857-441c-9679-408f346de14b"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(("2026-01-06", "TU", "-1FR", "10:00", "active", "<b>x</b>", "999")),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ("id", "name", "status", "schedules", "service_at_locations", "location", "addresses",
             "latitude", "longitude", "phones", "number", "byday", "freq", "dtstart", "opens_at",
             "interval", "bymonthday", "organization", "attributes", "taxonomy_term", "taxonomy",
             "link_type", "value", "contents", "services", "minimum_age", "cost_options", "amount",
             "regular_schedules", "eligibilitys", "service_taxonomys", "languages", "service_id",
             "services.csv", "phones.csv", "valid_from", "last_modified", "assured_date", "url")
        ),
        inner, max_size=6,
    ),
    max_leaves=25,
)  # fmt: skip


@given(JSON)
def test_no_json_whatever_stops_the_reading(found: Any) -> None:
    read_files({"feed.json": json.dumps(found).encode()})
    read_files({"feed.json": json.dumps({"contents": [{"name": "Walk", "x": found}]}).encode()})


@given(st.dictionaries(st.sampled_from(("a.csv", "services.csv", "b.json", "c.xlsx")), st.binary()))
def test_no_bytes_whatever_stop_the_reading(files: dict[str, bytes]) -> None:
    read_files(files)
    read_files({name: b"PK\x03\x04" + data for name, data in files.items()})


def test_five_thousand_messy_rows_are_read_in_seconds() -> None:
    messy = [
        {"id": SAME if n % 50 == 0 else f"s{n}", "name": f"Group {n}", "status": "Open",
         "description": f"<p>Tea &amp; talk {n}</p><script>x</script>", "minimum_age": -1,
         "last_modified": "2024-01-01T10:00:00", "url": "see web", "email": "ask",
         "phones": [{"number": "ring"}], "attributes": [{"taxonomy_term": {"name": "Advice"}}],
         "service_at_locations": [{"location": {"latitude": 0, "longitude": 0, "addresses": [
             {"address_1": "1 High St", "city": "Alderbridge", "postal_code": "AX1"}]}}],
         "schedules": [{"byday": "MO,XX", "opens_at": "ten", "freq": "OFTEN"}]}
        for n in range(5_000)
    ]  # fmt: skip
    data = json.dumps({"contents": messy}).encode()

    started = time.process_time()
    reading = read_files({"feed.json": data})

    assert len(reading.services) == 5_000
    assert len(reading.problems) > 40_000
    assert time.process_time() - started < 15
