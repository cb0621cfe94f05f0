"""The bots that are measured, each as a program of its own: `python -m tests.bench.sides NAME`."""

from __future__ import annotations

import asyncio
import logging
import os
import sys

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from navigator_bot import assembly, running
from navigator_bot.clock import SystemClock
from navigator_bot.rules.pacing import UNLIMITED
from navigator_bot.settings import read_settings
from navigator_bot.telegram.bot import make_bot
from navigator_bot.telegram.request import AiohttpRequest
from tests.bench.bot_api import TOKEN

CONCURRENT = 16
"""Updates that an echo bot handles at once `at its best`; as it comes it takes one at a time."""


async def durable() -> None:
    """The whole house, with Telegram's limits on speed taken away."""
    settings = read_settings(os.environ)
    bot = make_bot(settings.token, settings.api_url)
    house = await assembly.build(settings, SystemClock(), bot, limits=UNLIMITED)
    try:
        await running.run(house)
    finally:
        await house.close()


def echo(concurrent: int, *, on_aiohttp: bool) -> None:
    """A bare Application that answers with the same words, and keeps nothing."""
    builder = ApplicationBuilder().token(TOKEN).base_url(os.environ["NAVIGATOR_API_URL"])
    if concurrent:
        builder = builder.concurrent_updates(concurrent)
    if on_aiohttp:
        builder = builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest(2))
    application = builder.build()
    _answer_everything(application)
    application.run_polling()


def _answer_everything(application: Application) -> None:  # type: ignore[type-arg]
    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None:
            await update.message.reply_text(update.message.text or "")

    application.add_handler(MessageHandler(filters.TEXT, answer))


def main(name: str) -> None:
    logging.basicConfig(level=logging.ERROR)
    match name:
        case "durable":
            asyncio.run(durable())
        case "bare_echo":
            echo(0, on_aiohttp=False)
        case "bare_echo_at_its_best":
            echo(CONCURRENT, on_aiohttp=False)
        case "same_layer":
            echo(0, on_aiohttp=True)
        case "same_layer_at_its_best":
            echo(CONCURRENT, on_aiohttp=True)
        case _:
            raise SystemExit(f"no such side: {name}")


if __name__ == "__main__":
    main(sys.argv[1])
