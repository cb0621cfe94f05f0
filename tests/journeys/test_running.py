"""A house that runs by itself, in real time: receiving in both ways, and ending in good order."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from navigator_bot import invitations, operating, running
from navigator_bot.settings import Door, Publishing, Watching, Webhook
from navigator_bot.simulator import Message, Person
from navigator_bot.stage import Stage
from navigator_bot.telegram.webhook import HEADER
from resources_directory.model import Status

SECRET = "a_Secret-of-this-test"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@asynccontextmanager
async def house_at_work(stage: Stage) -> AsyncIterator[asyncio.Event]:
    """Runs until the event is set; everything has ended when the block has."""
    stopping = asyncio.Event()
    at_work = asyncio.create_task(running.run_until(stage.house, stopping))
    try:
        yield stopping
    finally:
        stopping.set()
        await asyncio.wait_for(at_work, 30)
    assert not [task for task in asyncio.all_tasks() if of_the_house(task)]


def of_the_house(task: asyncio.Task[Any]) -> bool:
    """Not of the stand-in, which goes on until its own end."""
    code = getattr(task.get_coro(), "cr_code", None)
    file = "" if code is None else str(code.co_filename)
    return "navigator_bot" in file and "simulator" not in file and "tests" not in file


async def reads(person: Person, words: str) -> Message:
    """The bubble with these words, as soon as it is there."""

    def look() -> Message | None:
        return next((m for m in person.chat.said_by_bot if words in m.text), None)

    return await person.world.changed.until(look, within=30)


async def talks(stage: Stage) -> None:
    """Two strangers at once, neither of whom waits for the other."""
    kim, lee = stage.world.person("Kim"), stage.world.person("Lee")
    kim.says("help")
    lee.says("/help_now")
    for person in (kim, lee):
        await reads(person, "116 123")
        await reads(person, "I am a bot, so I cannot call anyone for you.")
    kim.says("/talk")
    assert "What is it about?" in (await reads(kim, "A navigator is a person")).text


async def nothing_is_under_way(stage: Stage) -> None:
    await stage.house.sender.close()  # what had just gone out is still written down
    async with stage.house.database.transaction() as connection:
        assert await connection.value("waiting_events") == 0
        counted = await connection.rows("count_outbox")
    assert {row["status"] for row in counted} == {"sent"}


@pytest.fixture
async def stage(tmp_path: Path, database_url: str) -> AsyncIterator[Stage]:
    made = Stage(tmp_path, environment={"NAVIGATOR_DATABASE": database_url})
    async with made.stand_in:
        await made.open()
        try:
            yield made
        finally:
            await made.close()


async def test_by_long_polling_it_answers_and_stops_with_nothing_under_way(stage: Stage) -> None:
    async with house_at_work(stage):
        await talks(stage)

    await nothing_is_under_way(stage)
    assert not len(stage.world.updates), "what was heard is not asked for again"


async def test_once_people_are_heard_their_menu_is_set(stage: Stage) -> None:
    kim = stage.world.person("Kim")

    def offered() -> list[str]:
        commands = stage.world.profile.commands_for(kim.chat.id, kim.id, "en")
        return [each.name for each in commands]

    before = offered()
    async with house_at_work(stage):
        await stage.world.changed.until(offered, within=30)

    assert not before
    assert {"help_now", "talk"} <= set(offered())


async def test_by_webhook_it_answers_and_stops_with_nothing_under_way(stage: Stage) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    hook = Webhook(url, SECRET, "127.0.0.1", port)
    stage.house.settings = replace(stage.house.settings, webhook=hook)

    async with house_at_work(stage):
        await talks(stage)
        async with aiohttp.ClientSession() as client:
            for headers in ({}, {HEADER: "something-else"}):
                async with client.post(url, json={"update_id": 1}, headers=headers) as answer:
                    assert answer.status == 403

    await nothing_is_under_way(stage)
    assert stage.world.profile.webhook.secret == SECRET


async def test_it_runs_the_errands_of_who_keeps_the_directory(tmp_path: Path) -> None:
    made = Stage(tmp_path)
    async with made.stand_in:
        await made.open()
        try:
            async with house_at_work(made):
                kim = made.world.person("Kim")
                house = made.house
                kim.starts(await invitations.invite(house.database, house.clock, "coordinator"))
                await reads(kim, "You are a coordinator here now.")
                kim.sends_document(b"id,name\nc1,Soup and songs\n", "clubs.csv")
                assert "New: 1 entry" in (await reads(kim, "I have read")).text
        finally:
            await made.close()


async def test_beside_the_chat_it_publishes_its_directory(tmp_path: Path) -> None:
    made, port = Stage(tmp_path), free_port()
    url = f"http://127.0.0.1:{port}"
    async with made.stand_in:
        await made.open()
        where = Publishing("127.0.0.1", port, url)
        made.house.settings = replace(made.house.settings, publishing=where)
        try:
            async with house_at_work(made), aiohttp.ClientSession() as client:
                await talks(made)
                async with client.get(f"{url}/services?search=walk") as answer:
                    page = await answer.json()
        finally:
            await made.close()

    assert page["total_items"] > 0
    assert {each["status"] for each in page["contents"]} <= set(Status)


@pytest.mark.parametrize("receives_by", ["polling", "webhook"])
async def test_a_running_house_says_that_the_road_is_open(tmp_path: Path, receives_by: str) -> None:
    made = Stage(tmp_path)
    async with made.stand_in:
        await made.open()
        port, path = free_port(), "/telegram"
        if receives_by == "webhook":
            hook = Webhook(f"http://127.0.0.1:{port}{path}", SECRET, "127.0.0.1", port)
            made.house.settings = replace(made.house.settings, webhook=hook)
        else:
            watching = Watching(Door("127.0.0.1", port))
            made.house.settings = replace(made.house.settings, watching=watching)
        try:
            async with house_at_work(made), aiohttp.ClientSession() as client:
                assert (await asks(client, port, "/healthz")) == "ok"
                async with asyncio.timeout(10):
                    while not (told := await asks(client, port, "/readyz"))["ready"]:
                        await asyncio.sleep(0.02)
            assert set(told) - {"ready", "on_duty"} == {
                "store", "findings", "turns", "sender", "telegram", "auditor",
            }  # fmt: skip
        finally:
            await made.close()


@pytest.mark.parametrize("is_pressed", [True, False])
async def test_an_operator_tries_out_whether_alerts_arrive_and_are_seen(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_pressed: bool,
) -> None:
    made = Stage(tmp_path)
    async with made.stand_in:
        await made.start_again()
        seat = made.cast().seats[1]
        team = seat.group
        assert team is not None
        for name in ("DATABASE", "KEY_FILE"):
            value = str(getattr(made.house.settings, name.lower()))
            monkeypatch.setenv(f"NAVIGATOR_{name}", value)

        def look() -> Message | None:
            return next((m for m in team.sees if "only a test" in m.text), None)

        async def press() -> None:
            alert = await made.world.changed.until(look, within=30)
            if is_pressed:
                seat.who.presses("I see it", alert)

        try:
            async with house_at_work(made):
                pressing = asyncio.create_task(press())
                wait = 1 if is_pressed else 0.005
                exit_code = await operating.try_alert(Namespace(wait=wait))
                await pressing
        finally:
            await made.close()

    told = capsys.readouterr()
    assert "It arrived after" in told.out
    assert ("It was seen after" in told.out) is is_pressed
    assert exit_code == (0 if is_pressed else 2)


async def asks(client: aiohttp.ClientSession, port: int, path: str) -> Any:
    """The answer, as soon as there is somebody to give it."""
    async with asyncio.timeout(10):
        while True:
            with contextlib.suppress(aiohttp.ClientConnectorError):
                async with client.get(f"http://127.0.0.1:{port}{path}") as answer:
                    is_json = answer.content_type == "application/json"
                    return await (answer.json() if is_json else answer.text())
            await asyncio.sleep(0.02)


async def test_a_reminder_comes_by_itself_when_its_time_has_come(tmp_path: Path) -> None:
    """The bell that APScheduler rings, on the clock of the machine."""
    made = Stage(tmp_path)
    async with made.stand_in:
        await made.open()
        try:
            async with made.house.database.transaction() as connection:
                due = int((made.now() + timedelta(seconds=0.3)).timestamp() * 1000)
                timer = {"bell": "ladder", "ref": "none:0", "due_at": due}
                await connection.run_many("set_timer", [{"chat": 1, **timer}])
            async with house_at_work(made):
                async with asyncio.timeout(5):
                    while await timers(made):
                        await asyncio.sleep(0.02)
        finally:
            await made.close()


async def timers(stage: Stage) -> int:
    async with stage.house.database.transaction() as connection:
        return len(await connection.rows("timers_of", chat=1))
