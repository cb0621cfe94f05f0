"""Ready replies: chosen, shown as the person will read them, and sent on a press alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from navigator_bot.delivery import ARRIVED
from tests.journeys.crew import crew
from tests.journeys.stage import Journey
from tests.journeys.stage import journey as beginning
from tests.journeys.talking import marks, said_in_case, talk

HELLO = "Hello, it is good to hear from you. I am here now. What is on your mind?"


async def test_a_ready_reply_is_shown_first_and_goes_out_on_a_press(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    _, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")

    assert "case 1? Press one to see it" in await journey.says(sam, "/reply 1")
    shown = (await journey.presses(sam, "Hello")).one()
    assert f"Sam: {HELLO}" in shown.text
    assert not journey.reads(amina), "nothing goes out before the press"
    assert "That goes to case 1" in await journey.presses(sam, "Send it")

    assert journey.reads(amina).one().text == f"Sam: {HELLO}"
    assert marks(journey, shown) == [ARRIVED]
    assert "were sent or left already" in await journey.presses(sam, "Send it")
    assert not journey.reads(amina)
    assert await said_in_case(journey, amina) == [("navigator", HELLO)]


async def test_a_ready_reply_that_does_not_arrive_is_told_where_it_was_shown(
    journey: Journey,
) -> None:
    _, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")
    await journey.says(sam, "/reply 1")
    shown = (await journey.presses(sam, "My day ends")).one()
    amina.blocks()

    heard = await journey.presses(sam, "Send it")

    assert "They have blocked the bot" in heard.last.text
    assert heard.last.reply_to is shown
    assert not marks(journey, shown)


async def test_it_can_be_dropped_or_put_in_ones_own_words(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")
    await journey.says(sam, "/reply", reply_to=brief)
    first = (await journey.presses(sam, "Hello")).one()

    heard = await journey.says(sam, "Hello Amina")
    assert "Sam: Hello Amina" in heard.one().text
    assert not journey.reads(amina)
    await journey.does(lambda: sam.presses("Send it", first), sam)
    assert not journey.reads(amina), "the button under other words sends nothing"
    await journey.presses(sam, "Do not send it")
    await journey.does(lambda: sam.presses("Send it", heard.one()), sam)

    assert not journey.reads(amina)
    assert "could not tell who it was for" in await journey.says(sam, "Hello Amina")


async def test_what_is_no_words_takes_no_ready_replys_place(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")
    await journey.presses(sam, "Ready replies", "Hello")

    heard = await journey.does(sam.sends_photo, sam)

    assert "Nothing was sent" in heard
    await journey.presses(sam, "Do not send it")
    assert not journey.reads(amina)


async def test_a_reply_to_a_message_goes_out_while_a_ready_one_is_shown(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")
    await journey.presses(sam, "Ready replies", "Hello")

    await journey.says(sam, "I am here", reply_to=brief)

    assert journey.reads(amina).one().text == "Sam: I am here"


async def test_only_the_claimer_gets_them_and_only_while_the_case_is_theirs(
    journey: Journey,
) -> None:
    jo, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")

    assert "type /reply and the number" in await journey.says(sam, "/reply")
    assert "type /reply and the number" in await journey.says(sam, "/reply 99")
    assert "Case 1 is not yours" in await journey.says(jo, "/reply 1")
    await journey.says(sam, "/talk 1")
    assert "case 1? Press one" in await journey.says(sam, "/reply")
    shown = (await journey.presses(sam, "Hello")).one()
    await journey.presses(amina, "That is all for now")
    journey.reads(sam)
    journey.reads(team)
    assert "Case 1 is not yours" in await journey.does(lambda: sam.presses("Send it", shown), sam)
    assert "That case is closed" in await journey.says(sam, "hello?")
    assert not journey.reads(amina)


OWN = """
[[reply]]
label = "Waiting list"
words = "The list is <long> just now & I will ask for you."
"""


async def test_a_service_can_have_its_own(tmp_path: Path) -> None:
    file = tmp_path / "replies.toml"
    file.write_text(OWN, encoding="utf-8")
    settings = {"NAVIGATOR_READY_REPLIES": str(file)}
    async with beginning(tmp_path, environment=settings) as journey:
        _, sam, team = await crew(journey)
        amina, _ = await talk(journey, sam, team, "Amina")

        heard = await journey.says(sam, "/reply 1")
        assert heard.labels[:2] == ["Waiting list", "Hello"]
        await journey.presses(sam, "Waiting list", "Send it")

        said = journey.reads(amina).one().text
        assert said == "Sam: The list is <long> just now & I will ask for you."


@pytest.mark.parametrize("name", ["reply", "note", "talk"])
async def test_what_staff_type_for_cases_does_nothing_for_those_who_take_none(
    journey: Journey, name: str
) -> None:
    kim = await journey.staff("Kim", "coordinator")

    assert "This chat is for your work" in await journey.says(kim, f"/{name} 1")
