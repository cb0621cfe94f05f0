"""Every rule in the table of docs/simulator.md is shown by a test that exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs/simulator.md"
HEADING = "| what Telegram does | the test that shows it |"


def rows(text: str) -> list[tuple[str, list[str]]]:
    """Each rule, and the tests named beside it."""
    lines = text.partition(HEADING)[2].splitlines()[2:]
    table = lines[: next((place for place, line in enumerate(lines) if not line), len(lines))]
    cells = [re.split(r"(?<!\\)\|", line.strip("|")) for line in table]
    return [(one[0].strip(), re.findall(r"`([^`]+::[^`]+)`", one[-1])) for one in cells]


def is_there(named: str, root: Path) -> bool:
    path, _, name = named.partition("::")
    if not (root / path).is_file():
        return False
    tree = ast.parse((root / path).read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return any(isinstance(node, functions) and node.name == name for node in tree.body)


@pytest.mark.parametrize(
    ("rule", "tests"), [pytest.param(*row, id=row[0]) for row in rows(PAGE.read_text("utf-8"))]
)
def test_a_rule_is_shown_by_a_test_that_is_there(rule: str, tests: list[str]) -> None:
    assert rule
    assert tests, f"no test for: {rule}"
    assert [one for one in tests if not is_there(one, ROOT)] == []


def test_a_rule_without_its_test_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("async def test_b() -> None: ...\n")
    page = (
        f"{HEADING}\n| --- | --- |\n| x | `a.py::test_b` |\n| y | `a.py::test_c` |\n| z | |\n\n|n"
    )

    found = rows(page)

    assert found == [("x", ["a.py::test_b"]), ("y", ["a.py::test_c"]), ("z", [])]
    named = ("a.py::test_b", "a.py::test_c", "b.py::test_b")
    assert [is_there(one, tmp_path) for one in named] == [True, False, False]
