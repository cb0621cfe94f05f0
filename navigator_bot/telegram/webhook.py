"""The webhook's door: 200 only after the update was kept, and nothing without the secret."""

from __future__ import annotations

import hmac
import json
import logging
import re
from collections.abc import Sequence
from typing import Final

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from telegram.error import BadRequest

from navigator_bot.errors import SettingsError
from navigator_bot.events import Arrival, Pressed
from navigator_bot.telegram.bot import PlainBot
from navigator_bot.telegram.help_from_memory import HelpFromMemory
from navigator_bot.telegram.reading import ALLOWED_UPDATES, read_update
from navigator_bot.telegram.receiving import Keep

HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
MOST_BYTES: Final = 1_000_000

_log = logging.getLogger(__name__)


def webhook_app(
    path: str,
    secret: str,
    keep: Keep,
    *,
    max_bytes: int = MOST_BYTES,
    help_from_memory: HelpFromMemory | None = None,
    beside: Sequence[Route] = (),
) -> Starlette:
    """`beside`: what else is answered. Raises SettingsError for a secret Telegram would refuse."""
    check_secret(secret)
    expected = secret.encode()

    async def receive(request: Request) -> Response:
        given = request.headers.get(HEADER, "").encode("latin-1")
        if not hmac.compare_digest(given, expected):
            return PlainTextResponse("Forbidden", 403)
        try:
            body = await _body(request, max_bytes)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return PlainTextResponse("Content Too Large", 413)
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return PlainTextResponse("Bad Request", 400)
        return await _take_in(read_update(raw), keep, help_from_memory)

    return Starlette(routes=[Route(path, receive, methods=["POST"]), *beside])


def check_secret(secret: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise SettingsError(
            "NAVIGATOR_WEBHOOK_SECRET: must be 1 to 256 of A-Z, a-z, 0-9, _ and -; "
            "without it, anybody could speak in Telegram's name"
        )


async def set_webhook(bot: PlainBot, url: str, secret: str) -> None:
    """Asks Telegram to bring updates to `url`. What waits there is kept waiting.

    Raises SettingsError where Telegram refuses the address.
    """
    check_secret(secret)
    given = {
        "url": url,
        "secret_token": secret,
        "allowed_updates": list(ALLOWED_UPDATES),
        "drop_pending_updates": False,
    }
    try:
        await bot.call("setWebhook", given)
    except BadRequest as error:
        refusal = error.message
    else:
        return
    raise SettingsError(f"NAVIGATOR_WEBHOOK_URL: Telegram refuses this address: {refusal}")


async def _body(request: Request, max_bytes: int) -> bytes | None:
    """None where it is too long; what the header says of its length is not believed."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > max_bytes:
            return None
    return bytes(body)


async def _take_in(
    arrival: Arrival | None, keep: Keep, help_from_memory: HelpFromMemory | None
) -> Response:
    if arrival is None:
        return Response()
    try:
        await keep([arrival])
    except Exception as error:  # the border of the store: Telegram must bring it again
        _log.error("an update could not be kept: %s", type(error).__name__)
    else:
        return _thanks(arrival)
    if help_from_memory is not None:
        await help_from_memory.offer([arrival])
    return PlainTextResponse("Service Unavailable", 503)


def _thanks(arrival: Arrival) -> Response:
    """Telegram carries out one method named in the answer: here, ending the button's clock."""
    if not isinstance(arrival.body, Pressed):
        return Response()
    query = arrival.body.callback
    return JSONResponse({"method": "answerCallbackQuery", "callback_query_id": query})
