"""Just enough PNG to look at pixels: eight bits a channel, without interlacing."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">LL", png, 16)
    return width, height


def dark_pixels(png: bytes) -> int:
    """How many pixels are darker than half."""
    return sum(row[place] < 128 for row, step in _rows(png) for place in range(0, len(row), step))


def _rows(png: bytes) -> Iterator[tuple[bytearray, int]]:
    width, _ = size(png)
    depth, colour = png[24], png[25]
    assert depth == 8
    step = CHANNELS[colour]
    packed = b"".join(_parts(png, b"IDAT"))
    raw = zlib.decompress(packed)
    length = width * step
    above = bytearray(length)
    for start in range(0, len(raw), length + 1):
        row = bytearray(raw[start + 1 : start + 1 + length])
        _unfilter(raw[start], row, above, step)
        yield row, step
        above = row


def _parts(png: bytes, wanted: bytes) -> Iterator[bytes]:
    place = 8
    while place < len(png):
        length, kind = struct.unpack_from(">L4s", png, place)
        if kind == wanted:
            yield png[place + 8 : place + 8 + length]
        place += length + 12


def _unfilter(kind: int, row: bytearray, above: bytearray, step: int) -> None:
    for place in range(len(row)):
        left = row[place - step] if place >= step else 0
        corner = above[place - step] if place >= step else 0
        up = above[place]
        guess = (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]
        row[place] = (row[place] + guess) % 256


def _paeth(left: int, up: int, corner: int) -> int:
    estimate = left + up - corner
    return min((left, up, corner), key=lambda each: abs(estimate - each))
