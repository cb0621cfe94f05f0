"""The directory on the web, over real HTTP, as other software meets it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from navigator_bot import publishing
from navigator_bot.clock import WoundClock
from navigator_bot.directory import LocalDirectory
from navigator_bot.errors import SettingsError
from navigator_bot.feeds import fetch
from navigator_bot.publishing import publishing_app
from navigator_bot.settings import Publishing, read_settings
from navigator_bot.telegram.listening import serve
from resources_directory.catalogue import Catalogue
from resources_directory.feeds.detect import read_files
from resources_directory.feeds.uuids import made
from resources_directory.model import Service, ServiceId
from tests.conversations.surroundings import sample
from tests.resources_directory.official import faults, needs_schemas

NOON = datetime(2026, 3, 3, 12, 0, 0, 500_000, tzinfo=UTC)
OUTSIDE = "https://example.org/directory"


@dataclass
class Visitor:
    """Other software, that asks."""

    client: aiohttp.ClientSession
    address: str

    async def gets(self, path: str) -> Any:
        async with self.client.get(self.address + path) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def asks(
        self, path: str, method: str = "GET", **headers: str
    ) -> tuple[int, aiohttp.ClientResponse, bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.client.request(method, self.address + path, headers=named) as answer:
            return answer.status, answer, await answer.read()


@pytest.fixture
def directory() -> LocalDirectory:
    return LocalDirectory(sample().catalogue)


@pytest.fixture
def clock() -> WoundClock:
    return WoundClock(NOON)


@pytest.fixture
async def visitor(directory: LocalDirectory, clock: WoundClock) -> AsyncIterator[Visitor]:
    app = publishing_app(directory, clock, OUTSIDE)
    async with serve(app) as port, aiohttp.ClientSession() as client:
        yield Visitor(client, f"http://127.0.0.1:{port}")


@needs_schemas
async def test_the_walk_of_the_official_validator_finds_no_fault(visitor: Visitor) -> None:
    """The front page picks the version; then what must be there, and what may."""
    front = await visitor.gets("/")
    assert front["version"] == "HSDS-UK-3.0"
    assert set(front) == {"version", "profile", "openapi_url"}
    assert faults("api_details", front) == []

    for name, of_page, of_entry in (
        ("services", "service_list", "service"),
        ("service_at_locations", "service_at_location_list", "service_at_location"),
        ("organizations", "organization_list", "organization"),
        ("taxonomies", "taxonomy_list", "taxonomy"),
        ("taxonomy_terms", "taxonomy_term_list", "taxonomy_term"),
    ):
        first = await visitor.gets(f"/{name}?per_page=20")
        last = first["total_pages"]
        pages = [first]
        for number in ((last + 1) // 2, last):
            pages.append(await visitor.gets(f"/{name}?per_page=20&page={number}"))
        assert [fault for page in pages for fault in faults(of_page, page)] == []
        for each in [entry for page in pages for entry in page["contents"]][::6]:
            assert faults(of_entry, await visitor.gets(f"/{name}/{each['id']}")) == []


async def test_what_is_published_is_read_back_as_it_was(
    visitor: Visitor, directory: LocalDirectory
) -> None:
    """By the reader of others' directories, page by page and service by service."""
    fetched = await fetch(visitor.address)
    reading = read_files(fetched.files)

    told = {each.id: replace(each, original=()) for each in reading.services}
    assert told == {each.id: replace(each, original=()) for each in directory.services}
    assert (fetched.problems, reading.problems) == ((), ())


async def test_a_port_that_is_taken_is_an_error_that_names_its_setting(
    directory: LocalDirectory, clock: WoundClock
) -> None:
    app = publishing_app(directory, clock, OUTSIDE)
    async with serve(app) as taken:
        with pytest.raises(SettingsError, match=f"NAVIGATOR_PUBLISH_PORT: .*port {taken}"):
            async with serve(app, port=taken, setting="NAVIGATOR_PUBLISH_PORT"):
                pass


async def test_a_page_of_any_site_may_ask(visitor: Visitor) -> None:
    for path in ("/", "/services", "/services/none", "/services?page=0"):
        _, answer, _ = await visitor.asks(path, Origin="https://elsewhere.example")

        assert answer.headers["Access-Control-Allow-Origin"] == "*"

    status, answer, _ = await visitor.asks("/services", "OPTIONS")
    assert status == 204
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


async def test_nothing_can_be_changed_from_outside(visitor: Visitor) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        status, answer, body = await visitor.asks("/services", method)

        assert status == 405
        assert answer.content_type == "application/problem+json"
        assert json.loads(body)["status"] == 405


