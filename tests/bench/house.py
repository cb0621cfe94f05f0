"""The whole program: how soon it works, and how much memory it takes in a large town."""

from __future__ import annotations

import asyncio
import shutil
import time
from pathlib import Path
from statistics import median

import psutil

from tests.bench.running import bot_api, program
from tests.bench.town import Town, settle

TURNS = 150  # before memory is looked at; at the real pace, 30 a second
GIVE_UP = 30.0  # seconds


def measure(folder: Path, people: int, starts: int) -> dict[str, float]:
    town = asyncio.run(settle(folder / "house", people))
    try:
        seconds = [_start(town) for _ in range(starts)]
        memory = _memory(town)
    finally:
        shutil.rmtree(folder / "house")
    return {
        "start.seconds": min(seconds),  # other work on the machine can only add to it
        "start.seconds_median": median(seconds),
        "memory.rss_mb": memory,
    }


def _start(town: Town) -> float:
    """From the start of the process to the first request for updates."""
    with bot_api() as desk:
        start = time.monotonic()
        with program("navigator_bot", "run", settings=town.environment(desk.port)):
            while time.monotonic() < start + GIVE_UP:
                polled_at = desk.report()["first_poll_at"]
                if polled_at is not None:
                    return float(polled_at) - start
                time.sleep(0.05)
    raise SystemExit("the program did not start")


def _memory(town: Town) -> float:
    chats = town.chats[:: max(1, town.people // TURNS)][:TURNS]
    with (
        bot_api() as desk,
        program("navigator_bot", "run", settings=town.environment(desk.port)) as started,
    ):
        desk.load([(chat, "I would like to get out more") for chat in chats])
        desk.wait(len(chats))
        resident: int = psutil.Process(started.pid).memory_info().rss
    return resident / 1024**2
