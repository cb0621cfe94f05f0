"""Groups: what the bot hears there, and how it may be shut out."""

from __future__ import annotations

import pytest

from navigator_bot.simulator import CannotDo, Group, Person, World
from navigator_bot.simulator.model import JSON
from tests.navigator_bot.simulator.stage import Ask


@pytest.fixture
def ros(world: World) -> Person:
    return world.person("Ros")


@pytest.fixture
def dele(world: World) -> Person:
    return world.person("Dele")


@pytest.fixture
def team(world: World, ros: Person, dele: Person) -> Group:
    """A group that the bot is in; it has already seen that."""
    team = world.group("Team", [ros, dele])
    team.adds_bot()
    world.updates.drop()
    return team


async def heard(ask: Ask) -> list[JSON]:
    updates = (await ask("getUpdates"))["result"]
    assert isinstance(updates, list)
    return updates


async def test_the_bot_is_told_when_it_joins(ask: Ask, world: World, ros: Person) -> None:
    world.group("Team", [ros]).adds_bot()

    change, notice = await heard(ask)

    assert change["my_chat_member"]["new_chat_member"]["status"] == "member"  # type: ignore[index]
    assert notice["message"]["new_chat_members"][0]["id"] == world.bot.id  # type: ignore[index]


async def test_in_privacy_the_bot_hears_commands_and_replies_alone(
    ask: Ask, team: Group, ros: Person
) -> None:
    await ask("sendMessage", chat_id=team.id, text="Case 12 is waiting")
    ros.says("just chatting", team)
    ros.says("/here", team)
    ros.says("/here@some_other_bot", team)
    ros.says("mine", reply_to=team.sees[1])

    texts = [update["message"]["text"] for update in await heard(ask)]  # type: ignore[index]

    assert texts == ["/here", "mine"]


async def test_the_first_of_two_taps_is_told_from_the_second(
    ask: Ask, team: Group, ros: Person, dele: Person
) -> None:
    take = {"inline_keyboard": [[{"text": "I'll take this", "callback_data": "case:12"}]]}
    await ask("sendMessage", chat_id=team.id, text="Case 12", reply_markup=take)

    ros.presses("I'll take this", chat=team)
    dele.presses("case:12", chat=team)

    pressed = [update["callback_query"]["from"]["id"] for update in await heard(ask)]  # type: ignore[index]
    assert pressed == [ros.id, dele.id]


async def test_a_bot_that_was_kicked_or_left_cannot_write(
    ask: Ask, world: World, team: Group, ros: Person
) -> None:
    other = world.group("Other", [ros])
    other.adds_bot()
    await ask("leaveChat", chat_id=other.id)
    team.removes_bot()

    kicked = await ask("sendMessage", chat_id=team.id, text="x")
    left = await ask("sendMessage", chat_id=other.id, text="x")

    assert kicked["description"] == "Forbidden: bot was kicked from the group chat"
    assert left["description"] == "Forbidden: bot is not a member of the group chat"


async def test_a_group_that_became_a_supergroup_tells_its_new_id(
    ask: Ask, team: Group, ros: Person
) -> None:
    old = team.id
    team.migrates()

    refused = await ask("sendMessage", chat_id=old, text="x")
    sent = await ask("sendMessage", chat_id=team.id, text="x")

    assert refused["parameters"] == {"migrate_to_chat_id": team.id}
    assert sent["ok"] is True
    notices = [update["message"] for update in await heard(ask)]
    assert notices[0]["migrate_to_chat_id"] == team.id  # type: ignore[index]
    assert notices[1]["migrate_from_chat_id"] == old  # type: ignore[index]


async def test_a_reply_in_a_topic_stays_in_the_topic(ask: Ask, world: World, ros: Person) -> None:
    forum = world.group("Forum", [ros], is_supergroup=True)
    forum.adds_bot()
    topic = forum.opens_topic("Cases")
    said = ros.says("/here", forum, topic=topic)

    reply = {"message_id": said.message_id}
    sent = await ask("sendMessage", chat_id=forum.id, text="ok", reply_parameters=reply)

    assert sent["result"]["message_thread_id"] == topic  # type: ignore[index]


async def test_members_and_administrators_are_told_apart(
    ask: Ask, team: Group, ros: Person, dele: Person, world: World
) -> None:
    outsider = world.person("Bo")

    async def status(person: Person) -> object:
        answer = await ask("getChatMember", chat_id=team.id, user_id=person.id)
        return answer["result"]["status"]  # type: ignore[index]

    assert [await status(one) for one in (ros, dele, outsider)] == ["creator", "member", "left"]
    chiefs = (await ask("getChatAdministrators", chat_id=team.id))["result"]
    assert [one["user"]["id"] for one in chiefs] == [ros.id]  # type: ignore[attr-defined]


def test_a_button_that_is_not_there_cannot_be_pressed(team: Group, ros: Person) -> None:
    with pytest.raises(CannotDo, match=r"There is no button 'Yes' in 'Team' \(there are none\)"):
        ros.presses("Yes", chat=team)


def test_an_outsider_cannot_speak_in_a_group(team: Group, world: World) -> None:
    with pytest.raises(CannotDo, match="Bo is not in the group 'Team'"):
        world.person("Bo").says("hello", team)
