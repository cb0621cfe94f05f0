"""Reads the keyboards of a request, refusing what Telegram refuses."""

from __future__ import annotations

import re

from navigator_bot.simulator.model import (
    JSON,
    Button,
    ForceReply,
    InlineKeyboard,
    RemoveKeyboard,
    ReplyButton,
    ReplyKeyboard,
)
from navigator_bot.simulator.refusals import Refusal, bad_request

Keyboard = ReplyKeyboard | RemoveKeyboard | ForceReply
ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
LONGEST_DATA = 64  # bytes
MOST_BUTTONS = 100
ADDRESS = re.compile(r"(?:https?://|tg://|tel:)?[^\s/]+\.?[^\s]*$", re.IGNORECASE)


def read_markup(raw: JSON | None) -> tuple[InlineKeyboard, Keyboard | None]:
    """The inline buttons, and what happens to the keyboard under the chat."""
    if raw is None:
        return (), None
    if "inline_keyboard" in raw:
        return _inline(raw["inline_keyboard"]), None
    if "keyboard" in raw:
        rows = tuple(
            tuple(_reply_button(button) for button in row)
            for row in _rows(raw["keyboard"], "keyboard")
        )
        return (), ReplyKeyboard(rows, bool(raw.get("one_time_keyboard")))
    if raw.get("remove_keyboard"):
        return (), RemoveKeyboard()
    if raw.get("force_reply"):
        return (), ForceReply()
    return (), None


def keyboard_json(buttons: InlineKeyboard) -> JSON:
    rows = [[{"text": b.text, b.action: b.value} for b in row] for row in buttons]
    return {"inline_keyboard": rows}


def _inline(raw: object) -> InlineKeyboard:
    rows = _rows(raw, "inline keyboard")
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return tuple(tuple(_inline_button(button) for button in row) for row in rows if row)


def _rows(raw: object, what: str) -> list[list[object]]:
    if not isinstance(raw, list):
        raise bad_request(f'Field "{what.replace(" ", "_")}" must be of type Array')
    for row in raw:
        if not isinstance(row, list):
            raise bad_request(f"can't parse {what}: expected an Array of buttons")
    return raw


def _inline_button(raw: object) -> Button:
    if not isinstance(raw, dict):
        raise _button_refused("expected an Object")
    text = raw.get("text")
    if not isinstance(text, str):
        raise _button_refused('Field "text" must be of type String')
    if not text.strip():
        raise bad_request("inline keyboard button text is empty")
    action = next((name for name in ACTIONS if raw.get(name) is not None), None)
    if action is None:
        raise _button_refused("Text buttons are unallowed in the inline keyboard")
    value = raw[action]
    if action == "callback_data" and not _is_data(value):
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and not (isinstance(value, str) and ADDRESS.match(value)):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    return Button(text, action, value)


def _is_data(value: object) -> bool:
    return isinstance(value, str) and 1 <= len(value.encode("utf-8", "replace")) <= LONGEST_DATA


def _reply_button(raw: object) -> ReplyButton:
    if isinstance(raw, str):
        raw = {"text": raw}
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    text = str(raw["text"])
    if not text.strip():
        raise bad_request("keyboard button text is empty")
    if raw.get("request_contact"):
        return ReplyButton(text, "contact")
    if raw.get("request_location"):
        return ReplyButton(text, "location")
    return ReplyButton(text)


def _button_refused(why: str) -> Refusal:
    return bad_request(f"can't parse inline keyboard button: {why}")
