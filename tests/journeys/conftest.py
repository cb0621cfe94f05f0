"""A journey begins on a Monday morning, in a house with nobody in it yet."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path

import pytest

from navigator_bot.directory import read_directory
from navigator_bot.wording import Wording
from tests.journeys.stage import Journey
from tests.journeys.stage import journey as beginning


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """The wording and the directory never change: every house of these journeys shares them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("navigator_bot.assembly.Wording", cache(Wording))
        patch.setattr("navigator_bot.assembly.read_directory", cache(read_directory))
        yield


@pytest.fixture
async def journey(tmp_path: Path) -> AsyncIterator[Journey]:
    """On SQLite, which no engine that a person meets differs from."""
    async with beginning(tmp_path) as made:
        yield made


@pytest.fixture
async def journey_on_both(tmp_path: Path, database_url: str) -> AsyncIterator[Journey]:
    """Once on each engine."""
    async with beginning(tmp_path, environment={"NAVIGATOR_DATABASE": database_url}) as made:
        yield made
