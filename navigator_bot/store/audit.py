"""The audit: who did and saw what, without the words; it is only ever added to."""

from __future__ import annotations

from datetime import datetime

from navigator_bot.clock import to_ms
from navigator_bot.ids import Ids
from navigator_bot.store.changes import Changes


def note(changes: Changes, ids: Ids, at: datetime, who: str, what: str, about: str) -> None:
    """`who` and `about` are ids; `what` holds nothing that a person said."""
    changes.add("add_audit", id=ids.new(), at=to_ms(at), who=who, what=what, about=about)
