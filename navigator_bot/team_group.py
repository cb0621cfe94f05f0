"""The team's group: which chat it is, where in it, and what follows when it is lost or moves."""

from __future__ import annotations

from conversations.kit.staff import Staff
from navigator_bot.clock import Clock
from navigator_bot.ids import Ids
from navigator_bot.rules.ladder import Rung
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.audit import note
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.people import open_case
from navigator_bot.store.sealing import Keyring
from navigator_bot.store.staff import TEAM_CHAT, team_chat


class TeamGroup:
    def __init__(self, keys: Keyring, ids: Ids, clock: Clock, alerts: StaffAlerts) -> None:
        self._keys = keys
        self._ids = ids
        self._clock = clock
        self._alerts = alerts

    async def become_teams(
        self,
        chat: int,
        topic: int | None,
        staff: Staff | None,
        connection: Connection,
        changes: Changes,
    ) -> None:
        """From now on cases are told here, in this topic of it; only for those who may set up."""
        if staff is None or not staff.sets_up:
            self._alerts.tell(changes, chat, "desk.here_refused", topic=topic)
            return
        await connection.run("set_meta", name=TEAM_CHAT, value=str(chat))
        await connection.run("forget_topics_of_chat", chat=chat)
        if topic is not None:
            await connection.run("keep_topic", chat=chat, thread=topic)
        note(changes, self._ids, self._clock.now(), staff.id, "set the team's group", "team")
        self._alerts.tell(changes, chat, "desk.here")

    async def lost(self, chat: int, connection: Connection, changes: Changes) -> None:
        """Admins are told; what waits is told again, to each in private."""
        if await team_chat(connection) != chat:
            return
        await connection.run("forget_meta", name=TEAM_CHAT)
        await connection.run("forget_topics_of_chat", chat=chat)
        await self._alerts.tell_admins(connection, changes, "desk.group_lost")
        for row in await connection.rows("unclosed_cases"):
            if row["status"] == "open":
                case = open_case(row, self._keys)
                await self._alerts.tell_rung(connection, changes, case, Rung.TEAM, again=True)

    async def moved(
        self, chat: int, moved_to: int, connection: Connection, changes: Changes
    ) -> None:
        changes.add("chat_moved", chat=chat, moved_to=moved_to)
        if await team_chat(connection) == chat:
            await connection.run("set_meta", name=TEAM_CHAT, value=str(moved_to))
