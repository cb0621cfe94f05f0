"""Copies, forwards, pins, and many messages at once."""

from __future__ import annotations

import pytest

from navigator_bot.simulator import Person, World
from navigator_bot.simulator.model import JSON, Notice
from tests.navigator_bot.simulator.stage import Ask


async def said(ask: Ask, amina: Person, *texts: str, **also: object) -> list[int]:
    for text in texts:
        await ask("sendMessage", chat_id=amina.id, text=text, **also)
    return [message.message_id for message in amina.chat.said_by_bot]


@pytest.mark.parametrize(
    ("method", "is_forwarded"), [("copyMessages", False), ("forwardMessages", True)]
)
async def test_many_are_repeated_and_what_is_gone_is_skipped(
    ask: Ask, amina: Person, method: str, is_forwarded: bool
) -> None:
    numbers = await said(ask, amina, "one", "two", "three")
    await ask("deleteMessage", chat_id=amina.id, message_id=numbers[1])
    about = {"chat_id": amina.id, "from_chat_id": amina.id, "message_ids": [*numbers, 9999]}

    answer = await ask(method, **about)

    new = amina.chat.said_by_bot[2:]
    assert [message.text for message in new] == ["one", "three"]
    assert answer["result"] == [{"message_id": message.message_id} for message in new]
    assert [one.forwarded_from is not None for one in new] == [is_forwarded] * 2


@pytest.mark.wrong_requests
@pytest.mark.parametrize("method", ["copyMessages", "forwardMessages", "deleteMessages"])
@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "message identifiers are not specified"),
        ({"message_ids": list(range(1, 102))}, "too many message identifiers specified"),
        ({"message_ids": ["x"]}, "message identifier must be a Number"),
        ({"message_ids": [0]}, "invalid message identifier specified"),
    ],
)
async def test_a_list_of_messages_is_checked(
    ask: Ask, amina: Person, method: str, given: JSON, why: str
) -> None:
    about = {"chat_id": amina.id}
    if method != "deleteMessages":
        about["from_chat_id"] = amina.id

    refused = await ask(method, **about, **given)

    assert refused["description"] == f"Bad Request: {why}"


async def test_messages_are_repeated_in_their_order_alone(ask: Ask, amina: Person) -> None:
    first, second = await said(ask, amina, "one", "two")
    about = {"chat_id": amina.id, "from_chat_id": amina.id, "message_ids": [second, first]}

    refused = await ask("forwardMessages", **about)

    why = "message identifiers must be in a strictly increasing order"
    assert refused["description"] == f"Bad Request: {why}"


@pytest.mark.parametrize("method", ["copyMessage", "forwardMessage"])
async def test_what_is_protected_stays_where_it_is(ask: Ask, amina: Person, method: str) -> None:
    (number,) = await said(ask, amina, "private", protect_content=True)
    about = {"chat_id": amina.id, "from_chat_id": amina.id, "message_id": number}

    refused = await ask(method, **about)

    why = "message has protected content and can't be forwarded"
    assert refused["description"] == f"Bad Request: {why}"


async def test_deleting_many_skips_what_is_not_there(ask: Ask, amina: Person) -> None:
    numbers = await said(ask, amina, "one", "two")

    answer = await ask("deleteMessages", chat_id=amina.id, message_ids=[*numbers, 9999])

    assert answer == {"ok": True, "result": True}
    assert amina.chat.said_by_bot == []


async def test_a_pin_is_announced_and_the_newest_is_shown(ask: Ask, amina: Person) -> None:
    first, second = await said(ask, amina, "one", "two")
    for number in (first, second):
        await ask("pinChatMessage", chat_id=amina.id, message_id=number)

    chat = (await ask("getChat", chat_id=amina.id))["result"]
    updates = (await ask("getUpdates"))["result"]

    assert chat["pinned_message"]["text"] == "two"  # type: ignore[index]
    pinned = [one["message"]["pinned_message"]["message_id"] for one in updates]  # type: ignore[attr-defined]
    assert pinned == [first, second]


async def test_pins_are_taken_away_one_by_one_or_all_at_once(ask: Ask, amina: Person) -> None:
    numbers = await said(ask, amina, "one", "two", "three")
    for number in numbers:
        await ask("pinChatMessage", chat_id=amina.id, message_id=number)
    await ask("unpinChatMessage", chat_id=amina.id)
    newest_gone = list(amina.chat.pinned)
    await ask("deleteMessage", chat_id=amina.id, message_id=numbers[0])
    deleted_gone = list(amina.chat.pinned)
    await ask("unpinAllChatMessages", chat_id=amina.id)
    refused = await ask("unpinChatMessage", chat_id=amina.id)

    assert newest_gone == numbers[:2]
    assert deleted_gone == numbers[1:2]
    assert amina.chat.pinned == []
    assert refused["description"] == "Bad Request: message to unpin not found"


async def test_a_member_pins_nothing_in_a_group_and_nobody_pins_a_notice(
    ask: Ask, amina: Person, world: World
) -> None:
    team = world.group("Team", [amina])
    team.adds_bot()
    notice = team.sees[0]
    refused = await ask("pinChatMessage", chat_id=team.id, message_id=notice.message_id)
    team.adds_bot(as_administrator=True)
    service = await ask("pinChatMessage", chat_id=team.id, message_id=notice.message_id)

    assert isinstance(notice.attachment, Notice)
    why = "not enough rights to manage pinned messages in the chat"
    assert refused["description"] == f"Bad Request: {why}"
    assert service["description"] == "Bad Request: a service message can't be pinned"
