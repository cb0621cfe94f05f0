"""How long somebody waits for the help card while thousands of reminders are on their way."""

from __future__ import annotations

import asyncio
import random
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

from tests.bench.running import Desk, bot_api, program
from tests.bench.town import Town, set_timers, settle

SIGN = "116 123"  # on the card, and on nothing else
BETWEEN = 0.1  # seconds between two who ask
BEFORE = 3.0  # seconds until the bells ring: time to start


def measure(folder: Path, reminders: int, asking: int) -> dict[str, float]:
    """The whole program with Telegram's limits on speed. All reminders come due at one moment, so
    that they wait as timers, as events, and as messages; from then on people ask for help: half
    of them are waiting for a reminder themselves."""
    town = asyncio.run(settle(folder / "help", reminders + asking))
    try:
        due = datetime.now(UTC) + timedelta(seconds=BEFORE)
        asyncio.run(set_timers(town, town.chats[:reminders], due))
        with (
            bot_api() as desk,
            program("navigator_bot", "run", settings=town.environment(desk.port)),
        ):
            delays = _ask(desk, _who_asks(town, reminders, asking))
    finally:
        shutil.rmtree(folder / "help")
    return {
        "help_card.delay_ms_p99": quantiles(delays, n=100, method="inclusive")[-1],
        "help_card.delay_ms_median": quantiles(delays, n=2)[0],
    }


def _who_asks(town: Town, reminders: int, asking: int) -> list[int]:
    chance = random.Random(7)
    chats = [*town.chats[reminders:], *chance.sample(town.chats[:reminders], asking)]
    return chance.sample(chats, asking)


def _ask(desk: Desk, chats: list[int]) -> list[float]:
    time.sleep(BEFORE)
    for chat in chats:
        desk.load([(chat, "/help_now")], sign=SIGN, keep=True)
        time.sleep(BETWEEN)
    delays: dict[str, float] = {}
    for _ in range(100):
        delays = desk.report()["delays_ms"]
        if len(delays) == len(chats):
            return list(delays.values())
        time.sleep(BETWEEN)
    raise SystemExit(f"of {len(chats)} who asked for help, {len(delays)} got the card")
