"""What takes the net most of its time: compiled where it was built so, and else in Python.

Both find the same, which tests see to. The compiled parts are in `native`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from conversations.safety_net.following import Follower
from conversations.safety_net.reading import Reader
from conversations.safety_net.separating import separate
from conversations.safety_net.weighing import Weigher

Messages = Sequence[Sequence[int]]


class Engine(NamedTuple):
    """How a net reads, follows its rules, weighs phrases, and learns their weights."""

    reader: type[Reader]
    follower: type[Follower]
    weigher: type[Weigher]
    separate: Callable[
        [Messages, Sequence[bool], Sequence[float], Sequence[float], int], Sequence[float]
    ]


IN_PYTHON = Engine(Reader, Follower, Weigher, separate)
try:
    from conversations.safety_net.native import compiled
except ImportError:
    QUICKEST = IN_PYTHON
else:
    QUICKEST = Engine(compiled.Reader, compiled.Follower, compiled.Weigher, compiled.separate)
