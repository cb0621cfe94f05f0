"""Saying aloud what the rota lacks: at start, and every morning."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
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
        """To the log and to the leads: that nobody would be told, or somebody cannot be."""
        changes = Changes()
        async with self._database.transaction() as connection:
            grave = [
                each
                for each in await self._found(connection)
                if each[0] in ("NobodyInSight", "unreachable", "unknown")
            ]
            for kind, _, _ in grave:
                log.warning("the rota needs a look (%s); see /rota in the chat", kind)
            if grave:
                await self._alerts.tell_leads(connection, changes, "rota.gaps", gaps=grave)
            await changes.write(connection)

    async def look(self) -> None:
        """In the team's group, or to the leads; nothing where nothing is lacking."""
        changes = Changes()
        async with self._database.transaction() as connection:
            found = await self._found(connection)
            if found:
                await self._alerts.tell_team(connection, changes, "rota.gaps", gaps=found)
            await changes.write(connection)

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
