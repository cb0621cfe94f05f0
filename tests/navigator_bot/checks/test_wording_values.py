"""Values that a block asks for and does not get, or gets and does not use."""

from __future__ import annotations

import pytest

from navigator_bot.checks.known import Known
from tests.navigator_bot.checks.made_up_house import MadeUpHouse

BYE = "{% block bye %}{% trans %}Goodbye {{ name }}.{% endtrans %}{% endblock %}"
MISSING = "greeting.txt, bye: asks for name, which conversations/greeting.py, line "


@pytest.mark.parametrize(
    "code",
    [
        'def end(turn):\n    turn.say("bye")',
        'def end(turn):\n    return Again("bye")',
        'def end(turn):\n    return Again("bye", {})',
        'def end(turn):\n    turn.ask("bye", skip=True)',
        'def end(self):\n    self._alerts.tell(changes, chat, "greeting.bye", about=1)',
        'def end(self):\n    self._wording.text("greeting.bye", "en", {})',
        'def end(turn):\n    turn.say("bye", **values(turn))\ndef values(turn):\n    return {}',
    ],
)
def test_a_missing_value_is_found(house: MadeUpHouse, code: str) -> None:
    house.writes(BYE)

    house.does(code)

    [fault] = house.faults()
    assert fault.startswith(MISSING)


@pytest.mark.parametrize(
    "code",
    [
        'def end(turn):\n    turn.say("bye", name="x")',
        'def end(turn):\n    return Again("bye", {"name": "x"})',
        'def end(turn):\n    values = {"name": "x"}\n    turn.say("bye", **values)',
        'def end(turn):\n    turn.say("bye", **values())\ndef values():\n    return {"name": 1}',
        'def end(self):\n    self._alerts.tell(c, d, "greeting.bye", keyboard=(), name="x")',
    ],
)
def test_a_given_value_is_seen(house: MadeUpHouse, code: str) -> None:
    house.writes(BYE)

    house.does(code)

    assert house.faults() == []


def test_a_misspelt_value_is_found_on_both_sides(house: MadeUpHouse) -> None:
    house.writes(BYE)

    house.does('def end(turn):\n    turn.say("bye", nmae="x")')

    missing, unused = house.faults()
    assert missing.startswith(MISSING)
    assert unused.endswith("gives nmae, which greeting.bye never uses")


def test_a_value_asked_for_in_one_branch_alone_is_asked_for(house: MadeUpHouse) -> None:
    house.writes(
        "{% block bye %}{% if late %}{% trans %}Bye {{ name }}.{% endtrans %}"
        "{% else %}{% trans %}Bye.{% endtrans %}{% endif %}{% endblock %}"
    )

    house.does('def end(turn):\n    turn.say("bye", late=True)')

    [fault] = house.faults()
    assert fault.startswith(MISSING)


def test_what_a_block_makes_for_itself_is_not_asked_for(house: MadeUpHouse) -> None:
    house.writes(
        '{% block bye %}{% set far = {1: _("far")} %}{% for goal in goals %}'
        "{% trans words=goal.words, where=far[goal.at] %}{{ words }}: {{ where }}{% endtrans %}"
        "{% if not loop.last %}, {% endif %}{% endfor %}{% endblock %}"
    )

    house.does('def end(turn):\n    turn.say("bye", goals=[])')

    assert house.faults() == []


def test_values_that_cannot_be_read_are_not_passed_over(house: MadeUpHouse) -> None:
    house.writes(BYE)
    house.does('def end(turn):\n    turn.say("bye", **turn.values)')

    unread, missing = house.faults()
    house.known = Known(spreads={"turn.values": frozenset({"name"})})

    assert "the values turn.values cannot be read from the code" in unread
    assert missing.startswith(MISSING)
    assert house.faults() == []


def test_a_block_that_is_only_named_and_never_filled_is_found(house: MadeUpHouse) -> None:
    house.writes(BYE)

    house.does('BYE = "greeting.bye"')

    [fault] = house.faults()
    assert fault == ("greeting.txt, bye: asks for name, and no call was found that gives values")
