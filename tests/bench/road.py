"""The whole road beside an echo bot that keeps nothing; and grouped commits beside single ones."""

from __future__ import annotations

import asyncio
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from navigator_bot import assembly
from navigator_bot.clock import SystemClock
from navigator_bot.events import Arrival, Sender, Sent
from navigator_bot.settings import read_settings
from navigator_bot.telegram.bot import make_bot
from tests.bench.running import Desk, bot_api, program
from tests.bench.town import settle

SIDES = (
    "durable",
    "bare_echo",
    "bare_echo_at_its_best",
    "same_layer",
    "same_layer_at_its_best",
)

WORDS = ("I would like to get out more", "my goals", "check in", "menu")
"""What each person writes, one after another. Each is answered with one message."""

WARMING = 50  # people whose messages come before those that are counted


@dataclass(frozen=True)
class Load:
    people: int
    rounds: int


def measure(folder: Path, load: Load) -> dict[str, float]:
    rates: defaultdict[str, list[float]] = defaultdict(list)
    calls: dict[str, float] = {}
    for _ in range(load.rounds):
        for side in SIDES:
            rate, calls[side] = _run(side, folder / "road", load)
            rates[side].append(rate)
    turns = {side: median(found) for side, found in rates.items()}
    return {
        **{
            f"road.durable_over_{side}": _ratio(rates["durable"], rates[side]) for side in SIDES[1:]
        },
        "road.calls_a_turn": calls["durable"],
        "road.calls_an_echo": calls["bare_echo"],
        **{f"road.{side}_a_second": rate for side, rate in turns.items()},
    }


def _ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of what each round gave side by side: a slow minute slows both."""
    return median(one / other for one, other in zip(ours, theirs, strict=True))


def _run(side: str, folder: Path, load: Load) -> tuple[float, float]:
    """Turns a second, and calls a turn."""
    town = asyncio.run(settle(folder, load.people + WARMING))
    try:
        with (
            bot_api() as desk,
            program("tests.bench.sides", side, settings=town.environment(desk.port)),
        ):
            _rate(desk, _texts(town.chats[:WARMING]))
            return _rate(desk, _texts(town.chats[WARMING:]))
    finally:
        shutil.rmtree(folder)


def _texts(chats: Sequence[int]) -> list[tuple[int, str]]:
    """Everybody's first message, then everybody's second …"""
    return [(chat, words) for words in WORDS for chat in chats]


def _rate(desk: Desk, texts: list[tuple[int, str]]) -> tuple[float, float]:
    desk.load(texts)
    report = desk.wait(len(texts))
    return len(texts) / report["seconds"], _counted(report["calls"]) / len(texts)


def _counted(calls: Mapping[str, Any]) -> int:
    return sum(calls.values())


def measure_groups(folder: Path, people: int, rounds: int) -> dict[str, float]:
    """No network: what waits in the inbox is decided and committed, 50 at a time or one."""
    rates: defaultdict[int, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for most in (50, 1):
            rates[most].append(asyncio.run(_decide_all(folder / "groups", people, most)))
    return {
        "road.group_over_single": _ratio(rates[50], rates[1]),
        "road.group_turns_a_second": median(rates[50]),
    }


async def _decide_all(folder: Path, people: int, most: int) -> float:
    town = await settle(folder, people)
    with bot_api() as desk:
        settings = read_settings(town.environment(desk.port))
        bot = make_bot(settings.token, settings.api_url)
        house = await assembly.build(settings, SystemClock(), bot)
        try:
            await house.inbox.keep([_arrival(chat) for chat in town.chats])
            await house.turns.round(most)
            start = perf_counter()
            done = 0
            while decided := await house.turns.round(most):
                done += decided
            return done / (perf_counter() - start)
        finally:
            await house.close()
            shutil.rmtree(folder)


def _arrival(chat: int) -> Arrival:
    return Arrival(f"tg:{chat}", chat, Sent(Sender(chat, "Amina", "en"), 1, words=WORDS[0]))
