"""Ids as Open Referral wants them, for what has none: always the same for the same thing."""

import re
from hashlib import sha1

_OURS = bytes.fromhex("5d1f8c0e5f1b5c9a9d4e2f6a7b3c1e90")
"""The namespace of the ids that are made here; it must never change."""
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def is_uuid(said: str) -> bool:
    return _UUID.fullmatch(said) is not None


def made(kind: str, *parts: object) -> str:
    """A uuid of version 5 (RFC 9562): a hash of what it names, without a clock or chance."""
    name = repr((kind, *parts)).encode("utf-8", "surrogatepass")
    hashed = bytearray(sha1(_OURS + name, usedforsecurity=False).digest()[:16])
    hashed[6] = hashed[6] & 0x0F | 0x50
    hashed[8] = hashed[8] & 0x3F | 0x80
    written = hashed.hex()
    return "-".join((written[:8], written[8:12], written[12:16], written[16:20], written[20:]))


def uuid_of(kind: str, own_id: str) -> str:
    """The id itself where it is a uuid, else one that is made of it."""
    return own_id if is_uuid(own_id) else made(kind, own_id)
