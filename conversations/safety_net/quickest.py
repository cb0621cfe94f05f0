"""What takes the net most of its time: compiled where it was built so, and else in Python.

Both find the same, which tests see to. The compiled parts are in `native`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from conversations.safety_net.following import Follower
from conversations.safety_net.separating import separate
from conversations.safety_net.weighing import Weigher
from conversations.safety_net.words import spans, tokens

Messages = Sequence[Sequence[int]]


class Engine(NamedTuple):
    """How a net reads, follows its rules, weighs phrases, and learns their weights."""

    tokens: Callable[[str], list[str]]
    spans: Callable[[str, list[str]], list[tuple[int, int]]]
    follower: type[Follower]
    weigher: type[Weigher]
    separate: Callable[
        [Messages, Sequence[bool], Sequence[float], Sequence[float], int], Sequence[float]
    ]


IN_PYTHON = Engine(tokens, spans, Follower, Weigher, separate)
try:
    from conversations.safety_net.native import compiled
except ImportError:
    QUICKEST = IN_PYTHON
else:
    QUICKEST = Engine(
        compiled.tokens, compiled.spans, compiled.Follower, compiled.Weigher, compiled.separate
    )
