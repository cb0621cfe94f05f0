"""The world's things as the JSON objects that the Bot API speaks of."""

from __future__ import annotations

from navigator_bot.simulator.formatting import entity_json
from navigator_bot.simulator.markup import keyboard_json
from navigator_bot.simulator.model import (
    JSON,
    Attachment,
    Chat,
    Contact,
    Document,
    Location,
    Message,
    Notice,
    Photo,
    Standing,
    Sticker,
    StoredFile,
    Topic,
    User,
    Voice,
)


def user_json(user: User) -> JSON:
    body: JSON = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    if user.last_name:
        body["last_name"] = user.last_name
    if user.username:
        body["username"] = user.username
    if user.language and not user.is_bot:
        body["language_code"] = user.language
    return body


def chat_json(chat: Chat) -> JSON:
    body: JSON = {"id": chat.id, "type": chat.kind}
    if chat.user is None:
        body["title"] = chat.title
        if chat.is_forum:
            body["is_forum"] = True
        return body
    body["first_name"] = chat.user.first_name
    if chat.user.last_name:
        body["last_name"] = chat.user.last_name
    if chat.user.username:
        body["username"] = chat.user.username
    return body


def message_json(message: Message, with_reply: bool = True) -> JSON:
    """A reply's own reply is left out, as Telegram leaves it out."""
    body: JSON = {
        "message_id": message.message_id,
        "from": user_json(message.sender),
        "chat": chat_json(message.chat),
        "date": int(message.sent_at.timestamp()),
    }
    is_text = message.attachment is None
    if message.words.text:
        body["text" if is_text else "caption"] = message.words.text
    if message.words.entities:
        name = "entities" if is_text else "caption_entities"
        body[name] = [entity_json(entity) for entity in message.words.entities]
    if message.attachment is not None:
        body.update(attachment_json(message.attachment))
    if message.buttons:
        body["reply_markup"] = keyboard_json(message.buttons)
    _add_circumstances(body, message, with_reply)
    return body


def _add_circumstances(body: JSON, message: Message, with_reply: bool) -> None:
    if with_reply and message.reply_to is not None:
        body["reply_to_message"] = message_json(message.reply_to, with_reply=False)
    if message.topic:
        body["message_thread_id"] = message.topic
        body["is_topic_message"] = True
    if message.album:
        body["media_group_id"] = message.album
    if message.edited_at is not None:
        body["edit_date"] = int(message.edited_at.timestamp())
    if message.is_protected:
        body["has_protected_content"] = True
    if (origin := message.forwarded_from) is not None:
        date = int(origin.sent_at.timestamp())
        body["forward_origin"] = {
            "type": "user",
            "date": date,
            "sender_user": user_json(origin.sender),
        }


def attachment_json(attachment: Attachment) -> JSON:
    match attachment:
        case Photo(file, width, height):
            return {"photo": [{**file_json(file), "width": width, "height": height}]}
        case Document():
            return _document_json(attachment)
        case Voice(file, seconds):
            sound: JSON = {"duration": seconds, "mime_type": "audio/ogg"}
            return {"voice": {**file_json(file), **sound}}
        case Sticker(file, emoji):
            return {"sticker": {**file_json(file), **_sticker_shape(emoji)}}
        case Contact(phone_number, first_name, user_id):
            contact: JSON = {"phone_number": phone_number, "first_name": first_name}
            return {"contact": {**contact, "user_id": user_id} if user_id else contact}
        case Location(latitude, longitude, title, address):
            point = {"latitude": latitude, "longitude": longitude}
            venue: JSON = {"location": point, "title": title, "address": address}
            return {"location": point, "venue": venue} if title else {"location": point}
        case Notice(name, value):
            return {name: value}


def _document_json(document: Document) -> JSON:
    kind, seconds = document.kind, document.seconds
    body = file_json(document.file)
    if kind == "video_note":
        return {kind: {**body, "length": document.width, "duration": seconds}}
    body.update(file_name=document.name, mime_type=document.mime_type)
    if kind in ("video", "animation"):
        body.update(width=document.width, height=document.height)
    if kind != "document":
        body["duration"] = seconds
    # An animation is also given as a document, for bots from before there were animations.
    return {kind: body, "document": body} if kind == "animation" else {kind: body}


def file_json(file: StoredFile) -> JSON:
    """A size with no path: what a message carries."""
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
    }


def _sticker_shape(emoji: str) -> JSON:
    return {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": emoji,
    }


def reaction_json(emoji: str) -> list[JSON]:
    """Everything that one person chose: nobody here has Telegram Premium, so one at most."""
    return [{"type": "emoji", "emoji": emoji}] if emoji else []


def topic_json(topic: Topic) -> JSON:
    body: JSON = {"name": topic.name, "icon_color": topic.icon_color}
    return {**body, "icon_custom_emoji_id": topic.icon} if topic.icon else body


def member_json(user: User, standing: Standing) -> JSON:
    """A ChatMember; for a private chat "kicked" means that the bot is blocked."""
    body: JSON = {"user": user_json(user), "status": _status(standing)}
    if standing is Standing.KICKED:
        body["until_date"] = 0
    if standing is Standing.CREATOR:
        body["is_anonymous"] = False
    if standing is Standing.ADMINISTRATOR:
        body.update(dict.fromkeys(RIGHTS, True))
        body.update(can_be_edited=False, is_anonymous=False)
    return body


RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)


def _status(standing: Standing) -> str:
    return "left" if standing is Standing.STRANGER else standing.value
