"""What the auditor sees of the store, as the rules of finding faults read it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from conversations.kit.people import CaseReason, Voice
from navigator_bot.clock import from_ms, to_ms
from navigator_bot.rules.findings import (
    ERRAND_WITHIN,
    OVERDUE,
    SET_ASIDE_FOR,
    CanarySeen,
    CaseSeen,
    HouseSeen,
)
from navigator_bot.store.database import Connection, Row

_TOGETHER = 60_000  # milliseconds; the alerts of one rung are posted within one commit


async def cases_seen(connection: Connection) -> list[CaseSeen]:
    """All that are open or claimed."""
    alerts = defaultdict(list)
    for row in await connection.rows("alerts_watched"):
        alerts[row["case_id"]].append(row)
    return [_case(row, alerts[row["id"]]) for row in await connection.rows("cases_watched")]


async def house_seen(connection: Connection, now: datetime) -> HouseSeen:
    before = to_ms(now - OVERDUE)
    return HouseSeen(
        bells_late=await connection.value("timers_late", before=before),
        events_still=await connection.value("events_still", before=before),
        oldest_message_at=_moment(await connection.value("oldest_message")),
        last_sent_at=_moment(await connection.value("last_sent", since=before)),
        outside_still=await connection.value("outside_still", before=before),
        errands_late=await connection.value("errands_late", before=to_ms(now - ERRAND_WITHIN)),
        set_aside=await connection.value("dead_since", before=to_ms(now - SET_ASIDE_FOR)),
    )


async def canaries_seen(connection: Connection) -> list[CanarySeen]:
    """All that are not over."""
    return [
        CanarySeen(
            row["id"],
            from_ms(row["asked_at"]),
            _moment(row["told_at"]),
            _moment(row["seen_at"]),
        )
        for row in await connection.rows("canaries_open")
    ]


def _case(row: Row, alerts: list[Row]) -> CaseSeen:
    is_claimed = row["status"] == "claimed"
    sent = max((each["made_at"] for each in alerts if each["status"] == "sent"), default=None)
    since = -1 if sent is None else sent + _TOGETHER
    lost = [r["made_at"] for r in alerts if r["status"] != "sent" and r["made_at"] > since]
    return CaseSeen(
        id=row["id"],
        number=row["number"],
        reason=CaseReason(row["reason"]),
        voice=Voice(row["voice"]),
        opened_at=from_ms(row["opened_at"]),
        is_moving=bool(row["is_moving"]),
        has_step=bool(row["has_step"]),
        has_lapse=bool(row["has_lapse"]),
        is_promised=row["answer_by"] is not None,
        has_promise=bool(row["has_promise"]),
        claimed_at=from_ms(row["claimed_at"] or row["opened_at"]) if is_claimed else None,
        has_owner=bool(row["has_owner"]),
        heard_at=_moment(row["heard_at"]),
        answered_at=_moment(row["answered_at"]),
        alert_unsent_at=_moment(min(lost, default=None)),
    )


def _moment(ms: int | None) -> datetime | None:
    return None if ms is None else from_ms(ms)
