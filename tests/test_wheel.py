"""What is built can be installed and run far from the checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from conversations.safety_net.quickest import IN_PYTHON, QUICKEST

ROOT = Path(__file__).parents[1]
PACKAGES = ("navigator_bot", "conversations", "resources_directory", "templates")
WITHOUT = ("__pycache__", ".mypy_cache", ".DS_Store")


def run(command: list[str | Path], folder: Path) -> str:
    """Its output. Without this process's environment, which could name the checkout."""
    ran = subprocess.run(
        command, cwd=folder, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True
    )
    assert ran.returncode == 0, f"{ran.stdout}\n{ran.stderr}"
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build: list[str | Path] = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    run([*build, "--outdir", folder, ROOT], folder)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel and, of this one, only the libraries."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    programs = home / "bin"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", programs / "python"]
    run([*pip, "install", "--quiet", "--no-index", "--no-deps", wheel], home)
    [packages] = home.glob("lib/python*/site-packages")
    libraries = sysconfig.get_paths()[
        "purelib"
    ]  # its .pth files, and so the checkout, are not read
    (packages / "libraries.pth").write_text(libraries, encoding="utf-8")
    return programs


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """An empty folder."""
    return tmp_path


def test_it_carries_every_file_of_the_packages(wheel: Path) -> None:
    expected = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and not any(part in WITHOUT for part in path.parts)
    }

    carried = set(ZipFile(wheel).namelist())

    assert not expected - carried


@pytest.mark.parametrize(
    "pattern",
    [
        "templates/messages/*.txt",
        "templates/pictures/*.svg",
        "templates/console/*.html",
        "templates/console/*.css",
        "templates/console/*.js",
        "templates/help_card.toml",
        "templates/pages/*.html",
        "navigator_bot/store/queries/*.sql",
        "navigator_bot/store/queries/*/*.sql",
        "navigator_bot/store/migrations/*.sql",
        "resources_directory/sample/services.csv",
    ],
)
def test_it_carries_each_kind_of_file(wheel: Path, pattern: str) -> None:
    carried = [Path(name) for name in ZipFile(wheel).namelist()]

    assert [path for path in carried if path.match(pattern)]


def test_it_carries_no_tests(wheel: Path) -> None:
    assert not [name for name in ZipFile(wheel).namelist() if name.startswith(("tests/", "docs/"))]


def test_what_runs_is_what_was_installed(installed: Path, nowhere: Path) -> None:
    script = (
        "import navigator_bot, conversations, resources_directory as r\n"
        "print(navigator_bot.__file__, conversations.__file__, r.__file__, sep='\\n')"
    )

    places = run([installed / "python", "-c", script], nowhere).split()

    assert len(places) == 3
    assert all(Path(each).is_relative_to(installed.parent) for each in places)


def test_its_words_and_tables_are_found(installed: Path, nowhere: Path) -> None:
    script = (
        "from navigator_bot.help_card import read_card\n"
        "from navigator_bot.wording import Wording\n"
        "from navigator_bot.directory import SAMPLE_DIRECTORY, read_vocabulary\n"
        "read_card()\n"
        "read_vocabulary(), SAMPLE_DIRECTORY.read_bytes()\n"
        "print(Wording().plain('common.skip', 'en'))"
    )

    assert run([installed / "python", "-c", script], nowhere) == "Skip\n"


def test_the_whole_story_holds_from_there(installed: Path, nowhere: Path) -> None:
    said = run([installed / "navigator-bot", "demo", "--self-test"], nowhere)

    assert "The story holds" in said
    assert not list(nowhere.iterdir())


def test_what_was_compiled_goes_along(installed: Path, nowhere: Path) -> None:
    say = "from conversations.safety_net.quickest import *; print(QUICKEST is IN_PYTHON)"

    assert run([installed / "python", "-c", say], nowhere).strip() == str(QUICKEST is IN_PYTHON)


def test_without_a_compiler_it_is_packed_all_the_same(tmp_path: Path) -> None:
    build: list[str | Path] = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]

    run(["env", "CC=false", *build, "--outdir", tmp_path, ROOT], tmp_path)

    [built] = tmp_path.glob("*.whl")
    assert built.name.endswith("-py3-none-any.whl")
