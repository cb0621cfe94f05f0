"""Any person that may ever be kept."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as some

from conversations.kit.people import (
    AgeBand,
    Answer,
    Barrier,
    Consent,
    Goal,
    GoalId,
    GoalStatus,
    Person,
    PersonId,
    Purpose,
    QuietHours,
    Rating,
    Standing,
    Suggestion,
    SuggestionId,
    Voice,
    Weekly,
)
from resources_directory.model import LifeArea, Point, ServiceId
from resources_directory.places import Area

_NUMBERS = itertools.count(1)

moments = some.datetimes(
    min_value=datetime(2000, 1, 1),
    max_value=datetime(2099, 1, 1),
    timezones=some.sampled_from([UTC]),
)
words = some.text(some.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
times = some.builds(time, some.integers(0, 23), some.integers(0, 59))
areas = some.builds(
    Area,
    words,
    some.builds(Point, some.floats(-90, 90), some.floats(-180, 180)),
    some.frozensets(some.sampled_from(["AX1", "AX2", "KB9"])),
)


def new_id(kind: str) -> str:
    return f"{kind}-{next(_NUMBERS):08}"


@some.composite
def people(draw: some.DrawFn) -> Person:
    goals = draw(
        some.lists(
            some.builds(
                Goal,
                some.builds(lambda: GoalId(new_id("goal"))),
                words,
                moments,
                some.sampled_from(GoalStatus),
                some.none() | some.sampled_from(LifeArea),
                words,
                words,
                words,
            ),
            max_size=3,
        )
    )
    rated = some.sampled_from([goal.id for goal in goals]) if goals else some.nothing()
    ratings = some.builds(
        Rating,
        some.builds(lambda: new_id("rating")),
        rated,
        some.integers(0, 10),
        moments,
        words,
        some.none() | some.sampled_from(Barrier),
        words,
    )
    return Person(
        id=PersonId(new_id("person")),
        name=draw(words),
        language=draw(some.sampled_from(["en", "cy"])),
        zone=draw(some.sampled_from(["Europe/London", "America/New_York"])),
        age=draw(some.none() | some.sampled_from(AgeBand)),
        area=draw(some.none() | areas),
        standing=draw(some.sampled_from(Standing)),
        voice=draw(some.sampled_from(Voice)),
        consents=tuple(
            draw(
                some.lists(
                    some.builds(
                        Consent, some.sampled_from(Purpose), some.booleans(), words, moments
                    ),
                    max_size=3,
                )
            )
        ),
        check_in=draw(some.none() | some.builds(Weekly, some.integers(0, 6), times)),
        quiet=draw(some.builds(QuietHours, times, times)),
        paused_until=draw(some.none() | moments),
        silent_check_ins=draw(some.integers(0, 9)),
        unprompted_on=draw(
            some.none() | some.dates(min_value=date(2000, 1, 1), max_value=date(2099, 1, 1))
        ),
        goals=tuple(goals),
        ratings=tuple(draw(some.lists(ratings, max_size=4))) if goals else (),
        suggestions=tuple(
            draw(
                some.lists(
                    some.builds(
                        Suggestion,
                        some.builds(lambda: SuggestionId(new_id("suggestion"))),
                        some.builds(ServiceId, words),
                        moments,
                        some.sampled_from(Answer),
                        words,
                    ),
                    max_size=3,
                )
            )
        ),
    )


NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
