"""Weights that part messages of one kind from all others.

A linear support vector machine, by dual coordinate descent after Hsieh and others, "A dual
coordinate descent method for large-scale linear SVM" (ICML 2008), with the squared hinge loss.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt


def separate(
    messages: Sequence[Sequence[int]],
    is_one: Sequence[bool],
    slacks: Sequence[float],
    eases: Sequence[float],
    rounds: int,
) -> Sequence[float]:
    """The weight of each number that stands in a message, and, last, what is always added. The
    smaller the slack of a message, the more it counts that it is judged rightly; the larger the
    ease of a number, above 0, the sooner its weight moves. The last ease is that of what is always
    added."""
    weights = [0.0] * len(eases)
    shares = [0.0] * len(messages)
    for _ in range(rounds):
        for at, message in enumerate(messages):
            sign, slack, scale = (1 if is_one[at] else -1), slacks[at], 1 / sqrt(len(message) or 1)
            total = ease = 0.0
            for each in message:  # one by one: how `sum` adds depends on the version of Python
                total += weights[each]
                ease += eases[each]
            margin = sign * (weights[-1] + scale * total)
            moves = eases[-1] + scale * scale * ease + slack
            share = max(0.0, shares[at] - (margin - 1 + slack * shares[at]) / moves)
            step = (share - shares[at]) * sign
            shares[at] = share
            weights[-1] += step * eases[-1]
            for each in message:
                weights[each] += step * scale * eases[each]
    return weights
