"""What staff type and press about the rota, and which answer it gets."""

from __future__ import annotations

import re

from conversations.kit.staff import Staff
from navigator_bot.events import ChatKind, Pressed
from navigator_bot.rota_desk import changing, showing
from navigator_bot.rota_desk.visit import Tools, Visit
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.staff import staff_of_user

_COMMAND = re.compile(r"/(rota|me)(?:@\w+)?(?:\s+(.*))?", re.DOTALL)


class RotaDesk:
    """In private chats alone; whose press it is, is looked at each time."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def is_meant(self, pressed: Pressed) -> bool:
        return pressed.to is ChatKind.PRIVATE and pressed.data.startswith("rota:")

    async def hears(
        self, words: str, staff: Staff, connection: Connection, changes: Changes
    ) -> bool:
        """Whether it was meant for this desk."""
        found = _COMMAND.fullmatch(words.strip())
        if found is None:
            return False
        visit = Visit(self._tools, staff, connection, changes)
        command, lines = found[1], found[2] or ""
        if not (staff.takes_cases or staff.sets_up):
            visit.say("rota.not_for_you")
        elif command == "me" and staff.takes_cases:
            await showing.show_me(visit)
        elif lines:
            changing.propose(visit, lines)
        else:
            showing.show_week(visit)
        return True

    async def pressed(self, pressed: Pressed, connection: Connection, changes: Changes) -> None:
        staff = await staff_of_user(connection, self._tools.keys, pressed.sender.id)
        if staff is None or not (staff.takes_cases or staff.sets_up):
            self._tools.alerts.tell(changes, pressed.sender.id, "rota.not_for_you")
            return
        visit = Visit(self._tools, staff, connection, changes)
        act, _, given = pressed.data.removeprefix("rota:").partition(":")
        match act:
            case "week" if given.isascii() and given.isdigit():
                showing.show_week(visit, int(given))
            case "how":
                visit.say("rota.how", is_lead=staff.sets_up)
            case "on" | "off" if staff.takes_cases:
                await visit.take_buttons(pressed.message)
                await changing.go(visit, on=act == "on")
            case _:
                await changing.decide(visit, act, given, pressed.message)
