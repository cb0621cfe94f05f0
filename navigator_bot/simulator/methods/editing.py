"""Methods that change or remove what was sent, and the answer to a pressed button."""

from __future__ import annotations

from datetime import timedelta

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.marked_text import units
from navigator_bot.simulator.markup import read_markup
from navigator_bot.simulator.methods.gates import (
    chat_to_write_in,
    find_message,
    message_ids,
)
from navigator_bot.simulator.methods.posting import read_caption, read_text
from navigator_bot.simulator.methods.uploads import MEDIA_KINDS, input_media
from navigator_bot.simulator.model import (
    JSON,
    Attachment,
    Contact,
    Formatted,
    InlineKeyboard,
    Location,
    Message,
    Notice,
    Standing,
    Sticker,
)
from navigator_bot.simulator.refusals import NOT_MODIFIED, bad_request
from navigator_bot.simulator.rendering import message_json
from navigator_bot.simulator.world import World

DELETED_WITHIN = timedelta(hours=48)
LONGEST_TOAST = 200


def edit_message_text(world: World, call: Call) -> JSON:
    message = _message_to_edit(world, call)
    if message.attachment is not None:
        raise bad_request("there is no text in the message to edit")
    return _changed(world, message, read_text(call), _buttons(call))


def edit_message_caption(world: World, call: Call) -> JSON:
    message = _message_to_edit(world, call)
    if message.attachment is None or isinstance(message.attachment, Contact | Location | Sticker):
        raise bad_request("there is no caption in the message to edit")
    return _changed(world, message, read_caption(call), _buttons(call))


def edit_message_media(world: World, call: Call) -> JSON:
    """A text can be replaced by media too."""
    message = _message_to_edit(world, call)
    if isinstance(message.attachment, Contact | Location | Sticker | Notice):
        raise bad_request("there is no media in the message to edit")
    if (raw := call.thing("media")) is None:
        raise bad_request('parameter "media" is required')
    kind, item = input_media(call, raw, MEDIA_KINDS)
    attachment = MEDIA_KINDS[kind](world, item)
    return _changed(world, message, read_caption(item), _buttons(call), attachment)


def edit_message_reply_markup(world: World, call: Call) -> JSON:
    message = _message_to_edit(world, call)
    return _changed(world, message, message.words, _buttons(call))


def delete_message(world: World, call: Call) -> bool:
    chat = chat_to_write_in(world, call)
    message = find_message(chat, call.integer("message_id"), "message to delete not found")
    _delete(world, message)
    return True


def delete_messages(world: World, call: Call) -> bool:
    """Skips what is not there, as Telegram does."""
    chat = chat_to_write_in(world, call)
    for number in message_ids(call):
        message = chat.messages.get(number)
        if message is not None and not message.is_deleted:
            _delete(world, message)
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    text = call.text("text")
    if units(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query_id = call.text("callback_query_id")
    query = world.queries.answer(query_id, text, call.flag("show_alert"))
    if text and (person := world.people.get(query.by.id)):
        person.is_shown(text)
    world.changed.happened()
    return True


def _message_to_edit(world: World, call: Call) -> Message:
    if not call.has("message_id"):
        raise bad_request("message identifier is not specified")
    chat = chat_to_write_in(world, call)
    number = call.integer("message_id")
    message = find_message(chat, number, "message to edit not found")
    if not message.sender.is_bot or message.forwarded_from is not None:
        raise bad_request("message can't be edited")
    return message


def _buttons(call: Call) -> InlineKeyboard:
    """An edit without a keyboard takes the old one away."""
    buttons, keyboard = read_markup(call.thing("reply_markup"))
    if keyboard is not None:
        raise bad_request("inline keyboard expected")
    return buttons


def _changed(
    world: World,
    message: Message,
    words: Formatted,
    buttons: InlineKeyboard,
    attachment: Attachment | None = None,
) -> JSON:
    """`attachment` None leaves the one that is there."""
    attachment = attachment or message.attachment
    before = (message.words, message.attachment)
    if (words, attachment) == before and buttons == message.buttons:
        raise bad_request(NOT_MODIFIED)
    if (words, attachment) != before:
        message.edited_at = world.now()
    message.words, message.attachment, message.buttons = words, attachment, buttons
    world.redrawn(message)
    return message_json(message)


def _delete(world: World, message: Message) -> None:
    chat = message.chat
    may_always = chat.standing is Standing.ADMINISTRATOR
    if not (message.sender.is_bot or chat.is_private or may_always) or _begins_topic(message):
        raise bad_request("message can't be deleted")
    if world.now() - message.sent_at > DELETED_WITHIN and not may_always:
        raise bad_request("message can't be deleted for everyone")
    message.is_deleted = True
    chat.pinned = [number for number in chat.pinned if number != message.message_id]
    world.redrawn(message)


def _begins_topic(message: Message) -> bool:
    notice = message.attachment
    return isinstance(notice, Notice) and notice.name == "forum_topic_created"
