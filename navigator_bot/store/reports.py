"""What people make of the directory: what they found wrong, were shown, or did not find."""

from __future__ import annotations

import secrets
from collections import defaultdict
from datetime import datetime

from conversations.kit.people import PersonId
from navigator_bot.clock import to_ms
from navigator_bot.ids import Ids
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from resources_directory.doubts import NO_DOUBTS, Doubt, Doubts, Trouble
from resources_directory.model import ServiceId

SOMETHING_ELSE = "something else"
"""The ledger's topic for a wish of which nothing was understood."""


async def load_doubts(connection: Connection) -> Doubts:
    """All that nobody has looked at yet."""
    rows = await connection.rows("doubts")
    if not rows:
        return NO_DOUBTS
    told: defaultdict[ServiceId, dict[str, int]] = defaultdict(dict)
    for row in rows:
        told[ServiceId(row["service_id"])][row["what"]] = row["people"]
    return {
        service: Doubt(
            people.get(Trouble.CLOSED, 0),
            people.get(Trouble.FULL, 0),
            people.get(Trouble.NOT_AS_DESCRIBED, 0),
        )
        for service, people in told.items()
    }


def keep_report(
    changes: Changes,
    ids: Ids,
    now: datetime,
    person: PersonId,
    service: ServiceId,
    trouble: Trouble,
) -> None:
    changes.add(
        "keep_report",
        id=ids.new(),
        at=to_ms(now),
        service_id=service,
        person_id=person,
        what=trouble.value,
    )


def count_shown(changes: Changes, now: datetime, service: ServiceId) -> None:
    changes.add("count_shown", service_id=service, day=now.date().isoformat())


def note_unmet(changes: Changes, now: datetime, topics: tuple[str, ...], place: str) -> None:
    """One row a topic. Neither its day nor its id says at what moment, which would say who."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for topic in topics or (SOMETHING_ELSE,):
        changes.add("note_unmet", id=secrets.token_hex(10), at=to_ms(day), need=topic, place=place)
