"""One finished message to one chat, and what became of it."""

from __future__ import annotations

import pytest

from navigator_bot.messages import Button, Copy, Document, Edit, File, Keyboard, Picture, Text
from navigator_bot.simulator import (
    Person,
    StandIn,
    World,
)
from navigator_bot.simulator.person import SMALL_PICTURE
from navigator_bot.telegram.bot import PlainBot
from navigator_bot.telegram.painting import PictureError
from navigator_bot.telegram.sending import Telephone

CHOICE: Keyboard = ((Button("Yes", "7:yes"), Button("No", "7:no")), (Button("Help", "!help_now"),))
CHART = "<svg/>"


async def paint(svg: str) -> bytes:
    """Always the same picture."""
    assert svg == CHART
    return SMALL_PICTURE


async def paint_nothing(svg: str) -> bytes:
    raise PictureError("the SVG cannot be drawn")


async def test_a_text_is_sent_with_its_markup_and_buttons(
    telephone: Telephone, amina: Person
) -> None:
    sent = await telephone.send(amina.id, Text("Are you <b>ready</b>?", CHOICE))

    assert sent == amina.hears.message_id
    assert amina.hears.text == "Are you ready?"
    assert amina.hears.labels == ["Yes", "No", "Help"]
    assert [each.kind for each in amina.hears.words.entities] == ["bold"]


async def test_a_link_is_not_fetched_for_a_preview(
    telephone: Telephone, stand_in: StandIn, amina: Person
) -> None:
    await telephone.send(amina.id, Text("https://example.org/once"))

    assert stand_in.calls[-1].thing("link_preview_options") == {"is_disabled": True}


async def test_an_answer_hangs_on_what_it_answers(telephone: Telephone, amina: Person) -> None:
    asked = amina.says("Is anybody there?")

    await telephone.send(amina.id, Text("Yes", reply_to=asked.message_id))

    assert amina.hears.reply_to is asked


async def test_an_answer_to_what_is_gone_is_sent_all_the_same(
    telephone: Telephone, amina: Person
) -> None:
    await telephone.send(amina.id, Text("Yes", reply_to=999))

    assert (amina.hears.text, amina.hears.reply_to) == ("Yes", None)


async def test_a_picture_goes_out_drawn_with_its_caption(
    bot: PlainBot, stand_in: StandIn, amina: Person
) -> None:
    sent = await Telephone(bot, paint).send(amina.id, Picture(CHART, "<b>7</b> of 10"))

    assert sent == amina.hears.message_id
    assert amina.hears.words.text == "7 of 10"
    assert stand_in.calls[-1].method == "sendPhoto"
    assert stand_in.calls[-1].uploads["photo"].content == SMALL_PICTURE


async def test_without_a_painter_a_picture_goes_out_as_its_caption(
    telephone: Telephone, amina: Person
) -> None:
    await telephone.send(amina.id, Picture(CHART, "7 of 10", CHOICE))

    assert amina.hears.text == "7 of 10"
    assert amina.hears.labels == ["Yes", "No", "Help"]


async def test_a_picture_that_cannot_be_drawn_goes_out_as_its_caption(
    bot: PlainBot, amina: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await Telephone(bot, paint_nothing).send(amina.id, Picture(CHART, "7 of 10"))

    assert amina.hears.text == "7 of 10"
    assert "went out as its caption" in caplog.text


async def test_a_file_goes_out_with_its_name_and_content(
    telephone: Telephone, stand_in: StandIn, amina: Person
) -> None:
    await telephone.send(amina.id, File("my-data.json", '{"name": "Zoë"}', "What we keep"))

    upload = stand_in.calls[-1].uploads["document"]
    assert (upload.name, upload.content.decode()) == ("my-data.json", '{"name": "Zoë"}')
    assert amina.hears.words.text == "What we keep"


async def test_a_file_that_is_no_text_goes_out_byte_by_byte(
    telephone: Telephone, stand_in: StandIn, amina: Person
) -> None:
    await telephone.send(amina.id, Document("list.xlsx", b"PK\x03\xff", "The list"))

    upload = stand_in.calls[-1].uploads["document"]
    assert (upload.name, upload.content) == ("list.xlsx", b"PK\x03\xff")


async def test_a_copy_does_not_say_where_it_comes_from(
    telephone: Telephone, world: World, amina: Person
) -> None:
    said = amina.says("Hello there")
    ben = world.person("Ben")
    ben.starts()

    sent = await telephone.send(ben.id, Copy(amina.id, said.message_id))

    assert sent == ben.hears.message_id
    assert ben.hears.text == "Hello there"
    assert ben.hears.forwarded_from is None


async def test_an_edit_sets_new_words_and_takes_off_the_buttons(
    telephone: Telephone, amina: Person
) -> None:
    sent = await telephone.send(amina.id, Text("Ready?", CHOICE))

    edited = await telephone.send(
        amina.id, Edit("row", "Taken by <i>Jo</i>"), target_message=sent, target_html="Ready?"
    )

    assert edited == sent
    assert amina.hears.text == "Taken by Jo"
    assert amina.hears.labels == []


async def test_an_addition_stands_below_the_words_that_were_there(
    telephone: Telephone, amina: Person
) -> None:
    sent = await telephone.send(amina.id, Text("<b>Ready?</b>", CHOICE))

    edit = Edit("row", addition="You chose: yes")
    await telephone.send(amina.id, edit, target_message=sent, target_html="<b>Ready?</b>")

    assert amina.hears.text == "Ready?\n\nYou chose: yes"
    assert [each.kind for each in amina.hears.words.entities] == ["bold"]


async def test_an_edit_of_buttons_alone_keeps_the_words(
    telephone: Telephone, amina: Person
) -> None:
    sent = await telephone.send(amina.id, Text("Ready?", CHOICE))

    edit = Edit("row", keyboard=((Button("Later", "7:later"),),))
    await telephone.send(amina.id, edit, target_message=sent, target_html="Ready?")

    assert (amina.hears.text, amina.hears.labels) == ("Ready?", ["Later"])


async def test_an_edit_of_a_picture_changes_its_caption(bot: PlainBot, amina: Person) -> None:
    telephone = Telephone(bot, paint)
    sent = await telephone.send(amina.id, Picture(CHART, "7 of 10", CHOICE))

    edit = Edit("row", addition="You chose: yes")
    await telephone.send(amina.id, edit, target_message=sent, target_html="7 of 10")

    assert amina.hears.words.text == "7 of 10\n\nYou chose: yes"


async def test_an_edit_that_changes_nothing_is_done_already(
    telephone: Telephone, amina: Person
) -> None:
    sent = await telephone.send(amina.id, Text("Ready?"))

    assert await telephone.send(amina.id, Edit("row", "Ready?"), target_message=sent) == sent
