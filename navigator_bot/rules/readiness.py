"""Whether the whole road is open, from when each part of it last moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

LIMITS: Mapping[str, timedelta] = {
    "turns": timedelta(minutes=2),
    "sender": timedelta(minutes=2),
    "telegram": timedelta(minutes=3),
    "auditor": timedelta(minutes=5),
}
"""How long each may be still. Turns and sender look every second, and a send takes half a minute
at the most; Telegram answers at least every minute; the auditor looks every minute."""

EVERYWHERE = ("turns", "auditor")
"""What must move in every copy, also one that stands by: the auditor of whichever is on duty."""


@dataclass(frozen=True)
class Readiness:
    store: bool  # answers
    on_duty: bool  # this copy receives, rings and sends
    moved_at: Mapping[str, datetime | None]  # by the names of LIMITS
    now: datetime
    is_clear: bool = True  # the auditor has found nothing that stands still

    @property
    def is_ready(self) -> bool:
        return self.store and self.is_clear and all(part["ok"] for part in self.parts.values())

    @property
    def parts(self) -> dict[str, dict[str, object]]:
        """What concerns this copy: whether it moved lately, and how many seconds ago."""
        names = LIMITS if self.on_duty else EVERYWHERE
        return {name: self._part(name) for name in names}

    def _part(self, name: str) -> dict[str, object]:
        moved_at = self.moved_at.get(name)
        if moved_at is None:
            return {"ok": False, "age": None}
        age = self.now - moved_at
        return {"ok": age <= LIMITS[name], "age": round(age.total_seconds(), 1)}

    def told(self) -> dict[str, object]:
        """As JSON may show it: no names, no secrets."""
        return {
            "ready": self.is_ready,
            "on_duty": self.on_duty,
            "store": {"ok": self.store},
            "findings": {"ok": self.is_clear},
            **self.parts,
        }
