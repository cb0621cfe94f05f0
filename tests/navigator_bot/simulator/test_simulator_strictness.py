"""The stand-in refuses what Telegram refuses, in Telegram's words."""

from __future__ import annotations

import aiohttp
import pytest

from navigator_bot.simulator import Person, StandIn, World
from navigator_bot.simulator.model import JSON
from navigator_bot.simulator.person import SMALL_PICTURE
from tests.navigator_bot.simulator.stage import TOKEN, Ask, Clock

pytestmark = pytest.mark.wrong_requests


def buttons(**button: object) -> JSON:
    return {"inline_keyboard": [[{"text": "Yes", **button}]]}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "🌱" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "Wiki"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": buttons(callback_data="x" * 65)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": buttons(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": buttons(callback_data="")}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x", "reply_markup": buttons()},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"text": "x", "reply_parameters": {"message_id": 9}}, "message to be replied not found"),
        ({"text": "x", "message_thread_id": 77}, "message thread not found"),
    ],
)
async def test_a_message_that_telegram_would_refuse_is_refused(
    ask: Ask, amina: Person, given: JSON, why: str
) -> None:
    refused = await ask("sendMessage", chat_id=amina.id, **given)

    assert refused == {"ok": False, "error_code": 400, "description": f"Bad Request: {why}"}
    assert amina.chat.said_by_bot == []


async def test_a_text_is_measured_after_its_tags_are_read(ask: Ask, amina: Person) -> None:
    text = f"<b>{'&lt;' * 4096}</b>"

    sent = await ask("sendMessage", chat_id=amina.id, text=text, parse_mode="HTML")

    assert sent["ok"] is True
    assert amina.hears.text == "<" * 4096


async def test_nobody_is_written_to_before_they_start_the_bot(ask: Ask, world: World) -> None:
    stranger = world.person("Bo")

    first = await ask("sendMessage", chat_id=stranger.id, text="Hello")
    unknown = await ask("sendMessage", chat_id=12345, text="Hello")

    assert first["error_code"] == 403
    assert first["description"] == "Forbidden: bot can't initiate conversation with a user"
    assert unknown["description"] == "Bad Request: chat not found"


async def test_an_edit_that_changes_nothing_is_refused(ask: Ask, amina: Person) -> None:
    await ask("sendMessage", chat_id=amina.id, text="Hi", reply_markup=buttons(callback_data="y"))
    number = amina.hears.message_id
    same = {"chat_id": amina.id, "message_id": number, "reply_markup": buttons(callback_data="y")}

    text = await ask("editMessageText", text="Hi", **same)
    markup = await ask("editMessageReplyMarkup", **same)

    for refused in (text, markup):
        assert refused["error_code"] == 400
        assert str(refused["description"]).startswith("Bad Request: message is not modified: ")


async def test_an_edit_without_buttons_takes_them_away(ask: Ask, amina: Person) -> None:
    await ask("sendMessage", chat_id=amina.id, text="Hi", reply_markup=buttons(callback_data="y"))

    await ask("editMessageText", chat_id=amina.id, message_id=amina.hears.message_id, text="Hi")

    assert amina.hears.labels == []


@pytest.mark.parametrize(
    ("method", "why"),
    [
        ("editMessageText", "message to edit not found"),
        ("deleteMessage", "message to delete not found"),
        ("pinChatMessage", "message to pin not found"),
    ],
)
async def test_a_message_that_is_not_there_cannot_be_touched(
    ask: Ask, amina: Person, method: str, why: str
) -> None:
    refused = await ask(method, chat_id=amina.id, message_id=999, text="x")

    assert refused["description"] == f"Bad Request: {why}"


async def test_a_persons_words_cannot_be_edited_by_the_bot(ask: Ask, amina: Person) -> None:
    said = amina.says("mine")

    refused = await ask("editMessageText", chat_id=amina.id, message_id=said.message_id, text="x")

    assert refused["description"] == "Bad Request: message can't be edited"


async def test_a_message_is_deleted_only_within_48_hours(
    ask: Ask, amina: Person, clock: Clock
) -> None:
    await ask("sendMessage", chat_id=amina.id, text="old")
    number = amina.hears.message_id
    clock.wind(hours=48, seconds=1)

    refused = await ask("deleteMessage", chat_id=amina.id, message_id=number)

    assert refused["description"] == "Bad Request: message can't be deleted for everyone"
    assert amina.hears.text == "old"


