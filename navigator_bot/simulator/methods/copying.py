"""Methods that send again what was once said: copied, or forwarded with whose it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.methods.gates import (
    chat_to_write_in,
    find_chat,
    find_message,
    message_ids,
)
from navigator_bot.simulator.methods.posting import post, read_caption
from navigator_bot.simulator.model import JSON, Chat, Formatted, Message, Notice
from navigator_bot.simulator.refusals import bad_request
from navigator_bot.simulator.rendering import message_json
from navigator_bot.simulator.world import World

Repeat = Callable[[World, Call, Chat, Message], Message]


def copy_message(world: World, call: Call) -> JSON:
    chat = chat_to_write_in(world, call)
    copied = _copy(world, call, chat, _origin(world, call, "copy", "copied"))
    return {"message_id": copied.message_id}


def forward_message(world: World, call: Call) -> JSON:
    chat = chat_to_write_in(world, call)
    origin = _origin(world, call, "forward", "forwarded")
    return message_json(_forward(world, call, chat, origin))


def copy_messages(world: World, call: Call) -> list[JSON]:
    return _many(world, call, _copy, "message to copy not found")


def forward_messages(world: World, call: Call) -> list[JSON]:
    return _many(world, call, _forward, "message to forward not found")


def _many(world: World, call: Call, repeat: Repeat, refusal: str) -> list[JSON]:
    """Skips what is not there or may not leave its chat, as Telegram does."""
    chat, numbers = chat_to_write_in(world, call), message_ids(call)
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if numbers != sorted(set(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    known = find_chat(world, call, "from_chat_id").messages
    origins = [known[number] for number in numbers if number in known]
    origins = [origin for origin in origins if not origin.is_deleted and _may_leave(origin)]
    if not origins:
        raise bad_request(refusal)
    world.flood.check(chat, len(origins))
    sent = [repeat(world, call, chat, origin) for origin in origins]
    return [{"message_id": message.message_id} for message in sent]


def _copy(world: World, call: Call, chat: Chat, origin: Message) -> Message:
    words = origin.words
    if origin.attachment is not None and call.flag("remove_caption"):
        words = Formatted()
    elif origin.attachment is not None and call.has("caption"):
        words = read_caption(call)
    is_one = not call.has("message_ids")
    album = "" if is_one else origin.album
    return post(world, call, chat, words, origin.attachment, album=album, is_counted=is_one)


def _forward(world: World, call: Call, chat: Chat, origin: Message) -> Message:
    is_one = not call.has("message_ids")
    album = "" if is_one else origin.album
    said = post(world, call, chat, origin.words, origin.attachment, album=album, is_counted=is_one)
    # Without its reply, so that a chain of forwards does not hold a whole history.
    said.forwarded_from = origin.forwarded_from or replace(origin, reply_to=None)
    return said


def _origin(world: World, call: Call, to: str, done: str) -> Message:
    chat = find_chat(world, call, "from_chat_id")
    message = find_message(chat, call.integer("message_id"), f"message to {to} not found")
    if isinstance(message.attachment, Notice):
        raise bad_request(f"the message can't be {done}")
    if message.is_protected:
        raise bad_request("message has protected content and can't be forwarded")
    return message


def _may_leave(message: Message) -> bool:
    return not message.is_protected and not isinstance(message.attachment, Notice)
