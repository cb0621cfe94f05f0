"""What the engine adds, once, for all conversations."""

from __future__ import annotations

from dataclasses import replace

import pytest

import conversations
from conversations import menu, pausing, set_goal, welcome
from conversations.exits import WantsGoal, WantsGoals, WantsMenu, WantsMyData, WantsToStop
from conversations.kit.effects import Bell, Cancel, Say, Wake
from conversations.kit.engine import DEEPEST, Engine, Thread
from conversations.kit.people import Person, Standing
from conversations.kit.state import Done, State
from conversations.kit.turn import Turn
from tests.conversations.given import NOBODY, START
from tests.conversations.samples import somebody
from tests.conversations.surroundings import surroundings

ENGINE = Engine(conversations.MAP)


def turn_of(person: Person) -> Turn:
    return Turn(person, START, surroundings())


def nudges(turn: Turn) -> list[Wake]:
    return [each for each in turn.requests if isinstance(each, Wake) and each.bell is Bell.NUDGE]


def test_a_door_that_only_tells_leads_back_to_what_was_under_way() -> None:
    turn, thread = turn_of(somebody()), Thread((set_goal.SayGoal(),))

    after = ENGINE.open(thread, WantsMyData(), turn)

    assert after.stack == (set_goal.SayGoal(),)
    said = [each.wording for each in turn.requests if isinstance(each, Say)]
    assert said == ["my_data.sending", "set_goal.say_goal"]


def test_the_menu_with_nothing_set_aside_is_rest_and_not_nudged() -> None:
    turn = turn_of(somebody())

    after = ENGINE.open(Thread(), WantsMenu(), turn)

    assert after.stack == ()
    assert nudges(turn) == []


def test_the_menu_keeps_what_was_set_aside() -> None:
    turn = turn_of(somebody())

    after = ENGINE.open(Thread((set_goal.SayGoal(),)), WantsMenu(), turn)

    assert after.stack == (set_goal.SayGoal(), menu.Menu())


def test_an_open_question_is_nudged_once() -> None:
    turn = turn_of(replace(somebody(), goals=()))

    after = ENGINE.open(Thread(), WantsGoal(), turn)
    ENGINE.open(after, WantsGoal(), turn)

    assert len(nudges(turn)) == 1


@pytest.mark.parametrize("more", ["agreed to service", "paused"])
def test_nobody_is_nudged_who_did_not_agree_to_it_or_paused(more: str) -> None:
    turn = turn_of(replace(somebody(more), goals=()))

    ENGINE.open(Thread(), WantsGoal(), turn)

    assert nudges(turn) == []


def test_a_stranger_is_not_let_through_doors_that_need_a_yes() -> None:
    turn = turn_of(NOBODY)

    after = ENGINE.open(Thread((welcome.AskAge(),)), WantsGoals(), turn)

    assert after.stack == (welcome.AskAge(),)


def test_stopping_sets_nothing_aside_and_silences_every_bell() -> None:
    turn = turn_of(somebody())
    thread = Thread((set_goal.SayGoal(), menu.Menu()), nudge=True)

    after = ENGINE.interrupt(thread, "stop", turn)

    cancelled = {(each.bell, each.ref) for each in turn.requests if isinstance(each, Cancel)}
    assert after.stack == ()
    assert turn.person.standing is Standing.STOPPED
    assert {(Bell.CHECK_IN, ""), (Bell.RESUME, ""), (Bell.NUDGE, "")} <= cancelled
    assert {(Bell.DID_YOU_GO, each.id) for each in turn.person.suggestions} <= cancelled


def test_stopping_twice_changes_nothing_more() -> None:
    turn = turn_of(somebody("stopped"))

    after = ENGINE.open(Thread(), WantsToStop(), turn)

    assert after.stack == ()
    assert isinstance(ENGINE.map.rest(turn.person), pausing.Stopped)


def test_the_oldest_of_too_many_set_aside_is_let_go() -> None:
    turn, thread = turn_of(somebody()), Thread()
    deep: list[State] = [
        set_goal.SayGoal(),
        welcome.AskName(),
        pausing.PauseUntil(),
        menu.WhatToDo("x"),
        conversations.my_data.Privacy(),
    ]

    for state in deep:
        thread = ENGINE.open(thread, state, turn)

    assert thread.stack == tuple(deep[-DEEPEST:])


def test_nothing_left_to_do_is_rest() -> None:
    turn = turn_of(somebody())

    after = ENGINE.open(Thread(), Done(), turn)

    assert after.stack == ()
    assert after.asked is not None
