"""What becomes of a message that does not go out: never, later, or not while it is quiet.

Each answer is a change to its row: the name of a query, and its values.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from conversations.kit.effects import Lane
from conversations.kit.moments import out_of_quiet
from conversations.kit.people import QuietHours, Standing, Voice
from navigator_bot.clock import from_ms, to_ms
from navigator_bot.store.database import Row

STALE = timedelta(hours=20)
"""A reminder that could not go out for so long is dropped: its day is over. Longer than a night."""

ANSWERED_WITHIN = timedelta(minutes=5)
"""Who is written to only in answer has the phone in their own hand for so long after a word."""

LOOK_AGAIN = timedelta(minutes=1)


def refusal_of(row: Row, now: datetime) -> tuple[str, dict[str, object]] | None:
    """What must not go now, or not at all: looked at again at the last moment before sending."""
    id = row["id"]
    if row["sealed"] is None:
        return closed(id, "dropped", "erased", now)
    if row["target"] is not None and row["target_message"] is None:
        if row["target_status"] in ("waiting", "sending"):
            return later(id, now + timedelta(seconds=1), "its message is not out yet", tried=0)
        return closed(id, "dropped", "its message never went out", now)
    if row["lane"] > Lane.HELP and waits_for_them(row, now):
        if row["lane"] >= Lane.REMINDER:
            return closed(id, "dropped", "they write first", now)
        return later(id, now + LOOK_AGAIN, "they write first", tried=0)
    if row["lane"] < Lane.REMINDER:
        return None
    is_hushed = row["voice"] != Voice.BOT and row["case_id"] is None
    if row["standing"] != Standing.ACTIVE or is_hushed or not row["reachable"]:
        return closed(id, "dropped", "no longer wanted", now)
    if now - from_ms(row["made_at"]) > STALE:
        return closed(id, "dropped", "too late", now)
    local = now.astimezone(ZoneInfo(row["zone"]))
    quiet = QuietHours(_time(row["quiet_start"]), _time(row["quiet_end"]))
    free = out_of_quiet(local, quiet)
    return None if free == local else later(id, free, "quiet hours", tried=0)


def waits_for_them(row: Row, now: datetime) -> bool:
    """They asked not to be written to first, and have not written just now."""
    if not row["discreet"]:
        return False
    return row["spoke_at"] is None or now - from_ms(row["spoke_at"]) >= ANSWERED_WITHIN


def later(id: str, at: datetime, reason: str, *, tried: int) -> tuple[str, dict[str, object]]:
    values = {"id": id, "not_before": to_ms(at), "reason": reason, "tried": tried}
    return "message_later", values


def closed(id: str, status: str, reason: str, now: datetime) -> tuple[str, dict[str, object]]:
    return "message_refused", {"id": id, "status": status, "reason": reason, "at": to_ms(now)}


def unreachable(chat: int, now: datetime) -> list[tuple[str, dict[str, object]]]:
    gone: dict[str, object] = {"chat": chat, "reachable": 0}
    unprompted: dict[str, object] = {"chat": chat, "reason": "unreachable", "at": to_ms(now)}
    return [
        ("set_reachable", gone),
        ("set_staff_reachable", gone),
        ("drop_unprompted", unprompted),
    ]


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
