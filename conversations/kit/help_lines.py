"""Who can help at this moment: the lines of the help card, and their order for one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from resources_directory.hours import is_open
from resources_directory.model import Schedule, Service, ServiceId


class HelpKind(StrEnum):
    """What somebody may need at once."""

    LIFE = "life"  # a life is in danger now
    CRISIS = "crisis"
    TALK = "talk"
    ABUSE = "abuse"  # danger from somebody else
    CHILD = "child"
    BASICS = "basics"  # no food, no heat, no roof


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One way to help. Its facts are checked by a coordinator, and run out."""

    who: str
    how: str
    when: str
    verified_on: date
    valid_for: timedelta
    source: str = ""
    nations: frozenset[str] = frozenset()
    """ENG, WLS, SCT, NIR; empty for all of them."""
    ages: tuple[int, int] = (0, 200)
    """The youngest and the oldest that it is for, in whole years."""
    kinds: frozenset[HelpKind] = frozenset()
    schedules: tuple[Schedule, ...] = ()
    """Empty: at any hour."""
    call: str = ""
    """The digits to dial."""
    text_to: str = ""
    text_words: str = ""

    @property
    def expires_on(self) -> date:
        """The first day on which nobody vouches for it any more."""
        return self.verified_on + self.valid_for

    def is_there(self, at: datetime, nation: str) -> bool:
        """Whether somebody answers at that moment."""
        if not self.schedules:
            return True
        hours = Service(ServiceId(""), self.who, schedules=self.schedules)
        return is_open(hours, at, nation) is not False


def in_order(
    lines: Iterable[HelpLine],
    at: datetime,
    nation: str,
    *,
    ages: tuple[int, int] | None = None,
    kind: HelpKind | None = None,
) -> tuple[HelpLine, ...]:
    """Those that are for this person: a life in danger first, then what fits the need, then who
    is there at this hour. Else the order of the file, so that local lines may come early.

    `ages`: the youngest and the oldest that the person may be; None where it is not known.
    """
    fitting = [
        line
        for line in lines
        if (not line.nations or nation in line.nations)
        and (ages is None or (line.ages[0] <= ages[1] and ages[0] <= line.ages[1]))
    ]
    return tuple(
        sorted(
            fitting,
            key=lambda line: (
                HelpKind.LIFE not in line.kinds,
                not line.is_there(at, nation),
                kind is not None and kind not in line.kinds,
            ),
        )
    )
