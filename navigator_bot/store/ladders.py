"""A case's ladder as the store keeps it, and the timer that each of its steps waits in."""

from __future__ import annotations

import json
from datetime import datetime

from conversations.kit.effects import Bell
from navigator_bot.clock import from_ms, to_ms
from navigator_bot.rules.ladder import Rung, Step
from navigator_bot.store.changes import Changes


def write_ladder(steps: tuple[Step, ...]) -> str:
    return json.dumps([[to_ms(step.at), step.rung.value] for step in steps])


def read_ladder(written: str) -> tuple[Step, ...]:
    return tuple(Step(from_ms(at), Rung(rung)) for at, rung in json.loads(written))


def set_step(changes: Changes, chat: int, case: str, index: int, due: datetime) -> None:
    """`index` counts from 0; past the last it counts the reminders."""
    ref = f"{case}:{index}"
    changes.add("set_timer", chat=chat, bell=Bell.LADDER.value, ref=ref, due_at=to_ms(due))


def cancel_ladder(changes: Changes, chat: int, case: str) -> None:
    """Whichever step is next, also past the top."""
    changes.add("cancel_ladder", chat=chat, case_id=case)
