"""What is looked for, and what that makes, with all that is known of the person, of the question
to the directory."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from conversations.kit.people import Answer, Person
from resources_directory.doubts import Trouble
from resources_directory.matching import Wanted
from resources_directory.model import LifeArea, Need, ServiceId


@dataclass(frozen=True)
class Search:
    """What is looked for, and what has been shown for it already."""

    words: str = ""
    need: Need | None = None
    area: LifeArea | None = None
    seen: tuple[ServiceId, ...] = ()
    is_noted: bool = False  # that nothing was found stands in the ledger already


EVERYTHING = Search()
"""Nothing in particular: then a person looks around."""


def wanted(search: Search, person: Person, nation: str) -> Wanted:
    """The person's constraints go without saying; `nation` is that of the setting."""
    set_by = person.constraints
    return Wanted(
        words=search.words or None,
        need=search.need,
        area=search.area,
        near=person.area,
        is_adult=True,  # nobody under age gets this far
        ages=person.age.ages if person.age else None,
        declined=_not_again(person) | set(search.seen),
        free_only=set_by.free_only,
        farthest_km=inf if set_by.farthest_km is None else set_by.farthest_km,
        days=set_by.days,
        parts=set_by.parts,
        access=set_by.access,
        language=set_by.language or None,
        women_only=set_by.women_only,
        alcohol_free=set_by.alcohol_free,
        online=set_by.online_only,
        one_to_one=set_by.one_to_one,
        avoid=set_by.avoid,
        nation=nation,
    )


def _not_again(person: Person) -> frozenset[ServiceId]:
    """What they did not want, or have found closed themselves."""
    return frozenset(
        each.service
        for each in person.suggestions
        if each.answer is Answer.DECLINED or each.trouble is Trouble.CLOSED
    )
