"""Help while the house can keep nothing."""

from __future__ import annotations

import pytest

from navigator_bot.messages import Button, Text
from navigator_bot.simulator import Person, World
from navigator_bot.telegram.bot import PlainBot
from navigator_bot.telegram.help_from_memory import HelpFromMemory
from navigator_bot.telegram.receiving import Polling
from navigator_bot.telegram.sending import Telephone
from tests.navigator_bot.telegram.stage import Inbox


def never(words: str) -> bool:
    return False


async def test_help_is_given_from_memory_once_while_nothing_can_be_kept(
    bot: PlainBot, inbox: Inbox, world: World, amina: Person
) -> None:
    given: list[int] = []

    async def answer(chat: int) -> None:
        given.append(chat)

    ben, cleo, dan = world.person("Ben"), world.person("Cleo"), world.person("Dan")
    group = world.group("Team", [ben])
    group.adds_bot()
    ben.says("/help_now", group)
    ben.says("just talking")
    dan.sends_photo(caption="dark words")
    cleo.says("Help!")
    amina.says("/help_now@peer_navigator_bot")
    inbox.is_shut = True
    help_from_memory = HelpFromMemory(answer, {"help", "I need help"}, "dark words".__eq__)
    polling = Polling(bot, inbox.keep, chance=lambda: 1.0, help_from_memory=help_from_memory)

    await polling.poll_once()
    await polling.poll_once()
    assert given == [dan.id, cleo.id, amina.id]

    inbox.is_shut = False
    await polling.poll_once()
    assert "Help!" in inbox.words


async def test_a_pressed_help_button_is_help_too(bot: PlainBot, amina: Person) -> None:
    given: list[int] = []

    async def answer(chat: int) -> None:
        given.append(chat)

    async def keep(_: object) -> None:
        raise OSError

    await Telephone(bot).send(amina.id, Text("Well?", ((Button("Help now", "!help_now"),),)))
    amina.presses("Help now")
    memory = HelpFromMemory(answer, (), never)
    await Polling(bot, keep, chance=lambda: 1.0, help_from_memory=memory).poll_once()

    assert given == [amina.id]


async def test_help_that_could_not_be_sent_is_tried_again_and_holds_nobody_up(
    bot: PlainBot, inbox: Inbox, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    given: list[int] = []
    fails = True
    ben, cleo = world.person("Ben"), world.person("Cleo")

    async def answer(chat: int) -> None:
        if fails and chat == ben.id:
            raise OSError(f"for {ben.user.name}")
        given.append(chat)

    inbox.is_shut = True
    ben.says("help")
    cleo.says("help")
    memory = HelpFromMemory(answer, {"help"}, never)
    polling = Polling(bot, inbox.keep, chance=lambda: 1.0, help_from_memory=memory)

    await polling.poll_once()
    fails = False
    await polling.poll_once()

    assert given == [cleo.id, ben.id]
    assert "Ben" not in caplog.text
