"""Methods that say where updates are pushed to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.model import JSON
from navigator_bot.simulator.profile import Webhook
from navigator_bot.simulator.refusals import bad_request
from navigator_bot.simulator.world import World

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def set_webhook(world: World, call: Call) -> bool:
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return delete_webhook(world, call)
    parts = urlsplit(url)
    # Telegram itself takes https alone; nobody has a certificate for their own loopback.
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _common(world, call)
    most = call.integer("max_connections", 40)
    world.profile.webhook = Webhook(url, secret, most)
    world.updates.arrived.happened()
    return True


def delete_webhook(world: World, call: Call) -> bool:
    _common(world, call)
    world.profile.webhook = Webhook()
    world.updates.arrived.happened()
    return True


def get_webhook_info(world: World, call: Call) -> JSON:
    webhook = world.profile.webhook
    body: JSON = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if webhook.url:
        body["max_connections"] = webhook.max_connections
    if webhook.last_error_at is not None:
        body["last_error_date"] = int(webhook.last_error_at.timestamp())
        body["last_error_message"] = webhook.last_error
    if world.updates.allowed:
        body["allowed_updates"] = world.updates.allowed
    return body


def _common(world: World, call: Call) -> None:
    kinds = call.things("allowed_updates")
    if kinds is not None:
        world.updates.allow(str(kind) for kind in kinds)
    if call.flag("drop_pending_updates"):
        world.updates.drop()
