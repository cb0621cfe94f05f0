"""Updates as Telegram writes them."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

SAM: Json = {
    "id": 500001,
    "is_bot": False,
    "first_name": "Sam",
    "last_name": "Reed",
    "username": "sam",
    "language_code": "en-GB",
}
PRIVATE: Json = {"id": 500001, "first_name": "Sam", "last_name": "Reed", "type": "private"}
TEAM: Json = {"id": -1001234567890, "title": "The team", "type": "supergroup", "is_forum": True}
FILE: Json = {"file_id": "AgAC", "file_unique_id": "AQAD", "file_size": 1024}
PLACE: Json = {"latitude": 53.48, "longitude": -2.24}


def message(chat: Json = PRIVATE, /, **content: Any) -> Json:
    return {"message_id": 77, "from": SAM, "chat": chat, "date": 1772442000, **content}


def update(**content: Any) -> Json:
    return {"update_id": 100001, **content}


def said(chat: Json = PRIVATE, /, **content: Any) -> Json:
    return update(message=message(chat, **content))


def member(status: str, **more: Any) -> Json:
    bot = {"id": 7000000001, "is_bot": True, "first_name": "Bot", "username": "a_bot"}
    return {"user": bot, "status": status, **more}


def membership(chat: Json, old: Json, new: Json) -> Json:
    about = {"chat": chat, "from": SAM, "date": 1772442000}
    return update(my_chat_member={**about, "old_chat_member": old, "new_chat_member": new})


def pressed(chat: Json = PRIVATE, /, **more: Any) -> Json:
    keyboard = {"inline_keyboard": [[{"text": "2", "callback_data": "12:2"}]]}
    return update(
        callback_query={
            "id": "4382bfdwdsb323b2d9",
            "from": SAM,
            "message": message(chat, text="How did it go?", reply_markup=keyboard),
            "chat_instance": "-3984",
            "data": "12:2",
            **more,
        }
    )


KINDS: dict[str, Json] = {
    "text": said(text="just to the corner", entities=[{"type": "bold", "offset": 0, "length": 4}]),
    "photo": said(photo=[{**FILE, "width": 90, "height": 60}], caption="my garden"),
    "voice": said(voice={**FILE, "duration": 4, "mime_type": "audio/ogg"}),
    "document": said(document={**FILE, "file_name": "letter.pdf"}, caption="a letter"),
    "animation": said(animation={**FILE, "width": 1}, document=FILE),
    "video": said(video={**FILE, "duration": 4}, caption="a walk"),
    "video_note": said(video_note={**FILE, "length": 240, "duration": 2}),
    "audio": said(audio={**FILE, "duration": 180}),
    "sticker": said(sticker={**FILE, "type": "regular", "emoji": "🙂"}),
    "contact": said(contact={"phone_number": "+447700900123", "first_name": "Sam"}),
    "location": said(location=PLACE),
    "live location": said(location={**PLACE, "live_period": 900, "heading": 12}),
    "venue": said(venue={"location": PLACE, "title": "Library", "address": "1"}, location=PLACE),
    "poll": said(poll={"id": "1", "question": "Tea?", "options": []}),
    "nothing yet known": said(),
    "edited": update(edited_message=message(text="to the park", edit_date=1772442060)),
    "group": said(TEAM, text="/here"),
    "reply": said(TEAM, text="Hello", reply_to_message=message(TEAM, text="Case 12")),
    "pressed": pressed(),
    "blocked": membership(PRIVATE, member("member"), member("kicked", until_date=0)),
    "added": membership(TEAM, member("left"), member("member")),
    "migrated": said(
        {"id": -4000, "title": "The team", "type": "group"}, migrate_to_chat_id=-10055
    ),
}
