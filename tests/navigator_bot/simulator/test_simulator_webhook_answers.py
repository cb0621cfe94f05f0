"""A method that is named in the answer to a pushed update is carried out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web

from navigator_bot.simulator import Person, StandIn, World
from navigator_bot.simulator.person import SMALL_PICTURE
from navigator_bot.simulator.pushing import pause_after
from tests.navigator_bot.simulator.stage import Ask


@dataclass
class Hook:
    """A bot that answers every push in the same way."""

    url: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | aiohttp.MultipartWriter = b""
    got: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    async def take(self, request: web.Request) -> web.Response:
        self.got.put_nowait((await request.json())["message"]["text"])
        return web.Response(body=self.body, headers=self.headers)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


@pytest.mark.parametrize("shape", ["json", "form"])
async def test_a_method_in_the_answer_is_carried_out(
    ask: Ask, amina: Person, world: World, hook: Hook, shape: str
) -> None:
    given = {"method": "sendMessage", "chat_id": amina.id, "text": "Hello"}
    hook.body = (json.dumps(given) if shape == "json" else urlencode(given)).encode()
    kind = "json" if shape == "json" else "x-www-form-urlencoded"
    hook.headers = {"Content-Type": f"application/{kind}"}
    await ask("setWebhook", url=hook.url)

    amina.says("hi")

    await world.changed.until(lambda: amina.chat.said_by_bot)
    assert amina.hears.text == "Hello"


async def test_a_file_comes_along_in_a_multipart_answer(
    ask: Ask, amina: Person, world: World, hook: Hook
) -> None:
    form = aiohttp.MultipartWriter("form-data")
    for name, value in (("method", "sendPhoto"), ("chat_id", str(amina.id))):
        form.append(value).set_content_disposition("form-data", name=name)
    form.append(SMALL_PICTURE).set_content_disposition(
        "form-data", name="photo", filename="picture.png"
    )
    hook.body, hook.headers = form, dict(form.headers)
    await ask("setWebhook", url=hook.url)

    amina.says("hi")

    await world.changed.until(lambda: amina.chat.said_by_bot)
    assert amina.hears.picture == SMALL_PICTURE


@pytest.mark.wrong_requests
@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"method": "sendMessage"}', b'{"method": "sendTelepathy"}']
)
async def test_an_answer_that_cannot_be_carried_out_still_takes_the_update(
    ask: Ask, amina: Person, world: World, hook: Hook, body: bytes
) -> None:
    hook.body, hook.headers = body, {"Content-Type": "application/json"}
    await ask("setWebhook", url=hook.url)

    amina.says("hi")
    amina.says("and again")

    # Updates are pushed in order: the second comes when the first has been taken.
    assert [await hook.got.get() for _ in range(2)] == ["hi", "and again"]
    assert world.profile.webhook.last_error == ""
    assert amina.chat.said_by_bot == []


def test_pauses_between_pushes_double_up_to_the_longest() -> None:
    pauses = [pause_after(refused, 0.5, 10.0) for refused in (0, 1, 2, 4, 5, 5000)]

    assert pauses == [0.5, 1.0, 2.0, 8.0, 10.0, 10.0]


async def test_a_method_in_the_answer_is_a_request_like_any_other(
    ask: Ask, amina: Person, stand_in: StandIn, hook: Hook
) -> None:
    hook.body = json.dumps({"method": "sendMessage", "chat_id": amina.id, "text": "Hi"}).encode()
    hook.headers = {"Content-Type": "application/json"}
    await ask("setWebhook", url=hook.url)

    amina.says("hi")
    await stand_in.asked.until(lambda: stand_in.calls[-1].method == "sendMessage")

    assert stand_in.calls[-1].typed == {"chat_id", "text"}
