"""What Telegram's refusals mean for a message: whether, when and where to try again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from navigator_bot.errors import SendError
from navigator_bot.telegram.request import NotConnected, Unanswered

# Parts of Telegram's descriptions, in lower case.
_NOBODY_THERE: Final = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "chat_write_forbidden",
    "need administrator rights in the channel chat",
    "have no rights to send",
    "not enough rights to send",
    "bot was kicked",
)
_NO_TOPIC: Final = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")


def send_error(error: TelegramError, topic: int | None = None) -> SendError:
    """Never holds words of the message: where Telegram quotes them, the quote is cut out.

    `topic` is the one that it was for. Who may not write in General may write nowhere.
    """
    reason = _reason(error)
    match error:
        case BadRequest() if _says(error, _NO_TOPIC):
            lost = topic is None
            return SendError(reason, permanent=lost, unreachable=lost, lost_topic=topic)
        case RetryAfter():
            return SendError(reason, permanent=False, retry_after=seconds(error.retry_after))
        case ChatMigrated():
            return SendError(reason, permanent=False, moved_to=error.new_chat_id)
        case Forbidden():
            return SendError(reason, permanent=True, unreachable=True)
        case BadRequest():
            return SendError(reason, permanent=True, unreachable=_says(error, _NOBODY_THERE))
        case NotConnected():
            return SendError(reason, permanent=False)
        case TimedOut() | Unanswered():
            return SendError(reason, permanent=False, unsure=True)
        case InvalidToken():
            return SendError("Telegram does not accept the bot's token", permanent=False)
        case _:
            return SendError(reason, permanent=False)


def seconds(given: int | timedelta) -> float:
    """The library is changing from one to the other."""
    return given.total_seconds() if isinstance(given, timedelta) else float(given)


def _says(error: TelegramError, parts: Iterable[str]) -> bool:
    return any(part in error.message.lower() for part in parts)


def _reason(error: TelegramError) -> str:
    """`can't parse entities: Unsupported start tag "sam" at …` names a word of the message."""
    unquoted = re.sub('".*"', '"…"', error.message, flags=re.DOTALL)
    return f"{type(error).__name__}: {unquoted}"[:200]
