"""The telephone: one finished message to one chat, and what became of it."""

from __future__ import annotations

import logging
from typing import Any, Final, TypeAlias, assert_never

from telegram import InputFile
from telegram.error import BadRequest, TelegramError

from navigator_bot.errors import SendError
from navigator_bot.messages import (
    LONGEST,
    CloseTopic,
    Copy,
    Document,
    Edit,
    File,
    Keyboard,
    Message,
    OpenTopic,
    Picture,
    Reaction,
    Text,
    units,
)
from navigator_bot.telegram.bot import PlainBot
from navigator_bot.telegram.painting import Paint, PictureError
from navigator_bot.telegram.send_errors import send_error

Given: TypeAlias = dict[str, Any]

NOT_MODIFIED: Final = "message is not modified"
NO_TEXT: Final = "there is no text in the message to edit"

_log = logging.getLogger(__name__)


class Telephone:
    """Without `paint`, pictures go out as their captions; see `painting`."""

    def __init__(self, bot: PlainBot, paint: Paint | None = None) -> None:
        self._bot = bot
        self._paint = paint

    async def send(
        self,
        chat: int,
        message: Message,
        *,
        target_message: int | None = None,
        target_html: str | None = None,
        topic: int | None = None,
    ) -> int | None:
        """The Telegram id of the message. Raises SendError, which never holds words of it.

        For an Edit, `target_message` is the id of the message to change, and `target_html` the
        words that it has. A new message goes into the `topic`.
        """
        place = (
            {"chat_id": chat} if topic is None else {"chat_id": chat, "message_thread_id": topic}
        )
        try:
            match message:
                case Text():
                    return await self._send("sendMessage", _text(place, message))
                case Picture():
                    return await self._send_picture(place, message)
                case File():
                    content = message.content.encode()
                    given = _file(place, message.name, content, message.caption)
                    return await self._send("sendDocument", given)
                case Document():
                    given = _file(place, message.name, message.content, message.caption)
                    return await self._send("sendDocument", given)
                case Edit():
                    return await self._edit(chat, message, target_message, target_html)
                case Copy():
                    return await self._send("copyMessage", _copy(place, message))
                case Reaction():
                    await self._bot.call("setMessageReaction", _reaction(chat, message))
                    return None
                case OpenTopic(name):
                    return await self._open_topic(chat, name)
                case CloseTopic(number):
                    await self._close_topic(chat, number)
                    return None
                case _:
                    assert_never(message)
        except TelegramError as error:
            trouble = send_error(error, topic)
        raise trouble  # outside of the handler: the library's error may quote the message

    async def _send(self, method: str, given: Given) -> int:
        answer = await self._bot.call(method, given)
        try:
            return int(answer["message_id"])
        except (TypeError, KeyError, ValueError):
            pass
        raise SendError(f"{method}: no message id in the answer", permanent=False, unsure=True)

    async def _open_topic(self, chat: int, name: str) -> int:
        answer = await self._bot.call("createForumTopic", {"chat_id": chat, "name": name})
        return int(answer["message_thread_id"])

    async def _close_topic(self, chat: int, number: int) -> None:
        """Well enough if it is gone already."""
        try:
            given = {"chat_id": chat, "message_thread_id": number}
            await self._bot.call("deleteForumTopic", given)
        except BadRequest as error:
            if send_error(error, number).lost_topic is None:
                raise

    async def _send_picture(self, place: Given, picture: Picture) -> int:
        if self._paint is not None:
            try:
                png = await self._paint(picture.svg)
            except PictureError as error:
                _log.error("a picture went out as its caption: %s", error)
            else:
                return await self._send("sendPhoto", _picture(place, picture, png))
        return await self._send(
            "sendMessage", _text(place, Text(picture.caption, picture.keyboard))
        )

    async def _edit(self, chat: int, edit: Edit, target: int | None, html: str | None) -> int:
        if target is None:
            raise SendError("the message to edit was never sent", permanent=True)
        given = {"chat_id": chat, "message_id": target, **_markup(edit.keyboard)}
        try:
            await self._change(given, edit, html)
        except BadRequest as error:
            if NOT_MODIFIED not in error.message.lower():
                raise
        return target

    async def _change(self, given: Given, edit: Edit, html: str | None) -> None:
        if edit.html is None and not edit.addition:
            await self._bot.call("editMessageReplyMarkup", given)
            return
        base = edit.html if edit.html is not None else html
        if base is None:
            raise SendError("the words of the message to edit are not known", permanent=True)
        words = f"{base}\n\n{edit.addition}" if edit.addition else base
        if edit.html is None and units(words) > LONGEST:
            await self._bot.call("editMessageReplyMarkup", given)
            return
        try:
            await self._bot.call("editMessageText", {**given, **_html(words)})
        except BadRequest as error:
            if NO_TEXT not in error.message.lower():
                raise
            caption = {"caption": words, "parse_mode": "HTML"}
            await self._bot.call("editMessageCaption", {**given, **caption})


def _text(place: Given, text: Text) -> Given:
    given = {**place, **_html(text.html), **_markup(text.keyboard)}
    if text.reply_to is not None:
        answered = {"message_id": text.reply_to, "allow_sending_without_reply": True}
        given["reply_parameters"] = answered
    return given


def _html(words: str) -> Given:
    """Previews are off: a preview fetches the link, and may spend one that works once."""
    return {
        "text": words,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }


def _markup(keyboard: Keyboard) -> Given:
    """Nothing for no buttons; in an edit, that takes them off."""
    if not keyboard:
        return {}
    rows = [
        [{"text": button.label, "callback_data": button.data} for button in row] for row in keyboard
    ]
    return {"reply_markup": {"inline_keyboard": rows}}


def _picture(place: Given, picture: Picture, png: bytes) -> Given:
    return {
        **place,
        "photo": InputFile(png, filename="picture.png"),
        "caption": picture.caption,
        "parse_mode": "HTML",
        **_markup(picture.keyboard),
    }


def _file(place: Given, name: str, content: bytes, caption: str) -> Given:
    return {
        **place,
        "document": InputFile(content, filename=name),
        "caption": caption,
        "parse_mode": "HTML",
    }


def _copy(place: Given, copy: Copy) -> Given:
    return {**place, "from_chat_id": copy.from_chat, "message_id": copy.message}


def _reaction(chat: int, reaction: Reaction) -> Given:
    chosen = [{"type": "emoji", "emoji": reaction.emoji}]
    return {"chat_id": chat, "message_id": reaction.message, "reaction": chosen}
