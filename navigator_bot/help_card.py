"""The help card: a dated file of lines, and its finished text for when all else fails."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from navigator_bot.errors import SettingsError
from navigator_bot.wording import TEMPLATES, Wording

SHIPPED = TEMPLATES / "help_card.toml"


@dataclass(frozen=True)
class Line:
    """One way to help. Facts are checked by a coordinator, and say when."""

    who: str
    how: str
    when: str
    verified_on: date


def read_card(path: Path = SHIPPED) -> tuple[Line, ...]:
    """Raises SettingsError with the fix where the file cannot be used."""
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8"))["line"]
        lines = tuple(Line(**each) for each in listed)
    except (OSError, ValueError, KeyError, TypeError) as broken:
        raise SettingsError(
            f"The help card {path} cannot be used ({type(broken).__name__}). Each [[line]] needs "
            "who, how, when and verified_on; see the one that is shipped."
        ) from None
    if not lines:
        raise SettingsError(f"The help card {path} has no line.")
    return lines


def card_values(lines: tuple[Line, ...]) -> Mapping[str, Any]:
    """What the card's wording asks for."""
    return {"lines": lines}


class CardInMemory:
    """Rendered at the start, so that it can be given when store, templates or turns are broken."""

    def __init__(self, wording: Wording, lines: tuple[Line, ...]) -> None:
        self._cards = {
            language: wording.text("help_now.card", language, card_values(lines))
            for language in wording.languages
        }
        self._apologies = {
            language: wording.text("common.apology", language, {}) for language in wording.languages
        }

    def html(self, language: str = "en") -> str:
        return self._cards.get(language) or self._cards["en"]

    def apology(self, language: str = "en") -> str:
        return self._apologies.get(language) or self._apologies["en"]
