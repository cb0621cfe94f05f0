"""One message or press of a member of staff about the rota, and what answers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from conversations.kit.staff import StaffId
from navigator_bot.messages import Button
from navigator_bot.rules.rota import Rota
from navigator_bot.rules.rota_entries import Entry
from navigator_bot.staff_visit import StaffTools, StaffVisit
from navigator_bot.staffing import Team

Said: TypeAlias = tuple[str, Entry, str, str]
"""An entry as a wording tells it: its kind, the entry, whose it is, and who else is in it."""


@dataclass(frozen=True)
class Tools(StaffTools):
    team: Team


@dataclass(frozen=True)
class Visit(StaffVisit):
    tools: Tools

    @property
    def now(self) -> datetime:
        """On the team's wall clock."""
        return self.tools.clock.now().astimezone(self.tools.team.zone)

    @property
    def rota(self) -> Rota:
        return self.tools.team.rota

    def button(self, wording: str, data: str) -> Button:
        return self.tools.alerts.button(wording, f"rota:{data}")

    def called(self, staff: StaffId) -> str:
        """Empty for who takes no cases any more."""
        return self.tools.team.names.get(staff, "")

    def in_words(self, entries: Iterable[Entry]) -> list[Said]:
        return [
            (
                type(entry).__name__,
                entry,
                self.called(entry.staff),
                self.called(getattr(entry, "by", StaffId(""))),
            )
            for entry in entries
        ]

    def with_entries(self, *entries: Entry) -> Rota:
        """The rota as it will be."""
        return replace(self.rota, entries=(*self.rota.entries, *entries))
