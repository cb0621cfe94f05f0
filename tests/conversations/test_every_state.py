"""What holds for every state of every conversation."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import conversations
from conversations import exits
from conversations.kit.drawing import arrows
from conversations.kit.effects import Bell, Draw, Effect, Say
from conversations.kit.engine import CANCEL, Engine, Thread
from conversations.kit.outings import News
from conversations.kit.people import Person, Standing, Voice
from conversations.kit.replies import Asked
from conversations.kit.saving import Saving, dump, load
from conversations.kit.state import Done, Exit, State
from conversations.kit.turn import Turn
from conversations.safety_net import Category, Tier
from navigator_bot.events import Event, Rang
from navigator_bot.hearing import Hearing
from navigator_bot.safety import read_net
from navigator_bot.wording import Wording
from tests.conversations import made_up
from tests.conversations.given import NOBODY, START
from tests.conversations.samples import replies, somebody, states
from tests.conversations.surroundings import surroundings
from tests.conversations.telling import label

MAP = conversations.MAP
STATES = pytest.mark.parametrize("kind", MAP.states, ids=lambda kind: kind.saved_name())
ENGINE = Engine(MAP)
SAVING = Saving(MAP.states)
ENGLISH = Wording()
SAID_LIMIT, CAPTION_LIMIT, LABEL_LIMIT = 2 * 4096, 1024, 64  # long texts are parted when posted
REFS = ("s1", "o1", "o2")
MEETS = "meets Sam {} Tue 3 Mar 2026 14:00 the library"
PEOPLE = (
    NOBODY,
    somebody(),
    somebody("paused"),
    somebody("stopped"),
    somebody("agreed to service", "quiet 22:00-8:00"),
    somebody("case asked soon", "voice waiting"),
    somebody("case asked soon", "voice human", "taken by Sam"),
    somebody("case asked soon", "voice human", "taken by Sam", MEETS.format("proposed")),
    somebody(MEETS.format("agreed")),
)
brief = settings(max_examples=10, deadline=None)
thorough = settings(max_examples=25, deadline=None)


def all_exits() -> set[type[Exit]]:
    found = vars(exits).values()
    return {each for each in found if isinstance(each, type) and issubclass(each, Exit)} - {Exit}


@cache
def reached() -> frozenset[type]:
    """All that the doors, the bells and rest lead to, and what these lead to."""
    starts = [*MAP.doors.values(), *MAP.bells.values()]
    waiting = [end for start in starts for end in arrows(start)]
    waiting += [type(MAP.rest(person)) for person in PEOPLE]
    waiting.append(type(MAP.rest(replace(NOBODY, standing=Standing.TOO_YOUNG))))
    found: set[type] = set()
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += arrows(each.hear) if issubclass(each, State) else ()
    return frozenset(found)


@STATES
def test_can_be_reached(kind: type[State]) -> None:
    assert kind in reached()


@STATES
def test_can_be_left(kind: type[State]) -> None:
    found: set[type] = set()
    waiting = list(arrows(kind.hear))

    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += arrows(each.hear) if issubclass(each, State) else ()

    assert any(issubclass(each, Done | Exit) for each in found)


def test_every_exit_has_a_door() -> None:
    assert set(MAP.doors) == all_exits()
    assert {type(exit) for exit in MAP.interruptions.values()} <= set(MAP.doors)


def test_every_state_belongs_to_the_map_under_one_name() -> None:
    names = [kind.saved_name() for kind in MAP.states]

    assert len(names) == len(set(names))
    assert {each for each in reached() if issubclass(each, State)} == set(MAP.states)


@STATES
@brief
@given(data=st.data())
def test_saving_loses_nothing(kind: type[State], data: st.DataObject) -> None:
    below, state = data.draw(states(MAP.states[0])), data.draw(states(kind))
    thread = Thread((below, state), Asked(3, (("a", "A"),), "m1"), 3, 2, True, START)

    saved = json.loads(json.dumps(SAVING.dump(thread)))

    assert SAVING.load(saved) == thread


@pytest.mark.parametrize("person", PEOPLE, ids=range(len(PEOPLE)))
def test_saving_a_person_loses_nothing(person: Person) -> None:
    saved = json.loads(json.dumps(dump(person)))

    again = load(Person, saved)

    assert again == person


class Rehearsal:
    """One person and one thread, with every word rendered."""

    def __init__(self, person: Person, wording: Wording, language: str = "en") -> None:
        self.person = replace(person, language=language)
        self.thread = Thread()
        self.wording = wording
        self.around = surroundings()

    def enter(self, state: State) -> dict[str, str]:
        return self.turn(lambda turn: ENGINE.open(self.thread, state, turn))

    def turn(self, act: object) -> dict[str, str]:
        """Play one turn, save and load the thread, and return the buttons of the open question."""
        turn = Turn(self.person, START, self.around)
        thread: Thread = act(turn)  # type: ignore[operator]
        self.person = turn.person
        options: dict[str, str] = {}
        for request in turn.requests:
            options = self.read(request, options)
        asked = thread.asked and replace(thread.asked, options=tuple(options.items()))
        self.thread = SAVING.load(json.loads(json.dumps(SAVING.dump(replace(thread, asked=asked)))))
        return options

    def read(self, request: Effect, options: dict[str, str]) -> dict[str, str]:
        if isinstance(request, Draw):
            self.check(request.wording, request, CAPTION_LIMIT)
        if not isinstance(request, Say):
            return options
        self.check(request.wording, request, SAID_LIMIT)
        shown = {o.key: label(o, self.wording, self.person.language) for o in request.options}
        for option in request.options:
            text = shown[option.key]
            assert 0 < len(text) <= LABEL_LIMIT, f"{request.wording}: a button of {len(text)}"
            assert len(option.key.encode()) <= 48
            if self.person.language == made_up.CODE and option.wording:
                assert text.startswith("«"), f"{option.wording} is not translated"
        return shown if request.question else options

    def check(self, name: str, said: Say | Draw, limit: int) -> None:
        text = self.wording.text(name, self.person.language, said.values)
        assert 0 < len(text.encode("utf-16-le")) // 2 <= limit, f"{name}: {len(text)} characters"
        if self.person.language == made_up.CODE:
            left = made_up.unmarked(text, said.values)
            assert not left, f"{name} leaves {sorted(left)} untranslated"


@STATES
@thorough
@given(data=st.data())
def test_no_reply_whatever_breaks_it(kind: type[State], data: st.DataObject) -> None:
    play(kind, Rehearsal(data.draw(st.sampled_from(PEOPLE[1:])), ENGLISH), data)


@pytest.fixture(scope="module")
def wording(tmp_path_factory: pytest.TempPathFactory) -> Wording:
    return made_up.wording(tmp_path_factory.mktemp("locale"))


@STATES
@brief
@given(data=st.data())
def test_nothing_it_says_is_left_in_python(
    wording: Wording, kind: type[State], data: st.DataObject
) -> None:
    person = data.draw(st.sampled_from(PEOPLE[1:]))

    play(kind, Rehearsal(person, wording, made_up.CODE), data)


def play(kind: type[State], rehearsal: Rehearsal, data: st.DataObject) -> None:
    """Enter a state and answer anything, up to four times; commands and bells may come between."""
    options = rehearsal.enter(data.draw(states(kind)))
    for _ in range(data.draw(st.integers(1, 4))):
        thread = rehearsal.thread
        match data.draw(st.sampled_from(["reply"] * 3 + ["command", "bell", "lasting", "stale"])):
            case "reply":
                reply = data.draw(replies(options))
                options = rehearsal.turn(lambda turn: ENGINE.hear(thread, reply, turn))  # noqa: B023
            case "command":
                key = data.draw(st.sampled_from([*MAP.interruptions, CANCEL]))
                options = rehearsal.turn(lambda turn: ENGINE.interrupt(thread, key, turn))  # noqa: B023
            case "bell":
                rung = [*MAP.bells, Bell.NUDGE, Bell.SOFT_END]
                bell, ref = data.draw(st.sampled_from(rung)), data.draw(st.sampled_from(REFS))
                options = rehearsal.turn(lambda turn: ENGINE.ring(thread, bell, ref, turn))  # noqa: B023
            case "lasting":
                wish = MAP.lasting[data.draw(st.sampled_from(sorted(MAP.lasting)))]
                exit = wish(data.draw(st.sampled_from(REFS)))
                options = rehearsal.turn(lambda turn: ENGINE.turn_to(thread, exit, turn))  # noqa: B023
            case _:
                options = rehearsal.turn(lambda turn: ENGINE.stale(thread, turn))  # noqa: B023


@pytest.mark.parametrize("exit", sorted(all_exits(), key=str))
@pytest.mark.parametrize("person", PEOPLE, ids=range(len(PEOPLE)))
def test_every_door_says_something_to_everybody(exit: type[Exit], person: Person) -> None:
    if person.case is None and exit in (exits.NavigatorCame, exits.NavigatorLeft):
        pytest.skip("a navigator comes to a case")
    if not person.outings and exit is exits.OutingChanged:
        pytest.skip("news are of an outing")
    sample = {
        exits.WantsToChangeGoal: {"goal": "g1"},
        exits.WantsThisOffer: {"suggestion": "s1"},
        exits.FoundDanger: {"tier": Tier.EXPLICIT, "category": Category.SUICIDE, "words": "x"},
        exits.NavigatorCame: {"case": "c1", "navigator": "Sam"},
        exits.OutingChanged: {"outing": "o1", "news": News.PROPOSED},
        exits.AnswersOuting: {"outing": "o1", "answer": exits.OnOuting.YES},
        exits.NavigatorLeft: {"case": "c1", "navigator": "Sam"},
    }
    rehearsal = Rehearsal(person, ENGLISH)
    turn = Turn(rehearsal.person, START, rehearsal.around)

    ENGINE.open(rehearsal.thread, exit(**sample.get(exit, {})), turn)

    assert any(isinstance(request, Say) for request in turn.requests)


@pytest.mark.parametrize("person", PEOPLE, ids=range(len(PEOPLE)))
def test_nothing_comes_unasked_to_those_who_stopped_or_are_strangers(person: Person) -> None:
    if person.is_taking_part and person.voice is Voice.BOT:
        pytest.skip("somebody who takes part")
    for bell in MAP.bells:
        turn = Turn(person, START, surroundings())
        rang = Event("e1", "k1", 1, START, Rang(bell, "s1", START))

        Hearing(ENGINE, ENGLISH, read_net).decide(rang, Thread(), turn)

        said = [request for request in turn.requests if isinstance(request, Say)]
        assert not said, f"{bell} speaks to somebody {person.standing}, voice {person.voice}"
