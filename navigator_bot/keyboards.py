"""How buttons lie under a question, and what is in the data that comes back when one is pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
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
class Lasting:
    """A button about one thing: obeyed, too, as that thing is by then."""

    key: str
    ref: str


@dataclass(frozen=True)
class Answer:
    """A button of the question with that number."""

    question: int
    key: str


Press: TypeAlias = Standing | Lasting | Answer


def laid_out(options: tuple[tuple[str, str], ...], question: int) -> Keyboard:
    """Numbers in rows of six, short labels in pairs, long ones alone."""
    return _in_rows([Button(label, f"{question}:{key}") for key, label in options])


def lasting(options: tuple[tuple[str, str], ...]) -> Keyboard:
    """Laid out alike; each key says what the button is about, as `lasting_key` makes it."""
    return _in_rows([Button(label, key) for key, label in options])


def lasting_key(key: str, ref: str) -> str:
    return f"!{key}:{ref}"


def _in_rows(made: list[Button]) -> Keyboard:
    buttons = iter(made)
    sizes = _row_sizes(tuple([each.label for each in made]))
    return tuple([tuple(islice(buttons, size)) for size in sizes])


def standing_row(label: Callable[[str], str]) -> tuple[Button, ...]:
    return tuple(Button(label(f"common.button__{key}"), f"!{key}") for key in STANDING)


def read_press(data: str) -> Press | None:
    """None for what none of our buttons carries."""
    number, _, key = data.removeprefix("!").partition(":")
    if data.startswith("!"):
        return Lasting(number, key) if key else Standing(number)
    return Answer(int(number), key) if number.isascii() and number.isdigit() and key else None


@lru_cache(1024)
def _row_sizes(labels: tuple[str, ...]) -> tuple[int, ...]:
    """How many buttons each row holds; most questions have the same labels every time."""
    rows: list[list[str]] = []
    for label in labels:
        if rows and _fit([*rows[-1], label]):
            rows[-1].append(label)
        else:
            rows.append([label])
    return tuple(len(row) for row in rows)


def _fit(row: list[str]) -> bool:
    if all(label.isdigit() for label in row):
        return len(row) <= _NUMBERS_A_ROW
    return len(row) <= 2 and all(len(label) <= _WIDE for label in row)
