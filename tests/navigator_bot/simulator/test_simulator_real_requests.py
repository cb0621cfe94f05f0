"""Requests checked against the real description of the Bot API."""

from __future__ import annotations

import pytest

from navigator_bot.simulator import Person, StandIn
from navigator_bot.simulator.description import Description
from navigator_bot.simulator.model import JSON
from tests.navigator_bot.simulator.requests import typed
from tests.navigator_bot.simulator.stage import Ask

KEYS: JSON = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
REALLY_RIGHT: list[tuple[str, JSON]] = [
    ("getUpdates", {"offset": 1, "timeout": 30, "allowed_updates": ["message"]}),
    ("setWebhook", {"url": "https://example.org/hook", "secret_token": "s3cret"}),
    ("deleteWebhook", {"drop_pending_updates": True}),
    ("sendMessage", {"chat_id": 7, "text": "Hi", "reply_markup": KEYS}),
    ("sendMessage", {"chat_id": "@here", "text": "Hi", "reply_markup": {"force_reply": True}}),
    ("sendMessage", {"chat_id": 7, "text": "x" * 5000, "parse_mode": "HTML"}),
    (
        "sendMessage",
        {
            "chat_id": 7,
            "text": "Hi",
            "reply_parameters": {"message_id": 3, "allow_sending_without_reply": True},
            "link_preview_options": {"is_disabled": True},
            "entities": [{"type": "bold", "offset": 0, "length": 2}],
            "reply_markup": {"keyboard": [["Skip", {"text": "Share", "request_contact": True}]]},
        },
    ),
    (
        "setMyCommands",
        {
            "commands": [{"command": "help", "description": "Help"}],
            "scope": {"type": "chat", "chat_id": 7},
        },
    ),
    ("setMessageReaction", {"chat_id": 7, "message_id": 3, "reaction": [{"type": "paid"}]}),
    (
        "sendMediaGroup",
        {"chat_id": 7, "media": [{"type": "photo", "media": "a"}, {"type": "video", "media": "b"}]},
    ),
    ("setChatMenuButton", {"menu_button": {"type": "commands"}}),
]


@pytest.mark.parametrize(("method", "given"), REALLY_RIGHT)
def test_a_request_that_telegram_takes_has_no_faults(
    bot_api: Description, method: str, given: JSON
) -> None:
    assert bot_api.faults(typed(method, given)) == []


REALLY_WRONG: list[tuple[str, JSON, str]] = [
    ("getUpdates", {"timeout": "30"}, "timeout must be Integer, not String"),
    ("setWebhook", {}, "url is missing"),
    ("deleteWebhook", {"url": ""}, "there is no field url"),
    ("sendMessage", {"chat_id": 7}, "text is missing"),
    (
        "sendMessage",
        {"chat_id": 7, "text": "x" * 4097},
        "text must have 1 to 4096 characters, not 4097",
    ),
    (
        "sendMessage",
        {
            "chat_id": 7,
            "text": "Hi",
            "reply_markup": {"inline_keyboard": [[{"text": "Yes", "callback_data": "é" * 33}]]},
        },
        "reply_markup.inline_keyboard[0][0].callback_data must have 1 to 64 bytes, not 66",
    ),
    (
        "sendMessage",
        {"chat_id": 7, "text": "Hi", "reply_markup": {"keyboard": [["Skip"]], "row_width": 2}},
        "there is no field reply_markup.row_width",
    ),
    (
        "sendMessage",
        {"chat_id": 7, "text": "Hi", "reply_parameters": {"message_id": "3"}},
        "reply_parameters.message_id must be Integer, not String",
    ),
    (
        "sendMessage",
        {"chat_id": 7, "text": "Hi", "link_preview_options": True},
        "link_preview_options must be LinkPreviewOptions, not Boolean",
    ),
    (
        "sendMessage",
        {"chat_id": 7, "text": "Hi", "entities": [{"type": "bold", "offset": 0}]},
        "entities[0].length is missing",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "help", "description": "Help"}], "scope": {"type": "chat"}},
        "scope.chat_id is missing",
    ),
    (
        "setMyCommands",
        {"commands": [], "scope": {"type": "everywhere"}},
        "scope is no known kind of BotCommandScope",
    ),
    (
        "sendPhoto",
        {"chat_id": 7, "photo": "attach://lost"},
        "photo names an upload that is not in the request",
    ),
]


@pytest.mark.parametrize(("method", "given", "fault"), REALLY_WRONG)
def test_a_request_that_telegram_does_not_describe_is_at_fault(
    bot_api: Description, method: str, given: JSON, fault: str
) -> None:
    assert bot_api.faults(typed(method, given)) == [f"{method}: {fault}"]


async def test_the_stand_ins_of_all_tests_know_the_real_description(
    bot_api: Description, stand_in: StandIn, ask: Ask, amina: Person
) -> None:
    sent = await ask("sendMessage", chat_id=amina.id, txt="Hi")

    assert sent["ok"] is False
    assert stand_in.faults_found == [
        "sendMessage: there is no field txt",
        "sendMessage: text is missing",
    ]
    stand_in.faults_found.clear()
