"""Methods that look at chats, members and files."""

from __future__ import annotations

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.files import LARGEST_DOWNLOAD
from navigator_bot.simulator.methods.gates import chat_to_write_in, find_chat
from navigator_bot.simulator.model import JSON, Chat, Standing, User
from navigator_bot.simulator.refusals import bad_request
from navigator_bot.simulator.rendering import (
    chat_json,
    file_json,
    member_json,
    message_json,
    user_json,
)
from navigator_bot.simulator.world import World


def get_chat(world: World, call: Call) -> JSON:
    chat = find_chat(world, call)
    body = chat_json(chat)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    body["accent_color_id"] = 0
    body["max_reaction_count"] = 11
    body["accepted_gift_types"] = {**dict.fromkeys(gifts, False), "gifts_from_channels": False}
    if chat.pinned and (pinned := chat.messages.get(chat.pinned[-1])):
        body["pinned_message"] = message_json(pinned, with_reply=False)
    return body


def get_chat_member(world: World, call: Call) -> JSON:
    chat = find_chat(world, call)
    user_id = call.integer("user_id")
    if user_id == world.bot.id:
        return member_json(world.bot, chat.standing)
    if user_id not in world.people:
        raise bad_request("invalid user_id specified")
    user = world.people[user_id].user
    if chat.is_private:
        return member_json(user, Standing.MEMBER)
    if user_id not in chat.members:
        return member_json(user, Standing.LEFT)
    return _group_member(chat, user)


def get_chat_administrators(world: World, call: Call) -> list[JSON]:
    chat = chat_to_write_in(world, call)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    users = [user for user in chat.members.values() if user.id in chat.administrators]
    found = [_group_member(chat, user) for user in users]
    if chat.standing is Standing.ADMINISTRATOR:
        found.append(member_json(world.bot, chat.standing))
    return found


def get_chat_member_count(world: World, call: Call) -> int:
    chat = find_chat(world, call)
    return 2 if chat.is_private else len(chat.members) + chat.bot_may_write


def leave_chat(world: World, call: Call) -> bool:
    chat = chat_to_write_in(world, call)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    world.bot_stands(chat, Standing.LEFT, world.bot)
    return True


def get_file(world: World, call: Call) -> JSON:
    file = world.files.by_id(call.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**file_json(file), "file_path": file.path}


def _group_member(chat: Chat, user: User) -> JSON:
    if user.id not in chat.administrators:
        return member_json(user, Standing.MEMBER)
    if user.id == next(iter(chat.administrators)):
        return {"user": user_json(user), "status": "creator", "is_anonymous": False}
    return member_json(user, Standing.ADMINISTRATOR)
