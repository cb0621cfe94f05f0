"""The files of a ZIP, as they would lie in a folder."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

_LARGEST = 200_000_000
"""Bytes when unpacked, of all together: a small file can be made to unpack to a huge one."""
_MOST = 5_000
_SUFFIXES = (".csv", ".xlsx", ".json", ".txt", ".tsv")


class UnreadableArchive(ValueError):
    """It is broken, locked, or unpacks to more than is read."""


def unpacked(data: bytes) -> dict[str, bytes]:
    """What may hold services, by path. Raises UnreadableArchive."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            parts = list(_parts(packed))
            if len(parts) > _MOST or sum(part.file_size for part in parts) > _LARGEST:
                raise UnreadableArchive("too large when unpacked")
            return {part.filename: packed.read(part) for part in parts}
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as broken:
        raise UnreadableArchive(type(broken).__name__) from None


def _parts(packed: ZipFile) -> Iterator[ZipInfo]:
    for part in packed.infolist():
        path = part.filename.split("/")
        is_hidden = any(each.startswith((".", "__MACOSX")) for each in path)
        if not part.is_dir() and not is_hidden and path[-1].lower().endswith(_SUFFIXES):
            yield part
