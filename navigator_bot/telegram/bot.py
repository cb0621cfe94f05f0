"""The bot as this house uses it: the library's Bot, with a short way for what is frequent."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

import telegram
from telegram import InputFile
from telegram._utils.types import ODVInput
from telegram.error import InvalidToken, NetworkError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from navigator_bot.errors import SettingsError
from navigator_bot.telegram.request import CONNECTIONS, READ, AiohttpRequest

TELEGRAM: Final = "https://api.telegram.org/bot"

FIRST_WAIT: Final = 1  # seconds, doubled with each try to reach Telegram
LONGEST_WAIT: Final = 30

_log = logging.getLogger(__name__)

TOKEN_REFUSED: Final = (
    "NAVIGATOR_TOKEN: Telegram does not accept this token. "
    "Copy it again from @BotFather, without spaces; if it was revoked, use the new one."
)

PEOPLE_MAKE_TOPICS: Final = (
    "private chats with this bot have topics, and anybody may make some: what people write and "
    "what they are answered may come apart. Switch that off for the bot in @BotFather."
)


class PlainBot(telegram.Bot):
    """`call` takes plain values and gives Telegram's plain answer.

    Building the library's objects from an answer is most of the work of a send: measured against
    a local server with 64 calls in flight, send_message made 930 calls a second at 1.1 ms of CPU
    each, `call` 3,800 at 0.25 ms (over the library's own httpx layer: 260 at 3.8 ms).
    """

    async def call(
        self,
        method: str,
        given: Mapping[str, Any],
        *,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> Any:
        """`method` as Telegram writes it: "sendMessage". Files are `telegram.InputFile`s."""
        line = self._request[0] if method == "getUpdates" else self._request[1]
        parameters = [_parameter(name, value) for name, value in given.items()]
        return await line.post(
            f"{self.base_url}/{method}", RequestData(parameters), read_timeout=read_timeout
        )

    async def download(self, address: str, *, read_timeout: float) -> bytes:
        """The bytes behind an address below `base_file_url`. Raises TelegramError."""
        return await self._request[1].retrieve(address, read_timeout=read_timeout)

    async def initialize(self) -> None:
        """Raises SettingsError where Telegram refuses the token; the library would quote it."""
        try:
            await super().initialize()
        except InvalidToken:
            refused = True
        else:
            refused = False
        if refused:
            for line in self._request:
                await line.shutdown()
            raise SettingsError(TOKEN_REFUSED)

    def __repr__(self) -> str:
        return type(self).__name__  # the library's own shows the token


def _parameter(name: str, value: object) -> RequestParameter:
    """The library looks through all that is given for objects of its own; here only files are."""
    if isinstance(value, InputFile):
        return RequestParameter.from_input(name, value)
    return RequestParameter(name, value, None)


def make_bot(
    token: str,
    base_url: str | None = None,
    *,
    connections: int = CONNECTIONS,
    read_timeout: float = READ,
    proxy: str | None = None,
) -> PlainBot:
    """`base_url` up to where the token goes: "http://127.0.0.1:8081/bot" for a local server.

    Use it as `async with make_bot(…) as bot`. Raises SettingsError for a token or an address
    that cannot be right.
    """
    if not token or any(letter.isspace() or letter in "/?#%{}" for letter in token):
        raise SettingsError(TOKEN_REFUSED)
    _keep_secrets_out_of_logs()
    # Ask the library for the type that it is changing to; else every 429 comes with a warning.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    address = base_url or TELEGRAM
    return PlainBot(
        token,
        base_url=address,
        base_file_url=file_address(address),
        request=AiohttpRequest(connections, read_timeout=read_timeout, proxy=proxy),
        get_updates_request=AiohttpRequest(2, proxy=proxy),
    )


def file_address(base_url: str) -> str:
    """Where the files are: "https://api.telegram.org/file/bot" for ".../bot"."""
    before, bot, after = base_url.rpartition("/bot")
    if not bot or not before.startswith(("http://", "https://")):
        raise SettingsError(
            "The address of the Bot API must start with http:// or https:// and end in /bot, "
            f"such as {TELEGRAM}"
        )
    return f"{before}/file/bot{after}"


def offers_topics(bot: PlainBot) -> bool:
    """Private chats with the bot can have topics, and only the bot makes them: where people could,
    their own words and the bot's answers would come apart."""
    if bot.bot.has_topics_enabled and bot.bot.allows_users_to_create_topics:
        _log.warning(PEOPLE_MAKE_TOPICS)
        return False
    return bool(bot.bot.has_topics_enabled)


def _keep_secrets_out_of_logs() -> None:
    """At DEBUG the library logs the address with the token, and every word that is sent."""
    for name in ("telegram", "httpx", "httpcore"):
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.INFO if name == "telegram" else logging.WARNING))


async def reach(
    bot: PlainBot, pause: Callable[[float], Coroutine[Any, Any, None]] = asyncio.sleep
) -> None:
    """Initialise the bot, however long Telegram is away. Raises SettingsError for a bad token."""
    wait = FIRST_WAIT
    while True:
        try:
            await bot.initialize()
            return
        except NetworkError as error:
            _log.warning(
                "Telegram cannot be reached (%s); again in %d s", type(error).__name__, wait
            )
        await pause(wait)
        wait = min(2 * wait, LONGEST_WAIT)
