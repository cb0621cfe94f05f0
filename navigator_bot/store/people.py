"""People as the store keeps them: each thing they set down sealed in a row of its own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from conversations.kit.outings import Outing, OutingId, Stage
from conversations.kit.people import (
    Case,
    CaseId,
    CaseReason,
    Goal,
    Person,
    PersonId,
    QuietHours,
    Rating,
    Suggestion,
    Urgency,
)
from conversations.kit.saving import Json, dump
from navigator_bot.clock import from_ms, to_ms
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Row
from navigator_bot.store.sealing import Keyring

_THINGS: dict[str, type[Any]] = {"goals": Goal, "ratings": Rating, "suggestions": Suggestion}
_APART = (*_THINGS, "case", "outings")
_CLAIMED = (
    "people_claimed",
    *(f"{table}_claimed" for table in _THINGS),
    "cases_claimed",
    "outings_claimed",
)


@dataclass(frozen=True)
class Kept:
    """A person and where they stand, as they were loaded."""

    person: Person
    thread: Json  # as `saving` dumped it; empty for somebody new
    chat: int
    reachable: bool


async def load_claimed(connection: Connection, keys: Keyring, claim: str) -> dict[int, Kept]:
    """Everybody whose events are claimed, by chat: one statement a table."""
    people, *apart, open_cases, met = await connection.rows_of_all(_CLAIMED, claim=claim)
    goals, ratings, suggestions = (
        _things(keys, table, kind, rows)
        for (table, kind), rows in zip(_THINGS.items(), apart, strict=True)
    )
    cases = {row["person_id"]: row for row in open_cases}
    outings: defaultdict[str, list[Outing]] = defaultdict(list)
    for row in met:
        outings[row["person_id"]].append(open_outing(row, keys))
    kept = {}
    for row in people:
        id = row["id"]
        person = replace(
            open_person(row, keys),
            goals=tuple(goals[id]),
            ratings=tuple(ratings[id]),
            suggestions=tuple(suggestions[id]),
            case=open_case(cases[id], keys) if id in cases else None,
            outings=tuple(outings[id]),
        )
        kept[row["chat"]] = Kept(person, _thread(row, keys), row["chat"], bool(row["reachable"]))
    return kept


async def load_person(connection: Connection, keys: Keyring, id: str) -> Person:
    """One person, without their open case. Raises KeyError for an id that is not known."""
    row = await connection.row("person_by_id", id=id)
    if row is None:
        raise KeyError(id)

    async def things(table: str, kind: type[Any]) -> tuple[Any, ...]:
        rows = await connection.rows(f"{table}_of_person", person_id=id)
        return tuple(
            keys.open_as(kind, each["key_id"], each["sealed"], f"{table}:{each['id']}")
            for each in rows
        )

    return replace(
        open_person(row, keys),
        goals=await things("goals", Goal),
        ratings=await things("ratings", Rating),
        suggestions=await things("suggestions", Suggestion),
    )


def open_person(row: Row, keys: Keyring) -> Person:
    """A person without what is kept apart."""
    return keys.open_as(Person, row["key_id"], row["sealed"], f"people:{row['id']}")


def open_case(row: Row, keys: Keyring) -> Case:
    name = None
    if row["staff_sealed"] is not None:
        name = keys.open(row["staff_key_id"], row["staff_sealed"], f"staff:{row['staff_id']}")
    return Case(
        CaseId(row["id"]),
        row["number"],
        CaseReason(row["reason"]),
        Urgency(row["urgency"]),
        from_ms(row["opened_at"]),
        name,
        None if row["answer_by"] is None else from_ms(row["answer_by"]),
    )


def open_outing(row: Row, keys: Keyring) -> Outing:
    name = ""
    if row["staff_active"]:
        name = keys.open(row["staff_key_id"], row["staff_sealed"], f"staff:{row['staff_id']}")
    return Outing(
        OutingId(row["id"]),
        row["case_id"],
        from_ms(row["starts_at"]),
        keys.open(row["key_id"], row["sealed"], f"outings:{row['id']}"),
        Stage(row["status"]),
        name,
        row["case_status"] != "closed",
    )


def save_person(
    changes: Changes, keys: Keyring, before: Person | None, after: Person, chat: int, now: datetime
) -> None:
    """What differs between the two, and nothing else."""
    if before is after:
        return
    if before is None or _differ(before, after):
        document = {k: v for k, v in dump(after).items() if k not in _APART}
        sealed = keys.seal(document, f"people:{after.id}")
        changes.add(
            "save_person",
            id=after.id,
            chat=chat,
            standing=after.standing.value,
            voice=after.voice.value,
            zone=after.zone,
            quiet_start=_minutes(after.quiet, "start"),
            quiet_end=_minutes(after.quiet, "end"),
            discreet=int(after.is_discreet),
            now=to_ms(now),
            sealed=sealed.blob,
            key_id=sealed.key_id,
        )
    for query, table, things in (
        ("save_goal", "goals", _new(before.goals if before else (), after.goals)),
        ("save_rating", "ratings", _new(before.ratings if before else (), after.ratings)),
        (
            "save_suggestion",
            "suggestions",
            _new(before.suggestions if before else (), after.suggestions),
        ),
    ):
        for thing in things:
            sealed = keys.seal(dump(thing), f"{table}:{thing.id}")
            changes.add(
                query, id=thing.id, person_id=after.id, sealed=sealed.blob, key_id=sealed.key_id
            )


def save_thread(
    changes: Changes, keys: Keyring, person: PersonId, thread: Json, now: datetime
) -> None:
    sealed = keys.seal(thread, f"threads:{person}")
    changes.add("save_thread", id=person, sealed=sealed.blob, key_id=sealed.key_id, now=to_ms(now))


def _thread(row: Row, keys: Keyring) -> Json:
    if row["thread_sealed"] is None:
        return {}
    return keys.open(row["thread_key_id"], row["thread_sealed"], f"threads:{row['id']}")


def _things(
    keys: Keyring, table: str, kind: type[Any], rows: list[Row]
) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        thing = keys.open_as(kind, row["key_id"], row["sealed"], f"{table}:{row['id']}")
        found[row["person_id"]].append(thing)
    return found


def _differ(before: Person, after: Person) -> bool:
    """In what is kept with the person, not apart."""
    names = (field.name for field in fields(Person) if field.name not in _APART)
    return any(getattr(before, name) != getattr(after, name) for name in names)


def _new(before: tuple[Any, ...], after: tuple[Any, ...]) -> list[Any]:
    if before is after:
        return []
    old = {thing.id: thing for thing in before}
    return [thing for thing in after if old.get(thing.id) != thing]


def _minutes(quiet: QuietHours, end: str) -> int:
    at = getattr(quiet, end)
    return int(at.hour * 60 + at.minute)
