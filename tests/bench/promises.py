"""Every promise that a service makes, noted as it is written down, and what became of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise

from navigator_bot.clock import Clock, to_ms
from navigator_bot.store.database import Database

_NOTE = (
    "CREATE TEMP TABLE promises (case_id TEXT, made_at INTEGER, by INTEGER)",
    "CREATE TEMP TRIGGER opened AFTER INSERT ON main.cases WHEN new.answer_by IS NOT NULL"
    " BEGIN INSERT INTO promises VALUES (new.id, now_ms(), new.answer_by); END",
    "CREATE TEMP TRIGGER renewed AFTER UPDATE OF answer_by ON main.cases"
    " WHEN new.answer_by IS NOT NULL AND new.answer_by IS NOT old.answer_by"
    " BEGIN INSERT INTO promises VALUES (new.id, now_ms(), new.answer_by); END",
)
_MADE = "SELECT case_id, made_at, by FROM promises ORDER BY case_id, rowid"
_CAME = (
    "SELECT about, at FROM audit"
    " WHERE what IN ('claimed case', 'took over case', 'handed back case', 'closed case')"
    " ORDER BY at"
)
_SORRY = "SELECT about, at FROM audit WHERE what = 'broke a promise' ORDER BY at"
_NEVER = 1 << 60


async def note_promises(database: Database, clock: Clock) -> None:
    """From now on, also of those that are changed again before anybody could look. SQLite only."""
    async with database.transaction() as connection:
        await connection.raw.create_function("now_ms", 0, lambda: to_ms(clock.now()))
        for statement in _NOTE:
            await connection.raw.execute(statement)


async def promises(database: Database, now: int) -> Counter[str]:
    """How many were `kept`, `apologised` for, or `broken_unsaid`. One that a sooner one replaced
    before its time, and one whose time is yet to come, are none of these."""
    async with database.transaction() as connection:
        made, came, sorry = [
            await connection.raw.execute_fetchall(sql) for sql in (_MADE, _CAME, _SORRY)
        ]
    ends, apologies = _by_case(came), _by_case(sorry)
    found: Counter[str] = Counter()
    for (case, at, by), following in pairwise([*map(tuple, made), ("", 0, 0)]):
        renewed_at = following[1] if following[0] == case else _NEVER
        if _next(ends[case], at) <= by:
            found["kept"] += 1
        elif min(renewed_at, now) > by:
            is_said = _next(apologies[case], by) < _NEVER
            found["apologised" if is_said else "broken_unsaid"] += 1
        elif renewed_at == by and _next(apologies[case], by) == by:
            found["apologised"] += 1
    return found


def _by_case(rows: list[tuple[str, int]]) -> defaultdict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for case, at in rows:
        found[case].append(at)
    return found


def _next(moments: list[int], since: int) -> int:
    place = bisect_left(moments, since)
    return moments[place] if place < len(moments) else _NEVER
