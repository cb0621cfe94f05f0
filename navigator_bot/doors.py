"""The doors of a running house: by which Telegram, other software and a watcher come in."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from navigator_bot.assembly import House
from navigator_bot.settings import Door, Publishing, Webhook


async def listen(house: House, hook: Webhook) -> None:
    webhook = import_module("navigator_bot.telegram.webhook")  # a web server, for this way alone
    listening = import_module("navigator_bot.telegram.listening")
    health = import_module("navigator_bot.health")
    app = webhook.webhook_app(
        hook.path,
        hook.secret,
        house.inbox.keep,
        help_from_memory=house.help_from_memory,
        beside=health.health_routes(house.heartbeat),
    )
    await webhook.set_webhook(house.bot, hook.url, hook.secret)
    async with listening.serve(app, hook.host, hook.port):
        await asyncio.Event().wait()


async def publish(house: House, where: Publishing) -> None:
    publishing = import_module("navigator_bot.publishing")  # a web server, likewise
    listening = import_module("navigator_bot.telegram.listening")
    app = publishing.publishing_app(house.directory, house.clock, where.url)
    async with listening.serve(app, where.host, where.port, setting="NAVIGATOR_PUBLISH_PORT"):
        await asyncio.Event().wait()


async def look_at_webhook(house: House, hook: Webhook) -> None:
    async def ask() -> Mapping[str, Any]:
        told: Mapping[str, Any] = await house.bot.call("getWebhookInfo", {})
        return told

    await house.heartbeat.keep_looking_at_webhook(ask, hook.url)


async def answer_of_health(house: House, door: Door) -> None:
    health = import_module("navigator_bot.health")
    listening = import_module("navigator_bot.telegram.listening")
    app = health.health_app(house.heartbeat)
    async with listening.serve(app, door.host, door.port, setting="NAVIGATOR_HEALTH_PORT"):
        await asyncio.Event().wait()
