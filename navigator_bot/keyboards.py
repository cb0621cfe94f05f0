"""How buttons lie under a question, and what is in the data that comes back when one is pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from navigator_bot.messages import Button, Keyboard

STANDING = ("talk", "help_now")
"""Under every question: a way to a human, and help at once."""

_WIDE = 14
"""Characters of a label that still share a row on a narrow phone."""

_NUMBERS_A_ROW = 6


@dataclass(frozen=True)
class Standing:
    """A standing button: obeyed however old its message is."""

    key: str


@dataclass(frozen=True)
class Answer:
    """A button of the question with that number."""

    question: int
    key: str


Press: TypeAlias = Standing | Answer


def laid_out(options: tuple[tuple[str, str], ...], question: int) -> Keyboard:
    """Numbers in rows of six, short labels in pairs, long ones alone."""
    rows: list[list[Button]] = []
    for key, label in options:
        button = Button(label, f"{question}:{key}")
        if rows and _fits(rows[-1], button):
            rows[-1].append(button)
        else:
            rows.append([button])
    return tuple(tuple(row) for row in rows)


def standing_row(label: Callable[[str], str]) -> tuple[Button, ...]:
    return tuple(Button(label(f"common.button__{key}"), f"!{key}") for key in STANDING)


def read_press(data: str) -> Press | None:
    """None for what none of our buttons carries."""
    if data.startswith("!"):
        return Standing(data[1:])
    number, _, key = data.partition(":")
    return Answer(int(number), key) if number.isascii() and number.isdigit() and key else None


def _fits(row: list[Button], button: Button) -> bool:
    labels = [*(each.label for each in row), button.label]
    if all(label.isdigit() for label in labels):
        return len(labels) <= _NUMBERS_A_ROW
    return len(labels) <= 2 and all(len(label) <= _WIDE for label in labels)
