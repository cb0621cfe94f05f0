"""Methods that look at chats and files."""

from __future__ import annotations

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.files import LARGEST_DOWNLOAD
from navigator_bot.simulator.methods.gates import find_chat
from navigator_bot.simulator.model import JSON
from navigator_bot.simulator.refusals import bad_request
from navigator_bot.simulator.rendering import chat_json, file_json, message_json
from navigator_bot.simulator.world import World


def get_chat(world: World, call: Call) -> JSON:
    chat = find_chat(world, call)
    body = chat_json(chat)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    body["accent_color_id"] = 0
    body["max_reaction_count"] = 11
    body["accepted_gift_types"] = {**dict.fromkeys(gifts, False), "gifts_from_channels": False}
    if chat.description:
        body["description"] = chat.description
    if chat.invite_link:
        body["invite_link"] = chat.invite_link
    if chat.pinned and (pinned := chat.messages.get(chat.pinned[-1])):
        body["pinned_message"] = message_json(pinned, with_reply=False)
    return body


def get_file(world: World, call: Call) -> JSON:
    file = world.files.by_id(call.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**file_json(file), "file_path": file.path}
