"""What is said in cases: sealed as it is kept, and opened again for staff and for the person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from navigator_bot.clock import from_ms, to_ms
from navigator_bot.ids import Ids
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Row
from navigator_bot.store.sealing import Keyring

REASON = "reason"
"""What a note is that holds one more reason of its case."""


def keep_words(
    changes: Changes,
    keys: Keyring,
    ids: Ids,
    at: datetime,
    case: str,
    what: str,
    words: str,
    by: str | None = None,
) -> None:
    """A note of the case; `by` is whoever of the staff wrote it."""
    id = ids.new()
    sealed = keys.seal(words, _place(id))
    changes.add(
        "add_note",
        id=id,
        case_id=case,
        at=to_ms(at),
        what=what,
        staff_id=by,
        sealed=sealed.blob,
        key_id=sealed.key_id,
    )


def words_of(keys: Keyring, note: Row) -> str:
    words: str = keys.open(note["key_id"], note["sealed"], _place(note["id"]))
    return words


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
    at = from_ms(note["at"]).isoformat()
    return {"at": at, "by": note["what"], "words": words_of(keys, note)}


def _place(note: str) -> str:
    return f"case_notes:{note}"
