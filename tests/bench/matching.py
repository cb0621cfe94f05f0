"""Matching: how fast it is, and how much memory it takes."""

from __future__ import annotations

import gc
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from statistics import quantiles
from time import perf_counter, process_time

import psutil

from navigator_bot.directory import read_vocabulary
from navigator_bot.running import spare_the_collector
from resources_directory.catalogue import Catalogue
from resources_directory.matching import Wanted, match
from resources_directory.model import Place, Point, Service, ServiceId

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


ASKED = (
    "i just want to get out more",
    "cant afford the leccy",
    "lost my mum and i cant stop crying",
    "not a group, just someone to talk to",
    "somewhere to swim, im 67",
    "my lad is 9 and autistic",
    "landlord wants me out",
    "a choir or somewhere to sing on thursdays",
    "been off the drink a month and bored stiff",
    "help with my pip form, i cant do forms online",
)


def measure(sizes: tuple[int, int] = (10_000, 100_000), asked: int = 200) -> dict[str, float]:
    """Without the semantic part; services hold the vocabulary's own words, drawn by chance."""
    measured: dict[str, float] = {}
    for size, name in zip(sizes, ("matching.10k", "matching.100k"), strict=True):
        services = _services(size)
        process = psutil.Process()
        before = process.memory_info().rss
        start = perf_counter()
        catalogue = Catalogue(services, vocabulary=read_vocabulary())
        catalogue.ranking  # noqa: B018 - it is made by being asked for
        measured[f"{name}_build_seconds"] = perf_counter() - start
        with _collector_spared():
            taken = [_time(catalogue, ASKED[n % len(ASKED)]) for n in range(asked)]
        measured[f"{name}_ms_p99"] = quantiles(taken, n=100, method="inclusive")[-1]
        measured[f"{name}_ms_median"] = quantiles(taken, n=2)[0]
        browsed = [_time(catalogue, "") for _ in range(asked)]
        measured[f"{name}_browse_ms_p99"] = quantiles(browsed, n=100, method="inclusive")[-1]
        measured[f"{name}_mb"] = (process.memory_info().rss - before) / 1e6
    return measured


@contextmanager
def _collector_spared() -> Iterator[None]:
    """As the running house does it."""
    before = gc.get_threshold()
    spare_the_collector()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def _time(catalogue: Catalogue, words: str) -> float:
    """In milliseconds of the processor; with no words, everything near is looked around in."""
    wanted = Wanted(words=words or None, near=catalogue.gazetteer.find("AX1"), is_adult=True)
    start = process_time()
    match(catalogue, wanted, NOW)
    return (process_time() - start) * 1000


def _services(size: int) -> list[Service]:
    chance = random.Random(7)
    phrases = [phrase for topic in read_vocabulary().topics for phrase in topic.find]
    filler = ["we", "offer", "this", "for", "local", "people", "every", "week", "welcome"]
    made = []
    for n in range(size):
        words = [*chance.sample(phrases, 3), *chance.sample(filler, 8), *chance.sample(phrases, 2)]
        code = f"AX{1 + n % 20}"
        point = Point(54 + chance.random() / 3, -2 + chance.random() / 3)
        name = f"{chance.choice(phrases)} {n}".capitalize()
        made.append(
            Service(
                id=ServiceId(f"s{n}"),
                name=name,
                organisation=f"Organisation {n // 3}",
                description=" ".join(words),
                place=Place(postcode=f"{code} 1AA", point=point),
            )
        )
    return made


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
