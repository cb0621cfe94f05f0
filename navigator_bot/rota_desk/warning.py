"""Saying aloud what the rota lacks: at start, and in the team's line of every morning."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from conversations.kit.staff import StaffId
from navigator_bot.clock import Clock
from navigator_bot.rules.rota_gaps import (
    AllFull,
    AloneTwoNights,
    Gap,
    NobodyInSight,
    NobodyOn,
    Uncovered,
    gaps,
)
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.staffing import Team
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database
from navigator_bot.store.rota import caseloads
from navigator_bot.store.sealing import Keyring
from navigator_bot.store.staff import active_staff

log = logging.getLogger(__name__)

Told: TypeAlias = tuple[str, Gap | None, str]
"""A gap as a wording tells it: its kind, the gap, and whom it is about."""


BEGUN = "rota_begun"
"""What is kept of what leads were last told at a start: the day, and which kinds."""


@dataclass(frozen=True)
class Morning:
    open: int  # cases, of which so many are `waiting`
    waiting: int
    is_well: bool  # the auditor has found nothing that still stands


class RotaWatch:
    def __init__(
        self, database: Database, keys: Keyring, clock: Clock, team: Team, alerts: StaffAlerts
    ) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock
        self._team = team
        self._alerts = alerts

    async def begin(self) -> None:
        """To the log and to the leads: that nobody would be told, or somebody cannot be.

        However often it starts, leads hear the same once a day.
        """
        changes = Changes()
        async with self._database.transaction() as connection:
            grave = [
                each
                for each in await self._found(connection)
                if each[0] in ("NobodyInSight", "unreachable", "unknown")
            ]
            for kind, _, _ in grave:
                log.warning("the rota needs a look (%s); see /rota in the chat", kind)
            news = " ".join([self._today(), *(kind for kind, _, _ in grave)])
            if grave and news != await connection.value("meta_of", name=BEGUN):
                await connection.run("set_meta", name=BEGUN, value=news)
                await self._alerts.tell_leads(
                    connection, changes, "rota.gaps", gaps=grave, morning=None
                )
            await changes.write(connection)

    async def say_good_morning(self) -> None:
        """One message in the team's group, or to the leads: counts alone, and what is lacking. It
        always comes, so that a morning without it is noticed."""
        changes = Changes()
        async with self._database.transaction() as connection:
            counts = await connection.row("counts_of_cases")
            assert counts is not None, "a count always has a row"
            is_well = not await connection.rows("findings_told")
            await self._alerts.tell_team(
                connection,
                changes,
                "rota.gaps",
                gaps=await self._found(connection),
                morning=Morning(counts["open"], counts["waiting"], is_well),
            )
            await changes.write(connection)

    def _today(self) -> str:
        return self._clock.now().astimezone(self._team.zone).date().isoformat()

    async def _found(self, connection: Connection) -> list[Told]:
        await self._team.look(connection)
        loads = await caseloads(connection)
        found = told(gaps(self._team.rota, loads, self._clock.now()), self._team.names)
        staff = await active_staff(connection, self._keys)
        found += [("unreachable", None, s.name) for s in staff if s.takes_cases and not s.reachable]
        return [*found, *[("unknown", None, name) for name in self._team.unknown]]


def told(found: Sequence[Gap], names: Mapping[StaffId, str]) -> list[Told]:
    return [(type(gap).__name__, gap, _whom(gap, names)) for gap in found]


def _whom(gap: Gap, names: Mapping[StaffId, str]) -> str:
    match gap:
        case AloneTwoNights(staff, _) | Uncovered(staff, _):
            return names.get(staff, "")
        case NobodyInSight() | NobodyOn() | AllFull():
            return ""
