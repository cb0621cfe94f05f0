"""Whatever is under way: words of danger bring the card first, and so does asking for help."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import conversations
from conversations.kit.effects import AddToCase, Effect, Lane, OpenCase, Say
from conversations.kit.engine import Engine, Thread
from conversations.kit.people import Person, Standing, Urgency, Voice
from conversations.kit.replies import Asked, Kind
from conversations.kit.state import State
from conversations.kit.turn import Turn
from conversations.safety_net import Net
from navigator_bot.events import Body, Event, Pressed, Sender, Sent
from navigator_bot.hearing import Hearing
from navigator_bot.safety import read_net
from navigator_bot.wording import TEMPLATES, Wording
from tests.conversations.given import NOBODY, START
from tests.conversations.samples import somebody, states
from tests.conversations.surroundings import surroundings

MAP = conversations.MAP
STATES = pytest.mark.parametrize("kind", MAP.states, ids=lambda kind: kind.saved_name())
HEARING = Hearing(Engine(MAP), Wording(), read_net)
SENDER = Sender(1)
DANGER = "I am going to kill myself tonight"
PEOPLE = (
    NOBODY,
    replace(NOBODY, standing=Standing.TOO_YOUNG),
    somebody(),
    somebody("paused"),
    somebody("stopped"),
    somebody("agreed to nothing"),
    somebody("case asked routine", "voice waiting"),
    somebody("case danger now", "voice waiting"),
    somebody("case asked soon", "voice human", "taken by Sam"),
)
WAYS: tuple[Body, ...] = (
    Sent(SENDER, 1, words=DANGER),
    Sent(SENDER, 1, words=DANGER, edited=True),
    Sent(SENDER, 1, Kind.PHOTO, words=DANGER),
    Sent(SENDER, 1, Kind.DOCUMENT, words=DANGER),
    Sent(SENDER, 1, words=f"/talk {DANGER}"),
    Sent(SENDER, 1, words=f"/help_now {DANGER}"),
)
ASKING: tuple[Body, ...] = (
    Sent(SENDER, 1, words="help"),
    Sent(SENDER, 1, words="  HELP! "),
    Sent(SENDER, 1, words="/help_now"),
    Sent(SENDER, 1, words="/help_now@a_bot"),
    Pressed(SENDER, "q", "!help_now"),
)
few = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def heard(body: Body, person: Person, state: State) -> tuple[Turn, list[Say]]:
    thread = Thread((state,), Asked(3, (("yes", "Yes"), ("no", "No")), "m1"), 3, 2, True, START)
    turn = Turn(person, START, surroundings())
    HEARING.decide(Event("e1", "k1", 1, START, body), thread, turn)
    return turn, [request for request in turn.requests if isinstance(request, Say)]


def is_card(say: Say) -> bool:
    return say.wording == "help_now.card" and say.lane is Lane.HELP and bool(say.values["lines"])


def wishes_for_now(requests: list[Effect]) -> list[Effect]:
    return [
        each
        for each in requests
        if isinstance(each, OpenCase | AddToCase) and each.urgency is Urgency.NOW
    ]


@STATES
@few
@given(data=st.data())
def test_the_card_comes_first_and_a_case_for_now(kind: type[State], data: st.DataObject) -> None:
    person = data.draw(st.sampled_from(PEOPLE))
    body = data.draw(st.sampled_from(WAYS))

    turn, said = heard(body, person, data.draw(states(kind)))

    assert is_card(said[0]), said[0].wording
    assert wishes_for_now(turn.requests)
    assert turn.person.voice is (Voice.HUMAN if person.voice is Voice.HUMAN else Voice.WAITING)


@STATES
@few
@given(data=st.data())
def test_whoever_asks_for_help_gets_the_card(kind: type[State], data: st.DataObject) -> None:
    """No conversation, no state and no setting stands before it."""
    person = data.draw(st.sampled_from(PEOPLE))
    quiet = data.draw(st.sampled_from(PEOPLE)).quiet
    body = data.draw(st.sampled_from(ASKING))

    _, said = heard(body, replace(person, quiet=quiet, is_discreet=data.draw(st.booleans())),
                    data.draw(states(kind)))  # fmt: skip

    cards = [say for say in said if is_card(say)]
    assert len(cards) == 1
    assert said.index(cards[0]) <= 1, "only their own plan stands above it"


@pytest.mark.parametrize("body", ASKING)
def test_who_asks_for_help_does_not_wait_for_the_net(body: Body) -> None:
    """It is made after the start, and takes a moment."""
    turn = Turn(NOBODY, START, surroundings())

    Hearing(Engine(MAP), Wording(), not_made).decide(
        Event("e1", "k1", 1, START, body), Thread(), turn
    )

    assert [each for each in turn.requests if isinstance(each, Say) and is_card(each)]


def not_made() -> Net:
    raise AssertionError("the net was asked")


def test_no_button_is_taken_for_plain_words_of_danger() -> None:
    """People may type what stands on it; what is soft gives way to an answer."""
    label = re.compile(r"{% block \w+__\w+ %}{% trans %}([^{<]+){% endtrans %}{% endblock %}")
    texts = [file.read_text(encoding="utf-8") for file in (TEMPLATES / "messages").glob("*.txt")]
    labels = {text for each in texts for text in label.findall(each)}

    assert len(labels) > 100
    assert [text for text in labels if HEARING.is_in_danger(text)] == []
