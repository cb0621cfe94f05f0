"""Services as they may come to be, for properties that must hold of each of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from hypothesis import strategies as st

from resources_directory.details import (
    AccessNote,
    Contact,
    CostOption,
    Details,
    Extent,
    Identifier,
    OrganisationDetails,
    Phone,
    PlaceDetails,
    Term,
)
from resources_directory.hours_text import DAYS
from resources_directory.model import (
    Access,
    Audience,
    Break,
    Company,
    Cost,
    Frequency,
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
from resources_directory.plain_text import plain_text

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)

WORDS = (
    st.text(max_size=40)
    .map(plain_text)
    .filter(lambda text: bool(text) and plain_text(text) == text)
)
"""As they stand in a service once it was read: never markup, never white space at the ends."""
LINES = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
NAMES = st.sampled_from(("Walk", "Choir", "Men's Shed", "Tea & Talk", "Grŵp Siarad"))
DATES = st.dates(date(2000, 1, 1), date(2040, 1, 1))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
UUIDS = st.uuids().map(str)
LINKS = st.sampled_from(
    ("https://walks.example.org/a?b=c#d", "http://example.org", "https://example.org/%20", 
     "https://cymru.example/grŵp", "http://example.org/a|b")
)  # fmt: skip
EMAILS = st.sampled_from(("jo@example.org", "jo@haven.example", "jo..o@example.org"))
NUMBERS = st.sampled_from(("01632 960101", "+44 7700 900112", "0808 157 0123, ask for Jo"))


def some(kind: st.SearchStrategy[T], min_size: int = 0) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(kind, min_size=min_size, max_size=2, unique=True).map(lambda each: (*each,))


PHONES = some(st.builds(Phone, NUMBERS, st.none() | st.just("12"), st.none() | st.just("text"),
                        st.none() | WORDS))  # fmt: skip
TERMS = some(
    st.builds(
        Term,
        name=LINES,
        id=st.none() | UUIDS | st.just("esdServiceType:99"),
        value=st.none() | WORDS,
        link=st.none() | st.just("service type"),
        description=st.none() | WORDS,
        taxonomy=st.none() | st.just("esdServiceType"),
        taxonomy_id=st.none() | UUIDS,
        uri=st.none() | st.just("https://id.example.org/term"),
        parent_id=st.none() | UUIDS,
    )
)
RULES = st.builds(
    Schedule,
    byday=some(st.sampled_from(DAYS), min_size=1),
    opens=st.none() | st.times(),
    closes=st.none() | st.times(),
    interval=st.just(1),
    valid_from=st.none() | DATES,
    valid_to=st.none() | DATES,
    breaks=some(st.builds(lambda day: Break(day, day), DATES)),
    except_bank_holidays=st.none() | st.booleans(),
    note=st.none() | WORDS,
    url=st.none() | LINKS,
    attending=st.none() | WORDS,
) | st.sampled_from(
    (
        Schedule(("2MO", "-1FR"), time(9), time(12), Frequency.MONTHLY),
        Schedule((), time(9), time(12), Frequency.MONTHLY, bymonthday=(1, 15)),
        Schedule(("TU",), time(9), None, interval=2, valid_from=date(2026, 1, 6)),
        Schedule((), time(9), None, Frequency.ONCE, valid_from=date(2026, 1, 6),
                 valid_to=date(2026, 1, 6)),
        Schedule(("SA",), time(22), time(2)),
    )
)  # fmt: skip
PLACES = st.builds(
    Place,
    name=LINES,
    lines=some(LINES),
    town=st.none() | LINES,
    postcode=st.none() | st.sampled_from(("AX1 1BD", "AX12 2HP")),
    point=st.none() | st.builds(Point, st.floats(49, 61), st.floats(-8, 2)),
    details=st.builds(
        PlaceDetails,
        id=st.none() | UUIDS | st.just("loc-1"),
        kind=st.sampled_from((None, "postal", "virtual", "by the river")),
        description=st.none() | WORDS,
        how_to_get_there=st.none() | WORDS,
        external_id=st.none() | st.just("10092008082"),
        external_id_kind=st.none() | st.just("UPRN"),
        attention=st.none() | LINES,
        region=st.none() | LINES,
        county=st.none() | LINES,
        country=st.sampled_from((None, "IE")),
        access_notes=some(st.builds(AccessNote, WORDS, st.none() | WORDS, st.none())),
        phones=PHONES,
        terms=TERMS,
    ),
)
ORGANISATIONS = st.builds(
    OrganisationDetails,
    id=st.none() | UUIDS | st.just("org-7"),
    description=st.none() | WORDS,
    email=st.none() | EMAILS,
    url=st.none() | LINKS,
    logo=st.none() | LINKS,
    uri=st.none() | st.just("https://haven.example/id"),
    parent_id=st.none() | UUIDS | st.just("org-1"),
    identifiers=some(st.builds(Identifier, st.just("123"), st.none() | LINES, st.none() | LINES)),
    phones=PHONES,
    terms=TERMS,
)
DETAILS = st.builds(
    Details,
    other_name=st.none() | LINES,
    alert=st.none() | WORDS,
    eligibility=st.none() | WORDS,
    accreditations=st.none() | WORDS,
    licences=st.none() | WORDS,
    wait=st.none() | WORDS,
    interpretation=st.none() | WORDS,
    assured_by=st.none() | EMAILS,
    hours_note=st.none() | WORDS,
    contacts=some(st.builds(Contact, LINES, st.none() | LINES, st.none() | LINES,
                            st.none() | st.just("jo@example.org"), PHONES)),
    cost_options=some(
        st.builds(CostOption, LINES, st.none() | st.sampled_from((Decimal("3.5"), Decimal(0))),
                  st.sampled_from((None, "GBP", "EUR")), st.none() | WORDS,
                  st.none() | DATES, st.none() | DATES)
    ),
    funding=some(WORDS),
    terms=TERMS,
    organisation=ORGANISATIONS,
    checked_by_field=some(st.tuples(st.sampled_from(("hours", "cost")), DATES)),
)  # fmt: skip


def chosen(kind: type[Choice]) -> st.SearchStrategy[frozenset[Choice]]:
    return st.frozensets(st.sampled_from(list(kind)), max_size=3)


@st.composite
def services(draw: st.DrawFn) -> Service:
    """Whole ones: what depends on one another fits together, as it does after reading."""
    details = draw(DETAILS)
    phones = draw(PHONES)
    if len(phones) == 1 and phones[0] == Phone(phones[0].number):
        phones = ()
    places = draw(some(PLACES))
    schedules = draw(st.none() | some(RULES))
    names = draw(st.sampled_from((None, (), ("Alderbridge",), ("AX1", "Harrowell; North"))))
    extents = (
        (Extent(names[0], "AX1", "postcode", "urn:x"),) if names and draw(st.booleans()) else ()
    )
    young, old = sorted(draw(st.tuples(st.integers(0, 120), st.integers(0, 120))))
    access = draw(st.none() | chosen(Access))
    return Service(
        id=ServiceId(draw(UUIDS | st.sampled_from(("alder-walk", "esd:1 b", "=1+1")))),
        name=draw(NAMES | LINES),
        organisation=draw(st.none() | LINES),
        description=draw(st.none() | WORDS),
        how_to_start=draw(st.none() | WORDS),
        first_visit=draw(st.none() | WORDS),
        url=draw(st.none() | LINKS),
        phone=phones[0].number if phones else draw(st.none() | NUMBERS),
        email=draw(st.none() | EMAILS),
        areas=draw(chosen(LifeArea)),
        needs=draw(chosen(Need)),
        minimum_age=draw(st.sampled_from((None, young))),
        maximum_age=draw(st.sampled_from((None, old))),
        any_age=draw(st.booleans()),
        only_for=draw(st.none() | chosen(Audience)),
        not_for=draw(chosen(Audience)),
        referral=draw(st.none() | chosen(Referral)),
        referred_by=draw(st.none() | WORDS),
        cost=draw(st.none() | st.builds(Cost, st.booleans(), WORDS)),
        access=access,
        lacks=draw(chosen(Access)),
        company=draw(st.none() | chosen(Company)),
        ways=draw(st.none() | chosen(Way)),
        alcohol_free=draw(st.none() | st.booleans()),
        languages=draw(st.none() | st.frozensets(LINES, max_size=2)),
        place=places[0] if places else None,
        other_places=places[1:],
        service_area=names,
        schedules=schedules,
        status=draw(st.sampled_from(Status)),
        status_note=draw(st.none() | WORDS),
        checked_at=draw(st.none() | DATES),
        edited_at=draw(st.none() | MOMENTS),
        source=draw(st.none() | WORDS),
        details=replace(details, phones=phones, extents=extents),
    )