async def test_a_head_tells_what_a_get_would(visitor: Visitor) -> None:
    _, whole, body = await visitor.asks("/services")
    status, answer, nothing = await visitor.asks("/services", "HEAD")

    assert (status, nothing) == (200, b"")
    assert int(answer.headers["Content-Length"]) == len(body)
    assert answer.headers["ETag"] == whole.headers["ETag"]


@pytest.mark.parametrize("path", ["/services/none", "/people", "/people/1", "/a/b/c"])
async def test_what_is_not_there_is_a_problem_of_its_standard_form(
    visitor: Visitor, path: str
) -> None:
    status, answer, body = await visitor.asks(path)

    assert status == 404
    assert answer.content_type == "application/problem+json"
    assert json.loads(body)["title"] == "Not Found"


async def test_a_parameter_that_cannot_be_read_is_said_with_what_can_stand_there(
    visitor: Visitor,
) -> None:
    status, _, body = await visitor.asks("/services?day=someday")

    assert status == 400
    assert json.loads(body)["detail"] == "day must be a day of the week, such as MO or Monday."


async def test_who_has_a_page_already_is_not_sent_it_again(
    visitor: Visitor, directory: LocalDirectory, clock: WoundClock
) -> None:
    _, first, _ = await visitor.asks("/services")
    tag, since = first.headers["ETag"], first.headers["Last-Modified"]

    status, _, body = await visitor.asks("/services", If_None_Match=f'"x", W/{tag}')
    assert (status, body) == (304, b"")
    assert (await visitor.asks("/services", If_Modified_Since=since))[0] == 304
    assert (await visitor.asks("/services", If_Modified_Since="once"))[0] == 200
    assert (await visitor.asks("/services", If_None_Match='"x"', If_Modified_Since=since))[0] == 200
    clock.wind_to(NOON + timedelta(hours=1))
    changed(directory, Service(ServiceId("walk"), "Walk"))
    assert (await visitor.asks("/services", If_None_Match=tag))[0] == 200
    assert (await visitor.asks("/services", If_Modified_Since=since))[0] == 200


async def test_a_change_of_the_directory_is_served_at_once(
    visitor: Visitor, directory: LocalDirectory
) -> None:
    before = await visitor.gets("/services")
    changed(directory, Service(ServiceId("walk"), "Walk"))
    after = await visitor.gets("/services")

    assert before["total_items"] > 1
    assert [each["name"] for each in after["contents"]] == ["Walk"]
    assert (await visitor.gets(f"/services/{made('service', 'walk')}"))["name"] == "Walk"


async def test_the_description_tells_where_it_is_reached(visitor: Visitor) -> None:
    front, described = await visitor.gets("/"), await visitor.gets("/openapi.json")

    assert front["openapi_url"] == f"{OUTSIDE}/openapi.json"
    assert described["servers"] == [{"url": OUTSIDE}]


async def test_beyond_a_crowd_nobody_is_kept_waiting(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "MOST_WAITING", 0)

    status, answer, _ = await visitor.asks("/services")

    assert status == 503
    assert answer.headers["Retry-After"] == "5"


def test_without_a_port_nothing_is_published() -> None:
    assert read_settings({}, with_token=False).publishing is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({}, Publishing("127.0.0.1", 8070, "http://127.0.0.1:8070")),
        ({"HOST": "::1"}, Publishing("::1", 8070, "http://[::1]:8070")),
        ({"URL": "https://a.example/b/"}, Publishing("127.0.0.1", 8070, "https://a.example/b")),
    ],
)
def test_it_is_reached_from_this_machine_alone_where_nothing_else_is_said(
    said: dict[str, str], meant: Publishing
) -> None:
    named = {f"NAVIGATOR_PUBLISH_{name}": value for name, value in said.items()}

    settings = read_settings({"NAVIGATOR_PUBLISH_PORT": "8070", **named}, with_token=False)

    assert settings.publishing == meant


@pytest.mark.parametrize(
    "said",
    [
        {"PORT": "0"},
        {"PORT": "many"},
        {"PORT": "8070", "URL": "a.example"},
        {"PORT": "8070", "URL": "https://a.example/?b"},
        {"URL": "https://a.example"},
    ],
)
def test_a_setting_of_publishing_that_cannot_be_meant_is_named(said: dict[str, str]) -> None:
    named = {f"NAVIGATOR_PUBLISH_{name}": value for name, value in said.items()}

    with pytest.raises(SettingsError, match="NAVIGATOR_PUBLISH_"):
        read_settings(named, with_token=False)


def changed(directory: LocalDirectory, *services: Service) -> None:
    directory.serve(Catalogue(services))
