"""The line to the Bot API: what goes over it, what becomes of trouble, and that no secret leaks."""

from __future__ import annotations

import asyncio
import logging
import socket
import traceback

import pytest
import telegram
from aiohttp import web
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TimedOut

from navigator_bot.errors import SettingsError
from navigator_bot.simulator import Dropped, Person, StandIn, TooManyRequests, World
from navigator_bot.simulator import TimedOut as NeverAnswers
from navigator_bot.telegram.bot import PlainBot, file_address, make_bot
from navigator_bot.telegram.request import AiohttpRequest, NotConnected, Unanswered
from tests.navigator_bot.telegram.stage import ME, TOKEN, Handler, server


def answering(*, status: int = 200, text: str = "{}") -> Handler:
    async def handler(request: web.Request) -> web.Response:
        if request.path.endswith("/getMe"):
            return web.json_response({"ok": True, "result": ME})
        return web.Response(status=status, text=text)

    return handler


def everything_told_of(error: BaseException) -> str:
    """As a log with tracebacks would show it, hidden causes included."""
    told = "".join(traceback.format_exception(error))
    for hidden in (error.__cause__, error.__context__):
        if hidden is not None:
            told += everything_told_of(hidden)
    return told + repr(error)


def free_port() -> int:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port: int = closed.getsockname()[1]
        return port


async def test_a_call_gives_the_plain_answer(bot: PlainBot, amina: Person) -> None:
    answer = await bot.call("sendMessage", {"chat_id": amina.id, "text": "Hello"})

    assert answer["message_id"] == amina.hears.message_id
    assert amina.hears.text == "Hello"


async def test_the_librarys_own_methods_work_over_the_line(bot: PlainBot, amina: Person) -> None:
    message = await bot.send_document(amina.id, b"a,b\n1,2\n", filename="plän.csv", caption="Data")

    assert isinstance(message, telegram.Message)
    assert amina.hears.words.text == "Data"
    assert bot.username == "peer_navigator_bot"


async def test_a_file_that_a_person_sent_can_be_fetched(bot: PlainBot, amina: Person) -> None:
    amina.sends_voice(content=b"OggS and more")
    updates = await bot.get_updates()

    file = await updates[-1].effective_message.voice.get_file()  # type: ignore[union-attr]

    assert bytes(await file.download_as_bytearray()) == b"OggS and more"


async def test_connections_are_kept_and_used_again() -> None:
    ports = set()

    async def handler(request: web.Request) -> web.Response:
        assert request.transport is not None
        ports.add(request.transport.get_extra_info("peername")[1])
        return web.json_response({"ok": True, "result": ME})

    async with server(handler) as base_url, make_bot(TOKEN, base_url) as bot:
        for _ in range(5):
            await bot.call("getMe", {})

    assert len(ports) == 1


async def test_updates_have_a_line_of_their_own(
    stand_in: StandIn, world: World, amina: Person
) -> None:
    world.updates.clear()

    async with make_bot(TOKEN, stand_in.base_url, connections=1) as bot:
        waiting = asyncio.create_task(bot.call("getUpdates", {"timeout": 50}, read_timeout=60))
        await bot.call("sendMessage", {"chat_id": amina.id, "text": "Meanwhile"})
        amina.says("Here I am")
        updates = await waiting

    assert amina.hears.text == "Meanwhile"
    assert updates[0]["message"]["text"] == "Here I am"


async def test_an_answer_that_does_not_come_is_a_timeout(stand_in: StandIn, world: World) -> None:
    async with make_bot(TOKEN, stand_in.base_url, read_timeout=0.05) as bot:
        world.faults.next("getMe", NeverAnswers(delivered=False))

        with pytest.raises(TimedOut) as caught:
            await bot.call("getMe", {})

    assert not isinstance(caught.value, NotConnected)
    assert TOKEN not in everything_told_of(caught.value)


async def test_a_broken_connection_may_have_carried_the_request(
    bot: PlainBot, world: World
) -> None:
    world.faults.next("getMe", Dropped(delivered=True))

    with pytest.raises(Unanswered) as caught:
        await bot.call("getMe", {})

    assert TOKEN not in everything_told_of(caught.value)


async def test_a_refused_connection_carried_nothing() -> None:
    bot = make_bot(TOKEN, f"http://127.0.0.1:{free_port()}/bot")

    with pytest.raises(NotConnected) as caught:
        await bot.initialize()
    await bot.shutdown()

    assert TOKEN not in everything_told_of(caught.value)


async def test_a_connection_that_does_not_come_free_carried_nothing(world: World) -> None:
    release = asyncio.Event()

    async def handler(_: web.Request) -> web.Response:
        await release.wait()
        return web.json_response({"ok": True, "result": ME})

    async with server(handler) as base_url, AiohttpRequest(1) as line:
        url = f"{base_url}{TOKEN}/getMe"
        busy = asyncio.create_task(line.post(url))
        await asyncio.sleep(0)
        with pytest.raises(NotConnected) as caught:
            await line.post(url, connect_timeout=0.02, pool_timeout=0.02)
        release.set()
        await busy

    assert isinstance(caught.value, TimedOut)
    assert TOKEN not in everything_told_of(caught.value)


