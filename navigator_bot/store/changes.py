"""What one commit is going to write: rows by query, each query run once over all its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from navigator_bot.store.database import Connection

ORDER = (
    "save_person",
    "erase_outbox",
    "erase_passed_on",
    "erase_set_aside",
    "erase_outings",
    "erase_person",
    "save_thread",
    "spoke",
    "save_goal",
    "save_rating",
    "save_suggestion",
    "set_reachable",
    "set_staff_reachable",
    "save_staff",
    "use_invite",
    "keep_report",
    "note_unmet",
    "open_case",
    "raise_case",
    "raise_claimed_case",
    "promise_case",
    "claim_case",
    "release_case",
    "apologise_for_case",
    "close_case",
    "offer_case",
    "add_note",
    "end_topics",
    "reopen_topic",
    "open_topic",
    "end_talks",
    "end_talk",
    "keep_talk",
    "plan_outing",
    "outing_asked",
    "outing_changed",
    "outing_passed",
    "cancel_timers_of",
    "cancel_ladder",
    "cancel_timer",
    "set_timer",
    "add_rota_entry",
    "mark_rota_batch",
    "team_changed",
    "post_outside",
    "drop_unprompted",
    "chat_moved",
    "save_feed",
    "drop_feed_entries",
    "drop_listed",
    "save_listed",
    "keep_listed_before",
    "save_service",
    "drop_service",
    "mark_undone",
    "add_service_change",
    "settle_conflicts_of_batch",
    "settle_conflict",
    "save_conflict",
    "settle_reports",
    "add_double",
    "drop_double",
    "keep_apart",
    "add_errand",
    "add_upload",
    "drop_upload",
    "leave_staff_place",
    "save_staff_place",
    "post",
    "keep_event",
    "add_audit",
    "add_canary",
    "canary_told",
    "canary_closed",
    "add_finding",
    "finding_mended",
    "finding_outside",
    "finding_gone",
    "event_done",
    "event_failed",
    "event_dead",
    "count_shown",
)
"""What is referred to is written before what refers to it; what all share comes last."""

SHARED = {"count_shown": ("service_id", "day")}
"""Rows that any commit may touch, taken in one order, so that two never wait for each other."""


class Changes:
    def __init__(self) -> None:
        self._rows: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)

    def add(self, query: str, **values: Any) -> None:
        """Raises ValueError for a query that `ORDER` does not place."""
        if query not in ORDER:
            raise ValueError(f"{query} has no place in the order of writing")
        self._rows[query].append(values)

    def take(self, other: Changes) -> None:
        """All that the other one was going to write, after what is here."""
        for query, rows in other._rows.items():
            self._rows[query].extend(rows)

    async def write(self, connection: Connection) -> None:
        for query in SHARED.keys() & self._rows.keys():
            self._rows[query].sort(key=lambda row: [row[name] for name in SHARED[query]])
        rows = {query: self._rows[query] for query in ORDER if query in self._rows}
        await connection.run_all(rows)
