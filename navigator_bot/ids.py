"""Ids made by us: text, in the order in which they were made, unguessable enough not to collide."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from navigator_bot.clock import Clock, to_ms

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: sorts as it counts
_CHANCE = 35  # bits
_DRAWN = 256  # chances at a time: each call to the system would let other threads push in
_PAIRS = [high + low for high in _ALPHABET for low in _ALPHABET]


class Ids:
    """Twenty characters: nine of milliseconds, four that count within one, seven of chance.

    Strictly rising within one process, even when its clock is set back.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._chance = _chances()
        self._last = 0
        self._count = 0

    def new(self) -> str:
        now = to_ms(self._clock.now())
        if now > self._last:
            self._last, self._count = now, 0
        else:
            self._count += 1
            if self._count == 32**4:
                self._last, self._count = self._last + 1, 0
        value = (self._last << 20 | self._count) << _CHANCE | next(self._chance)
        return "".join([_PAIRS[value >> place & 1023] for place in range(90, -1, -10)])


def _chances() -> Iterator[int]:
    while True:
        drawn = secrets.randbits(_CHANCE * _DRAWN)
        for place in range(0, _CHANCE * _DRAWN, _CHANCE):
            yield drawn >> place & (1 << _CHANCE) - 1
