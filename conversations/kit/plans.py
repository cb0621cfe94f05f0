"""A safety plan: what a person wrote for a hard day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PlanPart(StrEnum):
    """What a safety plan says, after Stanley and Brown's safety planning, in the person's words."""

    NOTICE = "notice"  # how they can tell that things are getting hard
    HELPS = "helps"
    CALL = "call"
    KNOW = "know"  # who should know
    PLACE = "place"  # where to go


@dataclass(frozen=True)
class SafetyPlan:
    """Written by the person for a hard day; nobody else is shown it."""

    notice: str = ""
    helps: str = ""
    call: str = ""
    know: str = ""
    place: str = ""

    @property
    def is_written(self) -> bool:
        return self != SafetyPlan()

    def said(self, part: PlanPart) -> str:
        return str(getattr(self, part.value))
