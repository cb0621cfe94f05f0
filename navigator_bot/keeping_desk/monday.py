"""Monday's line: how many entries need a look; silence where none does."""

from __future__ import annotations

from conversations.kit.staff import Role
from navigator_bot.keeping_desk import working
from navigator_bot.keeping_desk.visit import Tools, Visit
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Database
from navigator_bot.store.staff import active_staff


async def say_what_needs_a_look(database: Database, tools: Tools) -> None:
    """To each coordinator; where there are none, to the admins."""
    changes = Changes()
    async with database.transaction() as connection:
        keepers = [s for s in await active_staff(connection, tools.keys) if s.keeps_directory]
        coordinators = [each for each in keepers if Role.COORDINATOR in each.roles]
        for staff in coordinators or keepers:
            visit = Visit(tools, staff, connection, changes)
            if pressing := await working.count_pressing(visit):
                look = visit.button("keeping.button__look", "look")
                visit.say("keeping_work.monday", ((look,),), count=pressing)
        await changes.write(connection)
