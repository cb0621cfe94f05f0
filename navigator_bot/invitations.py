"""Links that let somebody in: each works once, and only for a while."""

from __future__ import annotations

import secrets
from datetime import timedelta

from navigator_bot.clock import Clock, to_ms
from navigator_bot.store.database import Database
from navigator_bot.store.staff import code_hash

VALID = timedelta(days=7)
PERSON = "person"
"""The role of an invitation that makes nobody staff."""


async def invite(database: Database, clock: Clock, role: str) -> str:
    """A fresh code for a staff role, or for a person. Only its hash is kept."""
    code = secrets.token_urlsafe(18)
    now = clock.now()
    async with database.transaction() as connection:
        await connection.run(
            "add_invite",
            code=code_hash(code),
            role=role,
            made_at=to_ms(now),
            expires_at=to_ms(now + VALID),
        )
    return code
