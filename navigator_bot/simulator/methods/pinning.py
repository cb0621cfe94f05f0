"""Methods that pin messages and take the pins away."""

from __future__ import annotations

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.methods.gates import (
    chat_to_write_in,
    find_message,
    needs_administrator,
)
from navigator_bot.simulator.model import Chat, Notice
from navigator_bot.simulator.refusals import bad_request
from navigator_bot.simulator.rendering import message_json
from navigator_bot.simulator.world import World

NO_RIGHT_TO_PIN = "not enough rights to manage pinned messages in the chat"


def pin_chat_message(world: World, call: Call) -> bool:
    """What is pinned once more becomes the newest again, without another service message."""
    chat = _chat(world, call)
    message = find_message(chat, call.integer("message_id"), "message to pin not found")
    if isinstance(message.attachment, Notice):
        raise bad_request("a service message can't be pinned")
    is_new = message.message_id not in chat.pinned
    chat.pinned = [one for one in chat.pinned if one != message.message_id]
    chat.pinned.append(message.message_id)
    if is_new:
        pinned = message_json(message, with_reply=False)
        world.notice(chat, world.bot, "pinned_message", pinned, message.topic)
    return True


def unpin_chat_message(world: World, call: Call) -> bool:
    """Without a number, the newest pin."""
    chat = _chat(world, call)
    number = call.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    world.changed.happened()
    return True


def unpin_all_chat_messages(world: World, call: Call) -> bool:
    chat = _chat(world, call)
    chat.pinned.clear()
    world.changed.happened()
    return True


def unpin_topic(world: World, chat: Chat, thread_id: int) -> bool:
    """Raises Telegram's refusals."""
    needs_administrator(chat, NO_RIGHT_TO_PIN)
    inside = {one.message_id for one in chat.messages.values() if one.topic == thread_id}
    chat.pinned = [one for one in chat.pinned if one not in inside]
    world.changed.happened()
    return True


def _chat(world: World, call: Call) -> Chat:
    chat = chat_to_write_in(world, call)
    needs_administrator(chat, NO_RIGHT_TO_PIN)
    return chat
