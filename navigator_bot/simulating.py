"""A stand-in for Telegram alone: any bot may talk to it, and programs may play its people."""

from __future__ import annotations

import asyncio
import secrets
import signal
import sys
from pathlib import Path

from navigator_bot.clock import RunningClock
from navigator_bot.errors import SettingsError
from navigator_bot.simulator.control import Control
from navigator_bot.simulator.description import Description
from navigator_bot.simulator.guard import LOOPBACK
from navigator_bot.simulator.server import StandIn
from navigator_bot.simulator.world import World


async def simulate(host: str, port: int, description: Path | None) -> None:
    """Until the program is ended. Raises `SettingsError` for what cannot be had."""
    stand_in = _make(host, port, None if description is None else _read(description))
    try:
        await stand_in.start()
    except (OSError, OverflowError):
        raise SettingsError(
            f"Port {port} of {host} cannot be had. "
            "Name a free one: navigator-bot simulator --port 8082"
        ) from None
    try:
        _greet(stand_in, host)
        await _end()
    finally:
        await stand_in.stop()


def _make(host: str, port: int, description: Description | None) -> StandIn:
    clock = RunningClock()
    world = World(clock.now, bot_name="Bot", bot_username="stand_in_bot", enforce_flood=True)
    token = f"{world.bot.id}:{secrets.token_urlsafe(24)}"
    control = Control(world, clock, lambda: stand_in.faults_found, LOOPBACK | {host})
    stand_in = StandIn(world, token, host, port, pages=control, description=description)
    return stand_in


def _read(description: Path) -> Description:
    try:
        return Description.read(description)
    except ValueError as broken:
        raise SettingsError(f"{broken}.") from None


def _greet(stand_in: StandIn, host: str) -> None:
    if host not in LOOPBACK:
        print(
            f"Warning: whoever reaches {host} can talk as the people here, and read what they say.",
            file=sys.stderr,
        )
    print(f"Bot API: {stand_in.base_url}")
    print(f"Token:   {stand_in.token}")
    print(f"Control: {stand_in.address}/control")
    print("Ctrl+C ends it.", flush=True)


async def _end() -> None:
    stopping = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stopping.set)
    await stopping.wait()
