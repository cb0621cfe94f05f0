"""Every Bot API method that the stand-in knows, by its name in lower case.

Telegram does not mind the case of a method's name. `getUpdates` waits, so it is the server's own.
"""

from __future__ import annotations

from collections.abc import Callable

from navigator_bot.simulator.calls import Call
from navigator_bot.simulator.methods import about_bot, chats, editing, sending, webhooks
from navigator_bot.simulator.world import World

Method = Callable[[World, Call], object]

METHODS: dict[str, Method] = {
    "getme": about_bot.get_me,
    "setmycommands": about_bot.set_my_commands,
    "getmycommands": about_bot.get_my_commands,
    "deletemycommands": about_bot.delete_my_commands,
    "setmydescription": about_bot.set_my_description,
    "getmydescription": about_bot.get_my_description,
    "setmyshortdescription": about_bot.set_my_short_description,
    "getmyshortdescription": about_bot.get_my_short_description,
    "setmyname": about_bot.set_my_name,
    "getmyname": about_bot.get_my_name,
    "setchatmenubutton": about_bot.set_chat_menu_button,
    "getchatmenubutton": about_bot.get_chat_menu_button,
    "setwebhook": webhooks.set_webhook,
    "deletewebhook": webhooks.delete_webhook,
    "getwebhookinfo": webhooks.get_webhook_info,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendvoice": sending.send_voice,
    "sendsticker": sending.send_sticker,
    "sendlocation": sending.send_location,
    "sendcontact": sending.send_contact,
    "sendchataction": sending.send_chat_action,
    "copymessage": sending.copy_message,
    "forwardmessage": sending.forward_message,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "answercallbackquery": editing.answer_callback_query,
    "pinchatmessage": editing.pin_chat_message,
    "unpinchatmessage": editing.unpin_chat_message,
    "unpinallchatmessages": editing.unpin_all_chat_messages,
    "getchat": chats.get_chat,
    "getchatmember": chats.get_chat_member,
    "getchatadministrators": chats.get_chat_administrators,
    "getchatmembercount": chats.get_chat_member_count,
    "leavechat": chats.leave_chat,
    "getfile": chats.get_file,
}
