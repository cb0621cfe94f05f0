"""Updates wait until they are confirmed or pushed, and for a day at most."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable

import pytest
from aiohttp import web

from navigator_bot.simulator import Person, StandIn, TimedOut, World
from navigator_bot.simulator.model import JSON
from tests.navigator_bot.simulator.stage import Ask, Clock


def texts(answer: JSON) -> list[str]:
    updates = answer["result"]
    assert isinstance(updates, list)
    return [update["message"]["text"] for update in updates]


def last_id(answer: JSON) -> int:
    updates = answer["result"]
    assert isinstance(updates, list)
    return int(updates[-1]["update_id"])


async def test_an_update_comes_again_until_it_is_confirmed(ask: Ask, amina: Person) -> None:
    amina.says("one")
    amina.says("two")

    first = await ask("getUpdates", limit=1)
    again = await ask("getUpdates", limit=1)
    rest = await ask("getUpdates", offset=last_id(first) + 1)
    none = await ask("getUpdates", offset=last_id(rest) + 1)

    assert texts(first) == texts(again) == ["one"]
    assert texts(rest) == ["two"]
    assert texts(none) == []


async def test_a_negative_offset_keeps_only_the_newest(ask: Ask, amina: Person) -> None:
    for text in ("one", "two", "three"):
        amina.says(text)

    assert texts(await ask("getUpdates", offset=-1)) == ["three"]


async def test_a_long_poll_ends_when_something_is_said(
    ask: Ask, amina: Person, stand_in: StandIn
) -> None:
    poll = await held(stand_in, ask("getUpdates", timeout=30))

    amina.says("hello")

    assert texts(await poll) == ["hello"]


async def test_a_second_poller_meets_a_conflict(ask: Ask, amina: Person, stand_in: StandIn) -> None:
    first = await held(stand_in, ask("getUpdates", timeout=30))

    second = await held(stand_in, ask("getUpdates", timeout=30))
    refused = await first
    amina.says("hello")

    assert refused["error_code"] == 409
    assert str(refused["description"]).startswith("Conflict: terminated by other getUpdates")
    assert texts(await second) == ["hello"]


async def test_polling_is_refused_while_a_webhook_is_set(ask: Ask) -> None:
    await ask("setWebhook", url="http://127.0.0.1:9/hook")

    refused = await ask("getUpdates")
    await ask("deleteWebhook")

    assert refused["error_code"] == 409
    assert (await ask("getUpdates"))["ok"] is True


async def test_a_long_poll_ends_when_a_webhook_is_set(ask: Ask, stand_in: StandIn) -> None:
    poll = await held(stand_in, ask("getUpdates", timeout=30))

    await ask("setWebhook", url="http://127.0.0.1:9/hook")

    refused = await poll
    assert refused["description"] == "Conflict: terminated by setWebhook request"


async def test_only_allowed_kinds_are_made(ask: Ask, amina: Person) -> None:
    await ask("getUpdates", allowed_updates=["message"])
    amina.blocks()
    amina.starts()

    updates = (await ask("getUpdates"))["result"]

    assert isinstance(updates, list)
    assert [list(update)[1] for update in updates] == ["message"]


async def test_updates_are_forgotten_after_a_day(ask: Ask, amina: Person, clock: Clock) -> None:
    amina.says("yesterday")
    clock.wind(hours=23)
    amina.says("today")
    clock.wind(hours=2)

    assert texts(await ask("getUpdates")) == ["today"]


async def test_a_duplicate_comes_even_after_it_was_confirmed(
    ask: Ask, amina: Person, world: World
) -> None:
    amina.says("once")
    first = await ask("getUpdates")
    world.updates.repeat()

    again = await ask("getUpdates", offset=last_id(first) + 1)
    no_more = await ask("getUpdates", offset=last_id(first) + 1)

    assert again["result"] == first["result"]
    assert no_more["result"] == []


async def test_updates_come_out_of_order_when_that_is_ordered(
    ask: Ask, amina: Person, world: World
) -> None:
    for text in ("one", "two", "three"):
        amina.says(text)
    world.updates.reverse()

    first = await ask("getUpdates", limit=1)
    whole = await ask("getUpdates")
    confirmed = await ask("getUpdates", offset=last_id(first) + 1)

    assert texts(whole) == ["three", "two", "one"]
    assert texts(confirmed) == []


async def test_a_poll_whose_client_gave_up_loses_nothing(
    ask: Ask, amina: Person, world: World, stand_in: StandIn
) -> None:
    world.faults.next("getUpdates", TimedOut(delivered=True))
    amina.says("hello")
    gave_up = await held(stand_in, ask("getUpdates"))
    gave_up.cancel()

    assert texts(await ask("getUpdates")) == ["hello"]


class Hook:
    """A bot's webhook that says no as often as it is told to."""

    def __init__(self) -> None:
        self.refusals = 0
        self.got: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        if self.refusals:
            self.refusals -= 1
            return web.Response(status=500)
        body = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        self.got.put_nowait((body["message"]["text"], secret))
        return web.Response()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_a_webhook_gets_updates_in_order_with_its_secret(
    ask: Ask, amina: Person, hook: Hook
) -> None:
    await ask("setWebhook", url=hook.url, secret_token="s3cret")

    amina.says("one")
    amina.says("two")

    assert await hook.got.get() == ("one", "s3cret")
    assert await hook.got.get() == ("two", "s3cret")


async def test_a_webhook_is_tried_again_until_it_takes_the_update(
    ask: Ask, amina: Person, hook: Hook, world: World
) -> None:
    hook.refusals = 3
    await ask("setWebhook", url=hook.url)

    amina.says("one")

    assert await hook.got.get() == ("one", "")
    assert world.profile.webhook.last_error.startswith("Wrong response from the webhook: 500")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"url": "http://example.org/hook"}, "An HTTPS URL must be provided"),
        ({"url": "https://example.org", "secret_token": "no spaces"}, "unallowed characters"),
    ],
)
async def test_a_bad_webhook_is_refused(ask: Ask, given: JSON, why: str) -> None:
    refused = await ask("setWebhook", **given)

    assert refused["error_code"] == 400
    assert why in str(refused["description"])


async def held(stand_in: StandIn, request: Awaitable[JSON]) -> asyncio.Task[JSON]:
    """Sends a request, and returns as soon as the server holds it."""
    count = stand_in.asked.count
    task = asyncio.ensure_future(_answer(request))
    await stand_in.asked.past(count)
    return task


async def _answer(request: Awaitable[JSON]) -> JSON:
    return await request