async def test_the_bot_is_not_told_of_its_own_deletions(ask: Ask, amina: Person) -> None:
    said = amina.says("my secret")

    await ask("deleteMessage", chat_id=amina.id, message_id=said.message_id)

    updates = (await ask("getUpdates"))["result"]
    assert said not in amina.sees
    assert [list(update)[1] for update in updates] == ["message"]  # type: ignore[attr-defined]


async def test_a_pressed_button_is_answered_once_and_in_time(
    ask: Ask, amina: Person, clock: Clock
) -> None:
    await ask("sendMessage", chat_id=amina.id, text="Hi", reply_markup=buttons(callback_data="y"))
    query = amina.presses("Yes")
    late = amina.presses("y")

    first = await ask("answerCallbackQuery", callback_query_id=query)
    twice = await ask("answerCallbackQuery", callback_query_id=query)
    unknown = await ask("answerCallbackQuery", callback_query_id="77")
    clock.wind(minutes=16)
    too_late = await ask("answerCallbackQuery", callback_query_id=late)

    assert first == {"ok": True, "result": True}
    for refused in (twice, unknown, too_late):
        assert str(refused["description"]).startswith("Bad Request: query is too old and")


async def test_a_toast_holds_200_characters(ask: Ask, amina: Person) -> None:
    await ask("sendMessage", chat_id=amina.id, text="Hi", reply_markup=buttons(callback_data="y"))
    query = amina.presses("Yes")

    refused = await ask("answerCallbackQuery", callback_query_id=query, text="x" * 201)

    assert refused["description"] == "Bad Request: MESSAGE_TOO_LONG"


@pytest.mark.parametrize(
    ("photo", "caption", "why"),
    [
        (b"not a picture", "", "IMAGE_PROCESS_FAILED"),
        (b"", "", "file must be non-empty"),
        (SMALL_PICTURE, "x" * 1025, "message caption is too long"),
        (None, "", "there is no photo in the request"),
    ],
)
async def test_a_picture_must_be_one_and_its_caption_short(
    stand_in: StandIn,
    client: aiohttp.ClientSession,
    amina: Person,
    photo: bytes | None,
    caption: str,
    why: str,
) -> None:
    given = {"chat_id": str(amina.id), "caption": caption}
    form = aiohttp.FormData(given, default_to_multipart=True)
    if photo is not None:
        form.add_field("photo", photo, filename="picture.png")

    async with client.post(f"{stand_in.base_url}{TOKEN}/sendPhoto", data=form) as answer:
        refused = await answer.json()

    assert refused["description"] == f"Bad Request: {why}"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ([{"command": "Help", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "help", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "help", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_commands_must_be_well_formed(ask: Ask, given: list[JSON], why: str) -> None:
    refused = await ask("setMyCommands", commands=given)

    assert refused["description"] == f"Bad Request: {why}"


async def test_an_unknown_method_and_a_wrong_token_are_refused(
    ask: Ask, stand_in: StandIn, client: aiohttp.ClientSession
) -> None:
    unknown = await ask("sendTelepathy")
    async with client.post(f"{stand_in.base_url}7:wrong/getMe") as answer:
        wrong = (answer.status, await answer.json())

    assert unknown == {"ok": False, "error_code": 404, "description": "Not Found"}
    assert wrong == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})


@pytest.mark.parametrize("shape", ["json", "form", "multipart", "query"])
async def test_a_request_is_understood_in_every_shape(
    stand_in: StandIn, client: aiohttp.ClientSession, amina: Person, shape: str
) -> None:
    address = f"{stand_in.base_url}{TOKEN}/sendMessage"
    given = {"chat_id": str(amina.id), "text": "Hi", "reply_markup": '{"remove_keyboard": true}'}
    multipart = aiohttp.FormData(given, default_to_multipart=True)
    bodies = {"json": {"json": given}, "form": {"data": given}, "multipart": {"data": multipart}}
    body = bodies.get(shape, {"params": given})

    async with client.post(address, **body) as answer:  # type: ignore[arg-type]
        sent = await answer.json()

    assert sent["ok"] is True
    assert amina.hears.text == "Hi"
