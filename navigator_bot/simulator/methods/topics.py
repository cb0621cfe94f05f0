"""Methods for the topics of a forum, and of private chats where the bot's owner allows them."""

from __future__ import annotations

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.methods.gates import chat_to_write_in, needs_administrator
from navigator_bot.simulator.methods.pinning import unpin_topic
from navigator_bot.simulator.model import JSON, Chat, Topic
from navigator_bot.simulator.refusals import bad_request
from navigator_bot.simulator.rendering import topic_json
from navigator_bot.simulator.world import World

LONGEST_NAME = 128
COLOURS = frozenset({0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F})
NOT_A_FORUM = "the chat is not a forum"
NOT_MODIFIED = "TOPIC_NOT_MODIFIED"
NO_RIGHT_TO_EDIT = "not enough rights to edit the topic"
GENERAL = 0


def create_forum_topic(world: World, call: Call) -> JSON:
    chat = _forum(world, call)
    needs_administrator(chat, "not enough rights to create a topic")
    colour = call.integer("icon_color", 0x6FB9F0)
    if colour not in COLOURS:
        raise bad_request("invalid icon color specified")
    topic = Topic(0, _name(call), icon_color=colour, icon=call.text("icon_custom_emoji_id"))
    world.open_topic(chat, world.bot, topic)
    return {"message_thread_id": topic.thread_id, **topic_json(topic)}


def edit_forum_topic(world: World, call: Call) -> bool:
    chat, topic = _own_topic(world, call)
    name = _name(call) if call.text("name") else topic.name
    icon = call.text("icon_custom_emoji_id") if call.has("icon_custom_emoji_id") else topic.icon
    if (name, icon) == (topic.name, topic.icon):
        raise bad_request(NOT_MODIFIED)
    changed: JSON = {} if name == topic.name else {"name": name}
    if icon != topic.icon:
        changed["icon_custom_emoji_id"] = icon
    topic.name, topic.icon = name, icon
    return _tell(world, chat, "forum_topic_edited", changed, topic.thread_id)


def close_forum_topic(world: World, call: Call) -> bool:
    return _open_or_close(world, *_own_topic(world, call, in_groups=True), is_closed=True)


def reopen_forum_topic(world: World, call: Call) -> bool:
    return _open_or_close(world, *_own_topic(world, call, in_groups=True), is_closed=False)


def delete_forum_topic(world: World, call: Call) -> bool:
    """With all that was said in it. Nobody is told."""
    chat, topic = _topic(world, call)
    needs_administrator(chat, "not enough rights to delete the topic")
    unpin_topic(world, chat, topic.thread_id)
    world.drop_topic(chat, topic.thread_id)
    return True


def unpin_all_forum_topic_messages(world: World, call: Call) -> bool:
    chat, topic = _topic(world, call)
    return unpin_topic(world, chat, topic.thread_id)


def edit_general_forum_topic(world: World, call: Call) -> bool:
    chat, name = _forum_of_group(world, call), _name(call)
    if name == chat.general.name:
        raise bad_request(NOT_MODIFIED)
    chat.general.name = name
    return _tell(world, chat, "forum_topic_edited", {"name": name}, GENERAL)


def close_general_forum_topic(world: World, call: Call) -> bool:
    chat = _forum_of_group(world, call)
    return _open_or_close(world, chat, chat.general, is_closed=True)


def reopen_general_forum_topic(world: World, call: Call) -> bool:
    """It is shown again, too, if it was hidden."""
    chat = _forum_of_group(world, call)
    if chat.general.is_hidden:
        _hide_or_show(world, chat, is_hidden=False)
    return _open_or_close(world, chat, chat.general, is_closed=False)


def hide_general_forum_topic(world: World, call: Call) -> bool:
    """It is closed, too, if it was open."""
    chat = _forum_of_group(world, call)
    _hide_or_show(world, chat, is_hidden=True)
    chat.general.is_closed = True
    return True


def unhide_general_forum_topic(world: World, call: Call) -> bool:
    return _hide_or_show(world, _forum_of_group(world, call), is_hidden=False)


def unpin_all_general_forum_topic_messages(world: World, call: Call) -> bool:
    return unpin_topic(world, _forum_of_group(world, call), GENERAL)


def get_forum_topic_icon_stickers(world: World, call: Call) -> list[JSON]:
    """None: the stand-in has no custom emoji."""
    return []


def _forum(world: World, call: Call) -> Chat:
    chat = chat_to_write_in(world, call)
    if not chat.is_forum:
        raise bad_request(NOT_A_FORUM)
    return chat


def _forum_of_group(world: World, call: Call) -> Chat:
    """General is there in groups alone."""
    chat = _forum(world, call)
    if chat.is_private:
        raise bad_request(NOT_A_FORUM)
    needs_administrator(chat, NO_RIGHT_TO_EDIT)
    return chat


def _topic(world: World, call: Call) -> tuple[Chat, Topic]:
    chat = _forum(world, call)
    if (topic := chat.topics.get(call.integer("message_thread_id"))) is None:
        raise bad_request("TOPIC_ID_INVALID")
    return chat, topic


def _own_topic(world: World, call: Call, *, in_groups: bool = False) -> tuple[Chat, Topic]:
    """One that the bot may change: its own, or any when it is an administrator."""
    chat, topic = _topic(world, call)
    if in_groups and chat.is_private:
        raise bad_request(NOT_A_FORUM)
    if topic.made_by != world.bot.id:
        needs_administrator(chat, NO_RIGHT_TO_EDIT)
    return chat, topic


def _name(call: Call) -> str:
    name = call.text("name").strip()[:LONGEST_NAME]
    if not name:
        raise bad_request("title must be non-empty")
    return name


def _open_or_close(world: World, chat: Chat, topic: Topic, *, is_closed: bool) -> bool:
    if topic.is_closed == is_closed:
        raise bad_request(NOT_MODIFIED)
    topic.is_closed = is_closed
    name = "forum_topic_closed" if is_closed else "forum_topic_reopened"
    return _tell(world, chat, name, {}, GENERAL if topic is chat.general else topic.thread_id)


def _hide_or_show(world: World, chat: Chat, *, is_hidden: bool) -> bool:
    if chat.general.is_hidden == is_hidden:
        raise bad_request(NOT_MODIFIED)
    chat.general.is_hidden = is_hidden
    name = "general_forum_topic_hidden" if is_hidden else "general_forum_topic_unhidden"
    return _tell(world, chat, name, {}, GENERAL)


def _tell(world: World, chat: Chat, name: str, value: JSON, thread_id: int) -> bool:
    world.notice(chat, world.bot, name, value, thread_id)
    return True
