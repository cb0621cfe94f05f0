"""What was read of a directory, and what was changed or left out, in sentences for its keeper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from navigator_bot.wording import TEMPLATES, environment
from resources_directory.problems import Fault, Problem, Remedy
from resources_directory.spreadsheet import Reading

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one kind, in one field of one file."""

    file: str | None
    field: str | None
    fault: Fault
    done: Remedy
    count: int
    examples: tuple[Problem, ...]
    """The first few of them."""


def report(reading: Reading) -> str:
    """Plain text, a paragraph a kind of problem, the most frequent first."""
    template = environment(TEMPLATES / "reports").get_template("directory.txt")
    said = template.render(services=len(reading.services), groups=grouped(reading.problems))
    lines = [line.rstrip() for line in Markup(said).unescape().strip().splitlines()]
    return "\n".join(line for line in lines if line) + "\n"


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """The most frequent first; those of equal number in the order that they were met."""
    kinds: dict[tuple[str | None, str | None, Fault, Remedy], list[Problem]] = {}
    for problem in problems:
        kind = (problem.file, problem.field, problem.fault, problem.done)
        kinds.setdefault(kind, []).append(problem)
    groups = [Group(*kind, len(held), tuple(held[:_EXAMPLES])) for kind, held in kinds.items()]
    return sorted(groups, key=lambda group: -group.count)
