"""Bytes of unknown encoding, as text."""

from importlib import import_module

_LIKELY = ["cp1252", "cp1250", "latin_1", "mac_roman", "utf_16", "utf_16_le", "utf_16_be"]
"""What is met on British desks; without these limits a few odd letters pass for Chinese."""
_SAMPLE = 200_000


def decoded(data: bytes) -> tuple[str, str | None]:
    """The text, and the encoding where it was not UTF-8 and had to be guessed."""
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        guessing = import_module("charset_normalizer")  # slow to load, and seldom needed
        best = guessing.from_bytes(data[:_SAMPLE], cp_isolation=_LIKELY).best()
        encoding = best.encoding if best else "cp1252"
        return data.decode(encoding, "replace"), encoding
