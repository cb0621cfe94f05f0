"""The walls that import contracts and lint rules hold, and what a running bot never loads."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PURE = ("conversations", "resources_directory", "navigator_bot/rules")
DOORS_OUT = frozenset({"open", "print", "input", "eval", "exec", "__import__"})
"""Built in, so that no import shows them."""

APART = (
    "navigator_bot.simulator",
    "navigator_bot.stage",
    "navigator_bot.stories",
    "navigator_bot.demo",
    "navigator_bot.self_test",
    "navigator_bot.simulating",
)


def doors_out(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Call(func=ast.Name(id=name), lineno=line) if name in DOORS_OUT:
                yield f"{name} in line {line}"


@pytest.mark.parametrize("room", PURE)
def test_what_decides_opens_and_prints_nothing(room: str) -> None:
    modules = list((ROOT / room).rglob("*.py"))

    found = {str(each): list(doors_out(each.read_text(encoding="utf-8"))) for each in modules}

    assert modules
    assert not {name: doors for name, doors in found.items() if doors}


def test_a_door_out_is_seen() -> None:
    assert list(doors_out("def read():\n    return open('a').read()")) == ["open in line 2"]


def test_a_running_bot_loads_neither_the_stand_in_nor_the_checks() -> None:
    """As `navigator-bot run` does, up to the moment when it would speak with Telegram."""
    script = (
        "import sys, navigator_bot.cli, navigator_bot.assembly, navigator_bot.running\n"
        "assert navigator_bot.cli.main(['run']) == 1\n"
        "print(*(name for name in sys.modules if name.startswith('navigator_bot')))"
    )

    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env={}, timeout=60
    )

    loaded = ran.stdout.split()
    assert "navigator_bot.assembly" in loaded, ran.stderr
    assert not [name for name in loaded if name.startswith((*APART, "navigator_bot.checks"))]


@pytest.mark.parametrize("module", APART)
def test_what_a_running_bot_does_not_load_is_there_to_be_loaded(module: str) -> None:
    ran = subprocess.run([sys.executable, "-c", f"import {module}"], env={}, timeout=60)

    assert ran.returncode == 0


BREACHES = {
    "conversations/check_in.py": "from conversations.menu import Wish",
    "resources_directory/hours.py": "import navigator_bot.clock",
    "navigator_bot/rules/pacing.py": "import time",
    "navigator_bot/inbox.py": "import navigator_bot.turn",
    "navigator_bot/store/people.py": "from conversations import MAP",
    "navigator_bot/turn.py": "import navigator_bot.telegram.bot",
    "navigator_bot/assembly.py": "import navigator_bot.simulator.world",
}
"""One for each contract."""


def test_each_wall_is_felt(tmp_path: Path) -> None:
    """In a copy of the house with a breach in every wall, every contract is broken."""
    for package in ("conversations", "navigator_bot", "resources_directory"):
        shutil.copytree(ROOT / package, tmp_path / package)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path, breach in BREACHES.items():
        with (tmp_path / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{breach}\n")

    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)

    assert f"Contracts: 0 kept, {len(BREACHES)} broken." in ran.stdout, ran.stdout


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import datetime\n\nNOW = datetime.now()\n",
        "from datetime import date\n\nTODAY = date.today()\n",
        "import datetime\n\nNOW = datetime.datetime.now(datetime.UTC)\n",
        "import time\n\nNOW = time.time()\n",
        "from time import monotonic\n\nNOW = monotonic()\n",
        "import random\n\nCHANCE = random.random()\n",
    ],
)
@pytest.mark.parametrize("place", ["conversations/new.py", "navigator_bot/new.py"])
def test_a_look_at_the_clock_or_at_chance_fails_the_lint(code: str, place: str) -> None:
    assert "TID251" in linted(code, place)


def test_a_clock_that_was_handed_in_passes_the_lint() -> None:
    assert linted("from datetime import datetime\n\nEVER = datetime.max\n", "new.py") == ""


def linted(code: str, place: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--quiet", "--stdin-filename", place, "-"],
        input=code,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    return ran.stdout
