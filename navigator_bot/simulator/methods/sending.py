"""Methods that put a new message into a chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.formatting import read_words
from navigator_bot.simulator.html_text import units
from navigator_bot.simulator.markup import read_markup
from navigator_bot.simulator.methods.gates import chat_to_write_in, find_chat, find_message
from navigator_bot.simulator.methods.uploads import document, photo, sticker, voice
from navigator_bot.simulator.model import (
    JSON,
    Attachment,
    Chat,
    Contact,
    Formatted,
    Location,
    Message,
    RemoveKeyboard,
    ReplyKeyboard,
)
from navigator_bot.simulator.refusals import bad_request
from navigator_bot.simulator.rendering import message_json
from navigator_bot.simulator.world import World

LONGEST_TEXT = 4096  # UTF-16 units, after entities are parsed
LONGEST_CAPTION = 1024
_MAY_MISS = "allow_sending_without_reply"
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


def send_message(world: World, call: Call) -> JSON:
    chat = chat_to_write_in(world, call)
    return message_json(_post(world, call, chat, read_text(call), None))


def send_photo(world: World, call: Call) -> JSON:
    chat = chat_to_write_in(world, call)
    return message_json(_post(world, call, chat, read_caption(call), photo(world, call)))


def send_document(world: World, call: Call) -> JSON:
    chat = chat_to_write_in(world, call)
    return message_json(_post(world, call, chat, read_caption(call), document(world, call)))


def send_voice(world: World, call: Call) -> JSON:
    chat = chat_to_write_in(world, call)
    return message_json(_post(world, call, chat, read_caption(call), voice(world, call)))


def send_sticker(world: World, call: Call) -> JSON:
    chat = chat_to_write_in(world, call)
    return message_json(_post(world, call, chat, Formatted(), sticker(world, call)))


def send_location(world: World, call: Call) -> JSON:
    chat = chat_to_write_in(world, call)
    latitude, longitude = call.number("latitude"), call.number("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("location is invalid")
    return message_json(_post(world, call, chat, Formatted(), Location(latitude, longitude)))


def send_contact(world: World, call: Call) -> JSON:
    chat = chat_to_write_in(world, call)
    number, name = call.text("phone_number"), call.text("first_name")
    if not number:
        raise bad_request("phone number is empty")
    if not name:
        raise bad_request("first name is empty")
    return message_json(_post(world, call, chat, Formatted(), Contact(number, name)))


def send_chat_action(world: World, call: Call) -> bool:
    chat = chat_to_write_in(world, call)
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.typing_until = world.now() + TYPING_SHOWN_FOR
    world.changed.happened()
    return True


def copy_message(world: World, call: Call) -> JSON:
    chat = chat_to_write_in(world, call)
    origin = _origin(world, call, "message to copy not found")
    words = origin.words
    if origin.attachment is not None and call.has("caption"):
        words = read_caption(call)
    copied = _post(world, call, chat, words, origin.attachment)
    return {"message_id": copied.message_id}


def forward_message(world: World, call: Call) -> JSON:
    chat = chat_to_write_in(world, call)
    origin = _origin(world, call, "message to forward not found")
    forwarded = _post(world, call, chat, origin.words, origin.attachment)
    forwarded.forwarded_from = origin.forwarded_from or _alone(origin)
    return message_json(forwarded)


def read_text(call: Call) -> Formatted:
    """The text of a request. Raises Telegram's refusals."""
    words = read_words(call.text("text"), call.text("parse_mode"), call.things("entities"))
    if not words.text:
        raise bad_request("message text is empty")
    if units(words.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return words


def read_caption(call: Call) -> Formatted:
    """The caption of a request. Raises Telegram's refusals."""
    entities = call.things("caption_entities")
    words = read_words(call.text("caption"), call.text("parse_mode"), entities)
    if units(words.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return words


def _post(
    world: World, call: Call, chat: Chat, words: Formatted, attachment: Attachment | None
) -> Message:
    buttons, keyboard = read_markup(call.thing("reply_markup"))
    reply_to = _reply_target(call, chat)
    topic = call.integer("message_thread_id") or (reply_to.topic if reply_to else 0)
    if topic and topic not in chat.topics:
        raise bad_request("message thread not found")
    world.flood.check(chat)
    if isinstance(keyboard, ReplyKeyboard):
        chat.keyboard = keyboard
    elif isinstance(keyboard, RemoveKeyboard):
        chat.keyboard = None
    chat.typing_until = None
    message = world.post(
        chat, world.bot, words, attachment, buttons=buttons, reply_to=reply_to, topic=topic
    )
    message.is_protected = call.flag("protect_content")
    return message


def _reply_target(call: Call, chat: Chat) -> Message | None:
    if (parameters := call.thing("reply_parameters")) is not None:
        wanted, may_miss = parameters.get("message_id"), parameters.get(_MAY_MISS) is True
        if not isinstance(wanted, int):
            raise bad_request('Field "message_id" must be of type Number')
    else:
        wanted, may_miss = call.integer("reply_to_message_id"), call.flag(_MAY_MISS)
        if not wanted:
            return None
    message = chat.messages.get(wanted)
    if message is not None and not message.is_deleted:
        return message
    if may_miss:
        return None
    raise bad_request("message to be replied not found")


def _alone(message: Message) -> Message:
    """Without its reply, so that a chain of forwards does not hold a whole history."""
    return replace(message, reply_to=None)


def _origin(world: World, call: Call, refusal: str) -> Message:
    chat = find_chat(world, call, "from_chat_id")
    message = find_message(chat, call.integer("message_id"), refusal, with_notices=False)
    if message.is_protected:
        raise bad_request("message can't be forwarded")
    return message
