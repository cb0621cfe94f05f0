"""Everything with a file in it, albums, and media put in the place of what was sent."""

from __future__ import annotations

import pytest
import telegram

from navigator_bot.simulator import Person, World
from navigator_bot.simulator.model import JSON
from navigator_bot.simulator.person import SMALL_PICTURE
from tests.navigator_bot.simulator.stage import Ask

VIDEO = b"\0\0\0\x18ftypmp42"


async def test_every_kind_of_file_arrives_as_what_it_is(bot: telegram.Bot, amina: Person) -> None:
    sent = [
        await bot.send_video(amina.id, VIDEO, caption="a", duration=3, width=4, height=2),
        await bot.send_audio(amina.id, b"ID3", caption="b", duration=3),
        await bot.send_animation(amina.id, b"GIF89a", caption="c"),
        await bot.send_voice(amina.id, b"OggS", caption="d"),
        await bot.send_video_note(amina.id, VIDEO, length=240),
    ]

    kinds = [telegram.helpers.effective_message_type(one) for one in sent]
    assert kinds == ["video", "audio", "animation", "voice", "video_note"]
    assert [one.caption for one in sent] == ["a", "b", "c", "d", None]
    assert sent[0].video is not None
    assert (sent[0].video.width, sent[0].video.height) == (4, 2)


async def test_a_venue_is_a_place_with_a_name(bot: telegram.Bot, amina: Person) -> None:
    sent = await bot.send_venue(amina.id, 53.1, -1.2, "The Hub", "1 High Street")

    assert sent.venue is not None
    assert (sent.venue.title, sent.venue.location) == ("The Hub", sent.location)


async def test_a_file_is_sent_again_by_its_id(bot: telegram.Bot, amina: Person) -> None:
    first = await bot.send_video(amina.id, VIDEO)
    assert first.video is not None

    again = await bot.send_video(amina.id, first.video.file_id)

    assert again.video is not None
    assert again.video.file_unique_id == first.video.file_unique_id


async def test_an_album_shares_one_number(bot: telegram.Bot, amina: Person) -> None:
    photos = [telegram.InputMediaPhoto(SMALL_PICTURE, caption=text) for text in ("one", "two")]

    sent = await bot.send_media_group(amina.id, photos)

    assert [message.caption for message in sent] == ["one", "two"]
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.album for message in amina.chat.said_by_bot] == [sent[0].media_group_id] * 2


@pytest.mark.wrong_requests
@pytest.mark.parametrize(
    ("kinds", "why"),
    [
        ([], "there are no messages to send"),
        (["photo"] * 11, "too many messages to send as an album"),
        (["photo", "document"], "document can't be mixed with other media types"),
        (["audio", "photo"], "audio can't be mixed with other media types"),
        (["sticker"] * 2, 'can\'t parse InputMedia: type "sticker" is unsupported'),
    ],
)
async def test_an_album_is_all_of_a_kind_and_short(
    ask: Ask, amina: Person, kinds: list[str], why: str
) -> None:
    media = [{"type": kind, "media": "attach://one"} for kind in kinds]

    refused = await ask("sendMediaGroup", chat_id=amina.id, media=media)

    assert refused["description"] == f"Bad Request: {why}"
    assert amina.chat.said_by_bot == []


async def test_an_album_is_held_against_the_limits_as_so_many_messages(
    bot: telegram.Bot, ask: Ask, amina: Person, world: World
) -> None:
    world.flood.is_enforced = True
    sent = await bot.send_photo(amina.id, SMALL_PICTURE)
    album = [{"type": "photo", "media": sent.photo[0].file_id}] * 3

    refused = await ask("sendMediaGroup", chat_id=amina.id, media=album)

    assert refused["error_code"] == 429
    assert len(amina.chat.said_by_bot) == 1


async def test_media_take_the_place_of_a_text_or_of_other_media(
    bot: telegram.Bot, amina: Person
) -> None:
    sent = await bot.send_message(amina.id, "A picture comes")
    photo = telegram.InputMediaPhoto(SMALL_PICTURE, caption="Here")

    await bot.edit_message_media(photo, amina.id, sent.message_id)
    picture, caption = amina.hears.picture, amina.hears.text
    await bot.edit_message_media(telegram.InputMediaDocument(b"words"), amina.id, sent.message_id)

    assert (picture, caption) == (SMALL_PICTURE, "Here")
    assert (amina.hears.picture, amina.hears.text) == (None, "")


async def test_a_caption_is_edited_but_a_place_has_none(bot: telegram.Bot, amina: Person) -> None:
    photo = await bot.send_photo(amina.id, SMALL_PICTURE, caption="Before")
    await bot.edit_message_caption(amina.id, photo.message_id, caption="After")
    edited = amina.hears
    place = await bot.send_location(amina.id, 53.1, -1.2)

    with pytest.raises(telegram.error.BadRequest, match="no caption in the message to edit"):
        await bot.edit_message_caption(amina.id, place.message_id, caption="x")
    with pytest.raises(telegram.error.BadRequest, match="no text in the message to edit"):
        await bot.edit_message_text("x", amina.id, photo.message_id)
    assert edited.text == "After"
    assert edited.edited_at is not None


@pytest.mark.wrong_requests
@pytest.mark.parametrize(
    ("method", "given", "why"),
    [
        ("sendLocation", {"latitude": 91, "longitude": 0}, "invalid location specified"),
        ("sendVenue", {"latitude": 1, "longitude": 1}, 'parameter "title" is required'),
        ("sendContact", {"first_name": "Ros"}, 'parameter "phone_number" is required'),
        ("sendVideo", {"video": "https://a.b/c"}, "failed to get HTTP URL content"),
        ("sendVideo", {"video": "nonsense"}, "wrong file identifier/HTTP URL specified"),
    ],
)
async def test_what_is_sent_must_be_whole(
    ask: Ask, amina: Person, method: str, given: JSON, why: str
) -> None:
    refused = await ask(method, chat_id=amina.id, **given)

    assert refused["description"] == f"Bad Request: {why}"
