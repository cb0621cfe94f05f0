"""Editions of one entry: each unit is unknown, or says one thing, or another."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from resources_directory.details import (
    Contact,
    CostOption,
    Extent,
    OrganisationDetails,
    Phone,
    PlaceDetails,
    Term,
)
from resources_directory.model import (
    Access,
    Audience,
    Company,
    Cost,
    LifeArea,
    Need,
    Place,
    Point,
    Referral,
    Schedule,
    Service,
    ServiceId,
    Status,
    Way,
)
from resources_directory.units import UNITS, with_values

TUESDAYS = (Schedule(("TU",), time(10), time(12)),)
FRIDAYS = (Schedule(("FR",), time(10), time(12)),)

SAID: dict[str, tuple[Any, Any]] = {
    "name": ("Walk", "Riverside walk"),
    "details.organisation": (OrganisationDetails("1"), OrganisationDetails("2")),
    "details.phones": ((Phone("1"),), (Phone("2"),)),
    "areas": (frozenset({LifeArea.HOME}), frozenset({LifeArea.PURPOSE})),
    "needs": (frozenset({Need.NATURE}), frozenset({Need.MUSIC})),
    "minimum_age": (18, 50),
    "maximum_age": (25, 70),
    "any_age": (True, False),
    "only_for": (frozenset(), frozenset({Audience.WOMEN})),
    "not_for": (frozenset({Audience.MEN}), frozenset({Audience.TENANTS})),
    "referral": (frozenset({Referral.SELF}), frozenset({Referral.DROP_IN})),
    "cost": (Cost(True, "free"), Cost(False, "£3")),
    "details.cost_options": ((CostOption(amount=Decimal(3)),), (CostOption("under 18s"),)),
    "access": (frozenset({Access.LIFT}), frozenset()),
    "lacks": (frozenset({Access.QUIET}), frozenset({Access.PARKING})),
    "company": (frozenset({Company.GROUP}), frozenset({Company.ONE_TO_ONE})),
    "ways": (frozenset({Way.ONLINE}), frozenset({Way.PHONE})),
    "alcohol_free": (True, False),
    "languages": (frozenset(), frozenset({"Polish"})),
    "other_places": ((Place("The Hall"),), (Place("The Mill"),)),
    "service_area": ((), ("AX1",)),
    "details.extents": ((Extent("AX1"),), (Extent("AX2"),)),
    "schedules": (TUESDAYS, FRIDAYS),
    "place.schedules": (FRIDAYS, TUESDAYS),
    "status": (Status.ACTIVE, Status.DEFUNCT),
    "place.lines": (("1 Mill Lane",), ("2 Hall Road",)),
    "place.point": (Point(54.9, -1.9), Point(54.8, -1.8)),
    "place.details": (PlaceDetails("1"), PlaceDetails("2")),
    "details.contacts": ((Contact("Jo"),), (Contact("Sam"),)),
    "details.funding": (("a grant",), ("the council",)),
    "details.terms": ((Term("walks"),), (Term("music"),)),
}
"""By path; a path that is not here holds a text."""

_CHECKS = st.none() | st.sampled_from((date(2026, 1, 5), date(2026, 2, 1), date(2026, 3, 1)))
_HOURS_CHECKED = st.sampled_from(
    ((), (("hours", date(2026, 1, 20)),), (("hours", date(2026, 4, 1)),))
)


@st.composite
def editions(draw: st.DrawFn, id: str = "walk") -> Service:
    chosen = draw(st.tuples(*(st.integers(0, 2) for _ in UNITS)))
    values: dict[str, Any] = {}
    for which, paths in zip(chosen, UNITS.values(), strict=True):
        values |= {path: SAID.get(path, ("one", "two"))[which - 1] for path in paths if which}
    values["checked_at"] = draw(_CHECKS)
    values["details.checked_by_field"] = draw(_HOURS_CHECKED)
    return with_values(Service(ServiceId(id), "Walks"), values)
