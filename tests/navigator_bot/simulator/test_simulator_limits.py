"""How much Telegram takes: buttons, pictures, files, descriptions."""

from __future__ import annotations

import aiohttp
import pytest

from navigator_bot.simulator import Person, StandIn, World
from navigator_bot.simulator.files import LARGEST_DOWNLOAD
from navigator_bot.simulator.model import JSON
from navigator_bot.simulator.person import SMALL_PICTURE
from tests.navigator_bot.simulator.stage import TOKEN, Ask

pytestmark = pytest.mark.wrong_requests

YES = {"text": "Yes", "callback_data": "y"}
LONG_PICTURE = SMALL_PICTURE[:16] + (210).to_bytes(4, "big") + (10).to_bytes(4, "big")


@pytest.mark.parametrize(
    ("method", "given", "why"),
    [
        ("setMyDescription", {"description": "x" * 513}, "description is too long"),
        (
            "setMyShortDescription",
            {"short_description": "x" * 121},
            "short description is too long",
        ),
        ("setMyCommands", {"scope": {"type": "all"}}, "can't parse BotCommandScope: unsupported"),
        ("getFile", {"file_id": "nonsense"}, "invalid file_id"),
    ],
)
async def test_what_the_bot_says_of_itself_is_checked(
    ask: Ask, method: str, given: JSON, why: str
) -> None:
    refused = await ask(method, **given)

    assert str(refused["description"]).startswith(f"Bad Request: {why}")


@pytest.mark.parametrize(
    ("method", "given", "why"),
    [
        (
            "sendMessage",
            {"text": "x", "reply_markup": {"inline_keyboard": [[YES] * 101]}},
            "reply markup is too long",
        ),
        (
            "sendMessage",
            {"text": "x", "reply_markup": {"inline_keyboard": [[{**YES, "text": " "}]]}},
            "inline keyboard button text is empty",
        ),
        (
            "sendMessage",
            {"text": "x", "reply_markup": {"keyboard": [[{"text": ""}]]}},
            "keyboard button text is empty",
        ),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    ],
)
async def test_keyboards_and_actions_are_checked(
    ask: Ask, amina: Person, method: str, given: JSON, why: str
) -> None:
    refused = await ask(method, chat_id=amina.id, **given)

    assert refused["description"] == f"Bad Request: {why}"


async def test_a_picture_is_not_too_narrow(
    stand_in: StandIn, client: aiohttp.ClientSession, amina: Person
) -> None:
    form = aiohttp.FormData({"chat_id": str(amina.id)}, default_to_multipart=True)
    form.add_field("photo", LONG_PICTURE, filename="picture.png")

    async with client.post(f"{stand_in.base_url}{TOKEN}/sendPhoto", data=form) as answer:
        refused = await answer.json()

    assert refused["description"] == "Bad Request: PHOTO_INVALID_DIMENSIONS"


async def test_a_file_above_20_megabytes_cannot_be_fetched(ask: Ask, world: World) -> None:
    file = world.files.add(bytes(LARGEST_DOWNLOAD + 1), "documents", ".bin")

    refused = await ask("getFile", file_id=file.file_id)

    assert refused["description"] == "Bad Request: file is too big"


async def test_a_missing_reply_target_is_forgiven_when_the_bot_says_so(
    ask: Ask, amina: Person
) -> None:
    reply = {"message_id": 999, "allow_sending_without_reply": True}

    sent = await ask("sendMessage", chat_id=amina.id, text="x", reply_parameters=reply)

    assert sent["ok"] is True
    assert amina.hears.reply_to is None
