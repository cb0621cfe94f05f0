"""What a service is: an entry of the directory, with all that a match needs to know of it.

Throughout, `None` means "not known", never "no"; an empty set means "known, and there are none".
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import NewType

from resources_directory.details import NO_DETAILS, NO_PLACE_DETAILS, Details, PlaceDetails

ServiceId = NewType("ServiceId", str)


class LifeArea(StrEnum):
    """The four areas of a life in recovery, after the holistic idea of recovery."""

    HEALTH = "health"
    HOME = "home"
    PURPOSE = "purpose"
    COMMUNITY = "community"


class Need(StrEnum):
    """What a person may want help with, or what may stand in their way."""

    LONELINESS = "loneliness"
    TALKING = "talking"
    PEER_SUPPORT = "peer support"
    CONFIDENCE = "confidence"
    WORRY = "worry"
    LOW_MOOD = "low mood"
    CRISIS = "crisis"
    SLEEP = "sleep"
    HEARING_VOICES = "hearing voices"
    TRAUMA = "trauma"
    DRINK_AND_DRUGS = "drink and drugs"
    SMOKING = "smoking"
    HEALTH_CONDITION = "health condition"
    MOVING_MORE = "moving more"
    EATING_WELL = "eating well"
    CALM = "calm"
    GETTING_OUT = "getting out"
    TRANSPORT = "transport"
    NATURE = "nature"
    CREATIVE = "creative"
    MUSIC = "music"
    TIME = "time"
    ROUTINE = "routine"
    LEARNING = "learning"
    DIGITAL = "digital"
    WORK = "work"
    VOLUNTEERING = "volunteering"
    MONEY = "money"
    DEBT = "debt"
    BENEFITS = "benefits"
    FOOD = "food"
    WARMTH = "warmth"
    HOUSING = "housing"
    THINGS_FOR_HOME = "things for the home"
    LEGAL = "legal"
    SAFETY = "safety"
    CARING = "caring"
    PARENTING = "parenting"
    BEREAVEMENT = "bereavement"
    LGBT = "lgbt+"
    WOMEN = "women"
    MEN = "men"
    YOUNG_ADULTS = "young adults"
    OLDER_PEOPLE = "older people"
    NEW_TO_UK = "new to the uk"


class Referral(StrEnum):
    """How a person comes to a service; a service may take people by several ways."""

    SELF = "self"
    PROFESSIONAL = "professional"
    APPOINTMENT = "appointment"
    DROP_IN = "drop-in"


class Status(StrEnum):
    """Open Referral's four states of a service."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class Access(StrEnum):
    """What makes a place usable."""

    STEP_FREE = "step-free"
    LIFT = "lift"
    ACCESSIBLE_TOILET = "accessible toilet"
    HEARING_LOOP = "hearing loop"
    BSL = "bsl"
    QUIET = "quiet"
    PARKING = "parking"
    ON_A_BUS_ROUTE = "on a bus route"
    COMPANION_WELCOME = "companion welcome"
    ASSISTANCE_DOGS = "assistance dogs"


class Audience(StrEnum):
    """People that a service may be kept for, or may not suit."""

    WOMEN = "women"
    MEN = "men"
    LGBT = "lgbt+"
    CARERS = "carers"
    PARENTS = "parents"
    YOUNG_ADULTS = "young adults"
    OLDER_PEOPLE = "older people"
    BEREAVED = "bereaved people"
    VETERANS = "veterans"
    REFUGEES = "refugees"
    TENANTS = "tenants"


class Company(StrEnum):
    """With whom a person meets there."""

    GROUP = "group"
    ONE_TO_ONE = "one-to-one"


class Way(StrEnum):
    """Where and how the service reaches a person."""

    IN_PERSON = "in person"
    ONLINE = "online"
    PHONE = "phone"
    HOME_VISIT = "home visit"


