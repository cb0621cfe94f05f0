"""When and where a navigator and a person meet: asked, agreed and remembered."""

from __future__ import annotations

import json

from navigator_bot.simulator import Person
from navigator_bot.simulator.model import Document
from tests.journeys.crew import crew
from tests.journeys.meetings import (
    NO,
    OTHER,
    PLACE,
    YES,
    agreed,
    presses_old,
    proposed,
    proposes,
    stages,
)
from tests.journeys.stage import Journey
from tests.journeys.talking import talk


async def test_what_is_agreed_is_remembered_by_both_and_looked_after(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    _, sam, amina, team = await proposed(journey)
    heard = await journey.presses(amina, YES)
    assert "Where: the library, by the door" in heard
    assert "I will remind you the day before, and an hour before" in heard
    assert "Case 1 said yes: you meet on Tuesday 3 March, 14:00" in journey.reads(sam)
    await journey.presses(sam, "Hand back")
    assert "handed back" in journey.reads(amina)
    await journey.presses(amina, "Good")
    journey.reads(team)

    await journey.at(14, 1)
    assert "A reminder: you meet Sam on Tuesday 3 March, 14:00." in journey.reads(amina).one().text
    assert "You meet someone on Tuesday 3 March, 14:00" in journey.reads(sam).one().text
    await journey.at(13, 2, days=1)
    assert "A reminder: you meet Sam" in journey.reads(amina).one().text
    assert "Soon, on Tuesday 3 March, 14:00" in journey.reads(sam).text
    await journey.at(14, 2)
    assert "Are you there" in journey.reads(sam)
    await journey.presses(sam, "I am there", "I am back safe")

    await journey.at(20)
    journey.nothing_new()
    assert await stages(journey) == ["back"]


async def test_words_in_between_and_two_taps_agree_once(journey: Journey) -> None:
    _, sam, amina, _ = await proposed(journey)
    await journey.says(amina, "let me ask my mum")
    assert "let me ask my mum" in journey.reads(sam)

    amina.presses(YES)
    heard = await journey.presses(amina, YES)

    assert "Thank you, I have told Sam" in heard.one().text
    assert "said yes" in journey.reads(sam).one().text
    again = await presses_old(journey, amina, YES)
    assert "You meet Sam on Tuesday 3 March, 14:00." in again


async def test_another_time_comes_back_as_a_new_question(journey: Journey) -> None:
    _, sam, amina, _ = await proposed(journey)

    heard = await journey.presses(amina, OTHER)
    assert "When would suit you better?" in heard
    assert "would like a different time than Tuesday 3 March, 14:00" in journey.reads(sam)
    await journey.says(amina, "mornings, my bus is at nine")
    assert "mornings, my bus is at nine" in journey.reads(sam)
    await journey.presses(sam, "Ask for another time")
    await journey.says(sam, "Wednesday 10:30")
    await journey.says(sam, "the cafe")
    await journey.presses(sam, "Ask them")
    assert "Sam would like to meet you on Wednesday 4 March, 10:30." in journey.reads(amina)
    assert "told Sam" in await journey.presses(amina, YES)

    journey.reads(sam)
    assert await stages(journey) == ["other_time", "agreed"]


async def test_a_photo_first_takes_away_buttons_that_nobody_would_hear(journey: Journey) -> None:
    _, sam, amina, _ = await proposed(journey)
    asked = (await journey.presses(amina, OTHER)).one()

    await journey.does(amina.sends_photo, amina)

    assert not asked.labels
    await journey.says(amina, "a morning, then")
    assert "a morning, then" in journey.reads(sam)


async def test_a_no_is_fine_and_nobody_is_reminded(journey: Journey) -> None:
    _, sam, amina, _ = await proposed(journey)

    assert "That is fine" in await journey.presses(amina, NO)
    assert "would rather not meet" in journey.reads(sam).one().text

    await journey.at(12)
    journey.nothing_new()
    late = await presses_old(journey, amina, YES)
    assert "You have said that you would rather not meet" in late
    assert await stages(journey) == ["declined"]


async def test_what_is_agreed_is_in_their_calendar_and_in_the_copy_of_their_data(
    journey: Journey,
) -> None:
    _, _, amina, _ = await agreed(journey)

    await presses_old(journey, amina, 'Put it in as "Appointment"')
    await presses_old(journey, amina, "Put it in my calendar")

    hidden, plain = (m.attachment for m in amina.sees if isinstance(m.attachment, Document))
    assert isinstance(hidden, Document)
    assert isinstance(plain, Document)
    assert b"SUMMARY:Appointment" in hidden.file.content
    assert b"library" not in hidden.file.content
    assert b"SUMMARY:Meeting Sam" in plain.file.content
    assert b"20260303T140000" in plain.file.content
    assert b"LOCATION:the library\\, by the door" in plain.file.content
    met = [("2026-03-03T14:00:00+00:00", PLACE, "agreed")]
    assert await met_in_copy(journey, amina) == met


async def met_in_copy(journey: Journey, person: Person) -> list[tuple[str, str, str]]:
    """When, where and what became of it, as the person's own copy shows it."""
    await journey.says(person, "/my_data")
    files = [m.attachment for m in person.sees if isinstance(m.attachment, Document)]
    met = json.loads(files[-1].file.content)["cases"][0]["meetings"]
    return [(each["at"], each["place"], each["is"]) for each in met]


async def test_who_presses_ask_too_late_is_asked_for_another_time(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")
    await journey.says(sam, "hello", reply_to=brief)
    journey.reads(amina)
    await journey.says(sam, "/cases")
    await journey.presses(sam, "Case 1", "Meet them")
    await journey.says(sam, "today 9:30")
    await journey.says(sam, PLACE)
    await journey.at(9, 31)

    assert "I could not read that as a day and a time to come" in await journey.presses(
        sam, "Ask them"
    )

    assert not await stages(journey)


async def test_a_yes_after_the_talk_is_over_is_answered_truthfully(journey: Journey) -> None:
    _, sam, amina, team = await proposed(journey)
    await journey.presses(sam, "Hand back")
    await journey.presses(amina, "Good")

    late = await presses_old(journey, amina, YES)

    assert "That talk is over, so this meeting was not agreed" in late
    journey.reads(team)
    await journey.at(20, days=1)
    journey.nothing_new()
    assert await stages(journey) == ["lapsed"]


async def test_no_answer_is_said_an_hour_before_and_lapses(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")
    await proposes(journey, sam, "today 12:00")
    assert "Sam would like to meet you on Monday 2 March, 12:00." in journey.reads(amina)

    await journey.at(11, 1)
    assert "There is still no answer about meeting" in journey.reads(sam).one().text
    await journey.at(12, 1)

    assert "The time for this has gone by" in await presses_old(journey, amina, YES)
    journey.nothing_new()
    assert await stages(journey) == ["lapsed"]


async def test_who_is_not_written_to_first_is_asked_when_they_write_and_not_reminded(
    journey: Journey,
) -> None:
    _, sam, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    await journey.says(amina, "my partner hits me and I am scared of him")
    await journey.presses(amina, "Do not write to me first")
    await journey.wind(minutes=6)
    await journey.takes(sam, team)
    assert "goes to them when they next write" in await proposes(journey, sam, "Tuesday 2pm")
    assert not journey.reads(amina)

    await journey.says(amina, "hello")
    await journey.wind(minutes=2)
    assert "would like to meet you on Tuesday" in journey.reads(amina)
    heard = await journey.presses(amina, YES)

    assert "I will not remind you" in heard
    assert not await journey.rows("SELECT ref FROM timers WHERE bell = 'outing_ahead'")
    for place in journey.everybody:
        journey.reads(place)
