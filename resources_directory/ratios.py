"""How alike two names are: rapidfuzz, which is loaded when names are first compared."""

from functools import cache
from importlib import import_module
from typing import Any


def as_written(one: str, other: str, least: float = 0) -> float:
    """0 to 100, letter by letter; 0 where it is below `least`."""
    return float(_library().fuzz.ratio(one, other, score_cutoff=least))


def in_any_order(one: str, other: str, least: float = 0) -> float:
    """The same, whatever the order of their words."""
    return float(_library().fuzz.token_sort_ratio(one, other, score_cutoff=least))


def bare(said: str) -> str:
    """In lower case, with spaces for all that is neither letter nor digit."""
    return str(_library().utils.default_process(said))


@cache
def _library() -> Any:
    return import_module("rapidfuzz")
