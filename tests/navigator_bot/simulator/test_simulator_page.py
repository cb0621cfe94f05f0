"""The rehearsal page shows the chats and does what people do, for its own visitors alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from navigator_bot.simulator import Cast, NamedPlace, Page, StandIn, World
from navigator_bot.simulator.model import JSON, Formatted
from tests.navigator_bot.simulator.stage import TOKEN, Ask, Clock

TEMPLATES = Path(__file__).parents[3] / "templates" / "console"
OURS = {"X-Rehearsal": "1"}


class Play:
    """A story with nobody behind it but a clock."""

    def __init__(self, world: World, clock: Clock) -> None:
        self.world, self.clock = world, clock
        self.wound: list[object] = []
        self.players = self._players()

    def now(self) -> datetime:
        return self.clock.now()

    async def wind(self, by: timedelta) -> None:
        self.wound.append(by)
        self.clock.wind(seconds=by.total_seconds())

    async def wind_to_next(self) -> None:
        self.wound.append("next")

    async def start_again(self) -> None:
        self.world.clear()
        self.players = self._players()

    def cast(self) -> Cast:
        return self.players

    def _players(self) -> Cast:
        amina, dele = self.world.person("Amina"), self.world.person("Dele")
        team = self.world.group("Team", [dele])
        return Cast(amina, dele, team, (NamedPlace("Market <Square>", 53.1, -1.2),))


@pytest.fixture
def play(world: World, clock: Clock) -> Play:
    return Play(world, clock)


@pytest.fixture
async def stand_in(world: World, play: Play) -> AsyncIterator[StandIn]:
    async with StandIn(world, TOKEN, pages=Page(play, TEMPLATES)) as stand_in:
        yield stand_in


@pytest.fixture
def address(stand_in: StandIn) -> str:
    return stand_in.address


async def act(client: aiohttp.ClientSession, address: str, panel: str, **done: object) -> int:
    body = {"panel": panel, **done}
    async with client.post(f"{address}/rehearsal/act", json=body, headers=OURS) as answer:
        return answer.status


async def view(client: aiohttp.ClientSession, address: str, after: str = "") -> JSON:
    async with client.get(f"{address}/rehearsal/view", params={"after": after}) as answer:
        body: JSON = await answer.json()
        return body


async def test_the_page_and_all_it_names_are_served_from_here(
    client: aiohttp.ClientSession, address: str
) -> None:
    async with client.get(f"{address}/") as answer:
        page = await answer.text()
        policy = answer.headers["Content-Security-Policy"]
    for name in ("demo.css", "demo.js", "demo_messages.js"):
        async with client.get(f"{address}/{name}") as answer:
            assert answer.status == 200

    assert "Market &lt;Square&gt;" in page
    assert "default-src 'none'" in policy
    assert "://" not in page


async def test_a_person_starts_types_and_presses(
    client: aiohttp.ClientSession, address: str, play: Play, ask: Ask
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await act(client, address, "person", what="start")
    await act(client, address, "person", what="say", text="hello")
    amina = play.players.person
    await ask("sendMessage", chat_id=amina.id, text="Well?", reply_markup=keyboard)
    number = amina.hears.message_id

    status = await act(client, address, "person", what="press", text="y", message=number)

    assert status == 204
    assert [message.text for message in amina.sees] == ["/start", "hello", "Well?"]
    updates = (await ask("getUpdates"))["result"]
    assert updates[-1]["callback_query"]["data"] == "y"  # type: ignore[index]


async def test_a_navigator_replies_and_shares(
    client: aiohttp.ClientSession, address: str, play: Play, ask: Ask
) -> None:
    await act(client, address, "navigator", what="start")
    dele = play.players.navigator
    await ask("sendMessage", chat_id=dele.id, text="Case 12 is yours")
    number = dele.hears.message_id

    await act(client, address, "navigator", what="say", text="Hello", message=number)
    await act(client, address, "navigator", what="photo")
    await act(client, address, "navigator", what="voice")
    await act(client, address, "navigator", what="location", latitude=53.1, longitude=-1.2)

    panels = (await view(client, address))["panels"]
    shown = panels["navigator"]["messages"]  # type: ignore[index]
    assert shown[2]["reply_to"] == {"name": "Peer Navigator", "text": "Case 12 is yours"}
    assert [one["kind"] for one in shown[3:]] == ["photo", "voice", "location"]
    picture = f"{address}/rehearsal/picture/navigator/{shown[3]['id']}"
    async with client.get(picture) as answer:
        assert answer.content_type == "image/png"


async def test_the_view_gives_text_as_text_and_only_safe_links(
    client: aiohttp.ClientSession, address: str, play: Play, ask: Ask
) -> None:
    amina = play.players.person
    amina.starts()
    html = '<b>&lt;img src=x&gt;</b> <a href="javascript:alert(1)">here</a>'
    await ask("sendMessage", chat_id=amina.id, text=html, parse_mode="HTML")

    panels = (await view(client, address))["panels"]

    shown = panels["person"]["messages"][-1]  # type: ignore[index]
    assert shown["pieces"] == [
        ["<img src=x>", ["bold"], ""],
        [" ", [], ""],
        ["here", ["text_link"], ""],
    ]


async def test_a_waiting_page_hears_of_news_at_once(
    client: aiohttp.ClientSession, address: str, play: Play
) -> None:
    count = (await view(client, address))["count"]
    waiting = asyncio.ensure_future(view(client, address, str(count)))

    play.players.person.starts()

    panels = (await waiting)["panels"]
    assert panels["person"]["has_started"] is True  # type: ignore[index]


async def test_the_clock_is_wound_and_the_story_starts_again(
    client: aiohttp.ClientSession, address: str, play: Play
) -> None:
    before = play.players.person
    for to in ("hour", "day", "next", "again"):
        async with client.post(
            f"{address}/rehearsal/wind", json={"to": to}, headers=OURS
        ) as answer:
            assert answer.status == 204

    assert play.wound == [timedelta(hours=1), timedelta(days=1), "next"]
    assert (await view(client, address))["story"] != before.id


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {**OURS, "Origin": "http://elsewhere.example"},
        {**OURS, "Origin": "null"},
        {**OURS, "Host": "elsewhere.example"},
    ],
)
async def test_a_page_from_elsewhere_can_do_nothing(
    client: aiohttp.ClientSession, address: str, play: Play, headers: dict[str, str]
) -> None:
    body = {"panel": "person", "what": "start"}

    async with client.post(f"{address}/rehearsal/act", json=body, headers=headers) as answer:
        assert answer.status == 403

    assert play.players.person.sees == []


async def test_a_foreign_name_pointed_at_this_server_sees_nothing(
    client: aiohttp.ClientSession, address: str
) -> None:
    elsewhere = {"Host": "elsewhere.example"}

    async with client.get(f"{address}/rehearsal/view", headers=elsewhere) as answer:
        assert answer.status == 403


@pytest.mark.parametrize(
    ("panel", "done", "status"),
    [
        ("person", {"what": "press", "text": "No such button"}, 409),
        ("person", {"what": "say", "text": ""}, 409),
        ("person", {"what": "fly"}, 400),
        ("person", {"what": "say", "text": "x", "message": "not a number"}, 400),
        ("stranger", {"what": "start"}, 404),
    ],
)
async def test_what_cannot_be_done_is_refused(
    client: aiohttp.ClientSession, address: str, panel: str, done: JSON, status: int
) -> None:
    assert await act(client, address, panel, **done) == status


async def test_a_wait_for_news_ends_when_a_new_story_begins(
    client: aiohttp.ClientSession, address: str, play: Play, world: World
) -> None:
    amina = play.players.person
    world.post(amina.chat, world.bot, Formatted("before"))
    count = world.changed.count
    waiting = asyncio.ensure_future(view(client, address, str(count)))

    await play.start_again()

    assert (await waiting)["story"] != amina.id
