"""Nearness of meaning, where a deployment has a source of it; the room works without any."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

from resources_directory.model import Service
from resources_directory.passages import passages


class Learnt(Protocol):
    """Texts whose meaning is known."""

    def nearest(self, words: str, limit: int) -> Sequence[int]:
        """The positions of the texts nearest to words."""

    def cosines(self, words: str, positions: Sequence[int]) -> Sequence[float]:
        """How near the texts at these positions, in the order given, are to words (-1 to 1)."""


class Meaning(Protocol):
    """Learns what texts mean; `navigator_bot.minilm` has one."""

    def learn(self, texts: Sequence[str]) -> Learnt: ...


class ServiceMeanings:
    """Services by what they mean: a long record counts by the passage that is nearest."""

    def __init__(self, services: Sequence[Service], meaning: Meaning) -> None:
        cut = [passages(service) for service in services]
        self._starts = [0]
        for parts in cut:
            self._starts.append(self._starts[-1] + len(parts))
        self._learnt = meaning.learn([part for parts in cut for part in parts])

    def near(self, words: str, rows: Sequence[int], limit: int = 0) -> dict[int, float]:
        """The cosine (-1 to 1) of each of these services, and of the `limit` passages nearest."""
        others = (self._row_at(at) for at in self._learnt.nearest(words, limit))
        wanted = dict.fromkeys((*rows, *others))
        positions = [(row, at) for row in wanted for at in self._positions(row)]
        cosines = self._learnt.cosines(words, [at for _, at in positions]) if positions else ()
        near: dict[int, float] = {}
        for (row, _), cosine in zip(positions, cosines, strict=True):
            near[row] = max(cosine, near.get(row, -1.0))
        return near

    def _row_at(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

    def _positions(self, row: int) -> range:
        return range(self._starts[row], self._starts[row + 1])
