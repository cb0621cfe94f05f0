"""A play on the page, and somebody who looks at it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from navigator_bot.simulator import Page, StandIn, World
from tests.navigator_bot.simulator.page.visiting import Visitor
from tests.navigator_bot.simulator.play import TEMPLATES, Play
from tests.navigator_bot.simulator.stage import TOKEN, Clock


@pytest.fixture
def play(world: World, clock: Clock) -> Play:
    return Play(world, clock)


@pytest.fixture
async def stand_in(world: World, play: Play) -> AsyncIterator[StandIn]:
    async with StandIn(world, TOKEN, pages=Page(play, TEMPLATES)) as stand_in:
        yield stand_in


@pytest.fixture
def visitor(client: aiohttp.ClientSession, stand_in: StandIn) -> Visitor:
    return Visitor(client, stand_in.address)
