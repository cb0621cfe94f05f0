"""Sealing: AES-256-GCM over every word a person says, is called, or sets down."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from conversations.kit.saving import load
from navigator_bot.errors import KeyFileError

T = TypeVar("T")

OPENED = 8192
"""Values remembered: about a thousand people's, at one to two kilobytes each."""

_NONCE = 12  # bytes, as GCM wants
_DRAWN = 256  # nonces at a time


@dataclass(frozen=True)
class Sealed:
    key_id: str
    blob: bytes


class Keyring:
    """Seals with the newest key, opens with whichever sealed. The place is bound in: a sealed value
    that is moved to another row does not open."""

    def __init__(
        self,
        keys: Mapping[str, bytes],
        look_again: Callable[[], Mapping[str, bytes]] | None = None,
    ) -> None:
        """`keys` maps ids to 32 bytes each, oldest first.

        `look_again` reads them anew when a value comes that none of them sealed: the keys may
        have been rotated while the house runs.
        """
        self._look_again = look_again
        self._opened = lru_cache(OPENED)(self._open_as)
        self._nonces = _nonces()
        self._take(keys)

    def _take(self, keys: Mapping[str, bytes]) -> None:
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self.current = list(keys)[-1]

    def seal(self, value: Any, place: str) -> Sealed:
        """`value` is anything JSON holds; `place` names its table and row."""
        nonce = next(self._nonces)
        plain = msgspec.json.encode(value)
        cipher = self._ciphers[self.current]
        return Sealed(self.current, nonce + cipher.encrypt(nonce, plain, place.encode()))

    def open(self, key_id: str, blob: bytes, place: str) -> Any:
        """Raises KeyFileError where no key of that id is here, or it is not the one that sealed."""
        if key_id not in self._ciphers and self._look_again is not None:
            self._take(self._look_again())
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise KeyFileError(
                f"The database was sealed with key {key_id!r}, which the key file does not hold. "
                "Give NAVIGATOR_KEY_FILE the file that belongs to this database."
            )
        try:
            plain = cipher.decrypt(blob[:_NONCE], blob[_NONCE:], place.encode())
        except InvalidTag:
            raise KeyFileError(
                f"Key {key_id!r} does not open what it should have sealed. "
                "Give NAVIGATOR_KEY_FILE the file that belongs to this database."
            ) from None
        return msgspec.json.decode(plain)

    def open_as(self, kind: type[T], key_id: str, blob: bytes, place: str) -> T:
        """An immutable value of `kind`, as `saving.dump` made it. Raises as `open` does.

        Those opened last are remembered by their sealed bytes, which no other value can have: who
        is in a conversation comes again soon.
        """
        value: T = self._opened(cast(Hashable, kind), key_id, blob, place)
        return value

    def _open_as(self, kind: type, key_id: str, blob: bytes, place: str) -> Any:
        return load(kind, self.open(key_id, blob, place))


def _nonces() -> Iterator[bytes]:
    """Drawn many at a time: each call to the system would let other threads push in."""
    while True:
        drawn = os.urandom(_NONCE * _DRAWN)
        yield from (drawn[start : start + _NONCE] for start in range(0, len(drawn), _NONCE))


def read_keys(path: Path) -> Keyring:
    """The keyring of a key file: a line a key, `id:base64 of 32 bytes`, the newest last.

    Raises KeyFileError with the fix.
    """
    return Keyring(_read(path), lambda: _read(path))


def _read(path: Path) -> dict[str, bytes]:
    try:
        lines = path.read_text(encoding="utf-8").split()
    except OSError as broken:
        raise KeyFileError(
            f"The key file {path} cannot be read ({broken.strerror}). Name it in "
            f"NAVIGATOR_KEY_FILE, or make one with: navigator-bot keys new {path}"
        ) from None
    except UnicodeDecodeError:
        lines = []
    keys = dict(_read_key(line, path) for line in lines)
    if not keys:
        raise KeyFileError(
            f"The key file {path} holds no key. Make another: navigator-bot keys new"
        )
    return keys


def _read_key(line: str, path: Path) -> tuple[str, bytes]:
    key_id, _, text = line.partition(":")
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if not key_id or len(key) != 32:
        raise KeyFileError(f"The key file {path} has a line that is not `id:base64 of 32 bytes`.")
    return key_id, key


def add_key(path: Path) -> str:
    """Append a new key to the file, readable by its owner alone, and return the key's id."""
    key_id = secrets.token_hex(4)
    line = f"{key_id}:{base64.b64encode(secrets.token_bytes(32)).decode()}\n"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    fresh = path.with_name(path.name + ".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(before + line)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
    return key_id
