"""From Telegram's update to what happened."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from conversations.kit.replies import Kind
from navigator_bot.events import (
    HOUSE,
    Arrival,
    Attached,
    Body,
    ChatKind,
    Membership,
    Migrated,
    Pressed,
    Sender,
    Sent,
    Unread,
)
from navigator_bot.telegram.reading import read_update
from resources_directory.model import Point
from tests.navigator_bot.telegram.payloads import (
    KINDS,
    PLACE,
    PRIVATE,
    SAM,
    TEAM,
    Json,
    member,
    membership,
    message,
    pressed,
    said,
    update,
)


def body(raw: object) -> Body:
    arrival = read_update(raw)
    assert arrival is not None
    return arrival.body


def sent(raw: object) -> Sent:
    found = body(raw)
    assert isinstance(found, Sent)
    return found


def test_a_text_comes_whole() -> None:
    arrival = read_update(KINDS["text"])

    sam = Sender(500001, "Sam Reed", "en-GB")
    assert arrival == Arrival("tg:100001", 500001, Sent(sam, 77, words="just to the corner"))


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("photo", Kind.PHOTO, "my garden"),
        ("voice", Kind.VOICE, ""),
        ("document", Kind.DOCUMENT, "a letter"),
        ("animation", Kind.OTHER, ""),
        ("video", Kind.OTHER, "a walk"),
        ("video_note", Kind.OTHER, ""),
        ("audio", Kind.OTHER, ""),
        ("sticker", Kind.STICKER, ""),
        ("contact", Kind.CONTACT, ""),
        ("location", Kind.LOCATION, ""),
        ("venue", Kind.LOCATION, ""),
        ("live location", Kind.LOCATION, ""),
        ("poll", Kind.OTHER, ""),
        ("nothing yet known", Kind.OTHER, ""),
    ],
)
def test_every_kind_of_message_arrives(name: str, kind: Kind, words: str) -> None:
    found = sent(KINDS[name])

    assert (found.kind, found.words) == (kind, words)
    assert (found.point == Point(53.48, -2.24)) is (kind is Kind.LOCATION)


def test_an_edit_says_that_it_is_one() -> None:
    found = sent(KINDS["edited"])

    assert found.edited
    assert found.words == "to the park"


def test_a_live_location_arrives_once_and_does_not_flood() -> None:
    moved = message(location={**PLACE, "live_period": 900}, edit_date=1)
    ended = message(location=PLACE, edit_date=2)

    assert read_update(update(edited_message=moved)) is None
    assert read_update(update(edited_message=ended)) is None


def test_a_group_message_names_its_group_and_what_it_answers() -> None:
    found = sent(KINDS["reply"])

    assert (found.to, found.group_name, found.reply_to) == (ChatKind.GROUP, "The team", 77)
    assert read_update(KINDS["reply"]).chat == TEAM["id"]  # type: ignore[union-attr]


def test_a_message_in_a_topic_names_the_topic_and_answers_nothing() -> None:
    opened = message(TEAM, forum_topic_created={"name": "Cases", "icon_color": 7322096})
    about = {"message_thread_id": 12, "is_topic_message": True, "reply_to_message": opened}

    found = sent(said(TEAM, text="Hello", **about))

    assert (found.topic, found.reply_to) == (12, None)


def test_a_thread_of_answers_is_no_topic() -> None:
    assert sent(said(TEAM, text="Hello", message_thread_id=12)).topic is None


def test_a_pressed_button_carries_what_it_stands_for() -> None:
    sam = Sender(500001, "Sam Reed", "en-GB")

    assert body(pressed()) == Pressed(sam, "4382bfdwdsb323b2d9", "12:2", 77)


def test_a_button_on_a_message_too_old_to_see_still_counts() -> None:
    old = {"chat": TEAM, "message_id": 3, "date": 0}

    found = body(pressed(TEAM, message=old))

    assert isinstance(found, Pressed)
    assert (found.message, found.to) == (3, ChatKind.GROUP)


@pytest.mark.parametrize(
    ("chat", "old", "new", "inside"),
    [
        (PRIVATE, member("member"), member("kicked", until_date=0), False),
        (PRIVATE, member("kicked", until_date=0), member("member"), True),
        (TEAM, member("left"), member("member"), True),
        (TEAM, member("left"), member("administrator"), True),
        (TEAM, member("administrator"), member("left"), False),
        (TEAM, member("left"), member("restricted", is_member=True), True),
        (TEAM, member("member"), member("restricted", is_member=False), False),
    ],
)
def test_being_let_in_or_shut_out_arrives(chat: Json, old: Json, new: Json, inside: bool) -> None:
    found = body(membership(chat, old, new))

    assert isinstance(found, Membership)
    assert found.inside is inside
    assert (found.to is ChatKind.GROUP, found.group_name) == (chat is TEAM, chat.get("title", ""))


def test_a_change_of_rights_alone_is_no_news() -> None:
    assert read_update(membership(TEAM, member("member"), member("administrator"))) is None


def test_a_migration_is_told_by_either_side() -> None:
    before, after = {"id": -4000, "title": "T", "type": "group"}, {**TEAM, "id": -10055}

    old = read_update(said(before, migrate_to_chat_id=-10055))
    new = read_update(said(after, migrate_from_chat_id=-4000))

    assert old == new == Arrival("tg:100001", -4000, Migrated(-10055))


@pytest.mark.parametrize(
    "raw",
    [
        said(TEAM, new_chat_members=[SAM]),
        said(TEAM, left_chat_member=SAM),
        said(TEAM, pinned_message=message(TEAM, text="Case 12")),
        said(TEAM, new_chat_title="Other"),
        said(TEAM, forum_topic_closed={}),
        said(PRIVATE, pinned_message=message(text="Hello")),
        said({"id": -1, "title": "News", "type": "channel"}, text="News"),
        said(TEAM, text="I am a bot", **{"from": {**SAM, "is_bot": True}}),
        said(TEAM, text="Passed on", is_automatic_forward=True),
        update(message={**{k: v for k, v in message(TEAM, text="x").items() if k != "from"},
                        "sender_chat": TEAM}),
        update(channel_post=message(text="News")),
        update(inline_query={"id": "1", "from": SAM, "query": "", "offset": ""}),
        update(chat_member={}),
        update(something_new={}),
        update(),
        pressed(message=None, inline_message_id="abc"),
        pressed(data=None, game_short_name="chess"),
    ],
)  # fmt: skip
def test_what_concerns_nobody_here_is_passed_over(raw: Json) -> None:
    assert read_update(raw) is None


def test_what_no_database_takes_is_taken_out_of_words_and_names() -> None:
    raw = said(text="a\0b \ud83d\ude42 \ud83d", **{"from": {**SAM, "first_name": "S\0am\udc00"}})

    found = sent(raw)

    assert found.words == "ab 🙂 \ufffd"
    assert found.sender.name == "Sam\ufffd Reed"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (said(text=5), "text cannot be read"),
        (said({"type": "private"}, text="Hello"), "id cannot be read"),
        (said({**PRIVATE, "type": "crowd"}, text="Hello"), "type of chat cannot be read"),
        (said(text="Hello", message_id=True), "message_id cannot be read"),
        (said(text="Hello", message_id=2**63), "message_id cannot be read"),
        (said(location={"latitude": 91, "longitude": 0}), "latitude cannot be read"),
        (said(location={"latitude": "x", "longitude": 0}), "latitude cannot be read"),
        (said(location={"latitude": float("nan"), "longitude": 0}), "latitude cannot be read"),
        (update(message=[]), "message cannot be read"),
        (pressed(id=7), "id of callback_query cannot be read"),
    ],
)
def test_what_cannot_be_read_is_kept_without_its_words(raw: Json, reason: str) -> None:
    assert read_update(raw) == Arrival("tg:100001", HOUSE, Unread(reason))


@pytest.mark.parametrize("raw", [None, 7, "x", [], {}, {"update_id": "7"}, {"update_id": None}])
def test_an_update_without_a_number_has_a_key_of_its_content(raw: object) -> None:
    first, second = read_update(raw), read_update(copy.deepcopy(raw))

    assert first is not None
    assert first == second
    assert first.key.startswith("tg:?")
    assert isinstance(first.body, Unread)


def test_an_update_too_deep_to_look_into_is_still_kept() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]

    assert isinstance(body(deep), Unread)
    while deep:  # taken apart by hand, since Python's own way would be as deep
        deep = deep[0]


@pytest.mark.parametrize("name", KINDS)
def test_every_sample_is_read_without_loss(name: str) -> None:
    arrival = read_update(json.loads(json.dumps(KINDS[name])))

    assert arrival is not None
    assert not isinstance(arrival.body, Unread)


def test_a_document_tells_where_it_is_kept_and_how_large_it_is() -> None:
    found = {"file_id": "abc", "file_name": "list.csv", "file_size": 12}

    assert sent(said(document=found)).document == Attached("abc", "list.csv", 12)
    assert sent(said(document={"file_id": "abc"})).document == Attached("abc")
    assert sent(KINDS["text"]).document is None
