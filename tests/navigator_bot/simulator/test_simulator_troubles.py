"""Troubles: flood limits by the clock, and faults that a test orders."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from navigator_bot.simulator import (
    Dropped,
    Person,
    ServerError,
    StandIn,
    TimedOut,
    TooManyRequests,
    World,
)
from tests.navigator_bot.simulator.stage import TOKEN, Ask, Clock


async def test_a_private_chat_takes_a_short_burst_then_one_a_second(
    ask: Ask, amina: Person, world: World, clock: Clock
) -> None:
    world.flood.is_enforced = True
    burst = [await ask("sendMessage", chat_id=amina.id, text="x") for _ in range(4)]
    clock.wind(seconds=3)
    later = await ask("sendMessage", chat_id=amina.id, text="x")

    assert [answer["ok"] for answer in burst] == [True, True, True, False]
    assert burst[-1] == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    assert later["ok"] is True


async def test_all_chats_together_take_30_a_second(ask: Ask, world: World, clock: Clock) -> None:
    world.flood.is_enforced = True
    crowd = [world.person(f"Person {number}") for number in range(31)]
    for person in crowd:
        person.starts()

    answers = [await ask("sendMessage", chat_id=person.id, text="x") for person in crowd]
    clock.wind(seconds=1)
    later = await ask("sendMessage", chat_id=crowd[-1].id, text="x")

    assert [answer["ok"] for answer in answers] == [True] * 30 + [False]
    assert later["ok"] is True


async def test_a_group_takes_20_a_minute(
    ask: Ask, amina: Person, world: World, clock: Clock
) -> None:
    world.flood.is_enforced = True
    team = world.group("Team", [amina])
    team.adds_bot()

    answers = [await ask("sendMessage", chat_id=team.id, text="x") for _ in range(21)]
    clock.wind(seconds=60)
    later = await ask("sendMessage", chat_id=team.id, text="x")

    assert answers[-1]["parameters"] == {"retry_after": 60}
    assert [answer["ok"] for answer in answers[:20]] == [True] * 20
    assert later["ok"] is True


async def test_ordered_refusals_come_one_a_call_and_then_stop(
    ask: Ask, amina: Person, world: World
) -> None:
    faults = (TooManyRequests(7), ServerError(), ServerError(502))
    world.faults.next("sendMessage", *faults)

    answers = [await ask("sendMessage", chat_id=amina.id, text="x") for _ in range(4)]

    assert [answer.get("error_code") for answer in answers] == [429, 500, 502, None]
    assert answers[0]["parameters"] == {"retry_after": 7}
    assert len(amina.chat.said_by_bot) == 1


@pytest.mark.parametrize("delivered", [True, False])
async def test_a_dropped_connection_may_have_delivered(
    ask: Ask, amina: Person, world: World, delivered: bool
) -> None:
    world.faults.next("sendMessage", Dropped(delivered))

    with pytest.raises(aiohttp.ClientError):
        await ask("sendMessage", chat_id=amina.id, text="x")

    assert len(amina.chat.said_by_bot) == delivered


@pytest.mark.parametrize("delivered", [True, False])
async def test_a_time_out_may_have_delivered(
    stand_in: StandIn,
    client: aiohttp.ClientSession,
    amina: Person,
    world: World,
    delivered: bool,
) -> None:
    world.faults.next("sendMessage", TimedOut(delivered))
    address = f"{stand_in.base_url}{TOKEN}/sendMessage"
    impatient = aiohttp.ClientTimeout(total=0.05)

    with pytest.raises(asyncio.TimeoutError):
        await client.post(address, json={"chat_id": amina.id, "text": "x"}, timeout=impatient)

    assert len(amina.chat.said_by_bot) == delivered


async def test_stopping_lets_everybody_who_waits_go(world: World) -> None:
    stand_in = StandIn(world, TOKEN)
    await stand_in.start()
    async with aiohttp.ClientSession() as client:
        address = f"{stand_in.base_url}{TOKEN}/getUpdates"
        poll = asyncio.ensure_future(client.post(address, json={"timeout": 50}))
        await stand_in.asked.past(0)

        await stand_in.stop()

        answer = await poll
        assert (await answer.json())["result"] == []


def test_a_long_history_is_forgotten_from_its_start(clock: Clock) -> None:
    world = World(clock.now, keep_messages=50)
    amina = world.person("Amina")
    for number in range(200):
        amina.says(f"message {number}", reply_to=amina.sees[-1] if number else None)

    last_known = amina.sees[0].reply_to
    assert len(amina.sees) == 50
    assert last_known is not None
    assert last_known.reply_to is None


async def test_a_watcher_is_woken_by_what_it_waits_for(amina: Person, world: World) -> None:
    waiting = asyncio.ensure_future(
        world.changed.until(lambda: any(message.text == "now" for message in amina.sees))
    )

    amina.says("not yet")
    amina.says("now")

    assert await waiting is True
