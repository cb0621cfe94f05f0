"""A navigator with several cases writes without replying, and hears what became of each message."""

from __future__ import annotations

from navigator_bot.delivery import ARRIVED
from navigator_bot.simulator import Dropped, Person, ServerError
from navigator_bot.simulator.model import Document
from tests.journeys.crew import crew
from tests.journeys.stage import Journey
from tests.journeys.talking import marks, said_in_case, talk

ON = "What you write here now goes to case"


async def test_a_chosen_case_gets_what_is_typed_and_each_line_says_so(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina, first = await talk(journey, sam, team, "Amina", "the letter")
    tom, _ = await talk(journey, sam, team, "Tom", "the bus")

    assert f"{ON} 2" in await journey.says(sam, "/talk 2")
    assert (await journey.says(sam, "about the bus")).one().text == "That goes to case 2."
    assert journey.reads(tom).one().text == "Sam: about the bus"
    heard = await journey.says(sam, "about the letter", reply_to=first)
    assert heard.one().text == "That goes to case 1.", "a reply goes where it answers"
    assert journey.reads(amina).one().text == "Sam: about the letter"
    await journey.says(sam, "the bus again")
    assert journey.reads(tom).one().text == "Sam: the bus again"

    await journey.says(sam, "/talk off")
    assert "could not tell who it was for" in await journey.says(sam, "to whom is this?")
    journey.nothing_new()


async def test_a_talk_ends_after_an_hour_of_silence_and_nothing_is_passed_on(
    journey: Journey,
) -> None:
    _, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")
    await journey.presses(sam, "Write without replying")
    await journey.wind(minutes=50)
    await journey.says(sam, "still here")
    journey.reads(amina)
    await journey.wind(minutes=50)
    assert "That goes to case 1" in await journey.says(sam, "and still")
    journey.reads(amina)

    await journey.wind(minutes=61)
    heard = await journey.says(sam, "milk, bread, eggs")

    assert "I did not pass that on" in heard.one().text
    assert "could not tell who it was for" in await journey.says(sam, "and butter")
    assert not journey.reads(amina)


async def test_a_talk_ends_with_its_case(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")
    await journey.says(sam, "/talk 1")

    await journey.presses(amina, "That is all for now")
    journey.reads(sam)
    heard = await journey.says(sam, "one more thing")

    assert "This chat is for your work" in heard
    journey.reads(team)
    assert not journey.reads(amina)


async def test_only_the_claimer_can_choose_a_case(journey: Journey) -> None:
    jo, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")

    assert "Case 1 is not yours" in await journey.says(jo, "/talk 1")
    assert "I know no case" in await journey.says(sam, "/talk 99")
    assert "I know no case" in await journey.says(sam, "/talk <b>")
    assert "This chat is for your work" in await journey.says(jo, "I know her")
    assert not journey.reads(amina)


async def test_what_arrived_is_marked_and_what_did_not_is_told(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")

    arrived = sam.says("hello", reply_to=brief)
    await journey.wind(seconds=10)
    journey.reads(amina)
    assert marks(journey, arrived) == [ARRIVED]
    amina.blocks()
    lost = sam.says("are you there?", reply_to=brief)
    await journey.wind(seconds=10)

    told = journey.reads(sam).one()
    assert "They have blocked the bot" in told.text
    assert told.reply_to is lost, "which one it was"
    assert not marks(journey, lost)


async def test_what_telegram_does_not_take_for_a_day_is_told_too(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")
    journey.world.faults.next("sendMessage", *[ServerError(502)] * 500)
    assert not await journey.says(sam, "hello", reply_to=brief)
    await journey.wind(hours=25)
    journey.world.faults.clear()
    await journey.wind(minutes=10)

    assert "Telegram was out of reach for a day" in journey.reads(sam)
    assert not journey.reads(amina)


async def test_both_versions_of_what_was_changed_are_kept(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")
    await journey.says(sam, "/talk 1")
    mine = sam.says("at two")
    await journey.wind(seconds=10)
    hers = amina.says("at to")
    await journey.wind(seconds=10)
    sam.edits(mine, "at three")
    amina.edits(hers, "at two")
    await journey.wind(seconds=10)
    assert "Sam changed a message to: at three" in journey.reads(amina)
    assert "changed by them to: at two" in journey.reads(sam)

    assert await said_in_case(journey, amina) == [
        ("navigator", "at two"),
        ("person", "at to"),
        ("navigator_edit", "at three"),
        ("person_edit", "at two"),
    ]


async def test_a_change_of_words_that_went_to_nobody_goes_to_nobody(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")
    slip = sam.says("milk")
    await journey.wind(seconds=10)
    await journey.says(sam, "/talk 1")

    sam.edits(slip, "milk and bread")
    await journey.wind(seconds=10)

    assert "could not tell who it was for" in journey.reads(sam)
    assert not journey.reads(amina)


LIST = b"id,name,description,town\nc1,Lunch club,Hot soup and company,Alderbridge\n"


async def keeper_with_a_case(journey: Journey) -> tuple[Person, Person]:
    """Sam, who is a navigator and keeps the directory, and somebody whose case is Sam's."""
    _, sam, team = await crew(journey)
    await journey.joins(sam, "coordinator")
    amina, _ = await talk(journey, sam, team, "Amina")
    return sam, amina


async def test_a_document_goes_to_the_chosen_case_and_is_no_list_then(journey: Journey) -> None:
    sam, amina = await keeper_with_a_case(journey)
    await journey.says(sam, "/talk 1")

    heard = await journey.does(lambda: sam.sends_document(LIST, "clubs.csv"), sam)

    assert heard.one().text == "That goes to case 1."
    said, copied = journey.reads(amina).messages
    assert said.text == "Sam sent you this:"
    assert isinstance(copied.attachment, Document)
    assert not await journey.rows("SELECT id FROM uploads")


async def test_a_document_without_a_chosen_case_is_a_list_and_goes_to_nobody(
    journey: Journey,
) -> None:
    sam, amina = await keeper_with_a_case(journey)

    heard = await journey.does(lambda: sam.sends_document(LIST, "clubs.csv"), sam)

    assert "New: 1 entry" in heard
    assert not journey.reads(amina)
    await journey.presses(sam, "Not now")


async def test_a_document_after_an_hour_of_silence_goes_to_nobody_and_is_no_list(
    journey: Journey,
) -> None:
    sam, amina = await keeper_with_a_case(journey)
    await journey.says(sam, "/talk 1")
    await journey.wind(minutes=61)

    heard = await journey.does(lambda: sam.sends_document(LIST, "clubs.csv"), sam)

    assert "I did not pass that on" in heard.one().text
    assert not journey.reads(amina)
    assert not await journey.rows("SELECT id FROM uploads")


async def test_a_reply_to_the_first_copy_of_a_repeated_message_is_passed_on(
    journey: Journey,
) -> None:
    """Telegram took it, and the answer was lost: it goes out again, and one of two is unknown."""
    _, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")
    journey.world.faults.next("sendMessage", Dropped(delivered=True))
    await journey.says(amina, "are you there?")
    first, second = journey.reads(sam).messages
    assert first.text == second.text == "Case 1: are you there?"

    await journey.says(sam, "yes", reply_to=first)
    await journey.says(sam, "I am", reply_to=second)
    await journey.says(sam, "/note rang twice", reply_to=first)

    assert [each.text for each in journey.reads(amina).messages] == ["Sam: yes", "Sam: I am"]
    assert ("note", "rang twice") in await said_in_case(journey, amina)
