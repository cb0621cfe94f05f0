"""The bells of an outing: they ring in the chat of whoever goes, and outlive the case."""

from __future__ import annotations

from datetime import datetime, time

from conversations.kit.effects import Bell
from conversations.kit.moments import day_before
from conversations.kit.people import QuietHours
from navigator_bot.clock import to_ms
from navigator_bot.rules.lone_working import DAY_AHEAD, GONE, REMINDED_BEFORE, SOON
from navigator_bot.store.changes import Changes

QUIET = QuietHours(time(21), time(8))
"""When no navigator is reminded of the day after."""


def set_bells(changes: Changes, chat: int, id: str, at: datetime, now: datetime) -> None:
    """At its time, an hour before, and the day before. `at` is on the team's wall clock."""
    soon, day = at - REMINDED_BEFORE, day_before(at, QUIET)
    wake(changes, chat, id, at)
    if soon > now:
        wake(changes, chat, f"{id}:{SOON}", soon)
    if now < day < soon:
        wake(changes, chat, f"{id}:{DAY_AHEAD}", day)


def stop_bells(changes: Changes, chat: int, id: str) -> None:
    for ref in (id, f"{id}:{SOON}", f"{id}:{DAY_AHEAD}", f"{id}:{GONE}"):
        changes.add("cancel_timer", chat=chat, bell=Bell.OUTING.value, ref=ref)


def wake(changes: Changes, chat: int, ref: str, at: datetime) -> None:
    changes.add("set_timer", chat=chat, bell=Bell.OUTING.value, ref=ref, due_at=to_ms(at))
