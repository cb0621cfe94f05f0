"""A pretend photograph: hills under an evening sky, drawn pixel by pixel."""

from __future__ import annotations

import math
import struct
import zlib

WIDTH, HEIGHT = 320, 200
SKY_TOP, SKY_LOW = (126, 166, 190), (246, 214, 170)
HILLS = ((0.55, 18, 70, (120, 148, 122)), (0.70, 14, 45, (82, 118, 92)))


def landscape() -> bytes:
    """A PNG."""
    rows = b"".join(b"\0" + _row(y) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def _row(y: int) -> bytes:
    share = y / HEIGHT
    sky = bytes(round(a + (b - a) * share) for a, b in zip(SKY_TOP, SKY_LOW, strict=True))
    return b"".join(_hill(x, y) or sky for x in range(WIDTH))


def _hill(x: int, y: int) -> bytes | None:
    """The colour of the nearest hill at a point, if one is there."""
    for share, height, length, colour in reversed(HILLS):
        if y > HEIGHT * share + height * math.sin(x / length + share * 9):
            return bytes(colour)
    return None


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)
