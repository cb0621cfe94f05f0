"""The webhook's door, over real HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from navigator_bot.errors import SettingsError
from navigator_bot.events import Unread
from navigator_bot.simulator import StandIn, World
from navigator_bot.telegram.bot import PlainBot
from navigator_bot.telegram.help_from_memory import HelpFromMemory
from navigator_bot.telegram.listening import serve
from navigator_bot.telegram.webhook import HEADER, set_webhook, webhook_app
from tests.navigator_bot.telegram.payloads import KINDS, TEAM, Json, message, pressed, said
from tests.navigator_bot.telegram.stage import Inbox

SECRET = "a-Secret_of-1234"
PATH = "/telegram/hook"


class Door:
    """Knocks at the webhook as Telegram does."""

    def __init__(self, client: aiohttp.ClientSession, address: str) -> None:
        self.client = client
        self.address = address

    async def brings(self, update: object, secret: str | None = SECRET) -> tuple[int, str]:
        return await self.posts(json.dumps(update).encode(), secret)

    async def posts(
        self, body: bytes | AsyncIterator[bytes], secret: str | None = SECRET
    ) -> tuple[int, str]:
        headers = {} if secret is None else {HEADER: secret}
        url = self.address + PATH
        async with self.client.post(url, data=body, headers=headers) as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def opened(
    inbox: Inbox, memory: HelpFromMemory | None = None, max_bytes: int = 10_000
) -> AsyncIterator[Door]:
    app = webhook_app(PATH, SECRET, inbox.keep, max_bytes=max_bytes, help_from_memory=memory)
    async with serve(app) as port, aiohttp.ClientSession() as client:
        yield Door(client, f"http://127.0.0.1:{port}")


@pytest.fixture
async def door(inbox: Inbox) -> AsyncIterator[Door]:
    async with opened(inbox) as door:
        yield door


def never(words: str) -> bool:
    return False


async def test_an_update_is_kept_and_then_thanked_for(door: Door, inbox: Inbox) -> None:
    assert await door.brings(KINDS["text"]) == (200, "")

    assert inbox.words == ["just to the corner"]


async def test_an_update_that_was_not_kept_is_asked_for_again(door: Door, inbox: Inbox) -> None:
    inbox.is_shut = True
    status, _ = await door.brings(KINDS["text"])
    assert status == 503

    inbox.is_shut = False
    assert (await door.brings(KINDS["text"]))[0] == 200
    assert inbox.words == ["just to the corner"]


@pytest.mark.parametrize("secret", [None, "", "a-Secret_of-123", "a-Secret_of-12345", "é", "*"])
async def test_without_the_secret_nothing_comes_in(
    door: Door, inbox: Inbox, secret: str | None
) -> None:
    assert (await door.brings(KINDS["text"], secret))[0] == 403
    assert not inbox.kept


async def test_what_is_too_long_is_turned_away(door: Door, inbox: Inbox) -> None:
    assert (await door.brings(said(text="x" * 10_000)))[0] == 413
    assert not inbox.kept


async def test_a_length_that_is_not_told_is_counted(door: Door, inbox: Inbox) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b"x" * 1000

    assert (await door.posts(pieces()))[0] == 413
    assert not inbox.kept


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe\x00", b"[" * 9000, b"1" * 9000])
async def test_what_is_no_json_is_turned_away(door: Door, inbox: Inbox, body: bytes) -> None:
    assert (await door.posts(body))[0] == 400
    assert not inbox.kept


@pytest.mark.parametrize("update", [7, [], {}, {"update_id": 5, "message": {"text": "Hello"}}])
async def test_what_cannot_be_read_is_kept_so_that_it_is_not_brought_for_ever(
    door: Door, inbox: Inbox, update: object
) -> None:
    assert (await door.brings(update))[0] == 200

    assert [type(each.body) for each in inbox.kept] == [Unread]


async def test_what_concerns_nobody_is_thanked_for(door: Door, inbox: Inbox) -> None:
    joined = said(TEAM, pinned_message=message(TEAM, text="Case 12"))

    assert await door.brings(joined) == (200, "")
    assert not inbox.kept


async def test_a_pressed_button_is_answered_in_the_same_breath(door: Door, inbox: Inbox) -> None:
    status, body = await door.brings(pressed())

    answer = {"method": "answerCallbackQuery", "callback_query_id": "4382bfdwdsb323b2d9"}
    assert (status, json.loads(body)) == (200, answer)
    assert len(inbox.kept) == 1


async def test_only_post_is_served(door: Door) -> None:
    async with door.client.get(door.address + PATH, headers={HEADER: SECRET}) as answer:
        assert answer.status == 405
    async with door.client.get(door.address + "/") as answer:
        assert answer.status == 404


async def test_help_is_given_from_memory_once_while_nothing_can_be_kept(inbox: Inbox) -> None:
    given: list[int] = []

    async def answer(chat: int) -> None:
        given.append(chat)

    inbox.is_shut = True
    cry: Json = said(text="/help_now")
    async with opened(inbox, HelpFromMemory(answer, (), never)) as door:
        for _ in range(2):
            assert (await door.brings(cry))[0] == 503

    assert given == [500001]


@pytest.mark.parametrize("secret", ["", " ", "a b", "x" * 257, "naïve"])
def test_a_secret_that_telegram_would_refuse_is_named(inbox: Inbox, secret: str) -> None:
    with pytest.raises(SettingsError, match="NAVIGATOR_WEBHOOK_SECRET"):
        webhook_app(PATH, secret, inbox.keep)


async def test_telegram_is_told_where_to_knock(bot: PlainBot, stand_in: StandIn) -> None:
    await set_webhook(bot, "https://example.org/telegram/hook", SECRET)

    call = stand_in.calls[-1]
    assert call.method == "setWebhook"
    assert call.text("secret_token") == SECRET
    assert not call.flag("drop_pending_updates")
    assert "my_chat_member" in (call.things("allowed_updates") or [])


async def test_an_address_that_telegram_refuses_is_named(bot: PlainBot) -> None:
    with pytest.raises(SettingsError, match="NAVIGATOR_WEBHOOK_URL"):
        await set_webhook(bot, "no address", SECRET)


async def test_what_is_said_comes_through_the_stand_ins_webhook(
    door: Door, inbox: Inbox, bot: PlainBot, world: World
) -> None:
    await set_webhook(bot, door.address + PATH, SECRET)

    world.person("Amina").says("Hello")

    await inbox.hears("Hello")


async def test_a_port_that_is_taken_is_a_clear_word(inbox: Inbox) -> None:
    app = webhook_app(PATH, SECRET, inbox.keep)

    async with serve(app) as taken:
        with pytest.raises(SettingsError, match="cannot listen on"):
            await serve(app, port=taken).__aenter__()


async def test_a_port_that_cannot_be_is_a_clear_word(inbox: Inbox) -> None:
    with pytest.raises(SettingsError, match="0 to 65535"):
        await serve(webhook_app(PATH, SECRET, inbox.keep), port=70_000).__aenter__()


async def test_the_address_is_free_again_afterwards(inbox: Inbox) -> None:
    app = webhook_app(PATH, SECRET, inbox.keep)

    async with serve(app) as port:
        pass
    async with serve(app, port=port) as again:
        assert again == port
