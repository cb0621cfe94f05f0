"""Reading one setting after another, and remembering what was wrong with each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


class SettingReader:
    """What is wrong is added to `problems`, and the default goes on in its place."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.problems: list[str] = []

    def text(self, name: str, default: str) -> str:
        return self._environment.get(name, "").strip() or default

    def path(self, name: str, default: Path) -> Path:
        return Path(self.text(name, str(default)))

    def optional_path(self, name: str) -> Path | None:
        value = self.text(name, "")
        return Path(value) if value else None

    def https(self, name: str) -> str:
        """Empty where nothing is named."""
        value = self.text(name, "")
        if value and not value.startswith("https://"):
            self.problems.append(f"{name} must be an https:// address.")
        return value

    def secret(self, name: str, what: str, required: bool = True) -> str:
        """From the environment, or from the file that `<name>_FILE` names."""
        value = self._environment.get(name, "").strip()
        file = self._environment.get(f"{name}_FILE", "").strip()
        if not value and file:
            try:
                value = Path(file).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError):
                self.problems.append(f"{name}_FILE names a file that cannot be read.")
                return ""
        if not value and required:
            self.problems.append(f"{name} is not set: give {what} there, or in {name}_FILE.")
        return value

    def choice(self, name: str, choices: Mapping[str, T], default: str) -> T:
        value = self.text(name, default).lower()
        if value not in choices:
            self.problems.append(f"{name} must be one of {', '.join(choices)}.")
            value = default
        return choices[value]

    def port(self, name: str, default: int) -> int:
        return self.parsed(name, str(default), _port, "a port: 1 to 65535")

    def parsed(self, name: str, default: str, read: Callable[[str], T], form: str) -> T:
        try:
            return read(self.text(name, default))
        except (ValueError, KeyError, OSError):
            self.problems.append(f"{name} must be {form}.")
            return read(default)


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65_536:
        raise ValueError("no such port")
    return port
