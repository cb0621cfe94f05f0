"""How good matching is: on a kit of judged goals, beside plainer ways, and on goals of our own."""

from __future__ import annotations

import importlib.util
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from navigator_bot.matching_runs import match_goal, read_catalogue
from navigator_bot.minilm import installed_meaning
from navigator_bot.places import read_places
from resources_directory.catalogue import Catalogue
from resources_directory.meaning import Meaning, ServiceMeanings
from resources_directory.model import ServiceId
from resources_directory.stems import stem, tokens
from resources_directory.text_index import TextIndex
from tests.bench.stated import breaks
from tests.resources_directory.own_goals import own_goals

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
VECTORS = Path(gettempdir()) / "navigator-bench-vectors.npz"

Goal = Mapping[str, Any]
Way = Callable[[Goal], Sequence[str]]
"""From a goal to the ids of services, best first."""


def measure() -> dict[str, float]:
    """Nothing, with a notice, without NAVIGATOR_TEST_DATA; what needs the extra, likewise."""
    data = Path(os.environ.get("NAVIGATOR_TEST_DATA", "nowhere"))
    listed = data / "matching" / "services.csv"
    if not listed.exists():
        print("matching: NOT MEASURED on goals: NAVIGATOR_TEST_DATA names no kit", file=sys.stderr)
        return {}
    outcodes = data / "places" / "outcode.csv"
    centroids = read_places(outcodes if outcodes.exists() else None)
    catalogue = read_catalogue(listed, None, centroids)
    kit = _Kit(data / "matching", catalogue)
    measured = kit.measure("matching.bm25", _plain_words(catalogue))
    measured |= kit.measure("matching", _ours(catalogue))
    measured |= _measure_own("matching", catalogue)
    meaning = installed_meaning(VECTORS)
    if meaning is None:
        print("matching: NOT MEASURED by meaning: the extra is missing", file=sys.stderr)
        return measured
    by_meaning = read_catalogue(listed, meaning, centroids)
    measured |= kit.measure("matching.minilm", _plain_meaning(catalogue, meaning))
    measured |= kit.measure("matching.semantic", _ours(by_meaning))
    return measured | _measure_own("matching.semantic", by_meaning)


class _Kit:
    """Goals with graded services, and the scorer that came with them."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        spec = importlib.util.spec_from_file_location("kit_score", folder / "score.py")
        assert spec is not None
        assert spec.loader is not None
        self._scorer = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self._scorer)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # it leaves its files to be closed
            self._goals, self._grades = self._scorer.load()
        self._catalogue = catalogue

    def measure(self, name: str, way: Way) -> dict[str, float]:
        run = {goal["id"]: way(goal) for goal in self._goals}
        found, _ = self._scorer.score(self._goals, self._grades, run)
        broken = list(self._broken(run))
        for line in broken if name == "matching" else ():
            print(f"{name}: {line}", file=sys.stderr)
        return {
            f"{name}.hit3": found["hit3"],
            f"{name}.ndcg5": found["ndcg5"],
            f"{name}.mrr": found["mrr"],
            f"{name}.honesty": found["honest"],
            f"{name}.constraint_breaks": float(len(broken)),
        }

    def _broken(self, run: Mapping[str, Sequence[str]]) -> Iterator[str]:
        """Answers among the first three that break a stated age, gender, or "not that"."""
        for goal in self._goals:
            for found in run[goal["id"]][:3]:
                service = self._catalogue.service(ServiceId(found))
                assert service is not None
                told = service.description or ""
                for what in breaks(goal["text"], goal["constraints"], service.name, told):
                    yield f"{what}: {goal['text']} -> {service.name}"


def _measure_own(name: str, catalogue: Catalogue) -> dict[str, float]:
    """Of the goals that a listing answers at all: how often one is among the first three."""
    met = [
        any(goal.is_met_by(each.service) for each in _first(catalogue, goal.say))
        for goal in own_goals()
        if any(map(goal.is_met_by, catalogue.services))
    ]
    return {f"{name}.own_hit3": sum(met) / len(met)}


def _first(catalogue: Catalogue, words: str) -> Iterable[Any]:
    return match_goal(catalogue, words, {}, NOW).found[:3]


def _ours(catalogue: Catalogue) -> Way:
    def way(goal: Goal) -> list[str]:
        found = match_goal(catalogue, goal["text"], goal["constraints"], NOW).found
        return [str(each.service.id) for each in found]

    return way


def _plain_words(catalogue: Catalogue) -> Way:
    index = TextIndex(catalogue.services)

    def way(goal: Goal) -> list[str]:
        words = tokens(goal["text"])
        query = index.any_of([index.phrases([((stem(word),), 1.0)]) for word in words])
        return [str(catalogue.services[row].id) for row, _ in index.find(query, 10)]

    return way


def _plain_meaning(catalogue: Catalogue, meaning: Meaning) -> Way:
    services = catalogue.services
    meanings = ServiceMeanings(services, meaning)

    def way(goal: Goal) -> list[str]:
        near = meanings.near(goal["text"], range(len(services)))
        return [str(services[row].id) for row in sorted(near, key=lambda row: -near[row])[:10]]

    return way
