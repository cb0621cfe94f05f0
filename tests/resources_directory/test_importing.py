"""What taking in a list would do is known before anything is written."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources_directory.feeds.naming import feed_name
from resources_directory.importing import (
    WHOLE,
    Conflict,
    Listed,
    Plan,
    Standing,
    plan,
)
from resources_directory.model import Service, ServiceId
from resources_directory.problems import Fault, Problem, Remedy
from resources_directory.spreadsheet import Reading
from tests.resources_directory.editions import editions

WALK = Service(ServiceId("walk"), "Riverside walk", phone="01632 960101")
CHOIR = Service(ServiceId("choir"), "Open choir")
EMPTY = Standing({}, {})


def planned(
    entries: list[Service],
    standing: Standing,
    *,
    whole: bool = True,
    looked_at: bool = True,
    problems: tuple[Problem, ...] = (),
) -> Plan:
    reading = Reading(tuple(entries), problems)
    return plan("town", reading, standing, whole=whole, looked_at=looked_at)


def standing(*listed: Service, ours: tuple[Service, ...] = ()) -> Standing:
    """What was listed once, and stands here as it was listed unless `ours` says otherwise."""
    here = {each.id: each for each in (*listed, *ours)}
    return Standing(here, {each.id: Listed(each.id, each.id, each) for each in listed})


def after(standing: Standing, plan: Plan) -> Standing:
    """As it stands once the plan was written."""
    here = dict(standing.services) | {each.id: each for each in plan.added}
    here |= {each.after.id: each.after for each in plan.changed}
    for gone in plan.removed:
        del here[gone.id]
    listed = dict(standing.listed) | {each.feed_id: each for each in plan.listed}
    for feed_id in plan.unlisted:
        del listed[feed_id]
    return replace(standing, services=here, listed=listed)


def many(number: int) -> list[Service]:
    return [Service(ServiceId(f"s{n}"), f"Group {n}") for n in range(number)]


@st.composite
def lists(draw: st.DrawFn) -> list[Service]:
    ids = draw(st.lists(st.sampled_from("abcdef"), unique=True, max_size=4))
    return [draw(editions(id)) for id in ids]


@given(lists(), lists(), lists(), st.booleans())
def test_a_list_taken_in_twice_changes_nothing_the_second_time(
    first: list[Service], ours: list[Service], second: list[Service], whole: bool
) -> None:
    begun = Standing({each.id: each for each in ours}, {})
    once = after(begun, planned(first, begun))
    twice = after(once, planned(second, once, whole=whole))

    again = planned(second, twice, whole=whole)

    assert again.changes_nothing
    assert again.unchanged == len(second)


@given(lists(), lists())
def test_every_entry_of_a_list_is_accounted_for(
    first: list[Service], second: list[Service]
) -> None:
    begun = after(EMPTY, planned(first, EMPTY))

    plan = planned(second, begun)

    asked = {each.service for each in plan.conflicts} - {each.after.id for each in plan.changed}
    counted = len(plan.added) + len(plan.changed) + plan.unchanged + len(asked)
    assert counted == len(second)
    assert len(plan.removed) + len(set(after(begun, plan).services)) == len(
        set(begun.services) | {each.id for each in plan.added}
    )


def test_an_entry_that_the_list_lets_go_of_is_taken_out() -> None:
    plan = planned([WALK], standing(WALK, CHOIR))

    assert plan.removed == (CHOIR,)


def test_a_part_of_a_list_takes_out_nothing() -> None:
    plan = planned([WALK], standing(WALK, CHOIR), whole=False)

    assert (plan.removed, plan.left_in) == ((), (CHOIR,))


def test_a_list_of_which_a_page_did_not_come_takes_out_nothing() -> None:
    missing = Problem(0, None, Fault.PAGE_NOT_FETCHED, "gave no answer", Remedy.IGNORED)

    plan = planned([WALK], standing(WALK, CHOIR), problems=(missing,))

    assert (plan.removed, plan.left_in) == ((), (CHOIR,))


def test_what_another_list_still_names_stays() -> None:
    here = replace(standing(WALK, CHOIR), elsewhere={CHOIR.id})

    plan = planned([WALK], here)

    assert plan.removed == ()
    assert plan.unlisted == (CHOIR.id,)


def test_what_was_edited_here_is_not_taken_out_but_asked_about() -> None:
    edited = replace(CHOIR, phone="01632 960000")

    plan = planned([WALK], standing(WALK, CHOIR, ours=(edited,)))

    assert plan.removed == ()
    assert plan.conflicts == (Conflict(CHOIR.id, WHOLE, "town", None),)


@pytest.mark.parametrize(("gone", "taken_out"), [(5, 5), (6, 0), (20, 0)])
def test_unseen_by_anybody_few_are_taken_out_at_most(gone: int, taken_out: int) -> None:
    listed = many(30)

    plan = planned(listed[gone:], standing(*listed), looked_at=False)

    assert len(plan.removed) == taken_out
    assert len(plan.left_in) == gone - taken_out


def test_unseen_by_anybody_a_tenth_of_a_long_list_may_go() -> None:
    listed = many(200)

    assert len(planned(listed[20:], standing(*listed), looked_at=False).removed) == 20
    assert len(planned(listed[21:], standing(*listed), looked_at=False).removed) == 0


def test_who_has_looked_may_take_out_as_much_as_they_like() -> None:
    listed = many(30)

    assert len(planned([], standing(*listed)).removed) == 30


def test_an_id_that_is_another_service_s_is_not_mixed_up_with_it() -> None:
    theirs = Service(ServiceId("walk"), "Debt advice drop-in")
    here = Standing({WALK.id: WALK}, {})

    plan = planned([theirs], here)

    [added] = plan.added
    assert added.id != WALK.id
    assert replace(added, id=theirs.id) == theirs
    again = planned([replace(theirs, phone="01632 960777")], after(here, plan))
    assert [each.after.id for each in again.changed] == [added.id]


def test_an_entry_that_is_here_already_is_joined() -> None:
    theirs = replace(WALK, name="Riverside Walk!", email="walk@example.org", phone=None)
    here = Standing({WALK.id: WALK}, {})

    plan = planned([theirs], here)

    assert plan.added == ()
    assert [(each.after.email, each.after.name) for each in plan.changed] == [
        ("walk@example.org", "Riverside walk")
    ]
    assert [each.field for each in plan.conflicts] == ["name"]


def test_what_was_taken_out_here_stays_out_until_the_list_has_news_of_it() -> None:
    here = replace(standing(WALK), services={})

    assert planned([WALK], here).changes_nothing
    news = replace(WALK, phone="01632 960555")
    assert planned([news], here).conflicts == (Conflict(WALK.id, WHOLE, "town", news),)


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("Food banks 2026-03 (1).CSV", "food banks"),
        ("/etc/navigator-bot/services.csv", "services"),
        ("services_2026-11-02.csv", "services"),
        ("Services - March 2026.xlsx", "services"),
        ("walks 20261102.json", "walks"),
        ("list 3rd March 2026.xlsx", "list"),
        ("Copy of groups (2).xlsx", "groups"),
        ("C:\\lists\\groups.xlsx", "groups"),
        ("gm_pharmacies_120.csv", "gm pharmacies 120"),
        ("May Day Trust.csv", "may day trust"),
        ("2026.csv", "2026"),
        ("pages/", "pages"),
        ("https://api.example.org/o/v3/services/?page=2", "api.example.org/o/v3/services"),
    ],
)
def test_each_edition_of_a_list_has_the_same_name(where: str, name: str) -> None:
    assert feed_name(where) == name
