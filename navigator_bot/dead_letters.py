"""What becomes of an event that cannot be handled: tried again, then set aside, never lost."""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta

from conversations.kit.effects import Lane
from navigator_bot.clock import Clock, to_ms
from navigator_bot.errors import WordingError
from navigator_bot.events import HOUSE, ChatKind, Event, Pressed, Sent, Unopened
from navigator_bot.hearing import HELP, Hearing
from navigator_bot.help_card import CardInMemory
from navigator_bot.messages import Text
from navigator_bot.outbox import Outbox
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database, Row

log = logging.getLogger(__name__)

TRIES = 3
_WAITS = (timedelta(seconds=2), timedelta(seconds=10))


class DeadLetters:
    def __init__(
        self,
        clock: Clock,
        outbox: Outbox,
        alerts: StaffAlerts,
        card: CardInMemory,
        hearing: Hearing,
    ) -> None:
        self._clock = clock
        self._outbox = outbox
        self._alerts = alerts
        self._card = card
        self._hearing = hearing

    async def failed(
        self, event: Event, broken: Exception, connection: Connection, changes: Changes
    ) -> None:
        """Try again a little later; after three tries the person hears it, and so do staff.

        Who asked for help, or wrote words of danger, gets the card at the first failure.
        """
        fault = _where(broken)
        log.error("event %s failed, try %d: %s", event.id, event.tries + 1, fault)
        now = self._clock.now()
        asked_for_help = self._asked_for_help(event)
        in_danger = self._is_in_danger(event)
        if in_danger and event.tries == 0:
            self._give_card(event, changes, with_apology=False)
        if event.tries + 1 < TRIES and not asked_for_help:
            later = to_ms(now + _WAITS[event.tries])
            changes.add("event_failed", id=event.id, fault=fault, not_before=later)
            return
        changes.add("event_dead", id=event.id, fault=fault, at=to_ms(now))
        if _is_from_person(event):
            self._give_card(event, changes, with_apology=not asked_for_help)
        wording = "desk.danger_set_aside" if in_danger else "desk.dead_letter"
        try:
            await self._alerts.tell_admins(connection, changes, wording, id=event.id)
        except WordingError as unsaid:  # the person's card must not wait for this
            log.error("nobody was told of event %s: %s", event.id, unsaid)

    def _give_card(self, event: Event, changes: Changes, *, with_apology: bool) -> None:
        language = _language(event)
        for html in (
            *((self._card.apology(language),) if with_apology else ()),
            self._card.html(language),
        ):
            self._outbox.post(changes, event.chat, Text(html), Lane.HELP, event=event.id)

    def _is_in_danger(self, event: Event) -> bool:
        """Tried again all the same: a case is wanted, and not only the card."""
        if not isinstance(event.body, Sent) or event.body.to is not ChatKind.PRIVATE:
            return False
        return self._hearing.is_in_danger(event.body.words)

    def _asked_for_help(self, event: Event) -> bool:
        match event.body:
            case Sent(words=words, to=ChatKind.PRIVATE, sender=sender):
                return self._hearing.interrupts(words, sender.language) == HELP
            case Pressed(data=data):
                return data == f"!{HELP}"
        return False


async def replay(database: Database, id: str) -> bool:
    """Put a dead event back into its line; false where no dead event has this id."""
    async with database.transaction() as connection:
        row = await connection.row("event_status", id=id)
        if row is None or row["status"] != "dead":
            return False
        await connection.run("revive_event", id=id)
    return True


async def set_aside(database: Database) -> list[Row]:
    """The events that wait for somebody to mend what broke; oldest first."""
    async with database.transaction() as connection:
        rows: list[Row] = await connection.rows("dead_events")
    return rows


def _is_from_person(event: Event) -> bool:
    if isinstance(event.body, Unopened):
        return event.chat > HOUSE  # Telegram's ids of private chats
    return isinstance(event.body, Sent | Pressed) and event.body.to is ChatKind.PRIVATE


def _language(event: Event) -> str:
    """Of their Telegram: what they chose here may be what cannot be read."""
    code = event.body.sender.language if isinstance(event.body, Sent | Pressed) else ""
    return code.partition("-")[0]


def _where(broken: Exception) -> str:
    """The kind of fault and the line it came from, and nothing of what was said."""
    frames = traceback.extract_tb(broken.__traceback__)
    place = f"{frames[-1].name}:{frames[-1].lineno}" if frames else "nowhere"
    return f"{type(broken).__name__} in {place}"
