"""What the documents say is so: links, settings, commands, dependencies."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from navigator_bot.cli import _parser
from navigator_bot.settings import FOR_TESTS, KNOWN, read_settings

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
DEPLOYMENT = (ROOT / "docs/deployment.md").read_text(encoding="utf-8")
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)

NEEDED = {
    "NAVIGATOR_TOKEN": "1:token",
    "NAVIGATOR_RECEIVE": "webhook",
    "NAVIGATOR_WEBHOOK_URL": "https://bot.example.org/telegram",
    "NAVIGATOR_WEBHOOK_SECRET": "a-long-random-word",
}
"""What has no default, so that every setting is read."""


@EACH_PAGE
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    broken = [link for link in links(page) if not leads_somewhere(page, link)]

    assert not broken


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A title\n[a](page.md) [b](#a-title) [c](#no) [d](no.md) `[e](code.md)`\n")

    assert [link for link in links(page) if not leads_somewhere(page, link)] == ["#no", "no.md"]


def test_every_setting_is_in_the_table_and_every_name_in_the_pages_is_a_setting() -> None:
    settings = settings_known()
    for_tests = set(names((ROOT / "tests/conftest.py").read_text(encoding="utf-8")))
    in_table = {name for name, _ in table_of_settings()}
    in_pages = {name for page in PAGES for name in names(page.read_text(encoding="utf-8"))}

    assert in_table == settings == KNOWN
    assert in_pages - for_tests == settings


@pytest.mark.parametrize(
    ("name", "default"),
    [
        (name, value.strip("`"))
        for name, value in re.findall(r"^\| `(NAVIGATOR_\w+)` \| (`[^`]+`) \|", DEPLOYMENT, re.M)
    ],
)
def test_a_default_in_the_table_is_what_holds_where_nothing_is_set(name: str, default: str) -> None:
    unset = {key: value for key, value in NEEDED.items() if key != name}

    assert read_settings({**unset, name: default}) == read_settings(unset)


@EACH_PAGE
def test_every_command_is_one_that_the_program_knows(page: Path) -> None:
    for command in commands(page.read_text(encoding="utf-8")):
        try:
            _parser().parse_args(shlex.split(command)[1:])
        except SystemExit:
            pytest.fail(f"{page.name}: {command}")


def test_the_commands_of_the_pages_are_found() -> None:
    found = {command for page in PAGES for command in commands(page.read_text(encoding="utf-8"))}

    assert {"navigator-bot run", "navigator-bot keys rotate", "navigator-bot replay ID"} <= found
    page = "`navigator-bot sing`\n```sh\nsudo other\n/bin/navigator-bot a 'b c' && d\n```\n"
    assert sorted(commands(page)) == ["navigator-bot a 'b c'", "navigator-bot sing"]


def test_every_dependency_has_its_reason_and_every_reason_its_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w-]+) \| (.+) \| (.+) \|$", page, re.M)
    reasons = {name: reason for name, reason, _ in rows if name not in ("package", "---")}

    assert set(reasons) == {re.split(r"[<>=!\[; ]", each)[0] for each in listed}
    assert all(reason.strip() for reason in reasons.values())


def links(page: Path) -> list[str]:
    """Those that stay within the project."""
    text = without_code(page.read_text(encoding="utf-8"))
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, heading = link.partition("#")
    target = page if not path else (page.parent / path).resolve()
    if not target.exists():
        return False
    return not heading or heading in anchors(target.read_text(encoding="utf-8"))


def anchors(text: str) -> set[str]:
    """The names by which headings are linked to."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.S), re.M)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


def without_code(text: str) -> str:
    """Of inline code, only what is not itself the text of a link is left out."""
    text = re.sub(r"```.*?```", "", text, flags=re.S)
    return re.sub(r"`[^`\n]*\]\([^`\n]*`", "", text)


def names(text: str) -> list[str]:
    return re.findall(r"NAVIGATOR_[A-Z_]*[A-Z]", text)


def table_of_settings() -> list[tuple[str, str]]:
    return re.findall(r"^\| `(NAVIGATOR_\w+)` \|([^|]*)\|", DEPLOYMENT, re.M)


def settings_known() -> set[str]:
    """As the code reads them; a secret may also come from a file."""
    files = ("settings.py", "second_channel/setting_up.py")
    code = "".join((ROOT / "navigator_bot" / file).read_text(encoding="utf-8") for file in files)
    secrets = re.findall(r"\.secret\(\s*\"(NAVIGATOR_\w+)\"", code)
    read = {name for name in names(code) if not FOR_TESTS.startswith(name)}
    return {*read, *(f"{name}_FILE" for name in secrets)}


def commands(text: str) -> Iterator[str]:
    """Calls of the program: in inline code, or in a block of a shell."""
    for block in re.findall(r"```sh\n(.*?)```", text, flags=re.S):
        for line in block.splitlines():
            yield from called(line.strip())
    for code in re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.S)):
        if code.startswith("navigator-bot "):
            yield from called(code)


def called(line: str) -> Iterator[str]:
    found = re.match(r"(?:\S*/)?(navigator-bot [^&|;#…]+)", line)
    if found is not None:
        yield found[1].strip()


def test_every_control_of_the_hazard_log_names_a_test_that_exists() -> None:
    log = (ROOT / "docs/safety/hazards.md").read_text(encoding="utf-8")
    rows = [line for line in log.splitlines() if re.match(r"\| \d", line)]
    named = [re.findall(r"`(tests/[^`]+)::(test_\w+)`", row) for row in rows]

    missing = [
        (file, test)
        for tests in named
        for file, test in tests
        if f"def {test}(" not in (ROOT / file).read_text(encoding="utf-8")
    ]

    assert len(rows) >= 15
    assert all(named), "a control without a test"
    assert not missing
