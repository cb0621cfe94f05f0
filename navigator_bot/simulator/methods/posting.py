"""What every new message of the bot goes through: its words, place and keyboard, the limits."""

from __future__ import annotations

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.formatting import read_words
from navigator_bot.simulator.marked_text import units
from navigator_bot.simulator.markup import read_markup
from navigator_bot.simulator.model import (
    Attachment,
    Chat,
    Formatted,
    Message,
    RemoveKeyboard,
    ReplyKeyboard,
)
from navigator_bot.simulator.refusals import bad_request
from navigator_bot.simulator.world import World

LONGEST_TEXT = 4096  # UTF-16 units, after entities are parsed
LONGEST_CAPTION = 1024
_MAY_MISS = "allow_sending_without_reply"


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


def post(
    world: World,
    call: Call,
    chat: Chat,
    words: Formatted,
    attachment: Attachment | None,
    *,
    album: str = "",
    is_counted: bool = True,
) -> Message:
    """Says it. What `is_counted` has not yet been held against the flood limits."""
    buttons, keyboard = read_markup(call.thing("reply_markup"))
    reply_to = _reply_target(call, chat)
    topic = _topic(world, call, chat, reply_to)
    if is_counted:
        world.flood.check(chat)
    if isinstance(keyboard, ReplyKeyboard):
        chat.keyboard = keyboard
    elif isinstance(keyboard, RemoveKeyboard):
        chat.keyboard = None
    chat.typing_until = None
    message = world.post(
        chat, world.bot, words, attachment, buttons=buttons, reply_to=reply_to, topic=topic
    )
    message.is_protected, message.album = call.flag("protect_content"), album
    return message


def _topic(world: World, call: Call, chat: Chat, reply_to: Message | None) -> int:
    thread_id = call.integer("message_thread_id") or (reply_to.topic if reply_to else 0)
    if chat.topic(thread_id) is None:
        raise bad_request("message thread not found")
    if not world.may_post(chat, world.bot, thread_id):
        raise bad_request("TOPIC_CLOSED")
    return thread_id


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
