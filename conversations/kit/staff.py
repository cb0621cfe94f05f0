"""The people who work here, as a turn may see them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

StaffId = NewType("StaffId", str)


class Role(StrEnum):
    NAVIGATOR = "navigator"
    LEAD = "lead"
    COORDINATOR = "coordinator"
    SAFEGUARDING = "safeguarding"  # is told first of danger from or to others
    ADMIN = "admin"


TAKES_CASES = frozenset({Role.NAVIGATOR, Role.LEAD, Role.SAFEGUARDING})
SETS_UP = frozenset({Role.LEAD, Role.ADMIN})
KEEPS_DIRECTORY = frozenset({Role.COORDINATOR, Role.ADMIN})


@dataclass(frozen=True)
class Staff:
    id: StaffId
    user: int  # Telegram's id of the person, and of their private chat with the bot
    name: str
    roles: frozenset[Role]
    reachable: bool = True  # has not blocked the bot

    @property
    def takes_cases(self) -> bool:
        return bool(self.roles & TAKES_CASES)

    @property
    def sets_up(self) -> bool:
        return bool(self.roles & SETS_UP)

    @property
    def keeps_directory(self) -> bool:
        return bool(self.roles & KEEPS_DIRECTORY)
