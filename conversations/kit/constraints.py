"""What somebody needs of a service, set once and kept to without a word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from resources_directory.model import Access
from resources_directory.wishes import PartOfDay

USUAL_KM = 25
"""As far as is looked where nothing is set: an hour on a country bus."""

LONGEST_LANGUAGE = 30
LONGEST_PLACE = 40
MOST_PLACES = 6


@dataclass(frozen=True)
class Constraints:
    """Nothing is set to begin with; each is the person's own choice, and can be taken back."""

    farthest_km: int | None = USUAL_KM  # None: any distance
    free_only: bool = False
    days: frozenset[str] = frozenset()  # iCalendar's ("MO") on which they can come; empty: any
    parts: frozenset[PartOfDay] = frozenset()
    access: frozenset[Access] = frozenset()
    language: str = ""  # as they put it
    one_to_one: bool = False
    women_only: bool = False
    alcohol_free: bool = False
    online_only: bool = False
    avoid: frozenset[str] = frozenset()  # towns, outcodes or names of places, as they put them

    @property
    def is_set(self) -> bool:
        return self != NONE_SET

    def toggled(self, name: str) -> Constraints:
        """With a yes-or-no field turned round."""
        changed: dict[str, Any] = {name: not getattr(self, name)}
        return replace(self, **changed)


NONE_SET = Constraints()
