"""Who works here, and when: the team as promises and ladders see it, and what an operator does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from conversations.kit.effects import Bell
from conversations.kit.staff import Staff, StaffId
from navigator_bot.clock import Clock, to_ms
from navigator_bot.ids import Ids
from navigator_bot.rules.calendar import Calendar, Stretch
from navigator_bot.rules.lone_working import GONE
from navigator_bot.rules.rota import Rota
from navigator_bot.rules.rota_entries import Entry
from navigator_bot.rules.rota_lines import called, resolve
from navigator_bot.rules.working_hours import WorkingHours
from navigator_bot.store.audit import note
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database
from navigator_bot.store.rota import rota_entries, team_changed
from navigator_bot.store.sealing import Keyring
from navigator_bot.store.staff import active_staff


class Team(Calendar):
    """The rota as it stands. `written` are the entries of a file, with names for ids: what is set
    in chat comes after them, and so goes before them."""

    def __init__(
        self,
        database: Database,
        keys: Keyring,
        hours: WorkingHours,
        written: Sequence[Entry] = (),
    ) -> None:
        self._database = database
        self._keys = keys
        self._written = written
        self._version = ""
        self.zone = hours.zone
        self.rota = Rota(hours)
        self.names: dict[StaffId, str] = {}  # what each who takes cases is called on the rota
        self.unknown: tuple[str, ...] = ()  # names in the file that mean nobody, or several

    @property
    def is_there(self) -> bool:
        """Anybody takes cases."""
        return bool(self.rota.staff)

    def stretches(self, day: date) -> Iterable[Stretch]:
        return self.rota.stretches(day)

    async def refresh(self) -> None:
        async with self._database.transaction() as connection:
            await self.look(connection)

    async def look(self, connection: Connection) -> None:
        """Read the rota again, where it or the team has changed since."""
        version = await connection.value("team_version") or "none yet"
        if version == self._version:
            return
        staff = [s for s in await active_staff(connection, self._keys) if s.takes_cases]
        self.names = called(staff)
        written = self._resolved()
        entries = (*written, *await rota_entries(connection))
        self.rota = Rota(self.rota.hours, tuple(self.names), entries)
        self._version = version

    def _resolved(self) -> list[Entry]:
        nobody = StaffId("")
        found = [resolve(entry, self.names, nobody) for entry in self._written]
        missed = [each for each in found if not isinstance(each, Entry)]
        self.unknown = tuple(dict.fromkeys(each.name for each in missed))
        return [each for each in found if isinstance(each, Entry)]


async def staff_list(database: Database, keys: Keyring) -> list[Staff]:
    async with database.transaction() as connection:
        return await active_staff(connection, keys)


async def remove(database: Database, keys: Keyring, ids: Ids, clock: Clock, staff: str) -> bool:
    """Nothing is theirs any more from here on; their cases lapse, and go back to the team.

    False where nobody of that id works here.
    """
    if staff not in {each.id for each in await staff_list(database, keys)}:
        return False
    changes = Changes()
    now = clock.now()
    async with database.transaction() as connection:
        await connection.run("remove_staff", id=staff)
        changes.add("end_talk", staff_id=staff)
        changes.add("leave_staff_place", id=staff)
        for row in await connection.rows("claimed_cases_of_staff", staff_id=staff):
            timer = {"bell": Bell.CLAIM_LAPSE.value, "ref": row["id"], "due_at": to_ms(now)}
            changes.add("set_timer", chat=row["chat"], **timer)
        for row in await connection.rows("open_outings_of_staff", staff_id=staff):
            ref = f"{row['id']}:{GONE}"
            timer = {"bell": Bell.OUTING.value, "ref": ref, "due_at": to_ms(now)}
            changes.add("set_timer", chat=row["user_id"], **timer)
        team_changed(changes, ids)
        note(changes, ids, now, "operator", "removed staff", staff)
        await changes.write(connection)
    return True
