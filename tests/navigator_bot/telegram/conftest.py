"""A bot of ours on the line to the stand-in Bot API, and somebody to talk with."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from navigator_bot.clock import WoundClock
from navigator_bot.simulator import Person, StandIn, World
from navigator_bot.telegram.bot import PlainBot, make_bot
from navigator_bot.telegram.sending import Telephone
from tests.navigator_bot.telegram.stage import TOKEN, Inbox


@pytest.fixture
def world() -> World:
    return World(WoundClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC)).now)


@pytest.fixture
async def stand_in(world: World) -> AsyncIterator[StandIn]:
    async with StandIn(world, TOKEN) as stand_in:
        yield stand_in


@pytest.fixture
async def bot(stand_in: StandIn) -> AsyncIterator[PlainBot]:
    async with make_bot(TOKEN, stand_in.base_url) as bot:
        yield bot


@pytest.fixture
def amina(world: World) -> Person:
    """Somebody who has started the bot; it has not yet read that."""
    amina = world.person("Amina", last_name="Khan")
    amina.starts()
    return amina


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def telephone(bot: PlainBot) -> Telephone:
    return Telephone(bot)
