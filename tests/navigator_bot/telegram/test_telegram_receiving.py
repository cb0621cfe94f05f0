"""Long polling: kept before it is acknowledged, through every kind of trouble."""

from __future__ import annotations

import asyncio
import logging

import pytest
from aiohttp import web

from navigator_bot.errors import SettingsError
from navigator_bot.events import Membership, Migrated, Pressed, Unread
from navigator_bot.messages import Button, Text
from navigator_bot.simulator import Dropped, Person, ServerError, StandIn, TooManyRequests, World
from navigator_bot.telegram.bot import PlainBot, make_bot
from navigator_bot.telegram.receiving import Polling
from navigator_bot.telegram.sending import Telephone
from tests.navigator_bot.telegram.stage import ME, TOKEN, Inbox, Pauses, running, server


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def polling(bot: PlainBot, inbox: Inbox, pauses: Pauses) -> Polling:
    return Polling(bot, inbox.keep, chance=lambda: 1.0, pause=pauses)


async def test_what_is_said_is_kept(polling: Polling, inbox: Inbox, amina: Person) -> None:
    async with running(polling):
        await inbox.hears("/start")
        amina.says("Hello")
        await inbox.hears("Hello")

    assert inbox.words == ["/start", "Hello"]
    assert [each.chat for each in inbox.kept] == [amina.id, amina.id]


async def test_all_kinds_of_updates_are_asked_for(
    polling: Polling, inbox: Inbox, world: World, amina: Person
) -> None:
    first = amina.says("Helo")
    amina.edits(first, "Hello")
    amina.blocks()
    group = world.group("Team", [amina])
    group.adds_bot()
    group.migrates()

    kept = await polling.poll_once()

    bodies = [type(each.body) for each in inbox.kept]
    assert kept == len(bodies)
    assert bodies.count(Membership) == 2
    assert Migrated in bodies
    assert inbox.words == ["/start", "Helo", "Hello"]


async def test_what_was_kept_does_not_come_again(
    polling: Polling, inbox: Inbox, amina: Person
) -> None:
    assert [await polling.poll_once(), await polling.poll_once()] == [1, 0]
    assert inbox.words == ["/start"]


async def test_what_was_not_kept_comes_again(polling: Polling, inbox: Inbox, amina: Person) -> None:
    inbox.is_shut = True
    assert await polling.poll_once() == 0
    inbox.is_shut = False

    assert await polling.poll_once() == 1
    assert inbox.words == ["/start"]


async def test_the_offset_moves_only_after_keeping(
    bot: PlainBot, stand_in: StandIn, world: World, amina: Person
) -> None:
    waiting_while_kept = []

    async def keep(_: object) -> None:
        waiting_while_kept.append(len(world.updates))

    polling = Polling(bot, keep, chance=lambda: 1.0)
    await polling.poll_once()
    await polling.poll_once()

    assert waiting_while_kept == [1]
    asked = [call for call in stand_in.calls if call.method == "getUpdates"]
    assert [call.integer("offset") for call in asked] == [0, 100002]


async def test_a_house_that_cannot_keep_is_tried_again_soon(
    polling: Polling, inbox: Inbox, pauses: Pauses, amina: Person
) -> None:
    inbox.is_shut = True

    def open_after_five() -> None:
        inbox.is_shut = len(pauses.taken) < 5

    pauses.and_then = open_after_five
    async with running(polling):
        await inbox.hears("/start")

    assert pauses.taken == [1.0, 2.0, 2.0, 2.0, 2.0]


async def test_trouble_on_the_line_is_outlasted_with_longer_and_longer_rests(
    polling: Polling, inbox: Inbox, pauses: Pauses, world: World, amina: Person
) -> None:
    world.faults.next("getUpdates", ServerError(502), Dropped(), *[ServerError(500)] * 5)

    async with running(polling):
        await inbox.hears("/start")

    assert pauses.taken == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]


async def test_rests_differ_by_chance(
    bot: PlainBot, inbox: Inbox, pauses: Pauses, world: World, amina: Person
) -> None:
    world.faults.next("getUpdates", ServerError(500), ServerError(500))

    async with running(Polling(bot, inbox.keep, chance=lambda: 0.0, pause=pauses)):
        await inbox.hears("/start")

    assert pauses.taken == [0.5, 1.0]


async def test_telegrams_own_word_on_waiting_is_kept(
    polling: Polling, inbox: Inbox, pauses: Pauses, world: World, amina: Person
) -> None:
    world.faults.next("getUpdates", TooManyRequests(17))

    async with running(polling):
        await inbox.hears("/start")

    assert pauses.taken == [17.0]


async def test_an_outage_at_the_start_is_outlasted(
    polling: Polling, inbox: Inbox, pauses: Pauses, world: World, amina: Person
) -> None:
    world.faults.next("deleteWebhook", ServerError(502), ServerError(502))

    async with running(polling):
        await inbox.hears("/start")

    assert pauses.taken == [1.0, 2.0]


