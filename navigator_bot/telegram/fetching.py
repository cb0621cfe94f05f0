"""Fetching a file that somebody sent: where Telegram keeps it, and then its bytes."""

from __future__ import annotations

from typing import Final

from telegram.error import BadRequest, Forbidden, TelegramError

from navigator_bot.errors import FetchError
from navigator_bot.telegram.bot import PlainBot

LARGEST: Final = 20 * 1024 * 1024  # bytes; Telegram gives a bot no larger file

_PATIENCE: Final = 60.0  # seconds without a byte


async def fetch(bot: PlainBot, file_id: str) -> bytes:
    """Raises FetchError, which holds neither the file's name nor its address."""
    try:
        found = await bot.call("getFile", {"file_id": file_id})
        address = f"{bot.base_file_url}/{found['file_path']}"
        return await bot.download(address, read_timeout=_PATIENCE)
    except TelegramError as error:
        permanent = isinstance(error, BadRequest | Forbidden)
        trouble = FetchError(type(error).__name__, permanent=permanent)
    except (TypeError, KeyError):
        trouble = FetchError("getFile told no path", permanent=False)
    raise trouble  # outside of the handler: the library's error may quote the address
