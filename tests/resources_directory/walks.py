"""One walk near one place, what may be asked of it, and walks and wishes of any kind."""

from dataclasses import replace
from datetime import date, datetime, time

from hypothesis import strategies as st

from resources_directory.catalogue import Catalogue
from resources_directory.hours import LONDON
from resources_directory.matching import Matches, PartOfDay, Wanted, match
from resources_directory.model import (
    Access,
    Audience,
    Cost,
    LifeArea,
    Need,
    Place,
    Point,
    Referral,
    Schedule,
    Service,
    ServiceId,
    Way,
)
from resources_directory.places import Area
from resources_directory.vocabulary import Vocabulary
from tests.resources_directory.vocabulary import STANDARD

NOW = datetime(2026, 10, 26, 9, 0, tzinfo=LONDON)
HERE = Area("AX1", Point(54.62, -1.85), frozenset({"AX1"}))
WALK = Service(
    id=ServiceId("walk"),
    name="Walking group",
    organisation="Steps",
    description="A gentle walk in the park.",
    areas=frozenset({LifeArea.HEALTH}),
    needs=frozenset({Need.GETTING_OUT, Need.MOVING_MORE}),
    minimum_age=18,
    only_for=frozenset(),
    referral=frozenset({Referral.SELF}),
    cost=Cost(True, "Free"),
    ways=frozenset({Way.IN_PERSON}),
    place=Place(town="Alderbridge", postcode="AX1 2HP", point=Point(54.625, -1.846)),
    schedules=(Schedule(("TU",), time(10), time(12)),),
    checked_at=date(2026, 9, 1),
)
SMALL = Vocabulary(tuple(t for t in STANDARD.topics if t.name in {"walking", "women", "debt"}))
FAR = Place(town="Kestleby", postcode="AX5 1SV", point=Point(54.9, -1.78))
OPEN = st.builds(
    Service,
    id=st.integers(0, 50).map(lambda n: ServiceId(f"s{n}")),
    name=st.sampled_from(["Walking group", "Walks", "Park walk for women", "Debt advice"]),
    description=st.none() | st.just("A gentle walk. Tea after."),
    minimum_age=st.none() | st.sampled_from([16, 18, 50]),
    only_for=st.none() | st.sampled_from([frozenset(), frozenset({Audience.WOMEN})]),
    cost=st.none() | st.sampled_from([Cost(True, "Free"), Cost(False, "£3")]),
    alcohol_free=st.none() | st.booleans(),
    ways=st.none() | st.sampled_from([frozenset({Way.IN_PERSON}), frozenset({Way.ONLINE})]),
    schedules=st.none() | st.just((Schedule(("TU",), time(10), time(12)),)),
    place=st.none() | st.sampled_from([WALK.place, FAR]),
)
SILENT = st.builds(
    Wanted,
    words=st.just("walking"),
    age=st.none() | st.sampled_from([17, 30, 60]),
    near=st.none() | st.just(HERE),
    free_only=st.booleans(),
    alcohol_free=st.booleans(),
    online=st.booleans(),
    women_only=st.booleans(),
    days=st.sampled_from([frozenset(), frozenset({"TU"}), frozenset({"SA"})]),
    parts=st.sampled_from([frozenset(), frozenset({PartOfDay.EVENING})]),
    access=st.sampled_from([frozenset(), frozenset({Access.STEP_FREE})]),
    language=st.none() | st.just("Polish"),
    avoid=st.sampled_from([frozenset(), frozenset({"Alderbridge"})]),
)


def ids(matches: Matches) -> list[str]:
    return [found.service.id for found in matches.found]


def only(service: Service, wanted: Wanted) -> Matches:
    return match(Catalogue([service], vocabulary=STANDARD), wanted, NOW)


def a_walk(wanted: Wanted) -> Wanted:
    return replace(wanted, words="walking", near=HERE)
