"""The heartbeat: open only while every part of the road moves, and silent where one does not."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from navigator_bot.pulse import Part
from navigator_bot.rules.readiness import LIMITS, Readiness
from tests.navigator_bot.life import Life

NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
SECRET = "/ping/a-secret-word"


def test_everything_that_moved_lately_is_ready() -> None:
    moved = dict.fromkeys(LIMITS, NOW - timedelta(seconds=30))

    readiness = Readiness(True, True, moved, NOW)

    assert readiness.is_ready
    assert readiness.told()["sender"] == {"ok": True, "age": 30.0}


@pytest.mark.parametrize("part", LIMITS)
@pytest.mark.parametrize("moved_at", [None, NOW - timedelta(hours=1)])
def test_one_part_that_stands_still_closes_the_road(part: str, moved_at: datetime | None) -> None:
    moved: dict[str, datetime | None] = {**dict.fromkeys(LIMITS, NOW), part: moved_at}

    readiness = Readiness(True, True, moved, NOW)

    assert not readiness.is_ready
    assert [name for name, told in readiness.parts.items() if not told["ok"]] == [part]


def test_a_copy_that_stands_by_is_ready_while_somebody_does_the_duty() -> None:
    moved = {"turns": NOW, "auditor": NOW, "sender": None, "telegram": None}

    assert Readiness(True, False, moved, NOW).is_ready
    assert not Readiness(True, False, {**moved, "auditor": None}, NOW).is_ready


def test_a_store_that_does_not_answer_closes_the_road() -> None:
    assert not Readiness(False, True, dict.fromkeys(LIMITS, NOW), NOW).is_ready


async def a_house_that_moved(life: Life) -> None:
    await life.move_in()
    await life.now()
    await life.house.auditor.look()
    life.house.pulse.beat(Part.TURNS)
    life.house.pulse.is_on_duty = True


async def test_a_house_that_has_just_worked_is_ready_and_minutes_later_is_not(life: Life) -> None:
    await a_house_that_moved(life)
    assert (await life.house.heartbeat.readiness()).is_ready

    life.clock.wind_to(life.clock.now() + timedelta(minutes=4))

    told = (await life.house.heartbeat.readiness()).told()
    still = {name for name, part in told.items() if isinstance(part, dict) and not part["ok"]}
    assert still == {"turns", "sender", "telegram"}
    assert told["ready"] is False


async def test_what_the_auditor_found_to_stand_still_closes_the_road(light_life: Life) -> None:
    await a_house_that_moved(light_life)
    async with light_life.house.database.transaction() as connection:
        await connection.run_many("add_finding", [{"key": "outbox_still:", "at": 1}])

    readiness = await light_life.house.heartbeat.readiness()

    assert readiness.told()["findings"] == {"ok": False}
    assert not readiness.is_ready


async def test_a_store_that_is_gone_is_seen(light_life: Life) -> None:
    await a_house_that_moved(light_life)
    await light_life.house.database.close()

    readiness = await light_life.house.heartbeat.readiness()

    assert readiness.told()["store"] == {"ok": False}
    assert not readiness.is_ready


@asynccontextmanager
async def watcher(status: int = 200) -> AsyncIterator[tuple[str, list[str]]]:
    """A watcher outside: its address, and the paths that it was asked for."""
    asked: list[str] = []

    async def heard(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=status)

    app = web.Application()
    app.router.add_get("/{any:.*}", heard)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}", asked
    finally:
        await runner.cleanup()


async def test_the_watcher_outside_hears_of_a_house_that_is_ready_and_of_no_other(
    light_life: Life, caplog: pytest.LogCaptureFixture
) -> None:
    await a_house_that_moved(light_life)
    heartbeat = light_life.house.heartbeat
    async with watcher() as (address, asked), aiohttp.ClientSession() as session:
        assert await heartbeat.ping(session, address + SECRET)
        light_life.clock.wind_to(light_life.clock.now() + timedelta(minutes=4))
        assert not await heartbeat.ping(session, address + SECRET)

    assert asked == [SECRET]
    assert "not ready" in caplog.text


@pytest.mark.parametrize("is_there", [True, False])
async def test_a_watcher_that_refuses_or_is_away_does_no_harm_and_its_address_stays_secret(
    light_life: Life, caplog: pytest.LogCaptureFixture, is_there: bool
) -> None:
    caplog.set_level(logging.DEBUG, "navigator_bot")
    await a_house_that_moved(light_life)
    async with watcher(500) as (address, _), aiohttp.ClientSession() as session:
        where = address if is_there else "http://127.0.0.1:1"
        assert not await light_life.house.heartbeat.ping(session, where + SECRET)

    assert "the watcher outside" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    ("told", "is_heard"),
    [
        ({"url": "https://a/telegram", "pending_update_count": 0}, True),
        ({"url": "https://another/telegram", "pending_update_count": 0}, False),
        ({"url": "https://a/telegram", "pending_update_count": 3, "last_error_date": 0}, True),
        ({"url": "https://a/telegram", "pending_update_count": 3, "last_error_date": 60}, False),
        ({"url": "https://a/telegram", "pending_update_count": 0, "last_error_date": 60}, True),
    ],
    ids=["quiet", "of another", "failed long ago", "failing now", "nothing waits"],
)
async def test_by_webhook_telegram_is_heard_while_it_reaches_us(
    light_life: Life, told: dict[str, Any], is_heard: bool
) -> None:
    await light_life.move_in()
    now = light_life.clock.now()
    if told.get("last_error_date"):
        told = {**told, "last_error_date": int(now.timestamp()) - 60}

    async def ask() -> dict[str, Any]:
        return told

    await light_life.house.heartbeat.look_at_webhook(ask, "https://a/telegram")

    assert (light_life.house.pulse.moved_at(Part.TELEGRAM) == now) is is_heard
