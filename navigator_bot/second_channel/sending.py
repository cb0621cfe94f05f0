"""Alerts outside of chat: kept with what decided them, sent until they are taken or not wanted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from navigator_bot.clock import Clock, from_ms, to_ms
from navigator_bot.errors import SendError
from navigator_bot.ids import Ids
from navigator_bot.second_channel.ways import Alert, Way
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Database, Row
from navigator_bot.wording import ENGLISH, Wording

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=1)
TELL_AFTER = 3  # tries that failed: an admin hears that something is wrong with this way

_AT_ONCE = 20


class SecondChannel:
    """What is set up of it, and what waits to go out by it."""

    def __init__(self, ids: Ids, clock: Clock, ways: Sequence[Way]) -> None:
        self._ids = ids
        self._clock = clock
        self._ways = ways

    @property
    def is_set_up(self) -> bool:
        return bool(self._ways)

    def post(self, changes: Changes, case: str | None, finding: str | None = None) -> bool:
        """About a case that nobody takes, or about the finding of that key: of a case, or of none.

        By every way there is, as part of the commit that decided it; false where there is none.

        Sent at least once: a crash between the other side's yes and our commit repeats it, under
        the same id.
        """
        for way in self._ways:
            at = to_ms(self._clock.now())
            what = {"case_id": case, "finding": finding, "way": way.name}
            changes.add("post_outside", id=self._ids.new(), at=at, **what)
        return self.is_set_up


class OutsideSender:
    """`on_failing` is called once for each alert that keeps failing, with its row."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        wording: Wording,
        ways: Sequence[Way],
        zone: ZoneInfo,
        on_failing: Callable[[Row], Awaitable[None]],
    ) -> None:
        self._database = database
        self._clock = clock
        self._wording = wording
        self._ways = {way.name: way for way in ways}
        self._zone = zone
        self._on_failing = on_failing

    async def pump(self) -> datetime | None:
        """Send what is due; the moment when more is, or None."""
        now = to_ms(self._clock.now())
        async with self._database.transaction() as connection:
            rows = await connection.rows("outside_due", now=now, most=_AT_ONCE)
        outcomes = await asyncio.gather(*(self._outcome(row) for row in rows))
        async with self._database.transaction() as connection:
            await connection.run_many("outside_done", outcomes)
            due = await connection.value("next_outside_at")
        for row, outcome in zip(rows, outcomes, strict=True):
            if outcome["status"] == "waiting" and row["tries"] + 1 == TELL_AFTER:
                await self._on_failing(row)
        return None if due is None else from_ms(due)

    async def _outcome(self, row: Row) -> dict[str, Any]:
        """What becomes of its row. Looked at again now: is it still wanted?"""
        if not row["is_wanted"]:
            return self._done(row, "dropped", "no longer wanted")
        way = self._ways.get(row["way"])
        if way is None:
            return self._done(row, "dropped", "no longer set up")
        try:
            await way.send(self._alert(row), self._clock.now())
        except SendError as error:
            return self._later(row, error)
        return self._done(row, "sent", None)

    def _later(self, row: Row, error: SendError) -> dict[str, Any]:
        now = self._clock.now()
        log.warning("an alert by %s did not go out: %s", row["way"], error.reason)
        if now - from_ms(row["made_at"]) >= GIVE_UP_AFTER:
            return self._done(row, "refused", error.reason)
        pause = min(FIRST_PAUSE * 2 ** min(row["tries"], 10), LONGEST_PAUSE)
        return {**self._done(row, "waiting", error.reason), "not_before": to_ms(now + pause)}

    def _done(self, row: Row, status: str, reason: str | None) -> dict[str, Any]:
        at = to_ms(self._clock.now())
        return {"id": row["id"], "status": status, "reason": reason, "not_before": 0, "at": at}

    def _alert(self, row: Row) -> Alert:
        """Nothing in its text needs escaping."""
        by = None if row["answer_by"] is None else from_ms(row["answer_by"]).astimezone(self._zone)
        number, urgency, finding = row["number"], row["urgency"], row["finding"]
        if finding is None:
            subject = self._wording.plain("outside.subject", ENGLISH, {"number": number})
            text = self._wording.text(
                "outside.text", ENGLISH, {"number": number, "urgency": urgency, "by": by}
            )
        else:
            finding = finding.partition(":")[0]
            subject = self._wording.plain("outside.finding_subject", ENGLISH)
            text = self._wording.text(
                "outside.finding", ENGLISH, {"number": number, "kind": finding}
            )
        return Alert(row["id"], number, urgency, by, finding, subject, text)
