"""Wordings that nothing uses, that do not exist, or whose name cannot be read."""

from __future__ import annotations

import pytest

from navigator_bot.checks.known import Known
from tests.navigator_bot.checks.made_up_house import MadeUpHouse

BYE = "{% block bye %}{% trans %}Goodbye.{% endtrans %}{% endblock %}"


def test_a_sound_house_has_no_fault(house: MadeUpHouse) -> None:
    assert house.faults() == []


def test_a_block_that_nothing_uses_is_found(house: MadeUpHouse) -> None:
    house.writes(BYE)

    assert house.faults() == ["greeting.txt, bye: nothing uses this block"]


@pytest.mark.parametrize(
    "code",
    [
        'def end(turn):\n    turn.say("bye")',
        'def end(turn):\n    return Again("bye")',
        'def end(turn, late):\n    turn.say("bye" if late else "bye")',
        'def end(turn):\n    wording = "bye"\n    turn.say(wording)',
        'SAID = {1: "bye"}\ndef end(turn):\n    turn.say(SAID.get(turn.now, "bye"))',
        'SAID = {1: "bye"}\ndef end(turn):\n    turn.say(SAID[1])',
        'def end(turn):\n    _part(turn, "bye")\ndef _part(turn, how):\n    turn.say(how)',
        'def end(turn):\n    how = "bye"\n    how = how or "bye"\n    turn.say(how)',
        'BYE = "greeting.bye"',
    ],
)
def test_a_wording_may_be_named_in_any_of_these_ways(house: MadeUpHouse, code: str) -> None:
    house.writes(BYE)

    house.does(code)

    assert house.faults() == []


@pytest.mark.parametrize(
    "code",
    [
        'def end(turn):\n    turn.say("bye")',
        'def end(turn):\n    turn.draw("bye", ())',
        'def end(turn):\n    return Again("bye")',
        'def end(turn):\n    _part(turn, "bye")\ndef _part(turn, how):\n    turn.say(how)',
        'def end(self):\n    self._alerts.tell(changes, chat, "greeting.bye")',
        'def end(self):\n    self._alerts.button("greeting.bye", "data")',
        'def end(self):\n    self._wording.text("greeting.bye", "en", {})',
        'BYE = "greeting.bye"',
    ],
)
def test_a_wording_that_does_not_exist_is_found(house: MadeUpHouse, code: str) -> None:
    house.does(code)

    [fault] = house.faults()

    assert "conversations/greeting.py, line " in fault
    assert fault.endswith("there is no wording greeting.bye")


@pytest.mark.parametrize(
    "options",
    [
        "Way",
        "(*Way,)",
        "[Way.ON]",
        "[*[Choice('a', 'b')], *Way]",
        "(Way.ON,) if turn.late else Way",
        "ways(turn)",
        "[each for each in Way]",
        "[pair[turn.late] for name, pair in SWITCHES.items()]",
    ],
)
def test_a_button_without_a_label_is_found(house: MadeUpHouse, options: str) -> None:
    house.does(
        "from conversations.ways import Way\n"
        "SWITCHES = {Mood.GOOD: (Way.ON, Way.ON)}\n"
        "def ways(turn):\n    return [Way.ON] if turn.now is Mood.GOOD else []\n"
        f'def go(turn):\n    turn.ask("hello", {options}, name="x")'
    )
    house.does('from enum import StrEnum\nclass Way(StrEnum):\n    ON = "on"', "conversations/ways")

    [fault] = house.faults()

    assert fault.endswith("there is no wording greeting.way__on")


def test_a_label_that_no_button_has_is_found(house: MadeUpHouse) -> None:
    house.writes("{% block mood__fine %}{% trans %}Fine{% endtrans %}{% endblock %}")

    assert house.faults() == ["greeting.txt, mood__fine: nothing uses this block"]


@pytest.mark.parametrize("said", ["turn.person.name", "some[0]", 'f"greeting.{x}"'])
def test_a_name_that_cannot_be_read_is_not_passed_over(house: MadeUpHouse, said: str) -> None:
    house.does(f"def end(turn, x):\n    turn.say({said})")

    assert any("cannot be read from the code" in fault for fault in house.faults())


def test_a_name_that_is_put_together_is_read_where_it_is_known_what_goes_in(
    house: MadeUpHouse,
) -> None:
    house.writes(BYE)
    house.does('def end(turn, how):\n    turn.say(f"greeting.b{how}")')

    house.known = Known(fillings={"greeting.b{how}": ("ye", "est")})

    assert [fault.rpartition(": ")[2] for fault in house.faults()] == [
        "there is no wording greeting.best"
    ]
