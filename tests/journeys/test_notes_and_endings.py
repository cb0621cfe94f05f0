"""Notes among staff, closing with words, and handing over: what each side reads of it."""

from __future__ import annotations

from tests.journeys.crew import crew
from tests.journeys.stage import BACK, Journey
from tests.journeys.talking import removes, said_in_case, talk

NOTE = "likes to be asked twice"


async def test_a_note_reaches_whoever_has_the_case_next_and_never_the_person(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    jo, sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")

    assert "Kept with case 1" in await journey.says(sam, f"/note 1 {NOTE} <one>")
    assert "Kept with case 1" in await journey.says(sam, f"/note {NOTE} <two>", reply_to=brief)
    await journey.says(sam, "/talk 1")
    assert "Kept with case 1" in await journey.says(sam, f"/note {NOTE} <three>")
    await journey.presses(sam, "Hand over", "Jo")
    heard = await journey.does(lambda: jo.presses("Take it over"), jo)

    assert heard.text.count(f"A note among us: {NOTE}") == 3
    assert "taken over case 1" in journey.reads(sam)
    journey.reads(team)
    assert NOTE not in journey.reads(amina).text + journey.reads(team).text
    rows = await journey.rows("SELECT id, key_id, sealed FROM outbox WHERE sealed IS NOT NULL")
    chats = await journey.rows("SELECT id, chat FROM outbox")
    of_amina = {row["id"] for row in chats if row["chat"] == amina.user.id}
    said = [
        str(journey.house.outbox.read(row["id"], row["key_id"], row["sealed"]))
        for row in rows
        if row["id"] in of_amina
    ]
    assert said
    assert not any(NOTE in words for words in said)


async def test_a_note_is_in_the_persons_copy_of_their_data(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")
    await journey.says(sam, f"/note 1 {NOTE}")

    assert await said_in_case(journey, amina) == [("note", NOTE)]


async def test_only_the_claimer_and_leads_write_notes(journey: Journey) -> None:
    jo, sam, team = await crew(journey)
    kim = await journey.staff("Kim")
    await talk(journey, sam, team, "Amina")

    assert "not yours" in await journey.says(kim, f"/note 1 {NOTE}")
    assert "Kept" in await journey.says(jo, f"/note 1 {NOTE}")
    assert "/note, the number" in await journey.says(sam, f"/note {NOTE}")
    assert "/note, the number" in await journey.says(sam, "/note")
    assert "no words" in await journey.says(sam, "/note 1")


async def test_closing_words_are_shown_first_and_then_how_it_was_is_asked(
    journey: Journey,
) -> None:
    _, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")

    await journey.presses(sam, "Close with a note")
    await journey.says(sam, "Good by")
    heard = await journey.says(sam, "Goodbye, and good luck")
    assert "Sam: Goodbye, and good luck" in heard
    assert not journey.reads(amina)
    heard = await journey.presses(sam, "Send it and close")

    assert "Case 1 is closed, and your words go to them" in heard
    said = journey.reads(amina)
    assert [m.text.split("\n")[0] for m in said.messages] == [
        "Sam: Goodbye, and good luck",
        "Sam has handed back to me, the bot. What you write now no longer goes to Sam.",
        "How was it to talk with someone? You can skip this.",
    ]
    assert "Case 1 is closed" in [m.text for m in team.chat.visible][-1]
    await journey.presses(amina, "Good")


async def test_a_case_can_close_without_a_note_or_stay_open(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")

    await journey.presses(sam, "Close with a note")
    await journey.says(sam, "Goodb")
    assert "stays open and yours" in await journey.presses(sam, "Leave it open")
    assert "could not tell who it was for" in await journey.says(sam, "and now?")
    await journey.presses(sam, "Close with a note")
    assert "Left as it was" in await journey.says(sam, "/cancel")
    await journey.does(lambda: sam.presses("Close with a note", brief), sam)
    assert "Case 1 is closed" in await journey.presses(sam, "Close without a note")

    assert "How was it to talk" in journey.reads(amina)
    assert "not yours" in await journey.does(lambda: sam.presses("Hand over", brief), sam)
    assert "not yours" in await journey.does(lambda: sam.presses("Close with a note", brief), sam)


async def test_a_case_is_handed_over_once_a_colleague_says_yes(journey_on_both: Journey) -> None:
    journey = journey_on_both
    _, sam, team = await crew(journey)
    kim = await journey.staff("Kim")
    amina, brief = await talk(journey, sam, team, "Amina", "the letter")

    heard = await journey.presses(sam, "Hand over")
    assert heard.labels == ["Jo", "Kim"]
    assert "I have asked Kim" in await journey.presses(sam, "Kim")
    asked = journey.reads(kim).one()
    assert asked.text.startswith("Sam asks you to take over case 1. What was written so far")
    assert not journey.reads(amina), "nobody has said yes yet"
    heard = await journey.presses(kim, "Take it over")

    assert "In their words: the letter" in heard
    assert "Kim has taken over case 1" in journey.reads(sam)
    said = journey.reads(amina)
    assert "Sam has handed over to Kim" in said
    assert "Kim is here now" in said
    await journey.says(kim, "Hello, I am Kim", reply_to=heard.last)
    assert journey.reads(amina).one().text == "Kim: Hello, I am Kim"
    assert "not yours" in await journey.says(sam, "and I", reply_to=brief)
    assert not journey.reads(amina)
    assert not await journey.says(amina, "hello Kim")
    assert "hello Kim" in journey.reads(kim)
    await journey.does(lambda: kim.presses(BACK, heard.last), kim)
    assert "Kim has handed back" in journey.reads(amina)
    assert "What would you like to do?" in await journey.presses(amina, "Good")


async def test_an_offer_can_be_declined_and_ends_with_the_claim(journey: Journey) -> None:
    jo, sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")
    await journey.presses(sam, "Hand over", "Jo")
    journey.reads(jo)

    assert "I have told them" in await journey.presses(jo, "Not now")
    assert "Jo cannot take over case 1 now" in journey.reads(sam)
    await journey.does(lambda: sam.presses("Hand over", brief), sam)
    await journey.presses(sam, "Jo")
    journey.reads(jo)
    await journey.does(lambda: sam.presses(BACK, brief), sam)
    journey.reads(amina)
    heard = await journey.presses(jo, "Take it over")

    assert "Nobody asks for that any more about case 1" in heard
    assert not journey.reads(amina)


async def test_nobody_is_offered_who_is_off_duty_or_full(journey: Journey) -> None:
    jo, sam, team = await crew(journey)
    await journey.says(jo, "/me")
    await journey.presses(jo, "Off duty now")
    await talk(journey, sam, team, "Amina")
    journey.reads(jo)

    heard = await journey.presses(sam, "Hand over")

    assert "Nobody else who is on now has room" in heard
    assert not heard.labels


async def test_who_is_removed_has_no_talk_and_no_words_open(journey: Journey) -> None:
    jo, sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")
    await journey.says(sam, "/talk 1")
    await journey.does(lambda: sam.presses("Close with a note", brief), sam)
    await removes(journey, sam)
    await journey.wind(minutes=1)
    journey.reads(sam)
    journey.reads(jo)
    journey.reads(team)
    journey.reads(amina)

    sam.says("it was nice")
    sam.presses("Leave it open")
    await journey.wind(seconds=20)

    assert not journey.reads(amina)
    assert "case" not in journey.reads(sam).text.lower()
    assert not await journey.rows("SELECT 1 FROM talks")
    assert not await journey.rows("SELECT 1 FROM staff_places")
