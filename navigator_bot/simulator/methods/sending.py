"""Methods that put a new message into a chat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.methods.gates import chat_to_write_in
from navigator_bot.simulator.methods.posting import post, read_caption, read_text
from navigator_bot.simulator.methods.uploads import ALBUM_KINDS, input_media
from navigator_bot.simulator.model import JSON, Attachment, Contact, Formatted, Location
from navigator_bot.simulator.refusals import bad_request
from navigator_bot.simulator.rendering import message_json
from navigator_bot.simulator.world import World

MOST_IN_ALBUM = 10
TYPING_SHOWN_FOR = timedelta(seconds=5)
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
Read = Callable[[World, Call], Attachment]


def send_message(world: World, call: Call) -> JSON:
    chat = chat_to_write_in(world, call)
    return message_json(post(world, call, chat, read_text(call), None))


def captioned(read: Read) -> Callable[[World, Call], JSON]:
    """The method that sends what `read` finds in a request, with its caption."""

    def send(world: World, call: Call) -> JSON:
        chat = chat_to_write_in(world, call)
        return message_json(post(world, call, chat, read_caption(call), read(world, call)))

    return send


def bare(read: Read) -> Callable[[World, Call], JSON]:
    """The method that sends what `read` finds in a request; it has no words of its own."""

    def send(world: World, call: Call) -> JSON:
        chat = chat_to_write_in(world, call)
        return message_json(post(world, call, chat, Formatted(), read(world, call)))

    return send


def location(world: World, call: Call) -> Location:
    latitude, longitude = call.number("latitude"), call.number("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("invalid location specified")
    return Location(latitude, longitude)


def venue(world: World, call: Call) -> Location:
    point, title, address = location(world, call), call.text("title"), call.text("address")
    if not title:
        raise bad_request('parameter "title" is required')
    if not address:
        raise bad_request('parameter "address" is required')
    return Location(point.latitude, point.longitude, title, address)


def contact(world: World, call: Call) -> Contact:
    number, name = call.text("phone_number"), call.text("first_name")
    if not number:
        raise bad_request('parameter "phone_number" is required')
    if not name:
        raise bad_request('parameter "first_name" is required')
    return Contact(number, name)


def send_media_group(world: World, call: Call) -> list[JSON]:
    chat = chat_to_write_in(world, call)
    media = call.things("media")
    if media is None:
        raise bad_request('parameter "media" is required')
    if not media:
        raise bad_request("there are no messages to send")
    if len(media) > MOST_IN_ALBUM:
        raise bad_request("too many messages to send as an album")
    items = [input_media(call, one, ALBUM_KINDS) for one in media]
    kinds = {kind for kind, _ in items}
    for alone in ("document", "audio"):
        if alone in kinds and len(kinds) > 1:
            raise bad_request(f"{alone} can't be mixed with other media types")
    parts = [(read_caption(item), ALBUM_KINDS[kind](world, item)) for kind, item in items]
    world.flood.check(chat, len(parts))
    album = world.new_album() if len(parts) > 1 else ""
    said = [post(world, call, chat, *part, album=album, is_counted=False) for part in parts]
    return [message_json(message) for message in said]


def send_chat_action(world: World, call: Call) -> bool:
    chat = chat_to_write_in(world, call)
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.typing_until = world.now() + TYPING_SHOWN_FOR
    world.changed.happened()
    return True
