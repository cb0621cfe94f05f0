"""A person and a navigator meet somewhere: proposed, agreed, over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

OutingId = NewType("OutingId", str)


class Stage(StrEnum):
    PROPOSED = "proposed"  # the person has not answered yet
    AGREED = "agreed"
    THERE = "there"  # whoever went has said so
    BACK = "back"
    OFF = "off"  # called off, by either
    DECLINED = "declined"
    OTHER_TIME = "other_time"  # the person would like another
    LAPSED = "lapsed"  # proposed, and its time went by

    @property
    def is_open(self) -> bool:
        return self in (Stage.PROPOSED, Stage.AGREED, Stage.THERE)

    @property
    def may_become(self) -> frozenset[Stage]:
        """By a word of the person's."""
        match self:
            case Stage.PROPOSED:
                return frozenset({Stage.AGREED, Stage.DECLINED, Stage.OTHER_TIME})
            case Stage.AGREED:
                return frozenset({Stage.OFF, Stage.OTHER_TIME})
        return frozenset()


class News(StrEnum):
    """What the house tells a person of an outing."""

    PROPOSED = "proposed"
    CALLED_OFF = "called_off"
    SOMEBODY_ELSE = "somebody_else"  # another navigator comes
    NOBODY_YET = "nobody_yet"  # whoever was to come works here no more


@dataclass(frozen=True)
class Outing:
    """As the person may see it."""

    id: OutingId
    case: str  # its id
    at: datetime
    place: str
    stage: Stage
    navigator: str = ""  # who comes; empty where nobody is there to come
    is_case_open: bool = True

    def is_ahead(self, now: datetime) -> bool:
        """It may still take place."""
        return self.stage in (Stage.PROPOSED, Stage.AGREED) and self.at > now


def one_of(outings: Iterable[Outing], id: str) -> Outing | None:
    return next((each for each in outings if each.id == id), None)
