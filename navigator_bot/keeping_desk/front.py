"""The door of this desk: whether somebody may keep the directory is asked each time."""

from __future__ import annotations

from conversations.kit.staff import Staff
from navigator_bot.events import ChatKind, Event, Pressed, Sent
from navigator_bot.keeping_desk import desk
from navigator_bot.keeping_desk.visit import DIRECTORY, Tools, Visit
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection
from navigator_bot.store.staff import staff_of_user


class KeepingDesk:
    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def is_meant(self, pressed: Pressed) -> bool:
        return pressed.data.partition(":")[0] == DIRECTORY

    async def pressed(
        self, event: Event, pressed: Pressed, connection: Connection, changes: Changes
    ) -> None:
        staff = await staff_of_user(connection, self._tools.keys, pressed.sender.id)
        if staff is None or not staff.keeps_directory or pressed.to is not ChatKind.PRIVATE:
            self._tools.alerts.tell(changes, event.chat, "keeping.not_for_you")
            return
        visit = Visit(self._tools, staff, connection, changes)
        await desk.hear_press(visit, pressed.data, pressed.message)

    async def hears(
        self, sent: Sent, staff: Staff, connection: Connection, changes: Changes
    ) -> bool:
        """Whether what was said in private was meant for this desk, and is answered."""
        if staff.keeps_directory:
            return await desk.hear_words(Visit(self._tools, staff, connection, changes), sent)
        is_command = desk.is_command(sent.words)
        if is_command:
            self._tools.alerts.tell(changes, staff.user, "keeping.not_for_you")
        return is_command
