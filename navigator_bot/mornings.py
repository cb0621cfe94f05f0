"""What each navigator reads when their day begins; nothing where there is nothing to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from conversations.kit.effects import Bell
from conversations.kit.moments import at_wall_time
from conversations.kit.outings import Stage
from conversations.kit.people import CaseReason
from conversations.kit.staff import Staff
from navigator_bot.clock import Clock, from_ms, to_ms
from navigator_bot.outbox import Outbox
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.staffing import Team
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database, Row
from navigator_bot.store.sealing import Keyring
from navigator_bot.store.staff import active_staff

STILL_MORNING = timedelta(hours=2)
"""Who was not told by then, because the bot was down, is not told at all."""

TOLD = "morning"
"""What is kept of the last day: `morning:` and the id of staff."""


class Mornings:
    def __init__(
        self,
        database: Database,
        keys: Keyring,
        clock: Clock,
        outbox: Outbox,
        alerts: StaffAlerts,
        team: Team,
    ) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock
        self._outbox = outbox
        self._alerts = alerts
        self._team = team

    async def look(self) -> None:
        """Tell those whose first shift of today has begun, each once a day."""
        changes = Changes()
        async with self._database.transaction() as connection:
            await self._team.look(connection)
            starting = [s for s in await active_staff(connection, self._keys) if self._begins(s)]
            if starting:
                rows = await connection.rows("unclosed_cases")
                for staff in starting:
                    await self._tell(staff, rows, connection, changes)
                await changes.write(connection)
        self._outbox.posted.set()

    def _begins(self, staff: Staff) -> bool:
        now = self._now()
        if not (staff.takes_cases and staff.reachable):
            return False
        shifts = self._team.rota.shifts(now.date())
        starts = [each.stretch.start for each in shifts if each.staff == staff.id]
        return bool(starts) and timedelta() <= now - min(starts) < STILL_MORNING

    async def _tell(
        self, staff: Staff, rows: Sequence[Row], connection: Connection, changes: Changes
    ) -> None:
        key, today = f"{TOLD}:{staff.id}", self._now().date().isoformat()
        if await connection.value("meta_of", name=key) == today:
            return
        await connection.run("set_meta", name=key, value=today)
        mine = [row for row in rows if row["staff_id"] == staff.id]
        waiting = [row for row in rows if row["status"] == "open"]
        unanswered = [row["number"] for row in mine if await _is_unanswered(row, connection)]
        today_out = await self._outings(staff, connection)
        if mine or waiting or today_out:
            self._alerts.tell(
                changes,
                staff.user,
                "cases.morning",
                mine=mine,
                waiting=waiting,
                waiting_for_you=unanswered,
                outings=today_out,
                quiet=[r for r in (*mine, *waiting) if r["reason"] == CaseReason.SILENCE],
            )

    async def _outings(self, staff: Staff, connection: Connection) -> list[tuple[datetime, bool]]:
        """When they meet somebody today, and whether that person has agreed."""
        now = self._now()
        midnight = at_wall_time(now.date() + timedelta(days=1), time(), now)
        rows = await connection.rows(
            "outings_of", staff_id=staff.id, since=to_ms(now), before=to_ms(midnight)
        )
        zone = self._team.zone
        return [
            (from_ms(row["starts_at"]).astimezone(zone), row["status"] == Stage.AGREED)
            for row in rows
        ]

    def _now(self) -> datetime:
        return self._clock.now().astimezone(self._team.zone)


async def _is_unanswered(row: Row, connection: Connection) -> bool:
    timers = await connection.rows("timers_of", chat=row["chat"])
    return any(t["bell"] == Bell.CLAIM_LAPSE and t["ref"] == row["id"] for t in timers)
