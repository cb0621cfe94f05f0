"""What was read of a directory, and what was changed or left out, in sentences for its keeper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from navigator_bot.wording import TEMPLATES, environment
from resources_directory.importing import Plan
from resources_directory.problems import Fault, Problem, Remedy
from resources_directory.spreadsheet import Reading

_EXAMPLES = 3
_OF_COLUMNS = {Fault.UNKNOWN_COLUMN, Fault.GUESSED_COLUMN, Fault.REPEATED_COLUMN}
"""Told all at once: a table of a council has dozens."""


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one kind, in one field of one file, or in the headings of one file."""

    file: str | None
    """Only where several were read."""
    field: str | None
    """None for headings, and where a whole row or file is meant."""
    fault: Fault
    done: Remedy
    count: int
    examples: tuple[Problem, ...]
    """The first few of them; of headings all."""

    @property
    def is_of_columns(self) -> bool:
        return self.fault in _OF_COLUMNS


def report(reading: Reading) -> str:
    """Plain text, a paragraph a kind of problem, the most frequent first."""
    return _rendered(
        "directory.txt", services=len(reading.services), groups=grouped(reading.problems)
    )


def import_report(plan: Plan, reading: Reading) -> str:
    """What taking a list in does, entry by entry; then what was read of it."""
    return f"{_rendered('import.txt', plan=plan)}\n{report(reading)}"


def _rendered(template: str, **values: Any) -> str:
    said = environment(TEMPLATES / "reports").get_template(template).render(**values)
    lines = [line.rstrip() for line in Markup(said).unescape().strip().splitlines()]
    return "\n".join(line for line in lines if line) + "\n"


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """The most frequent first, those of equal number in the order that they were met; then what
    is said of headings."""
    problems = tuple(problems)
    is_one_file = len({problem.file for problem in problems}) <= 1
    kinds: dict[tuple[str | None, str | None, Fault, Remedy], list[Problem]] = {}
    for problem in problems:
        file = None if is_one_file else problem.file
        field = None if problem.fault in _OF_COLUMNS else problem.field
        kinds.setdefault((file, field, problem.fault, problem.done), []).append(problem)
    groups = [
        Group(*kind, len(held), tuple(held if kind[2] in _OF_COLUMNS else held[:_EXAMPLES]))
        for kind, held in kinds.items()
    ]
    return sorted(groups, key=lambda group: (group.is_of_columns, -group.count))
