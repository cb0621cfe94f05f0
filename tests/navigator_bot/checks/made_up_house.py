"""A made-up house of one conversation, which each test breaks in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from navigator_bot.checks.known import Known
from navigator_bot.checks.wording import check_wording

GREETING = """
{% block hello %}{% trans %}Hello {{ name }}. How are you?{% endtrans %}{% endblock %}
{% block mood__good %}{% trans %}Good{% endtrans %}{% endblock %}
{% block mood__bad %}{% trans %}Bad{% endtrans %}{% endblock %}
"""
CODE = """
from enum import StrEnum

class Mood(StrEnum):
    GOOD = "good"
    BAD = "bad"

def ask(turn):
    turn.ask("hello", Mood, name=turn.person.name)
"""


@dataclass
class MadeUpHouse:
    folder: Path
    known: Known

    @property
    def messages(self) -> Path:
        return self.folder / "messages"

    def writes(self, template: str, file: str = "greeting") -> None:
        """Into the file, below what stands there."""
        path = self.messages / f"{file}.txt"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{before}\n{template}", encoding="utf-8")

    def does(self, code: str, module: str = "conversations/greeting") -> None:
        path = self.folder / f"{module}.py"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{before}\n{code}", encoding="utf-8")

    def faults(self) -> list[str]:
        return check_wording(self.messages, self.folder, self.known)


def build(folder: Path) -> MadeUpHouse:
    for name in ("messages", "conversations", "navigator_bot", "resources_directory"):
        (folder / name).mkdir()
    made = MadeUpHouse(folder, Known())
    made.writes(GREETING)
    made.does(CODE)
    return made
