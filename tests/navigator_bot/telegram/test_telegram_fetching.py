"""A file that somebody sent is fetched from Telegram, or it is said whether to try again."""

from __future__ import annotations

import pytest

from navigator_bot.errors import FetchError
from navigator_bot.simulator import World
from navigator_bot.simulator.faults import ServerError
from navigator_bot.telegram.bot import PlainBot
from navigator_bot.telegram.fetching import LARGEST, fetch
from tests.navigator_bot.telegram.stage import TOKEN


async def test_what_was_sent_comes_byte_by_byte(bot: PlainBot, world: World) -> None:
    file = world.files.add(b"name\r\nLunch club\xff", "documents", ".csv")

    assert await fetch(bot, file.file_id) == b"name\r\nLunch club\xff"


async def test_a_file_larger_than_telegram_gives_is_not_asked_for_again(
    bot: PlainBot, world: World
) -> None:
    file = world.files.add(bytes(LARGEST + 1), "documents", ".csv")

    with pytest.raises(FetchError) as refused:
        await fetch(bot, file.file_id)

    assert refused.value.permanent


async def test_a_file_that_is_gone_is_not_asked_for_again(bot: PlainBot) -> None:
    with pytest.raises(FetchError) as refused:
        await fetch(bot, "nonsense")

    assert refused.value.permanent


async def test_where_telegram_is_ill_another_try_may_help_and_no_address_is_told(
    bot: PlainBot, world: World
) -> None:
    world.faults.next("getFile", ServerError(502))

    with pytest.raises(FetchError) as broken:
        await fetch(bot, "standin-file-000001")

    assert not broken.value.permanent
    assert TOKEN not in f"{broken.value!r}{broken.value.__context__!r}"
