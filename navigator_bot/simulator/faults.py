"""Troubles that a test can order: the next answers to a method go wrong in a chosen way."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TooManyRequests:
    """429; nothing is done. `retry_after` in whole seconds."""

    retry_after: int


@dataclass(frozen=True, slots=True)
class ServerError:
    """500 or 502; nothing is done."""

    code: int = 500


@dataclass(frozen=True, slots=True)
class TimedOut:
    """No answer ever comes, until the client gives up; was it done all the same?"""

    delivered: bool


@dataclass(frozen=True, slots=True)
class Dropped:
    """The connection is cut without an answer; was it done all the same?"""

    delivered: bool = False


Fault = TooManyRequests | ServerError | TimedOut | Dropped


class Faults:
    """The troubles ordered so far, in order, by method."""

    def __init__(self) -> None:
        self._ordered: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def next(self, method: str, *faults: Fault) -> None:
        """The next calls of `method` meet these faults, one each, in this order."""
        self._ordered[method.lower()].extend(faults)

    def take(self, method: str) -> Fault | None:
        """`method` in lower case."""
        if not self._ordered:
            return None
        waiting = self._ordered.get(method)
        return waiting.popleft() if waiting else None

    def clear(self) -> None:
        self._ordered.clear()