async def test_a_closed_line_says_so() -> None:
    line = AiohttpRequest()

    with pytest.raises(NotConnected, match="closed"):
        await line.post(f"http://127.0.0.1:1/bot{TOKEN}/getMe")


async def test_none_means_without_end() -> None:
    line = AiohttpRequest(read_timeout=3)
    usual = AiohttpRequest.DEFAULT_NONE

    endless = line._timeout(False, None, usual, usual, None)
    upload = line._timeout(True, usual, 7, 2, 1)

    assert (endless.sock_read, endless.sock_connect, endless.connect) == (None, 5, None)
    assert (upload.sock_read, upload.sock_connect, upload.connect) == (10, 2, 3)
    assert line.read_timeout == 3


async def test_what_telegram_refuses_becomes_the_librarys_errors(
    bot: PlainBot, world: World, amina: Person
) -> None:
    group = world.group("Team", [amina])
    group.adds_bot()
    old = group.id
    group.migrates()
    world.faults.next("getMe", TooManyRequests(7))

    with pytest.raises(RetryAfter):
        await bot.call("getMe", {})
    with pytest.raises(BadRequest):
        await bot.call("sendMessage", {"chat_id": 99, "text": "Hello"})
    with pytest.raises(ChatMigrated) as moved:
        await bot.call("sendMessage", {"chat_id": old, "text": "Hello"})

    assert moved.value.new_chat_id == group.id


@pytest.mark.parametrize("text", ["<html>", "[1]", '"x"', "{", "", "[" * 3000])
async def test_an_answer_that_is_no_answer_is_not_quoted(
    text: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async with server(answering(text=text)) as base_url, make_bot(TOKEN, base_url) as bot:
        with pytest.raises(Unanswered) as caught:
            await bot.call("sendMessage", {"chat_id": 1, "text": "Hello"})

    assert caught.value.message == "The Bot API's answer is not a JSON object"
    assert not caplog.records


async def test_an_error_page_that_shows_the_address_is_not_quoted() -> None:
    page = f"<h1>Cannot reach /bot{TOKEN}/sendMessage</h1>"

    async with (
        server(answering(status=502, text=page)) as base_url,
        make_bot(TOKEN, base_url) as bot,
    ):
        with pytest.raises(NetworkError) as caught:
            await bot.call("sendMessage", {"chat_id": 1, "text": "Hello"})

    assert TOKEN not in everything_told_of(caught.value)
    assert "502" in caught.value.message


async def test_a_redirect_is_not_followed() -> None:
    async def handler(request: web.Request) -> web.Response:
        if request.path.endswith("/getMe"):
            return web.json_response({"ok": True, "result": ME})
        raise web.HTTPFound(f"http://127.0.0.1:1/bot{TOKEN}/elsewhere")

    async with server(handler) as base_url, make_bot(TOKEN, base_url) as bot:
        with pytest.raises(NetworkError, match="302"):
            await bot.call("sendMessage", {})


async def test_a_proxy_is_asked_instead() -> None:
    asked = []

    async def handler(request: web.Request) -> web.Response:
        asked.append(request.host)
        return web.json_response({"ok": True, "result": ME})

    async with server(handler) as address:
        proxy = address.removesuffix("/bot")
        async with make_bot(TOKEN, "http://telegram.invalid/bot", proxy=proxy):
            pass

    assert asked == ["telegram.invalid"]


async def test_a_token_that_telegram_refuses_is_named_by_its_setting(stand_in: StandIn) -> None:
    wrong = "7000000002:AA-another"
    bot = make_bot(wrong, stand_in.base_url)

    with pytest.raises(SettingsError, match="NAVIGATOR_TOKEN") as caught:
        await bot.initialize()
    await bot.shutdown()

    assert wrong not in everything_told_of(caught.value)


@pytest.mark.parametrize("token", ["", "12 34", "12/34", "12:ab\n", "{token}"])
def test_a_token_that_cannot_be_one_is_refused(token: str) -> None:
    with pytest.raises(SettingsError, match="NAVIGATOR_TOKEN"):
        make_bot(token)


@pytest.mark.parametrize("address", ["127.0.0.1:8081", "http://127.0.0.1:8081", "ftp://x/bot"])
def test_an_address_that_cannot_be_one_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="must start with http"):
        make_bot(TOKEN, address)


@pytest.mark.parametrize(
    ("base", "files"),
    [
        ("https://api.telegram.org/bot", "https://api.telegram.org/file/bot"),
        ("http://127.0.0.1:8081/bot", "http://127.0.0.1:8081/file/bot"),
        (
            "https://api.telegram.org/bot{token}/test",
            "https://api.telegram.org/file/bot{token}/test",
        ),
    ],
)
def test_files_are_beside_the_methods(base: str, files: str) -> None:
    assert file_address(base) == files


async def test_neither_token_nor_words_reach_a_log(
    stand_in: StandIn, world: World, amina: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async with make_bot(TOKEN, stand_in.base_url) as bot:
        await bot.call("sendMessage", {"chat_id": amina.id, "text": "quite secret"})
        await bot.send_message(amina.id, "quite secret")
        world.faults.next("sendMessage", Dropped())
        with pytest.raises(Unanswered):
            await bot.send_message(amina.id, "quite secret")

    assert TOKEN not in caplog.text
    assert "quite secret" not in caplog.text
    assert TOKEN not in repr(bot)
