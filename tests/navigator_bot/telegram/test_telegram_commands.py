"""The menu of commands, by place and language."""

from __future__ import annotations

import logging

import pytest

from navigator_bot.simulator import Person, ServerError, StandIn, World
from navigator_bot.telegram.bot import PlainBot
from navigator_bot.telegram.commands import PERSON, STAFF, TEAM, set_commands

ENGLISH = {name: f"About {name}" for name in {*PERSON, *STAFF, *TEAM}}
WELSH = {"menu": "Dewislen", "help_now": "Help nawr"}


async def test_everybody_is_shown_every_command(bot: PlainBot, stand_in: StandIn) -> None:
    done = await set_commands(bot, {"en": ENGLISH})

    first, second = list(stand_in.calls)[-2:]
    assert done == 2
    assert first.thing("scope") == second.thing("scope") == {"type": "all_private_chats"}
    assert (first.text("language_code"), second.text("language_code")) == ("", "en")
    menu = first.things("commands") or []
    assert [each["command"] for each in menu if isinstance(each, dict)] == list(PERSON)


async def test_a_command_without_a_description_is_not_shown(
    bot: PlainBot, stand_in: StandIn
) -> None:
    await set_commands(bot, {"en": ENGLISH, "cy": WELSH})

    last = stand_in.calls[-1]
    assert last.text("language_code") == "cy"
    assert last.things("commands") == [
        {"command": "menu", "description": "Dewislen"},
        {"command": "help_now", "description": "Help nawr"},
    ]


async def test_staff_and_their_group_are_shown_their_own(
    bot: PlainBot, stand_in: StandIn, world: World, amina: Person
) -> None:
    group = world.group("Team", [amina])
    group.adds_bot()

    await set_commands(bot, {"en": ENGLISH}, {amina.id: STAFF}, group.id)

    shown = {
        (call.thing("scope") or {}).get("chat_id"): [
            each["command"] for each in call.things("commands") or [] if isinstance(each, dict)
        ]
        for call in stand_in.calls
        if call.method == "setMyCommands"
    }
    assert shown[amina.id] == list(STAFF)
    assert shown[group.id] == list(TEAM)


async def test_a_menu_that_cannot_be_set_stops_nothing(
    bot: PlainBot, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    world.faults.next("setMyCommands", ServerError(500))

    assert await set_commands(bot, {"en": ENGLISH}) == 1
    assert "the menu for all_private_chats was not set: NetworkError" in caplog.text
    assert "About" not in caplog.text
