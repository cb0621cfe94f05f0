"""The whole road beside an echo bot that keeps nothing; and grouped commits beside single ones."""

from __future__ import annotations

import asyncio
import shutil
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median
from time import perf_counter

from navigator_bot import assembly
from navigator_bot.clock import SystemClock
from navigator_bot.events import Arrival, Sender, Sent
from navigator_bot.settings import read_settings
from navigator_bot.telegram.bot import make_bot
from tests.bench.running import bot_api, program
from tests.bench.town import Town, settle

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
    """`people` write in each round, others in each."""

    people: int
    rounds: int


def measure(folder: Path, load: Load) -> dict[str, float]:
    """All bots are kept waiting, and take turns at answering: what else the machine does meanwhile
    slows them alike."""
    town = asyncio.run(settle(folder / "road", load.people * load.rounds + WARMING))
    rates: defaultdict[str, list[float]] = defaultdict(list)
    with ExitStack() as running:
        sides = {name: _Side(name, town, running) for name in SIDES}
        for first in range(WARMING, len(town.chats), load.people):
            chats = town.chats[first : first + load.people]
            seconds: defaultdict[str, float] = defaultdict(float)
            for words, (name, side) in product(WORDS, sides.items()):
                seconds[name] += side.answer(chats, words)
            for name, taken in seconds.items():
                rates[name].append(len(chats) * len(WORDS) / taken)
    shutil.rmtree(folder / "road")
    return {
        **{
            f"road.durable_over_{side}": _ratio(rates["durable"], rates[side]) for side in SIDES[1:]
        },
        "road.calls_a_turn": sides["durable"].calls_a_turn,
        "road.calls_an_echo": sides["bare_echo"].calls_a_turn,
        **{f"road.{side}_a_second": median(found) for side, found in rates.items()},
    }


def _ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of what each round gave side by side: a slow minute slows both."""
    return median(one / other for one, other in zip(ours, theirs, strict=True))


class _Side:
    """One bot, with a stand-in of its own, until `running` ends."""

    def __init__(self, name: str, town: Town, running: ExitStack) -> None:
        self._calls = self._turns = 0
        self._desk = running.enter_context(bot_api())
        settings = town.environment(self._desk.port)
        running.enter_context(program("tests.bench.sides", name, settings=settings))
        for words in WORDS:
            self.answer(town.chats[:WARMING], words)

    def answer(self, chats: Sequence[int], words: str) -> float:
        """How many seconds it took until each had an answer."""
        self._desk.load([(chat, words) for chat in chats])
        report = self._desk.wait(len(chats))
        self._calls += sum(report["calls"].values())
        self._turns += len(chats)
        return float(report["seconds"])

    @property
    def calls_a_turn(self) -> float:
        return self._calls / self._turns


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
