"""Whatever is known, unknown, or in the way of a service has words of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from conversations.kit.effects import Say
from conversations.kit.offering import NearMiss, tell, tell_near_misses
from conversations.kit.turn import Turn
from navigator_bot.wording import Wording
from resources_directory.details import Details
from resources_directory.doubts import Trouble
from resources_directory.hours import LONDON, Session
from resources_directory.limits import Why
from resources_directory.matching import Match, Reason, ReasonKind, Unknown
from resources_directory.model import LifeArea, Need, ServiceId
from tests.conversations.given import START
from tests.conversations.samples import somebody
from tests.conversations.surroundings import sample, surroundings
from tests.resources_directory.walks import WALK

WORDING = Wording()
BARE = Match(WALK, ())
VALUES = {ReasonKind.MEETS_NEED: Need.MUSIC, ReasonKind.LIFE_AREA: LifeArea.HOME}
TOLD_OTHERWISE = (ReasonKind.NEAR, ReasonKind.FREE, ReasonKind.SOON_ON, ReasonKind.CHECKED_LATELY)
AT = datetime(2026, 3, 3, 10, tzinfo=LONDON)


def said(turn: Turn) -> str:
    (request,) = turn.requests
    assert isinstance(request, Say)
    return WORDING.text(request.wording, "en", request.values)


def told(match: Match, age: str = "18_25") -> str:
    turn = Turn(somebody(age), START, surroundings())
    tell(1, match, turn)
    return said(turn)


@pytest.mark.parametrize("why", Why)
def test_every_reason_for_leaving_out_has_words_of_its_own(why: Why) -> None:
    turns = [Turn(somebody(), START, surroundings()) for _ in range(2)]

    for turn, reason in zip(turns, (why, Why.TOO_FAR), strict=True):
        tell_near_misses((NearMiss(ServiceId("choir"), reason),), turn)

    this, too_far = (said(turn) for turn in turns)
    assert (this == too_far) == (why is Why.TOO_FAR)


def test_a_near_miss_that_the_directory_has_lost_is_not_told() -> None:
    turn = Turn(somebody(), START, surroundings())

    tell_near_misses(
        (NearMiss(ServiceId("gone"), Why.CLOSED), NearMiss(ServiceId("choir"), Why.TOO_FAR, 31)),
        turn,
    )

    assert sample().service(ServiceId("gone")) is None
    assert said(turn).count("<b>") == 1
    assert "about 31 km away" in said(turn)


@pytest.mark.parametrize("unknown", sorted(set(Unknown) - {Unknown.CHECKED, Unknown.AUDIENCE}))
def test_every_unknown_that_matters_is_said(unknown: Unknown) -> None:
    text = told(replace(BARE, unknowns=frozenset({unknown})))

    assert "I do not know: " in text
    assert "I do not know" not in told(BARE)


def test_ages_are_said_to_be_unknown_only_to_those_who_may_be_outside_of_them() -> None:
    unknown = replace(BARE, unknowns=frozenset({Unknown.AGES}))

    assert "for what ages it is" in told(unknown, "65")
    assert "for what ages it is" not in told(unknown, "26_49")


@pytest.mark.parametrize("kind", sorted(set(ReasonKind) - set(TOLD_OTHERWISE)))
def test_every_reason_has_words(kind: ReasonKind) -> None:
    text = told(replace(BARE, reasons=(Reason(kind, VALUES.get(kind, "walk")),)))

    assert text.count("•") == 1


def test_hours_that_were_read_only_in_part_are_told_in_their_own_words() -> None:
    service = replace(WALK, details=Details(hours_note="not in August"))

    text = told(Match(service, (), unknowns=frozenset({Unknown.HOURS})))

    assert "When: Tue 10:00-12:00; not in August" in text
    assert "I do not know" not in text


def test_a_session_on_a_bank_holiday_is_told_with_its_doubt() -> None:
    sure = Session(AT, None)

    assert "bank holiday" in told(replace(BARE, next_session=replace(sure, is_in_doubt=True)))
    assert "bank holiday" not in told(replace(BARE, next_session=sure))
    assert "Next: Tuesday 3 March, 10:00" in told(replace(BARE, next_session=sure))


@pytest.mark.parametrize(("is_open", "expected"), [(True, True), (False, False), (None, False)])
def test_open_now_is_said_only_where_it_is_known(is_open: bool | None, expected: bool) -> None:
    assert ("Open now" in told(replace(BARE, is_open=is_open))) is expected


@pytest.mark.parametrize("trouble", Trouble)
def test_what_people_told_is_passed_on(trouble: Trouble) -> None:
    assert "Someone told us" in told(replace(BARE, doubt=trouble))


@pytest.mark.parametrize(
    ("checked", "expected"),
    [
        ("2026-02-01", "Last checked: 1 February 2026"),
        ("2025-06-01", "Hours last checked: 1 June 2025. Please ring or look before you go."),
        (None, "Nobody has checked this yet."),
    ],
)
def test_how_old_the_facts_are_is_told(checked: str | None, expected: str) -> None:
    day = datetime.fromisoformat(checked).date() if checked else None

    assert expected in told(replace(BARE, service=replace(WALK, checked_at=day)))


def test_three_offers_fit_a_screen_or_two() -> None:
    everything = replace(
        BARE,
        service=replace(WALK, description="word " * 100),
        reasons=tuple(Reason(kind, VALUES.get(kind, "walk")) for kind in ReasonKind),
        unknowns=frozenset(Unknown),
        is_open=True,
        next_session=Session(AT, None),
        distance_km=2.2,
        doubt=Trouble.CLOSED,
    )

    lines = [line for line in told(everything).split("\n") if line]

    assert sum(1 + len(line) // 45 for line in lines) <= 24
