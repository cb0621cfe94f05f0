"""Topics in private chats: whether a bot may have them, and how they come and go."""

from __future__ import annotations

import pytest

from navigator_bot.messages import CloseTopic, OpenTopic, Text
from navigator_bot.simulator import StandIn, World
from navigator_bot.telegram.bot import PEOPLE_MAKE_TOPICS, make_bot, offers_topics
from navigator_bot.telegram.sending import Telephone
from tests.navigator_bot.telegram.stage import TOKEN


@pytest.mark.parametrize(
    ("has_topics", "users_make_topics", "offered"),
    [(True, False, True), (True, True, False), (False, False, False)],
)
async def test_topics_are_used_only_where_people_make_none(
    stand_in: StandIn,
    world: World,
    caplog: pytest.LogCaptureFixture,
    has_topics: bool,
    users_make_topics: bool,
    offered: bool,
) -> None:
    world.has_topics, world.users_make_topics = has_topics, users_make_topics

    async with make_bot(TOKEN, stand_in.base_url) as bot:
        assert offers_topics(bot) is offered

    assert (PEOPLE_MAKE_TOPICS in caplog.text) is users_make_topics


async def test_a_topic_is_opened_written_in_and_taken_away_for_good(
    telephone: Telephone, world: World
) -> None:
    world.has_topics = True
    sam = world.person("Sam")
    sam.starts()

    number = await telephone.send(sam.id, OpenTopic("Case 12"))
    assert number is not None
    await telephone.send(sam.id, Text("hello"), topic=number)
    said = sam.hears
    await telephone.send(sam.id, CloseTopic(number))
    await telephone.send(sam.id, CloseTopic(number))

    assert said.topic == number
    assert said.is_deleted
    assert not sam.chat.topics
