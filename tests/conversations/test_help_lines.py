"""The help card's lines for one person at one moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from conversations.kit.help_lines import HelpKind, HelpLine, in_order
from resources_directory.hours_text import read_hours

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
NIGHT = datetime(2026, 3, 3, 23, tzinfo=UTC)


def line(who: str, *kinds: HelpKind, hours: str = "", **rest: object) -> HelpLine:
    given = {"nations": frozenset(), "ages": (0, 200), **rest}
    schedules = read_hours(hours)[0] if hours else ()
    return HelpLine(
        who, "call", "", date(2026, 3, 1), timedelta(days=183), "",
        given["nations"], given["ages"], frozenset(kinds), schedules,  # type: ignore[arg-type]
    )  # fmt: skip


LOCAL = line("Crisis cafe", HelpKind.TALK, hours="every day 18:00-23:30")
LIFE = line("999", HelpKind.LIFE)
SAMARITANS = line("Samaritans", HelpKind.TALK)
ABUSE = line("Abuse helpline", HelpKind.ABUSE)
CHILD = line("Childline", HelpKind.CHILD, ages=(0, 18))
SCOTS = line("NHS 24", HelpKind.CRISIS, nations=frozenset({"SCT"}))
ALL = (LOCAL, SAMARITANS, LIFE, CHILD, ABUSE, SCOTS)


def names(*given: object, **rest: object) -> list[str]:
    return [each.who for each in in_order(ALL, *given, **rest)]  # type: ignore[arg-type]


def test_a_life_in_danger_comes_first_and_then_who_is_there_now() -> None:
    assert names(NOON, "ENG") == ["999", "Samaritans", "Childline", "Abuse helpline", "Crisis cafe"]
    assert names(NIGHT, "ENG")[:2] == ["999", "Crisis cafe"]


def test_lines_of_another_nation_or_age_are_left_out() -> None:
    assert "NHS 24" in names(NOON, "SCT")
    assert "NHS 24" not in names(NOON, "WLS")
    assert "Childline" not in names(NOON, "ENG", ages=(26, 49))
    assert "Childline" in names(NOON, "ENG", ages=(18, 25))


def test_what_fits_the_need_comes_before_the_rest_that_is_there() -> None:
    assert names(NOON, "ENG", kind=HelpKind.ABUSE)[:2] == ["999", "Abuse helpline"]


@given(
    at=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    nation=st.sampled_from(["ENG", "WLS", "SCT", "NIR"]),
    ages=st.none() | st.sampled_from([(0, 17), (18, 25), (26, 49), (65, 120)]),
    kind=st.none() | st.sampled_from(HelpKind),
)
def test_there_is_always_a_line_for_a_life_in_danger(
    at: datetime, nation: str, ages: tuple[int, int] | None, kind: HelpKind | None
) -> None:
    shown = in_order(ALL, at, nation, ages=ages, kind=kind)

    assert shown[0] is LIFE
    assert len(set(map(id, shown))) == len(shown)
