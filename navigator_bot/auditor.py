"""The auditor: looks every minute for what the rest of the house has let slip, mends, and tells."""

from __future__ import annotations

from datetime import datetime, timedelta

from navigator_bot.clock import Clock, from_ms, to_ms
from navigator_bot.inbox import Inbox
from navigator_bot.mending import Mending
from navigator_bot.outbox import Outbox
from navigator_bot.rules.findings import (
    STUCK,
    Finding,
    Kind,
    findings_of_canary,
    findings_of_case,
    findings_of_house,
)
from navigator_bot.second_channel.sending import SecondChannel
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database, Row
from navigator_bot.store.watching import canaries_seen, cases_seen, house_seen
from navigator_bot.timers import ring_due

AUDITED = "audited_at"
"""The name under which the store keeps when somebody last looked, in Unix milliseconds."""

EVERY = timedelta(minutes=1)
SURE = timedelta(seconds=30)
"""What was found and is still so after this long is no turn that was just being decided."""

MEND_AGAIN = timedelta(hours=1)
"""A repair that did not hold is tried again, but not at every look."""


class Auditor:
    """Apart from all that it looks after: it reads the store alone, and trusts no other part.

    What is still found a little later counts; what was only under way is gone by then.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        inbox: Inbox,
        outbox: Outbox,
        alerts: StaffAlerts,
        mending: Mending,
        outside: SecondChannel,
    ) -> None:
        self._database = database
        self._clock = clock
        self._inbox = inbox
        self._outbox = outbox
        self._alerts = alerts
        self._mending = mending
        self._outside = outside
        self._seen_since: dict[str, datetime] = {}

    async def look(self) -> tuple[Finding, ...]:
        """Mends what it may, tells leads of each finding once; what stands is returned."""
        now = self._clock.now()
        changes = Changes()
        async with self._database.transaction() as connection:
            found = await _look_around(connection, now)
            since = {each.key: self._seen_since.get(each.key, now) for each in found}
            standing = tuple(each for each in found if now - since[each.key] >= SURE)
            told = {r["key"]: r for r in await connection.rows("findings_told")}
            for finding in standing:
                await self._take_up(finding, told.get(finding.key), connection, changes)
            for key in told.keys() - {each.key for each in found}:
                changes.add("finding_gone", key=key)
            await connection.run("set_meta", name=AUDITED, value=str(to_ms(now)))
            await changes.write(connection)
        self._seen_since = since
        if any(each.kind is Kind.BELLS_LATE for each in standing):
            await ring_due(self._database, self._inbox, self._clock)
        if standing:
            self._inbox.arrived.set()
            self._outbox.posted.set()
        return standing

    async def _take_up(
        self, finding: Finding, told: Row | None, connection: Connection, changes: Changes
    ) -> None:
        """In the order: put right, then said; in one commit."""
        now = self._clock.now()
        if told is not None and told["outside_at"] is None:
            self._tell_outside(finding, from_ms(told["found_at"]), changes)
        if told is None:
            changes.add("add_finding", key=finding.key, at=to_ms(now))
            await self._alerts.tell_leads(
                connection,
                changes,
                f"auditor.{finding.kind}",
                number=finding.number,
                count=finding.count,
            )
        elif now - from_ms(told["mended_at"]) >= MEND_AGAIN:
            changes.add("finding_mended", key=finding.key, at=to_ms(now))
        else:
            return
        await self._mending.mend(finding, connection, changes)

    def _tell_outside(self, finding: Finding, found_at: datetime, changes: Changes) -> None:
        """Once, where leads were told in chat and it stands all the same."""
        now = self._clock.now()
        if now - found_at < STUCK or not finding.is_for_outside:
            return
        case = finding.about if finding.number else None
        if self._outside.post(changes, case, finding.key):
            changes.add("finding_outside", key=finding.key, at=to_ms(now))


async def _look_around(connection: Connection, now: datetime) -> tuple[Finding, ...]:
    cases = await cases_seen(connection)
    canaries = await canaries_seen(connection)
    return (
        *(finding for case in cases for finding in findings_of_case(case, now)),
        *[Finding(Kind.NO_CASE, r["id"]) for r in await connection.rows("people_without_case")],
        *findings_of_house(await house_seen(connection, now), now),
        *(finding for each in canaries for finding in findings_of_canary(each, now)),
    )
