"""What a person looks for, and the limits that follow from it and from their words."""

from dataclasses import dataclass

from resources_directory.limits import ADULT, Limits
from resources_directory.model import Access, Audience, LifeArea, Need, ServiceId
from resources_directory.places import Area
from resources_directory.wishes import PartOfDay, Wish


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for, and what they silently need of it.

    Whatever is `None` is not known or not asked; with nothing asked, everything near counts.
    """

    words: str | None = None
    need: Need | None = None
    area: LifeArea | None = None
    near: Area | None = None
    age: int | None = None
    is_adult: bool | None = None
    """Enough where the age itself is not known; `age` wins where it is."""
    ages: tuple[int, int] | None = None
    """The youngest and the oldest that the person may be, where that much is known."""
    audiences: frozenset[Audience] | None = None
    """The groups that the person has said they belong to."""
    declined: frozenset[ServiceId] = frozenset()
    free_only: bool = False
    with_a_professional: bool = False
    """True lets through what only a professional can refer to."""
    farthest_km: float = 25.0
    days: frozenset[str] = frozenset()
    """iCalendar's weekdays ("MO") on which the person can come; empty: on any."""
    parts: frozenset[PartOfDay] = frozenset()
    access: frozenset[Access] = frozenset()
    language: str | None = None
    women_only: bool = False
    alcohol_free: bool = False
    online: bool = False
    one_to_one: bool = False
    avoid: frozenset[str] = frozenset()
    """Towns, outcodes or names of places where the person will not go."""
    nation: str = "ENG"
    limit: int = 3

    @property
    def age_bounds(self) -> tuple[int | None, int | None]:
        """The youngest and the oldest that the person may be; `None` where there is no telling."""
        if self.age is not None:
            return self.age, self.age
        if self.ages is not None:
            return self.ages
        if self.is_adult is None:
            return None, None
        return (ADULT, None) if self.is_adult else (None, ADULT - 1)


def limits_of(wanted: Wanted, wish: Wish) -> Limits:
    """What is set for the person, and what their words say; whom it is for decides the age."""
    is_for_other = wish.is_for_other or wish.is_for_child
    ages = wanted.age_bounds
    if wish.age is not None and (is_for_other or wanted.age is None):
        ages = (wish.age, wish.age)
    elif is_for_other:
        ages = (None, None)
    audiences = wanted.audiences
    if is_for_other:
        audiences = None
    elif audiences is None and wish.audiences:
        audiences = wish.audiences
    return Limits(
        ages=ages,
        audiences=audiences,
        free_only=wanted.free_only or wish.free_only,
        with_a_professional=wanted.with_a_professional,
        women_only=wanted.women_only or wish.women_only,
        one_to_one=wanted.one_to_one or wish.one_to_one,
        online=wanted.online or wish.online,
        alcohol_free=wanted.alcohol_free or wish.alcohol_free,
        access=wanted.access,
        language=wanted.language,
        avoid=wanted.avoid,
        days=wanted.days or wish.days,
        parts=wanted.parts or wish.parts,
    )