async def test_a_webhook_left_behind_is_taken_off_and_nothing_dropped(
    polling: Polling, bot: PlainBot, inbox: Inbox, stand_in: StandIn, amina: Person
) -> None:
    await bot.call("setWebhook", {"url": "https://127.0.0.1:1/hook"})

    async with running(polling):
        await inbox.hears("/start")

    taken_off = [call for call in stand_in.calls if call.method == "deleteWebhook"]
    assert [call.flag("drop_pending_updates") for call in taken_off] == [False]


async def test_another_program_with_the_same_token_is_told_of_once(
    inbox: Inbox, pauses: Pauses, caplog: pytest.LogCaptureFixture
) -> None:
    calls = 0

    async def handler(request: web.Request) -> web.Response:
        nonlocal calls
        if not request.path.endswith("/getUpdates"):
            return web.json_response({"ok": True, "result": ME})
        calls += 1
        if calls == 1:
            return web.json_response({"ok": False}, status=502)
        if calls <= 4:
            refusal = {"ok": False, "error_code": 409, "description": "Conflict: terminated"}
            return web.json_response(refusal, status=409)
        sender = {"id": 5, "first_name": "Sam"}
        said = {"message_id": 1, "from": sender, "chat": {"id": 5, "type": "private"}, "text": "Hi"}
        return web.json_response({"ok": True, "result": [{"update_id": calls, "message": said}]})

    async with (
        server(handler) as base_url,
        make_bot(TOKEN, base_url) as bot,
        running(Polling(bot, inbox.keep, chance=lambda: 1.0, pause=pauses)),
    ):
        await inbox.hears("Hi")

    assert pauses.taken == [1.0, 30.0, 30.0, 30.0]
    assert [each.levelname for each in caplog.records] == ["WARNING", "ERROR"]
    assert caplog.text.count("Another program") == 1


async def test_a_token_taken_back_ends_the_polling_with_the_settings_name(
    polling: Polling, stand_in: StandIn
) -> None:
    stand_in.token = "7000000001:another"

    with pytest.raises(SettingsError, match="NAVIGATOR_TOKEN"):
        await polling.run()


async def test_an_update_that_cannot_be_read_is_kept_and_passed(
    polling: Polling, inbox: Inbox, world: World, amina: Person
) -> None:
    world.updates.add("message", {"chat": "nonsense"})
    amina.says("Hello")

    await polling.poll_once()

    assert [type(each.body) is Unread for each in inbox.kept] == [False, True, False]


async def test_what_concerns_nobody_is_acknowledged_without_troubling_the_house(
    bot: PlainBot, world: World, amina: Person
) -> None:
    group = world.group("Team", [amina])
    group.adds_bot()
    world.updates.clear()
    group.adds(world.person("Ben"))

    async def keep(_: object) -> None:
        raise AssertionError("nothing was to be kept")

    polling = Polling(bot, keep, chance=lambda: 1.0)
    assert await polling.poll_once() == 0
    assert await polling.poll_once() == 0
    assert len(world.updates) == 0


async def test_a_pressed_button_is_answered_after_it_was_kept(
    polling: Polling, bot: PlainBot, inbox: Inbox, stand_in: StandIn, amina: Person
) -> None:
    await Telephone(bot).send(amina.id, Text("Ready?", ((Button("Yes", "1:yes"),),)))
    callback = amina.presses("Yes")

    await polling.poll_once()
    await polling.stop()

    assert isinstance(inbox.kept[-1].body, Pressed)
    answered = [each for each in stand_in.calls if each.method == "answerCallbackQuery"]
    assert [each.text("callback_query_id") for each in answered] == [callback]


async def test_a_button_that_cannot_be_answered_troubles_nobody(
    polling: Polling, bot: PlainBot, inbox: Inbox, world: World, amina: Person
) -> None:
    await Telephone(bot).send(amina.id, Text("Ready?", ((Button("Yes", "1:yes"),),)))
    amina.presses("Yes")
    world.faults.next("answerCallbackQuery", ServerError(500))

    await polling.poll_once()
    await polling.stop()

    assert isinstance(inbox.kept[-1].body, Pressed)


async def test_stopping_waits_for_what_is_being_kept(bot: PlainBot, amina: Person) -> None:
    begun, may_end, kept = asyncio.Event(), asyncio.Event(), []

    async def keep(arrivals: object) -> None:
        begun.set()
        await may_end.wait()
        kept.append(arrivals)

    polling = Polling(bot, keep, chance=lambda: 1.0)
    task = asyncio.create_task(polling.run())
    await begun.wait()
    stopping = asyncio.create_task(polling.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    may_end.set()
    await stopping
    await task

    assert len(kept) == 1


async def test_stopping_does_not_wait_for_telegram(polling: Polling, bot: PlainBot) -> None:
    task = asyncio.create_task(polling.run())
    await asyncio.sleep(0)

    async with asyncio.timeout(2):
        await polling.stop()
        await task


async def test_no_log_of_a_failing_house_holds_words(
    polling: Polling, inbox: Inbox, amina: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    amina.says("quite secret")
    inbox.is_shut = True

    await polling.poll_once()

    assert "2 updates could not be kept: OSError" in caplog.text
    assert "secret" not in caplog.text
    assert "Amina" not in caplog.text
