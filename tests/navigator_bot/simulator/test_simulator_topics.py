"""Topics: of forums, and of private chats where the bot's owner allows them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from navigator_bot.simulator import CannotDo, Group, Message, Person, StandIn, World
from navigator_bot.simulator.model import JSON, Notice, Standing
from tests.navigator_bot.simulator.stage import TOKEN, Ask, Clock


@pytest.fixture
def ros(world: World) -> Person:
    return world.person("Ros")


@pytest.fixture
def forum(world: World, ros: Person) -> Group:
    """A supergroup with topics, the bot its administrator."""
    forum = world.group("Team", [ros, world.person("Dele")], is_supergroup=True)
    forum.adds_bot(as_administrator=True)
    forum.chat.is_forum = True
    world.updates.drop()
    return forum


@pytest.fixture
async def opened(ask: Ask, forum: Group) -> int:
    """The number of a topic that the bot has made."""
    made = await ask("createForumTopic", chat_id=forum.id, name="Cases")
    assert isinstance(made["result"], dict)
    return int(made["result"]["message_thread_id"])


def notices(messages: list[Message]) -> list[str]:
    return [one.attachment.name for one in messages if isinstance(one.attachment, Notice)]


def why(answer: JSON) -> str:
    return str(answer["description"]).removeprefix("Bad Request: ")


async def test_a_topic_begins_with_a_notice_that_bears_its_number(
    ask: Ask, forum: Group, opened: int
) -> None:
    sent = await ask("sendMessage", chat_id=forum.id, text="Case 12", message_thread_id=opened)
    updates = (await ask("getUpdates"))["result"]

    assert sent["result"]["message_thread_id"] == opened  # type: ignore[index]
    assert sent["result"]["is_topic_message"] is True  # type: ignore[index]
    notice = updates[0]["message"]  # type: ignore[index]
    assert (notice["message_id"], notice["message_thread_id"]) == (opened, opened)
    assert notice["forum_topic_created"] == {"name": "Cases", "icon_color": 0x6FB9F0}


async def test_a_topic_is_renamed_closed_and_opened_again(
    ask: Ask, forum: Group, opened: int
) -> None:
    about = {"chat_id": forum.id, "message_thread_id": opened}
    for method in ("closeForumTopic", "reopenForumTopic"):
        assert (await ask(method, **about))["ok"] is True
        assert why(await ask(method, **about)) == "TOPIC_NOT_MODIFIED"
    await ask("editForumTopic", **about, name="Open cases")
    again = await ask("editForumTopic", **about, name="Open cases")

    assert why(again) == "TOPIC_NOT_MODIFIED"
    told = ["forum_topic_closed", "forum_topic_reopened", "forum_topic_edited"]
    assert notices(forum.sees)[-3:] == told
    assert forum.chat.topics[opened].name == "Open cases"


async def test_a_closed_topic_takes_words_from_administrators_alone(
    ask: Ask, world: World, forum: Group, ros: Person
) -> None:
    topic = forum.opens_topic("Rota")
    forum.closes_topic(topic)
    dele = world.people[ros.id + 1]
    forum.chat.standing = Standing.MEMBER

    by_bot = await ask("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)
    ros.says("I may: I own the group", forum, topic=topic)

    assert why(by_bot) == "TOPIC_CLOSED"
    with pytest.raises(CannotDo, match="is closed"):
        dele.says("may I?", forum, topic=topic)


async def test_a_deleted_topic_is_gone_with_its_words(
    ask: Ask, forum: Group, opened: int, ros: Person
) -> None:
    about = {"chat_id": forum.id, "message_thread_id": opened}
    said = ros.says("here", forum, topic=opened)
    await ask("pinChatMessage", chat_id=forum.id, message_id=said.message_id)
    await ask("deleteForumTopic", **about)

    assert said not in forum.sees
    assert forum.chat.pinned == []
    assert why(await ask("sendMessage", text="x", **about)) == "message thread not found"
    assert why(await ask("deleteForumTopic", **about)) == "TOPIC_ID_INVALID"


async def test_the_notice_that_begins_a_topic_cannot_be_deleted(
    ask: Ask, forum: Group, opened: int
) -> None:
    refused = await ask("deleteMessage", chat_id=forum.id, message_id=opened)

    assert why(refused) == "message can't be deleted"


async def test_pins_of_one_topic_are_taken_away_together(
    ask: Ask, forum: Group, opened: int, ros: Person
) -> None:
    inside, outside = ros.says("a", forum, topic=opened), ros.says("b", forum)
    for said in (inside, outside):
        await ask("pinChatMessage", chat_id=forum.id, message_id=said.message_id)

    await ask("unpinAllForumTopicMessages", chat_id=forum.id, message_thread_id=opened)
    left = list(forum.chat.pinned)
    await ask("unpinAllGeneralForumTopicMessages", chat_id=forum.id)

    assert left == [outside.message_id]
    assert forum.chat.pinned == []


async def test_general_is_closed_hidden_and_shown_again(
    ask: Ask, forum: Group, world: World
) -> None:
    await ask("editGeneralForumTopic", chat_id=forum.id, name="Everything else")
    await ask("hideGeneralForumTopic", chat_id=forum.id)
    twice = await ask("hideGeneralForumTopic", chat_id=forum.id)
    forum.chat.standing = Standing.MEMBER
    shut = await ask("sendMessage", chat_id=forum.id, text="x")
    forum.chat.standing = Standing.ADMINISTRATOR
    await ask("unhideGeneralForumTopic", chat_id=forum.id)
    await ask("reopenGeneralForumTopic", chat_id=forum.id)
    await ask("closeGeneralForumTopic", chat_id=forum.id)

    assert (why(twice), why(shut)) == ("TOPIC_NOT_MODIFIED", "TOPIC_CLOSED")
    assert notices(forum.sees)[-5:] == [
        "forum_topic_edited",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
        "forum_topic_reopened",
        "forum_topic_closed",
    ]


@pytest.mark.wrong_requests
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"name": " "}, "title must be non-empty"),
        ({"name": "x", "icon_color": 1}, "invalid icon color specified"),
    ],
)
async def test_a_topic_needs_a_name_and_a_known_colour(
    ask: Ask, forum: Group, given: JSON, expected: str
) -> None:
    assert why(await ask("createForumTopic", chat_id=forum.id, **given)) == expected


async def test_topics_need_a_forum_and_the_right(ask: Ask, world: World, forum: Group) -> None:
    plain = world.group("Plain", [world.person("Bo")], is_supergroup=True)
    plain.adds_bot(as_administrator=True)
    theirs = forum.opens_topic("Rota")
    forum.chat.standing = Standing.MEMBER

    no_forum = await ask("createForumTopic", chat_id=plain.id, name="x")
    no_right = await ask("createForumTopic", chat_id=forum.id, name="x")
    not_own = await ask("closeForumTopic", chat_id=forum.id, message_thread_id=theirs)

    assert why(no_forum) == "the chat is not a forum"
    assert why(no_right) == "not enough rights to create a topic"
    assert why(not_own) == "not enough rights to edit the topic"


async def test_no_topic_icons_are_offered(ask: Ask) -> None:
    assert (await ask("getForumTopicIconStickers"))["result"] == []


@pytest.fixture
async def private_ask(clock: Clock, client: aiohttp.ClientSession) -> AsyncIterator[Ask]:
    """Of a bot that may have topics in private chats."""
    world = World(clock.now, has_topics=True)
    world.person("Amina").starts()
    async with StandIn(world, TOKEN) as stand_in:

        async def ask(method: str, **given: object) -> JSON:
            address = f"{stand_in.base_url}{TOKEN}/{method}"
            body = {"chat_id": next(iter(world.people)), **given}
            async with client.post(address, json=body) as answer:
                answered: JSON = await answer.json()
                return answered

        yield ask


@pytest.mark.wrong_requests  # every request names the chat, even getMe
async def test_private_chats_have_topics_only_where_the_owner_allows_them(
    private_ask: Ask, ask: Ask, amina: Person
) -> None:
    made = await private_ask("createForumTopic", name="My goals")
    topic = made["result"]["message_thread_id"]  # type: ignore[index]
    sent = await private_ask("sendMessage", text="Hello", message_thread_id=topic)
    closed = await private_ask("closeForumTopic", message_thread_id=topic)
    gone = await private_ask("deleteForumTopic", message_thread_id=topic)
    me = await private_ask("getMe")
    refused = await ask("createForumTopic", chat_id=amina.id, name="My goals")

    assert sent["result"]["is_topic_message"] is True  # type: ignore[index]
    assert (closed["ok"], gone["ok"]) == (False, True)
    assert me["result"]["has_topics_enabled"] is True  # type: ignore[index]
    assert why(refused) == "the chat is not a forum"