class Frequency(StrEnum):
    """How a schedule repeats: iCalendar's FREQ, and ONCE for a single date."""

    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Point:
    """A point on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Break:
    """Days on which nothing takes place, both ends counted: holidays, term breaks."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Schedule:
    """One rule of opening, in the local time of the place."""

    byday: tuple[str, ...] = ()
    """iCalendar days: "TU"; with MONTHLY also "2MO" (second Monday), "-1FR" (last Friday)."""
    opens: time | None = None
    closes: time | None = None
    """Earlier than `opens`, or equal to it, means on the next day: 22:00-02:00, 00:00-00:00."""
    freq: Frequency = Frequency.WEEKLY
    interval: int = 1
    """2 with WEEKLY is every other week, counted from `valid_from`."""
    bymonthday: tuple[int, ...] = ()
    valid_from: date | None = None
    """The first day of the rule; with ONCE, the day itself."""
    valid_to: date | None = None
    breaks: tuple[Break, ...] = ()
    except_bank_holidays: bool | None = None
    note: str | None = None
    url: str | None = None
    attending: str | None = None
    """How one takes part, as the provider puts it: "online or at the hall"."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What it costs to come, as the provider puts it."""

    is_free: bool
    said: str
    """"free", "£3 a session, first one free"."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a service meets."""

    name: str | None = None
    lines: tuple[str, ...] = ()
    """Address lines between the name of the place and the town."""
    town: str | None = None
    postcode: str | None = None
    point: Point | None = None
    schedules: tuple[Schedule, ...] | None = None
    """Its own hours, where a service meets in several places."""
    details: PlaceDetails = NO_PLACE_DETAILS


@dataclass(frozen=True, slots=True)
class Service:
    """One entry of the directory."""

    id: ServiceId
    name: str
    organisation: str | None = None
    description: str | None = None
    how_to_start: str | None = None
    first_visit: str | None = None
    """What going there for the first time is like."""
    url: str | None = None
    phone: str | None = None
    email: str | None = None
    areas: frozenset[LifeArea] = frozenset()
    needs: frozenset[Need] = frozenset()
    minimum_age: int | None = None
    maximum_age: int | None = None
    any_age: bool = False
    """True when it is known that no age is shut out. With neither this nor a bound, the ages are
    unknown; where one bound is given, the other is taken to be open."""
    only_for: frozenset[Audience] | None = None
    """Empty when it is known to be open to all."""
    not_for: frozenset[Audience] = frozenset()
    referral: frozenset[Referral] | None = None
    referred_by: str | None = None
    """Who can refer, where a professional must: "your GP or care coordinator"."""
    cost: Cost | None = None
    access: frozenset[Access] | None = None
    lacks: frozenset[Access] = frozenset()
    """Access that is known to be missing; what is in neither set is unknown."""
    company: frozenset[Company] | None = None
    ways: frozenset[Way] | None = None
    alcohol_free: bool | None = None
    languages: frozenset[str] | None = None
    """Languages besides English, as the provider names them."""
    place: Place | None = None
    other_places: tuple[Place, ...] = ()
    service_area: tuple[str, ...] | None = None
    """Towns, outcodes or sectors that it serves; empty when it serves everywhere."""
    schedules: tuple[Schedule, ...] | None = None
    status: Status = Status.ACTIVE
    status_note: str | None = None
    checked_at: date | None = None
    """When somebody last made sure that it is true; an edit is not a check."""
    edited_at: datetime | None = None
    source: str | None = None
    original: tuple[tuple[str, str], ...] = ()
    """The row that it was read from, untouched: column and cell, or path and value."""
    details: Details = NO_DETAILS

    @property
    def is_active(self) -> bool:
        return self.status is Status.ACTIVE

    @property
    def comes_to_you(self) -> bool:
        """Whether it reaches a person wherever they are: online, by phone, or at home."""
        return bool(self.ways and self.ways & {Way.ONLINE, Way.PHONE, Way.HOME_VISIT})

    @property
    def needs_a_professional(self) -> bool:
        """Whether a person is known to be unable to start it alone."""
        if not self.referral or Referral.PROFESSIONAL not in self.referral:
            return False
        return not self.referral & {Referral.SELF, Referral.DROP_IN}
