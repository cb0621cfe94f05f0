"""What was said in a person's cases, opened again for the person: also the notes of staff."""

from __future__ import annotations

from typing import Any

from navigator_bot.clock import from_ms
from navigator_bot.store.database import Connection, Row
from navigator_bot.store.sealing import Keyring


async def said_in_cases(connection: Connection, keys: Keyring, person: str) -> list[dict[str, Any]]:
    """Oldest first; notes among staff too, as the law asks (UK GDPR Art. 15)."""
    return [
        {
            "number": row["number"],
            "opened_at": from_ms(row["opened_at"]).isoformat(),
            "words": keys.open(row["key_id"], row["sealed"], f"cases:{row['id']}"),
            "said": [_said(keys, n) for n in await connection.rows("notes_of", case_id=row["id"])],
            "meetings": [
                _meeting(keys, each)
                for each in await connection.rows("outings_of_case", case_id=row["id"])
            ],
        }
        for row in await connection.rows("cases_of", person_id=person)
    ]


def _meeting(keys: Keyring, row: Row) -> dict[str, Any]:
    place = keys.open(row["key_id"], row["sealed"], f"outings:{row['id']}")
    return {"at": from_ms(row["starts_at"]).isoformat(), "place": place, "is": row["status"]}


def _said(keys: Keyring, note: Row) -> dict[str, Any]:
    words = keys.open(note["key_id"], note["sealed"], f"case_notes:{note['id']}")
    return {"at": from_ms(note["at"]).isoformat(), "by": note["what"], "words": words}
