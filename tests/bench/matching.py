"""Matching: how good on the kit of goals beside plainer ways, how fast, and how much memory."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import gettempdir
from time import perf_counter
from typing import Any

import psutil

from navigator_bot.directory import read_vocabulary
from navigator_bot.matching_runs import match_goal, read_catalogue
from navigator_bot.minilm import installed_meaning
from navigator_bot.places import read_places
from resources_directory.catalogue import Catalogue
from resources_directory.matching import Wanted, match
from resources_directory.meaning import Meaning, ServiceMeanings
from resources_directory.model import Place, Point, Service, ServiceId
from resources_directory.stems import stem, tokens
from resources_directory.text_index import TextIndex

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GOOD = 2  # the grade from which an answer is a good one
VECTORS = Path(gettempdir()) / "navigator-bench-vectors.npz"

Run = Mapping[str, Sequence[str]]
"""Ids of services, best first, by the id of the goal."""


def measure(sizes: Sequence[int] = (10_000, 100_000), asked: int = 200) -> dict[str, float]:
    return {**measure_kit(), **measure_speed(sizes, asked)}


def measure_kit() -> dict[str, float]:
    """Nothing, with a notice, without NAVIGATOR_TEST_DATA; what needs the extra, likewise."""
    data = Path(os.environ.get("NAVIGATOR_TEST_DATA", "nowhere"))
    kit = _kit(data / "matching")
    if kit is None:
        print("matching: NOT MEASURED on goals: NAVIGATOR_TEST_DATA names no kit", file=sys.stderr)
        return {}
    listed = data / "matching" / "services.csv"
    outcodes = data / "places" / "outcode.csv"
    centroids = read_places(outcodes if outcodes.exists() else None)
    without = read_catalogue(listed, None, centroids)
    measured = kit("matching.bm25", _plain_words(without))
    measured |= kit("matching", _ours(without))
    meaning = installed_meaning(VECTORS)
    if meaning is None:
        print("matching: NOT MEASURED by meaning: the extra is missing", file=sys.stderr)
        return measured
    measured |= kit("matching.minilm", _plain_meaning(without, meaning))
    return measured | kit("matching.semantic", _ours(read_catalogue(listed, meaning, centroids)))


def _kit(
    folder: Path,
) -> Callable[[str, Callable[[dict[str, Any]], list[str]]], dict[str, float]] | None:
    if not (folder / "score.py").exists():
        return None
    spec = importlib.util.spec_from_file_location("kit_score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    kit = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(kit)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the kit leaves its files to be closed
        goals, grades = kit.load()

    def scored(name: str, way: Callable[[dict[str, Any]], list[str]]) -> dict[str, float]:
        run = {goal["id"]: way(goal) for goal in goals}
        found, _ = kit.score(goals, grades, run)
        return {
            f"{name}.hit3": found["hit3"],
            f"{name}.ndcg5": found["ndcg5"],
            f"{name}.mrr": found["mrr"],
            f"{name}.honesty": found["honest"],
            f"{name}.constraint_breaks": float(_breaks(goals, grades, run)),
        }

    return scored


def _breaks(
    goals: Iterable[dict[str, Any]], grades: Mapping[str, Mapping[str, int]], run: Run
) -> int:
    """Answers among the first three that were judged wrong where a constraint was stated.

    The kit does not say why an answer is wrong, so this is an upper bound.
    """
    return sum(
        grades[goal["id"]].get(service) == 0
        for goal in goals
        if goal["constraints"]
        for service in run[goal["id"]][:3]
    )


def _ours(catalogue: Catalogue) -> Callable[[dict[str, Any]], list[str]]:
    def way(goal: dict[str, Any]) -> list[str]:
        found = match_goal(catalogue, goal["text"], goal["constraints"], NOW).found
        return [str(each.service.id) for each in found]

    return way


def _plain_words(catalogue: Catalogue) -> Callable[[dict[str, Any]], list[str]]:
    index = TextIndex(catalogue.services)

    def way(goal: dict[str, Any]) -> list[str]:
        words = tokens(goal["text"])
        query = index.any_of([index.phrases([((stem(word),), 1.0)]) for word in words])
        return [str(catalogue.services[row].id) for row, _ in index.find(query, 10)]

    return way


def _plain_meaning(catalogue: Catalogue, meaning: Meaning) -> Callable[[dict[str, Any]], list[str]]:
    services = catalogue.services
    meanings = ServiceMeanings(services, meaning)

    def way(goal: dict[str, Any]) -> list[str]:
        near = meanings.near(goal["text"], range(len(services)))
        return [str(services[row].id) for row in sorted(near, key=lambda row: -near[row])[:10]]

    return way


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


def measure_speed(sizes: Sequence[int], asked: int) -> dict[str, float]:
    """Without the semantic part; services hold the vocabulary's own words, drawn by chance."""
    measured: dict[str, float] = {}
    for size in sizes:
        services = _services(size)
        process = psutil.Process()
        before = process.memory_info().rss
        start = perf_counter()
        catalogue = Catalogue(services, vocabulary=read_vocabulary())
        name = f"matching.{size // 1000}k"
        measured[f"{name}_build_seconds"] = perf_counter() - start
        taken = [_time(catalogue, ASKED[n % len(ASKED)]) for n in range(asked)]
        measured[f"{name}_ms_p99"] = quantiles(taken, n=100, method="inclusive")[-1]
        measured[f"{name}_ms_median"] = quantiles(taken, n=2)[0]
        browsed = [_time(catalogue, "") for _ in range(asked)]
        measured[f"{name}_browse_ms_p99"] = quantiles(browsed, n=100, method="inclusive")[-1]
        measured[f"{name}_mb"] = (process.memory_info().rss - before) / 1e6
    return measured


def _time(catalogue: Catalogue, words: str) -> float:
    """In milliseconds; with no words, everything near is looked around in."""
    wanted = Wanted(words=words or None, near=catalogue.gazetteer.find("AX1"), is_adult=True)
    start = perf_counter()
    match(catalogue, wanted, NOW)
    return (perf_counter() - start) * 1000


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
