"""What people do becomes a line of a story, and the line the same act again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from navigator_bot.simulator import CannotDo, World
from navigator_bot.simulator.hands import WHAT, Act, carry_out
from navigator_bot.simulator.model import Button, Formatted
from navigator_bot.simulator.rehearsal import Cast, Part, Seat
from navigator_bot.simulator.script import act_of, joined, joins, line_of, passed, passes
from tests.navigator_bot.simulator.stage import Clock

YES, NO = Button("Yes", "callback_data", "1:yes"), Button("No: never", "callback_data", "1:no")


def cast() -> Cast:
    """Amina's phone, on which the bot has asked twice; and Sam's, alone and in a group."""
    world = World(Clock().now)
    amina, sam = world.person("Amina"), world.person("Sam")
    team = world.group("Navigators", [sam])
    team.adds_bot()
    amina.says("/start")
    for words in ("Shall we?", "Shall we, really?"):
        world.post(amina.chat, world.bot, Formatted(words), buttons=((YES, NO),))
    seats = [Seat("a", Part.PERSON, amina), Seat("s", Part.STAFF, sam)]
    return Cast(world, [*seats, Seat("t", Part.STAFF, sam, team)])


def first_question(played: Cast) -> int:
    return next(m.message_id for m in played.seat("a").chat.visible if m.text == "Shall we?")


ACTS = [
    (Act("a", "start"), "Amina starts"),
    (Act("a", "start", "WELCOME7"), "Amina starts with WELCOME7"),
    (Act("a", "say", "hello: you"), "Amina says: hello: you"),
    (Act("a", "say", "two\nlines \\n"), "Amina says: two\\nlines \\\\n"),
    (Act("t", "say", "/here"), "Sam, in Navigators, says: /here"),
    (Act("a", "photo"), "Amina sends a photo"),
    (Act("a", "photo", "my garden"), "Amina sends a photo: my garden"),
    (Act("a", "voice"), "Amina sends a voice note"),
    (Act("a", "sticker"), "Amina sends a sticker"),
    (Act("a", "contact"), "Amina sends a contact"),
    (Act("a", "document"), "Amina sends a document"),
    (
        Act("a", "document", "list.csv\nname\nChoir"),
        r"Amina sends a document: list.csv\nname\nChoir",
    ),
    (
        Act("a", "location", latitude=54.982, longitude=-1.902),
        "Amina is at 54.982, -1.902",
    ),
    (Act("a", "language", "cy"), "Amina sets the phone to cy"),
    (Act("a", "block"), "Amina blocks the bot"),
    (Act("a", "unblock"), "Amina unblocks the bot"),
    (Act("a", "press", "No: never"), "Amina presses: No: never"),
]


@pytest.mark.parametrize(("act", "line"), ACTS, ids=[line for _, line in ACTS])
def test_an_act_is_a_line_and_the_line_is_the_act(act: Act, line: str) -> None:
    played = cast()

    assert line_of(played, act) == line
    assert act_of(played, line) == act


def test_a_press_on_the_newest_question_is_told_by_its_label() -> None:
    played = cast()
    newest = played.seat("a").chat.visible[-1].message_id

    assert line_of(played, Act("a", "press", "1:yes", newest)) == "Amina presses: Yes"


def test_a_press_on_an_earlier_question_names_it() -> None:
    played = cast()
    number = first_question(played)
    carry_out(played, Act("a", "say", "hm"))

    line = line_of(played, Act("a", "press", "1:yes", number))

    assert line == 'Amina presses, under "Shall we?": Yes'
    again = act_of(played, line)
    assert (again.what, again.text, again.message) == ("press", "Yes", number)


def test_an_answer_and_a_changed_message_name_what_they_are_about() -> None:
    played = cast()
    amina = played.seat("a").who
    said = amina.says("helo")

    edit = line_of(played, Act("a", "edit", "hello", said.message_id))
    answer = line_of(played, Act("a", "say", "yes", first_question(played)))

    assert edit == 'Amina edits "helo": hello'
    assert act_of(played, edit).message == said.message_id
    assert answer == 'Amina answers "Shall we?": yes'
    assert act_of(played, answer).message == first_question(played)


def test_everything_that_can_be_done_can_be_told() -> None:
    assert {act.what for act, _ in ACTS} | {"edit"} == set(WHAT)


@given(words=some.text(some.characters(codec="utf-8")).map(str.strip).filter(bool))
@example("two\r\nlines\\r")
def test_whatever_is_said_is_said_again(words: str) -> None:
    played = cast()
    act = Act("a", "say", words)

    assert act_of(played, line_of(played, act)) == act


@pytest.mark.parametrize("line", ["Amina", "Amina sings", "Ben starts", "says: hello", ""])
def test_a_line_that_tells_of_nothing_is_refused(line: str) -> None:
    with pytest.raises(CannotDo):
        act_of(cast(), line)


def test_what_nobody_can_do_is_refused() -> None:
    for act in (Act("a", "fly"), Act("nobody", "say", "x"), Act("a", "edit", "x")):
        with pytest.raises(CannotDo):
            line_of(cast(), act)
        with pytest.raises(CannotDo):
            carry_out(cast(), act)


@pytest.mark.parametrize(
    ("by", "line"),
    [
        (timedelta(minutes=1), "1 minute passes"),
        (timedelta(minutes=90), "90 minutes pass"),
        (timedelta(hours=1), "1 hour passes"),
        (timedelta(days=14), "14 days pass"),
    ],
)
def test_time_that_passes_is_a_line(by: timedelta, line: str) -> None:
    assert passes(by) == line
    assert passed(line) == by


def test_somebody_new_is_a_line() -> None:
    assert joined(joins("Ben", "en")) == ("Ben", "en")
    assert joined(joins("Anne Marie", "cy")) == ("Anne Marie", "cy")
    assert joined("Amina says: Ben joins") is None
