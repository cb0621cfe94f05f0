"""A bot written with python-telegram-bot lives with the stand-in unchanged."""

from __future__ import annotations

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from navigator_bot.simulator import Person, World
from navigator_bot.simulator.pictures import landscape

CHOICE = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="choice:yes")]])


async def test_a_bot_learns_who_it_is(bot: telegram.Bot, world: World) -> None:
    me = await bot.get_me()

    assert (me.id, me.username, me.is_bot) == (world.bot.id, "peer_navigator_bot", True)


async def test_a_start_link_reaches_the_bot_with_its_code(bot: telegram.Bot, world: World) -> None:
    world.person("Amina", language="cy").starts("WELCOME7")

    (update,) = await bot.get_updates()

    assert update.message is not None
    assert update.message.text == "/start WELCOME7"
    assert update.message.entities[0].type == "bot_command"
    assert update.effective_user is not None
    assert update.effective_user.language_code == "cy"


async def test_what_the_bot_says_is_seen_with_its_formatting(
    bot: telegram.Bot, amina: Person
) -> None:
    sent = await bot.send_message(amina.id, "Hello <b>Amina</b> &amp; all", parse_mode="HTML")

    assert amina.hears.text == sent.text == "Hello Amina & all"
    assert sent.parse_entities() == {sent.entities[0]: "Amina"}


async def test_a_pressed_button_is_answered_and_edited_away(
    bot: telegram.Bot, amina: Person
) -> None:
    await bot.send_message(amina.id, "Shall we?", reply_markup=CHOICE)
    amina.presses("Yes")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None

    await update.callback_query.answer("Thank you")
    await update.callback_query.edit_message_text("You said yes.")

    assert amina.toasts == ["Thank you"]
    assert amina.hears.text == "You said yes."
    assert amina.hears.labels == []


async def test_a_picture_goes_out_with_its_caption_and_comes_back_as_a_file(
    bot: telegram.Bot, amina: Person
) -> None:
    sent = await bot.send_photo(amina.id, landscape(), caption="Your ratings: 4, 5, 2.")

    file = await bot.get_file(sent.photo[-1].file_id)
    content = bytes(await file.download_as_bytearray())

    assert amina.hears.picture == content == landscape()
    assert (amina.hears.text, sent.photo[-1].width) == ("Your ratings: 4, 5, 2.", 320)


async def test_a_document_keeps_its_name(bot: telegram.Bot, amina: Person) -> None:
    sent = await bot.send_document(amina.id, b"all that is kept", filename="my-story.txt")

    assert sent.document is not None
    assert sent.document.file_name == "my-story.txt"


async def test_everything_a_person_can_send_arrives_as_what_it_is(
    bot: telegram.Bot, amina: Person
) -> None:
    amina.sends_photo(caption="look")
    amina.sends_voice(seconds=7)
    amina.sends_document(name="letter.pdf")
    amina.sends_sticker("🌱")
    amina.sends_contact("+447700900001")
    amina.sends_location(53.1, -1.2)

    messages = [update.message for update in await bot.get_updates()]

    kinds = [telegram.helpers.effective_message_type(one) for one in messages if one]
    assert kinds == ["photo", "voice", "document", "sticker", "contact", "location"]


async def test_a_person_edits_what_they_said(bot: telegram.Bot, amina: Person) -> None:
    said = amina.says("I fell well")
    amina.edits(said, "I feel well")

    _, edit = await bot.get_updates()

    assert edit.edited_message is not None
    assert edit.edited_message.text == "I feel well"
    assert edit.edited_message.edit_date is not None


async def test_a_reply_shows_what_it_answers(bot: telegram.Bot, amina: Person) -> None:
    asked = await bot.send_message(amina.id, "Reply to me")
    amina.says("Here", reply_to=amina.hears)

    (update,) = await bot.get_updates()

    assert update.message is not None
    assert update.message.reply_to_message is not None
    assert update.message.reply_to_message.message_id == asked.message_id


async def test_blocking_and_unblocking_reach_the_bot(bot: telegram.Bot, amina: Person) -> None:
    amina.blocks()
    with pytest.raises(telegram.error.Forbidden, match="bot was blocked by the user"):
        await bot.send_message(amina.id, "Are you there?")
    amina.unblocks()

    changes = [update.my_chat_member for update in await bot.get_updates()]

    statuses = [change.new_chat_member.status for change in changes if change]
    assert statuses == ["kicked", "member"]
    assert await bot.send_message(amina.id, "Welcome back")


async def test_a_keyboard_under_the_chat_types_and_shares(bot: telegram.Bot, amina: Person) -> None:
    share = telegram.KeyboardButton("Share my area", request_location=True)
    keys = telegram.ReplyKeyboardMarkup([["Skip"], [share]], one_time_keyboard=True)
    await bot.send_message(amina.id, "Where are you?", reply_markup=keys)

    amina.presses("Share my area")

    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.location is not None
    assert amina.chat.keyboard is None


async def test_messages_are_copied_forwarded_deleted_and_pinned(
    bot: telegram.Bot, amina: Person
) -> None:
    first = await bot.send_message(amina.id, "One")
    copied = await bot.copy_message(amina.id, amina.id, first.message_id)
    forwarded = await bot.forward_message(amina.id, amina.id, first.message_id)
    await bot.pin_chat_message(amina.id, copied.message_id)
    await bot.delete_message(amina.id, first.message_id)

    assert [message.text for message in amina.chat.said_by_bot] == ["One", "One"]
    assert forwarded.forward_origin is not None
    assert amina.chat.pinned == [copied.message_id]


async def test_commands_belong_to_a_scope_and_a_language(
    bot: telegram.Bot, amina: Person, world: World
) -> None:
    await bot.set_my_commands([("help", "Help")])
    await bot.set_my_commands([("help", "Cymorth")], language_code="cy")
    only_here = telegram.BotCommandScopeChat(amina.id)
    await bot.set_my_commands([("cases", "Cases")], scope=only_here)

    assert [one.description for one in await bot.get_my_commands()] == ["Help"]
    assert [one.command for one in await bot.get_my_commands(scope=only_here)] == ["cases"]
    offered = world.profile.commands_for(999, 999, "cy")
    assert [one.description for one in offered] == ["Cymorth"]


async def test_the_bot_describes_itself(bot: telegram.Bot, amina: Person) -> None:
    await bot.set_my_description("What I am")
    await bot.set_my_short_description("Short")
    await bot.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())

    assert (await bot.get_my_description()).description == "What I am"
    assert (await bot.get_my_short_description()).short_description == "Short"
    assert (await bot.get_chat_menu_button(amina.id)).type == "commands"
    assert (await bot.get_chat(amina.id)).first_name == "Amina"
