"""Who works here: the team as promises see it, and what an operator may ask and do."""

from __future__ import annotations

from conversations.kit.effects import Bell
from conversations.kit.staff import Staff
from navigator_bot.clock import Clock, to_ms
from navigator_bot.ids import Ids
from navigator_bot.store.audit import note
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Database
from navigator_bot.store.sealing import Keyring
from navigator_bot.store.staff import active_staff


class Team:
    """Whether anybody is there to take a case; looked at again every few minutes."""

    def __init__(self, database: Database, keys: Keyring) -> None:
        self._database = database
        self._keys = keys
        self.is_there = False

    async def refresh(self) -> None:
        staff = await staff_list(self._database, self._keys)
        self.is_there = any(each.takes_cases for each in staff)

    def joined(self, staff: Staff) -> None:
        self.is_there = self.is_there or staff.takes_cases


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
        for row in await connection.rows("claimed_cases_of_staff", staff_id=staff):
            timer = {"bell": Bell.CLAIM_LAPSE.value, "ref": row["id"], "due_at": to_ms(now)}
            changes.add("set_timer", chat=row["chat"], **timer)
        note(changes, ids, now, "operator", "removed staff", staff)
        await changes.write(connection)
    return True
