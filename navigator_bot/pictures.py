"""Pictures as SVG, from templates."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any, TypeAlias

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from navigator_bot.wording import TEMPLATES

Points: TypeAlias = tuple[tuple[datetime, int], ...]
Series: TypeAlias = tuple[tuple[str, Points], ...]

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, BELOW = 48, 48, 48
_LEGEND_ROW = 22
_DASHES = ("", "10 6", "3 5")  # lines differ in form as well as in colour
_SHAPES = ("circle", "square", "diamond")  # and so do points
_BESIDE = 16  # two goals with the same number on one day lie side by side
_LABEL = 44  # characters of a goal that fit the legend


def chart(series: Series, language: str = "en") -> str:
    """Ratings from 0 to 10 over time, a line a goal; goals are told apart without colour."""
    moments = sorted({moment for _, points in series for moment, _ in points})
    top = 40 + _LEGEND_ROW * len(series)
    lines = [
        {
            "label": label if len(label) <= _LABEL else label[: _LABEL - 1] + "…",
            "points": [
                (_across(moment, moments) + _aside(index, series), _up(score, top), score)
                for moment, score in points
            ],
            "dash": _DASHES[index % len(_DASHES)],
            "shape": _SHAPES[index % len(_SHAPES)],
        }
        for index, (label, points) in enumerate(series)
    ]
    return (
        _environment()
        .get_template("ratings.svg")
        .render(
            lines=lines,
            row=_LEGEND_ROW,
            width=WIDTH,
            height=HEIGHT,
            left=LEFT,
            right=WIDTH - RIGHT,
            levels=[(number, _up(number, top)) for number in (0, 5, 10)],
            days=_days(moments, language),
        )
    )


def _across(moment: datetime, moments: list[datetime]) -> float:
    """A single moment stands in the middle."""
    room = WIDTH - LEFT - RIGHT - 2 * _BESIDE
    span = (moments[-1] - moments[0]).total_seconds()
    share = (moment - moments[0]).total_seconds() / span if span else 0.5
    return LEFT + _BESIDE + room * share


def _aside(index: int, series: Series) -> float:
    return _BESIDE * (index - (len(series) - 1) / 2)


def _up(score: int, top: int) -> float:
    floor = HEIGHT - BELOW
    return floor - (floor - top) * score / 10


def _days(moments: list[datetime], language: str) -> list[tuple[float, str]]:
    """Where the picture begins and where it ends; once, where that is one day."""
    ends = {moment.date(): moment for moment in (moments[0], moments[-1])}
    locale: Any = "en_GB" if language == "en" else language
    return [
        (_across(moment, moments), format_date(day, "d MMM", locale=locale))
        for day, moment in ends.items()
    ]


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES / "pictures"), autoescape=True, undefined=StrictUndefined
    )
