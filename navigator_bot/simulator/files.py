"""The files that were sent through the world, and what can be told from their bytes."""

from __future__ import annotations

import itertools

from navigator_bot.simulator.model import StoredFile
from navigator_bot.simulator.refusals import bad_request

KEPT = 500  # files that can still be fetched by id; messages keep their own
BYTES_KEPT = 200 * 1024 * 1024  # of these; the newest is kept however large it is
LARGEST_DOWNLOAD = 20 * 1024 * 1024


class Files:
    """File ids and what they stand for; the oldest fall away."""

    def __init__(self) -> None:
        self._ids = itertools.count(1)
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._bytes = 0

    def add(self, content: bytes, folder: str, extension: str) -> StoredFile:
        number = next(self._ids)
        path = f"{folder}/file_{number}{extension}"
        file = StoredFile(f"standin-file-{number:06}", f"standin{number:06}", path, content)
        self._by_id[file.file_id] = self._by_path[path] = file
        self._bytes += len(content)
        while len(self._by_id) > KEPT or (self._bytes > BYTES_KEPT and len(self._by_id) > 1):
            oldest = self._by_id.pop(next(iter(self._by_id)))
            del self._by_path[oldest.path]
            self._bytes -= len(oldest.content)
        return file

    def by_id(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def clear(self) -> None:
        self._by_id.clear()
        self._by_path.clear()
        self._bytes = 0


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG. Raises Telegram's refusal for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    raise bad_request("IMAGE_PROCESS_FAILED")


def _jpeg_size(content: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        kind = content[place + 1]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height = int.from_bytes(content[place + 5 : place + 7], "big")
            return int.from_bytes(content[place + 7 : place + 9], "big"), height
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    raise bad_request("IMAGE_PROCESS_FAILED")
