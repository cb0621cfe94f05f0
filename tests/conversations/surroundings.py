"""What a turn may see besides the person: the sample town, and a team at work on weekdays."""

from __future__ import annotations

from functools import cache
from itertools import count

from conversations.kit.turn import Surroundings
from navigator_bot.directory import SAMPLE_DIRECTORY, LocalDirectory, read_vocabulary
from navigator_bot.help_card import read_card
from navigator_bot.rules.working_hours import WorkingHours, promises
from resources_directory import spreadsheet
from resources_directory.catalogue import Catalogue

LINES = read_card()
"""Of the help card that is shipped."""


@cache
def sample() -> LocalDirectory:
    read = spreadsheet.read(SAMPLE_DIRECTORY.read_text(encoding="utf-8"))
    return LocalDirectory(Catalogue(read.services, vocabulary=read_vocabulary()))


def surroundings(*, is_open: bool = True, rota: bool = True) -> Surroundings:
    """Fresh for each story, so that its ids count from one."""
    numbers = count(1)
    return Surroundings(
        directory=sample(),
        promise=promises(WorkingHours() if rota else WorkingHours(weekdays=frozenset())),
        new_id=lambda: f"id{next(numbers)}",
        languages={"en": "English"},
        service_name="Alderbridge Peer Navigators",
        minimum_age=18,
        consent_version="2026-01",
        is_open=is_open,
        help_lines=LINES,
    )
