"""The rota that a file sets down: lines as a lead types them in chat, with names for people."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from navigator_bot.errors import SettingsError
from navigator_bot.rules.rota_entries import Entry
from navigator_bot.rules.rota_lines import read_line


def read_rota(path: Path | None) -> tuple[Entry, ...]:
    """Its entries, whose ids are still names. Raises SettingsError that names every line that is
    not understood."""
    if path is None:
        return ()
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"NAVIGATOR_ROTA names {path}, which cannot be read.") from None
    except tomllib.TOMLDecodeError as broken:
        raise SettingsError(f"NAVIGATOR_ROTA: {path} is not TOML ({broken}).") from None
    lines = _lines(path, written)
    read = [(line, read_line(line, None)) for line in lines]
    unread = [line for line, entry in read if entry is None]
    if unread:
        listed = "\n".join(f"  {line}" for line in unread)
        raise SettingsError(
            f"NAVIGATOR_ROTA: these lines of {path} are not understood. A line is like "
            f'"Sam Mon-Wed 9-17, Thu 13-20" or "Sam away 3-10 March 2026", with the year:\n{listed}'
        )
    return tuple(entry for _, entry in read if entry is not None)


def _lines(path: Path, written: dict[str, Any]) -> list[str]:
    lines = written.get("rota")
    if set(written) != {"rota"} or not isinstance(lines, list):
        raise SettingsError(f'NAVIGATOR_ROTA: {path} must hold one list of lines: rota = ["…"]')
    return [str(line) for line in lines]
