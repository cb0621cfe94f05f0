"""A world by a clock wound by hand, its server, and two kinds of client."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
import telegram

from navigator_bot.simulator import Person, StandIn, World
from tests.navigator_bot.simulator.stage import TOKEN, Answer, Ask, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    return World(clock.now)


@pytest.fixture
def amina(world: World) -> Person:
    """Somebody who has started the bot; the bot has already seen that."""
    amina = world.person("Amina")
    amina.starts()
    world.updates.drop()
    return amina


@pytest.fixture
async def stand_in(world: World) -> AsyncIterator[StandIn]:
    async with StandIn(world, TOKEN, webhook_pause=0.001) as stand_in:
        yield stand_in


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as client:
        yield client


@pytest.fixture
def ask(stand_in: StandIn, client: aiohttp.ClientSession) -> Ask:
    """Calls a method with JSON; gives the whole answer, refusals too."""

    async def ask(method: str, **given: object) -> Answer:
        address = f"{stand_in.base_url}{TOKEN}/{method}"
        async with client.post(address, json=given) as answer:
            body: Answer = await answer.json()
            return body

    return ask


@pytest.fixture
async def bot(stand_in: StandIn) -> AsyncIterator[telegram.Bot]:
    """The common library's own client, over its own HTTP."""
    files = stand_in.base_file_url
    async with telegram.Bot(TOKEN, base_url=stand_in.base_url, base_file_url=files) as bot:
        yield bot
