"""Fetching a directory: pages from an API that may be slow, sly or broken, and from folders."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from navigator_bot.feeds import FeedError, Limits, fetch
from resources_directory.feeds.detect import read_files
from resources_directory.problems import Fault

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[dict[str, Handler]], Awaitable[str]]

SERVICES = [{"id": f"s{n}", "name": f"Group {n}", "status": "active"} for n in range(5)]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    servers: list[TestServer] = []

    async def start(routes: dict[str, Handler]) -> str:
        app = web.Application()
        for path, handler in routes.items():
            app.router.add_get(path, handler)
        server = TestServer(app, host="127.0.0.1")
        await server.start_server()
        servers.append(server)
        return f"http://127.0.0.1:{server.port}"

    yield start
    for server in servers:
        await server.close()


async def front(request: web.Request) -> web.Response:
    return web.json_response({"version": "HSDS-UK-3.0", "openapi_url": "https://x.example"})


async def listing(request: web.Request) -> web.Response:
    number, size = int(request.query.get("page", 1)), min(2, int(request.query.get("per_page", 2)))
    held = SERVICES[(number - 1) * size : number * size]
    return web.json_response({"total_pages": 3, "page_number": number, "contents": held})


async def single(request: web.Request) -> web.Response:
    if request.match_info["id"] == "s3":
        raise web.HTTPInternalServerError
    own_id = request.match_info["id"]
    return web.json_response({"id": own_id, "name": f"Group in full {own_id}", "schedules": []})


def names(files: dict[str, bytes]) -> list[str]:
    return [service.name for service in read_files(files).services]


async def test_an_api_is_read_page_by_page_and_each_service_in_full(serve: Serve) -> None:
    where = await serve({"/": front, "/services": listing, "/services/{id}": single})

    fetched = await fetch(where)

    assert names(fetched.files) == [
        "Group in full s0", "Group in full s1", "Group in full s2", "Group 3", "Group in full s4",
    ]  # fmt: skip
    assert [(problem.file, problem.fault) for problem in fetched.problems] == [
        ("services/s3", Fault.PAGE_NOT_FETCHED)
    ]


async def test_pages_that_never_end_or_repeat_themselves_are_left(serve: Serve) -> None:
    async def same(request: web.Request) -> web.Response:
        return web.json_response({"totalPages": 10**9, "content": [{"id": "a", "contacts": []}]})

    async def more(request: web.Request) -> web.Response:
        own_id = f"s{request.query.get('page', 1)}"
        return web.json_response({"content": [{"id": own_id, "name": own_id, "contacts": []}]})

    where = await serve({"/same/services": same, "/more/services": more})

    assert len((await fetch(f"{where}/same/services")).files) == 1
    fetched = await fetch(f"{where}/more/services", Limits(pages=4))
    assert len(fetched.files) == 4
    assert [problem.fault for problem in fetched.problems] == [Fault.PAGE_NOT_FETCHED]


async def test_a_page_that_fails_is_told_and_the_next_is_read(serve: Serve) -> None:
    async def shaky(request: web.Request) -> web.Response:
        if request.query.get("page") == "2":
            raise web.HTTPBadGateway
        return await listing(request)

    where = await serve({"/services": shaky})

    fetched = await fetch(f"{where}/services")

    assert names(fetched.files) == ["Group 0", "Group 1", "Group 4"]
    assert fetched.problems[-1].fault is Fault.PAGE_NOT_FETCHED


async def test_a_plain_file_behind_an_address_is_taken_as_it_is(serve: Serve) -> None:
    async def table(request: web.Request) -> web.Response:
        return web.Response(text="id,name\na,Walk\n")

    where = await serve({"/list.csv": table})

    assert (await fetch(f"{where}/list.csv")).files == {"list.csv": b"id,name\na,Walk\n"}


async def test_a_redirect_is_followed_on_the_same_host_only(serve: Serve) -> None:
    async def within(request: web.Request) -> web.Response:
        raise web.HTTPFound("/list.csv")

    async def away(request: web.Request) -> web.Response:
        raise web.HTTPFound("https://elsewhere.example/list.csv")

    async def table(request: web.Request) -> web.Response:
        return web.Response(text="id,name\na,Walk\n")

    async def round_and_round(request: web.Request) -> web.Response:
        raise web.HTTPFound("/round")

    where = await serve(
        {"/within": within, "/away": away, "/list.csv": table, "/round": round_and_round}
    )

    assert names((await fetch(f"{where}/within")).files) == ["Walk"]
    with pytest.raises(FeedError, match="another host"):
        await fetch(f"{where}/away")
    with pytest.raises(FeedError, match="without end"):
        await fetch(f"{where}/round")


@pytest.mark.parametrize("where", ["http://example.org/services", "http://10.0.0.1/services"])
async def test_only_https_is_asked_except_on_this_machine(where: str) -> None:
    with pytest.raises(FeedError, match="https only"):
        await fetch(where)


async def test_an_answer_that_is_too_large_or_too_slow_is_given_up(serve: Serve) -> None:
    gone = asyncio.Event()

    async def large(request: web.Request) -> web.Response:
        return web.Response(body=b"x" * 2_000)

    async def slow(request: web.Request) -> web.Response:
        await gone.wait()
        return web.Response()

    where = await serve({"/large": large, "/slow": slow})

    with pytest.raises(FeedError, match="larger than"):
        await fetch(f"{where}/large", Limits(bytes=1_000))
    with pytest.raises(FeedError, match="no answer"):
        await fetch(f"{where}/slow", Limits(wait=timedelta(milliseconds=50)))
    gone.set()


async def test_a_folder_of_pages_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for number, each in enumerate(SERVICES):
        (tmp_path / "pages" / f"{number}.json").write_text(json.dumps(each))
    (tmp_path / "notes.md").write_text("not a page")

    fetched = await fetch(str(tmp_path))

    assert names(fetched.files) == [service["name"] for service in SERVICES]


async def test_what_is_not_there_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="cannot be read"):
        await fetch(str(tmp_path / "nowhere.json"))
    with pytest.raises(FeedError, match="holds no"):
        await fetch(str(tmp_path))
