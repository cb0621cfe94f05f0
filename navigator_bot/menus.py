"""The menus of commands, in every language, for people, staff and the team's group."""

from __future__ import annotations

from conversations.kit.staff import Staff
from navigator_bot.assembly import House
from navigator_bot.store.staff import active_staff, team_chat
from navigator_bot.telegram.commands import (
    AS_STAFF,
    DIRECTORY,
    OF_CASES,
    PERSON,
    STAFF,
    TEAM,
    set_commands,
)

EVERY_COMMAND = tuple(
    dict.fromkeys((*PERSON, *OF_CASES, *STAFF, DIRECTORY, *TEAM, *AS_STAFF.values()))
)
"""All that is described, once."""


class Menus:
    """Sets them again only when staff or the team's group have changed."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._set_for: tuple[dict[int, tuple[str, ...]], int | None] | None = None
        self._gone: set[int] = set()

    async def refresh(self) -> None:
        """Who works here no more is shown what everybody is; once more after a start, too."""
        house = self._house
        async with house.database.transaction() as connection:
            everybody = await active_staff(connection, house.keys)
            former = {row["user_id"] for row in await connection.rows("former_staff")}
            team = await team_chat(connection)
        staff = {each.user: _commands_of(each) for each in everybody}
        if self._set_for != (staff, team) or former - self._gone:
            await set_commands(house.bot, self._texts(), staff, team, sorted(former - self._gone))
            self._set_for, self._gone = (staff, team), former

    def _texts(self) -> dict[str, dict[str, str]]:
        wording = self._house.wording
        return {
            language: {
                command: wording.plain(f"commands.{command}", language) for command in EVERY_COMMAND
            }
            for language in wording.languages
        }


def _commands_of(staff: Staff) -> tuple[str, ...]:
    own = OF_CASES if staff.takes_cases else STAFF
    return (DIRECTORY, *own) if staff.keeps_directory else own
