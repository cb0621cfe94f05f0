"""Methods about who is in a group, and about the group itself."""

from __future__ import annotations

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.marked_text import units
from navigator_bot.simulator.methods.gates import (
    chat_to_write_in,
    find_chat,
    needs_administrator,
)
from navigator_bot.simulator.model import JSON, Chat, Standing, User
from navigator_bot.simulator.refusals import bad_request
from navigator_bot.simulator.rendering import member_json, user_json
from navigator_bot.simulator.world import World

LONGEST_TITLE, LONGEST_DESCRIPTION = 128, 255
NO_RIGHT_TO_BAN = "not enough rights to restrict/unrestrict chat member"
NOT_IN_PRIVATE = "chat member status can't be changed in private chats"


def get_chat_member(world: World, call: Call) -> JSON:
    chat = find_chat(world, call)
    user = _user(world, call)
    if user is world.bot:
        return member_json(world.bot, chat.standing)
    return member_json(user, Standing.MEMBER if chat.is_private else chat.standing_of(user))


def get_chat_administrators(world: World, call: Call) -> list[JSON]:
    chat = chat_to_write_in(world, call)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    users = [user for user in chat.members.values() if user.id in chat.administrators]
    found = [member_json(user, chat.standing_of(user)) for user in users]
    if chat.standing is Standing.ADMINISTRATOR:
        found.append(member_json(world.bot, chat.standing))
    return found


def get_chat_member_count(world: World, call: Call) -> int:
    chat = find_chat(world, call)
    return 2 if chat.is_private else len(chat.members) + chat.bot_may_write


def leave_chat(world: World, call: Call) -> bool:
    chat = chat_to_write_in(world, call)
    if chat.is_private:
        raise bad_request(NOT_IN_PRIVATE)
    world.bot_stands(chat, Standing.LEFT, world.bot)
    return True


def ban_chat_member(world: World, call: Call) -> bool:
    """For good: `until_date` is not looked at."""
    chat, user = _group(world, call, NO_RIGHT_TO_BAN), _user(world, call)
    before = chat.standing_of(user)
    if before is Standing.CREATOR:
        raise bad_request("can't remove chat owner")
    if before is Standing.ADMINISTRATOR or user is world.bot:
        raise bad_request("user is an administrator of the chat")
    if before is not Standing.KICKED:
        chat.banned[user.id] = user
        _goes(world, chat, user, before)
    return True


def unban_chat_member(world: World, call: Call) -> bool:
    """They may join again. A member who was never banned is sent out all the same."""
    chat, user = _group(world, call, NO_RIGHT_TO_BAN), _user(world, call)
    if chat.kind != "supergroup":
        raise bad_request("method is available for supergroup and channel chats only")
    before = chat.standing_of(user)
    if before is Standing.KICKED:
        del chat.banned[user.id]
        world.member_stands(chat, user, before, world.bot)
    elif before is Standing.MEMBER and not call.flag("only_if_banned"):
        _goes(world, chat, user, before)
    return True


def set_chat_title(world: World, call: Call) -> bool:
    chat, title = _group(world, call, "not enough rights to change chat title"), call.text("title")
    title = title.strip()[:LONGEST_TITLE]
    if not title:
        raise bad_request("title must be non-empty")
    chat.title = title
    world.notice(chat, world.bot, "new_chat_title", title)
    return True


def set_chat_description(world: World, call: Call) -> bool:
    chat = _group(world, call, "not enough rights to set chat description")
    text = call.text("description").strip()
    if units(text) > LONGEST_DESCRIPTION:
        raise bad_request("chat description is too long")
    if text == chat.description:
        raise bad_request("chat description is not modified")
    chat.description = text
    return True


def export_chat_invite_link(world: World, call: Call) -> str:
    """Always a new one; the one before is no longer good."""
    chat = _group(world, call, "not enough rights to manage chat invite link")
    chat.invite_link = world.new_invite_link()
    return chat.invite_link


def get_user_profile_photos(world: World, call: Call) -> JSON:
    """None: nobody here has a picture."""
    _user(world, call)
    return {"total_count": 0, "photos": []}


def _group(world: World, call: Call, refusal: str) -> Chat:
    """One in which the bot is an administrator."""
    chat = chat_to_write_in(world, call)
    if chat.is_private:
        raise bad_request(NOT_IN_PRIVATE)
    needs_administrator(chat, refusal)
    return chat


def _user(world: World, call: Call) -> User:
    user_id = call.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if user_id == world.bot.id:
        return world.bot
    if user_id not in world.people:
        raise bad_request("user not found")
    return world.people[user_id].user


def _goes(world: World, chat: Chat, user: User, before: Standing) -> None:
    if chat.members.pop(user.id, None) is not None:
        world.notice(chat, world.bot, "left_chat_member", user_json(user))
    world.member_stands(chat, user, before, world.bot)
