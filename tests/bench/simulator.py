"""The stand-in for Telegram itself: how fast it takes messages, and whether it grows with them.

`python -m tests.bench.simulator` serves one, and prints where it is and who is there.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

import aiohttp
import psutil

from navigator_bot.clock import SystemClock
from navigator_bot.simulator import StandIn, World
from tests.bench.running import ROOT

TOKEN = "7000000001:bench"
PEOPLE = 10  # each chat keeps its newest 1,000 messages: all are full after the first 10,000
IN_FLIGHT = 64
TEXT = "You have a check-in. " * 5


@dataclass(frozen=True)
class Served:
    address: str  # of sendMessage
    chats: Sequence[int]
    pid: int

    @property
    def resident(self) -> int:
        """In bytes."""
        memory: int = psutil.Process(self.pid).memory_info().rss
        return memory


def measure(messages: int) -> dict[str, float]:
    """So many messages are timed; twice as many more must leave the memory as it was."""
    with _served() as served:
        start = perf_counter()
        asyncio.run(_send(served, messages))
        seconds = perf_counter() - start
        full = served.resident
        asyncio.run(_send(served, 2 * messages))
        growth = served.resident - full
    return {"simulator.seconds_10k": seconds, "simulator.growth_mb": growth / 1024**2}


async def _send(served: Served, messages: int) -> None:
    numbers = iter(range(messages))

    async def send_on(client: aiohttp.ClientSession) -> None:
        for number in numbers:
            chat = served.chats[number % len(served.chats)]
            given = {"chat_id": chat, "text": f"{number} {TEXT}"}
            async with client.post(served.address, json=given) as answer:
                if not (await answer.json())["ok"]:
                    raise SystemExit("the stand-in refused a message")

    async with aiohttp.ClientSession() as client, asyncio.TaskGroup() as sending:
        for _ in range(IN_FLIGHT):
            sending.create_task(send_on(client))


@contextlib.contextmanager
def _served() -> Iterator[Served]:
    command = [sys.executable, "-m", "tests.bench.simulator"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            address, chats = json.loads(server.stdout.readline())
            yield Served(address, chats, server.pid)
        finally:
            server.kill()


async def serve() -> None:
    world = World(SystemClock().now)
    people = [world.person(f"Person {number}") for number in range(PEOPLE)]
    for person in people:
        person.starts()
    async with StandIn(world, TOKEN) as stand_in:
        address = f"{stand_in.base_url}{TOKEN}/sendMessage"
        print(json.dumps([address, [person.id for person in people]]), flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
