"""A journey begins on a Monday morning, in a house with nobody in it yet."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from navigator_bot.feeds import Fetched, read
from navigator_bot.live_directory import make_catalogue
from navigator_bot.wording import Wording
from resources_directory.catalogue import Catalogue
from resources_directory.model import Point
from resources_directory.spreadsheet import Reading
from resources_directory.vocabulary import Vocabulary
from tests.journeys.stage import Journey
from tests.journeys.stage import journey as beginning


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """What never changes is made once: houses of these journeys share it."""
    readings: dict[str, Reading] = {}

    def read_once(fetched: Fetched) -> Reading:
        if fetched.digest not in readings:
            readings[fetched.digest] = read(fetched)
        return readings[fetched.digest]

    @cache
    def made_once(
        entries: tuple[str, ...], words: Vocabulary, places: tuple[tuple[str, Point], ...]
    ) -> Catalogue:
        return make_catalogue(entries, words, dict(places))

    def catalogue(
        entries: tuple[str, ...], vocabulary: Vocabulary, centroids: Mapping[str, Point]
    ) -> Catalogue:
        return made_once(entries, vocabulary, tuple(centroids.items()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("navigator_bot.assembly.Wording", cache(Wording))
        patch.setattr("navigator_bot.assembly.make_catalogue", catalogue)
        patch.setattr("navigator_bot.named_list.read", read_once)
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
