"""However long a stand-in lives, what it keeps has an end."""

from __future__ import annotations

import pytest
import telegram

from navigator_bot.simulator import Person, StandIn, World, files, server, updates
from navigator_bot.simulator.files import KEPT as FILES_KEPT
from navigator_bot.simulator.model import Photo
from navigator_bot.simulator.person import TOASTS_KEPT
from navigator_bot.simulator.queries import KEPT as QUERIES_KEPT
from navigator_bot.simulator.server import CALLS_KEPT
from tests.navigator_bot.simulator.stage import Ask

YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}


async def test_requests_and_toasts_are_kept_up_to_a_number(
    ask: Ask, amina: Person, stand_in: StandIn
) -> None:
    await ask("sendMessage", chat_id=amina.id, text="Shall we?", reply_markup=YES)
    for number in range(CALLS_KEPT):
        query = amina.presses("Yes")
        await ask("answerCallbackQuery", callback_query_id=query, text=f"{number}")

    assert len(stand_in.calls) == CALLS_KEPT
    assert {call.method for call in stand_in.calls} == {"answerCallbackQuery"}
    assert len(amina.toasts) == TOASTS_KEPT
    assert amina.toasts_shown == CALLS_KEPT


async def test_presses_nobody_answers_are_kept_up_to_a_number(
    ask: Ask, amina: Person, world: World
) -> None:
    await ask("sendMessage", chat_id=amina.id, text="Shall we?", reply_markup=YES)
    presses = [amina.presses("Yes") for _ in range(QUERIES_KEPT + 1)]

    assert len(world.queries.unanswered()) == QUERIES_KEPT
    assert world.queries.of(presses[0]) is None
    assert world.queries.of(presses[1]) is not None


def test_messages_and_files_are_kept_up_to_a_number(amina: Person, world: World) -> None:
    photos = [amina.sends_photo().attachment for _ in range(world.keep_messages + 1)]
    known = [
        isinstance(photo, Photo) and world.files.by_id(photo.file.file_id) is not None
        for photo in photos
    ]

    assert len(amina.chat.messages) == world.keep_messages
    assert known == [False] * (len(photos) - FILES_KEPT) + [True] * FILES_KEPT


async def test_large_requests_and_files_are_kept_up_to_a_number_of_bytes(
    bot: telegram.Bot,
    amina: Person,
    stand_in: StandIn,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "BYTES_KEPT", 10_000)
    monkeypatch.setattr(files, "BYTES_KEPT", 10_000)

    sent = [await bot.send_document(amina.id, letter * 4_500) for letter in (b"a", b"b", b"c")]

    ids = [one.document.file_id for one in sent if one.document]
    held = [world.files.by_id(each) for each in ids]
    assert [file and file.content[:1] for file in held] == [None, b"b", b"c"]
    assert [upload.content[:1] for call in stand_in.calls for upload in call.uploads.values()] == [
        b"b",
        b"c",
    ]


def test_what_nobody_fetches_is_kept_up_to_a_number(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "MOST", 3)
    kept = updates.Updates(world.now)
    for number in range(5):
        kept.add("message", {"message_id": number})
        kept.confirm(0)

    assert [each["message"] for each in kept.peek()] == [{"message_id": n} for n in (2, 3, 4)]
