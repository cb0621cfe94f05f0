"""The diagrams say what the code does."""

from __future__ import annotations

import pytest

import conversations
from conversations import my_data, my_progress, pausing
from conversations.kit.drawing import document, draw


def test_a_diagram_has_doors_steps_exits_and_ends() -> None:
    drawn = draw(my_data).splitlines()

    assert drawn[0] == "stateDiagram-v2"
    assert "    [*] --> Privacy: WantsPrivacy" in drawn
    assert "    ConfirmDeletion --> BeSure" in drawn
    assert "    Privacy --> WantsMyData" in drawn
    assert "    WantsMyData --> [*]" in drawn
    assert "    BeSure --> [*]" in drawn


def test_a_door_that_asks_nothing_stands_as_itself() -> None:
    assert draw(my_progress) == (
        "stateDiagram-v2\n    [*] --> begin: WantsProgress\n    begin --> [*]\n"
    )


def test_a_bell_is_a_door() -> None:
    assert "    [*] --> WelcomeBack: the bell rings (resume)" in draw(pausing)


def test_asking_again_is_not_drawn() -> None:
    assert "Again" not in draw(pausing)


@pytest.mark.parametrize("each", conversations.CONVERSATIONS, ids=lambda each: each.__name__)
def test_the_document_holds_every_conversation_and_every_state(each: object) -> None:
    page = document(conversations.CONVERSATIONS)
    name = getattr(each, "__name__", "").rpartition(".")[2]
    states = [s for s in conversations.MAP.states if s.conversation() == name]

    assert f"\n## {name}\n" in page
    assert all(f" {state.__name__}" in page for state in states)
