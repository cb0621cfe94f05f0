"""The house's own regular work."""

from __future__ import annotations

from conversations.kit.help_lines import HelpLine
from navigator_bot.clock import Clock, to_ms
from navigator_bot.help_card import running_out
from navigator_bot.rules.retention import STANDARD, Retention
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Database
from resources_directory.importing import OUR_LIST


async def forget_old(database: Database, clock: Clock, keep: Retention = STANDARD) -> None:
    """Delete what is done with and past its time."""
    now = clock.now()
    async with database.transaction() as connection:
        await connection.run("events_forgotten", before=to_ms(now - keep.done_events))
        await connection.run("words_forgotten", before=to_ms(now - keep.sent_words))
        await connection.run("messages_forgotten", before=to_ms(now - keep.sent_messages))
        await connection.run("staff_places_forgotten", before=to_ms(now - keep.staff_places))
        await connection.run("errands_forgotten", before=to_ms(now - keep.done_errands))
        await connection.run("uploads_forgotten", before=to_ms(now - keep.lists))
        await connection.run("rota_forgotten", before=to_ms(now - keep.rota))
        await connection.run("outings_forgotten", before=to_ms(now - keep.outings))
        await connection.run("outside_forgotten", before=to_ms(now - keep.sent_messages))
        old = {"ours": f"{OUR_LIST}%", "before": to_ms(now - keep.lists_out)}
        await connection.run("entries_of_our_lists_forgotten", **old)
        await connection.run("our_lists_forgotten", **old)


async def remind_of_help_lines(
    database: Database, clock: Clock, alerts: StaffAlerts, lines: tuple[HelpLine, ...]
) -> None:
    """Coordinators hear of each line that runs out within a month, and of those that have."""
    if not (ending := running_out(lines, clock.now().date())):
        return
    changes = Changes()
    async with database.transaction() as connection:
        await alerts.tell_coordinators(connection, changes, "desk.help_lines", lines=ending)
        await changes.write(connection)
