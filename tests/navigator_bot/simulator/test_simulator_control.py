"""The stand-in as a program of its own: a bot talks to it, and others play its people."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
import telegram

from navigator_bot.clock import WoundClock
from navigator_bot.errors import SettingsError
from navigator_bot.simulating import simulate
from navigator_bot.simulator import StandIn, World
from navigator_bot.simulator.control import Control
from navigator_bot.simulator.model import JSON
from tests.navigator_bot.simulator.stage import TOKEN

PROOF = {"X-Control": "1"}
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
COMMAND = (sys.executable, "-m", "navigator_bot", "simulator")


@dataclass
class Hands:
    """Asks the control; `at` is its address."""

    client: aiohttp.ClientSession
    at: str

    async def post(self, path: str, **body: object) -> JSON:
        status, answer = await self.try_post(path, **body)
        assert status in (200, 201), answer
        return answer

    async def try_post(self, path: str, **body: object) -> tuple[int, JSON]:
        async with self.client.post(f"{self.at}{path}", json=body, headers=PROOF) as answer:
            return answer.status, await answer.json()

    async def get(self, path: str = "") -> JSON:
        async with self.client.get(f"{self.at}{path}") as answer:
            body: JSON = await answer.json()
            return body


@pytest.fixture
def wound() -> WoundClock:
    return WoundClock(START)


@pytest.fixture
def played(wound: WoundClock) -> World:
    return World(wound.now)


@pytest.fixture
async def hands(
    played: World, wound: WoundClock, client: aiohttp.ClientSession
) -> AsyncIterator[Hands]:
    async with StandIn(played, TOKEN, pages=Control(played, wound)) as stand_in:
        yield Hands(client, f"{stand_in.address}/control")


async def test_a_person_is_made_and_their_chat_shown(hands: Hands, played: World) -> None:
    made = await hands.post("/person", name="Amina", language="cy")
    number = int(str(made["id"]))
    said = await hands.post(f"/person/{number}/says", text="/start")

    assert played.people[number].user.language == "cy"
    assert (await hands.get())["people"] == [{"id": number, "name": "Amina"}]
    assert said["messages"] == [
        {
            "id": 1,
            "by": "person",
            "at": START.isoformat(),
            "kind": "text",
            "text": "/start",
            "buttons": [],
        }
    ]


async def test_a_person_blocks_and_unblocks(hands: Hands) -> None:
    person = f"/person/{(await hands.post('/person', name='Amina'))['id']}"
    await hands.post(f"{person}/starts", payload="CODE")

    assert (await hands.post(f"{person}/blocks"))["is_blocked"] is True
    assert await hands.try_post(f"{person}/says", text="Hi") == (
        409,
        {"error": "Amina has blocked the bot and must unblock it first."},
    )
    assert (await hands.post(f"{person}/unblocks"))["is_blocked"] is False


async def test_a_look_may_wait_for_news(hands: Hands, played: World) -> None:
    amina = played.person("Amina")
    asked = played.changed.count
    waiting = asyncio.create_task(hands.get(f"/person/{amina.id}?after={asked}"))

    amina.says("Hello")

    assert [one["text"] for one in messages(await waiting)] == ["Hello"]


async def test_the_clock_is_wound_forward_only(hands: Hands, wound: WoundClock) -> None:
    later = START + timedelta(seconds=90.5)

    assert await hands.post("/wind", seconds=90.5) == {"now": later.isoformat()}
    assert (await hands.try_post("/wind", seconds=-1))[0] == 400
    assert wound.now() == later


async def test_troubles_are_ordered(hands: Hands, played: World, wound: WoundClock) -> None:
    for kind in (
        {"kind": "too_many_requests", "retry_after": 7},
        {"kind": "server_error", "code": 502},
        {"kind": "timed_out", "delivered": True},
        {"kind": "dropped"},
    ):
        await hands.post("/fault", method="sendMessage", **kind)

    met = [repr(played.faults.take("sendmessage")) for _ in range(5)]

    assert met == [
        "TooManyRequests(retry_after=7)",
        "ServerError(code=502)",
        "TimedOut(delivered=True)",
        "Dropped(delivered=False)",
        "None",
    ]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/person", {}, 400),
        ("/person", {"name": 7}, 400),
        ("/person/1/says", {"text": "Hi"}, 404),
        ("/person/{id}/says", {}, 400),
        ("/person/{id}/says", {"text": ""}, 409),
        ("/person/{id}/presses", {"label": "Yes"}, 409),
        ("/person/{id}/flies", {}, 404),
        ("/wind", {"seconds": True}, 400),
        ("/wind", {"seconds": 1e300}, 400),
        ("/fault", {"method": "sendMessage", "kind": "rain"}, 400),
    ],
)
async def test_what_cannot_be_done_is_refused(
    hands: Hands, played: World, path: str, body: JSON, status: int
) -> None:
    amina = played.person("Amina")

    refused, answer = await hands.try_post(path.format(id=amina.id), **body)

    assert (refused, list(answer)) == (status, ["error"])
    assert amina.sees == []


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"null"])
async def test_a_body_that_is_no_object_is_refused(hands: Hands, body: bytes) -> None:
    async with hands.client.post(f"{hands.at}/person", data=body, headers=PROOF) as answer:
        assert answer.status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {**PROOF, "Origin": "https://elsewhere.example"},
        {**PROOF, "Host": "elsewhere.example"},
    ],
)
async def test_a_page_from_elsewhere_can_do_nothing(
    hands: Hands, played: World, headers: dict[str, str]
) -> None:
    address = f"{hands.at}/person"

    async with hands.client.post(address, json={"name": "Eve"}, headers=headers) as answer:
        assert answer.status == 403
    assert played.people == {}


async def test_a_page_from_elsewhere_can_look_at_nothing(hands: Hands) -> None:
    for headers in ({"Host": "elsewhere.example"}, {"Host": "["}, {"Origin": "null"}):
        async with hands.client.get(hands.at, headers=headers) as answer:
            assert answer.status in (400, 403)


async def test_any_bot_lives_with_the_program_and_a_person_is_played_from_outside(
    client: aiohttp.ClientSession, tmp_path: Path
) -> None:
    described = tmp_path / "api.json"
    described.write_text(
        '{"methods": {"getMe": {}, "getUpdates": {}}, "types": {}}', encoding="utf-8"
    )
    async with simulator("--description", str(described)) as (base_url, token, control):
        hands = Hands(client, control)
        person = f"/person/{(await hands.post('/person', name='Amina'))['id']}"
        async with telegram.Bot(token, base_url=base_url) as bot:
            await hands.post(f"{person}/says", text="/start")
            (update,) = await bot.get_updates()
            assert update.message is not None
            await update.message.reply_text("Shall we?", reply_markup=CHOICE)
            shown = await hands.get(person)
            await hands.post(f"{person}/presses", label="Yes")
            (press,) = await bot.get_updates(offset=update.update_id + 1)
            assert press.callback_query is not None
            await press.callback_query.answer("Thank you")
        before = datetime.fromisoformat(str((await hands.get())["now"]))
        after = datetime.fromisoformat(str((await hands.post("/wind", seconds=86400))["now"]))
        faults = (await hands.get())["request_faults"]

    assert messages(shown)[-1]["buttons"] == [["Yes"]]
    assert press.callback_query.data == "choice:yes"
    assert after - before >= timedelta(days=1)
    assert "sendMessage: there is no such method" in str(faults)
    assert "getMe" not in str(faults)


async def test_a_taken_port_is_said_in_one_line(stand_in: StandIn) -> None:
    taken = stand_in.address.rpartition(":")[2]
    command = (*COMMAND, "--port", taken)
    started = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)

    _, complaint = await started.communicate()

    assert started.returncode == 1
    assert complaint.decode() == (
        f"Port {taken} of 127.0.0.1 cannot be had. "
        "Name a free one: navigator-bot simulator --port 8082\n"
    )


async def test_a_port_or_a_description_that_cannot_be_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "api.json"
    broken.write_text("{}", encoding="utf-8")

    with pytest.raises(SettingsError, match="Port 70000"):
        await simulate("127.0.0.1", 70000, None)
    with pytest.raises(SettingsError, match="no description of the Bot API"):
        await simulate("127.0.0.1", 0, broken)
    with pytest.raises(FileNotFoundError):
        await simulate("127.0.0.1", 0, tmp_path / "nowhere.json")


async def test_another_host_is_taken_with_a_warning(client: aiohttp.ClientSession) -> None:
    async with simulator("--host", "0.0.0.0", stderr=asyncio.subprocess.STDOUT) as (_, _, control):
        port = control.removesuffix("/control").rpartition(":")[2]

        assert (await Hands(client, f"http://127.0.0.1:{port}/control").get())["people"] == []


CHOICE = telegram.InlineKeyboardMarkup(
    [[telegram.InlineKeyboardButton("Yes", callback_data="choice:yes")]]
)


def messages(shown: JSON) -> list[JSON]:
    found = shown["messages"]
    assert isinstance(found, list)
    return found


@asynccontextmanager
async def simulator(
    *arguments: str, stderr: int | None = None
) -> AsyncIterator[tuple[str, str, str]]:
    """Runs the command; gives what it prints: the base URL, the token, and where its control is."""
    started = await asyncio.create_subprocess_exec(
        *COMMAND, "--port", "0", *arguments, stdout=asyncio.subprocess.PIPE, stderr=stderr
    )
    assert started.stdout is not None
    try:
        if stderr is not None:
            assert (await started.stdout.readline()).startswith(b"Warning: ")
        lines = [(await started.stdout.readline()).decode().split() for _ in range(4)]
        yield lines[0][-1], lines[1][-1], lines[2][-1]
    finally:
        started.terminate()
        code = await started.wait()
    assert code == 0
