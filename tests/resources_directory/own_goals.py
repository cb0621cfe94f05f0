"""Goals written for this project, and whether a listing answers them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from resources_directory.model import Service

FILE = Path(__file__).with_name("goals.toml")


@dataclass(frozen=True)
class OwnGoal:
    """`answer`: a listing that holds one of these, in lower case, is taken for an answer."""

    say: str
    topics: frozenset[str]
    answer: tuple[str, ...]

    def is_met_by(self, service: Service) -> bool:
        text = f" {service.name} {service.organisation or ''} {service.description or ''} ".lower()
        return any(word in text for word in self.answer)


def own_goals() -> Iterator[OwnGoal]:
    for part in tomllib.loads(FILE.read_text(encoding="utf-8")).values():
        for goal in part:
            topics = frozenset(goal["topics"].split(", "))
            yield OwnGoal(goal["say"], topics, tuple(goal["answer"].split(", ")))
