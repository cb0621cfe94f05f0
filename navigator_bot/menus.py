"""The menus of commands, in every language, for people, staff and the team's group."""

from __future__ import annotations

from navigator_bot.assembly import House
from navigator_bot.store.staff import active_staff, team_chat
from navigator_bot.telegram.commands import KEEPERS, PERSON, STAFF, TEAM, set_commands


class Menus:
    """Sets them again only when staff or the team's group have changed."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._set_for: tuple[dict[int, tuple[str, ...]], int | None] | None = None

    async def refresh(self) -> None:
        house = self._house
        async with house.database.transaction() as connection:
            everybody = await active_staff(connection, house.keys)
            team = await team_chat(connection)
        staff: dict[int, tuple[str, ...]] = {
            each.user: KEEPERS if each.keeps_directory else STAFF for each in everybody
        }
        if self._set_for != (staff, team):
            await set_commands(house.bot, self._texts(), staff, team)
            self._set_for = (staff, team)

    def _texts(self) -> dict[str, dict[str, str]]:
        wording = self._house.wording
        commands = dict.fromkeys((*PERSON, *KEEPERS, *TEAM))
        return {
            language: {
                command: wording.plain(f"commands.{command}", language) for command in commands
            }
            for language in wording.languages
        }
