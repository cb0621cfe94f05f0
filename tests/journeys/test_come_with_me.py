"""When and where a navigator and a person meet: agreed, remembered, changed and called off."""

from __future__ import annotations

import json

import pytest

from conversations.kit.effects import AnswerOuting
from conversations.kit.outings import OutingId, Stage
from navigator_bot.errors import StoreError
from navigator_bot.outing_book import OutingBook
from navigator_bot.simulator import Group, Message, Person
from navigator_bot.simulator.model import Document
from navigator_bot.store.changes import Changes
from tests.journeys.crew import crew
from tests.journeys.stage import Heard, Journey
from tests.journeys.talking import removes, talk

PLACE = "the library, by the door"
YES, OTHER, NO = "Yes, that suits me", "A different time, please", "I would rather not meet"
CANNOT = "I cannot come after all"


async def proposes(
    journey: Journey, sam: Person, when: str, place: str = PLACE, number: int = 1
) -> Heard:
    """Sam opens the case, and asks its person; what Sam reads then."""
    await journey.says(sam, "/cases")
    await journey.presses(sam, f"Case {number}", "Meet them")
    await journey.says(sam, when)
    heard = await journey.says(sam, place)
    assert "Shall I ask them if that suits them?" in heard
    return await journey.presses(sam, "Ask them")


async def proposed(journey: Journey) -> tuple[Person, Person, Person, Group]:
    """Sam has asked Amina, on Monday, to meet on Tuesday at two; she has read it."""
    jo, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")
    assert "Until they say yes, it is not agreed" in await proposes(journey, sam, "Tuesday 2pm")
    asked = journey.reads(amina)
    assert "Sam would like to meet you on Tuesday 3 March, 14:00." in asked
    assert PLACE in asked
    assert asked.labels == [YES, OTHER, NO, "Talk to a person", "Help now"]
    return jo, sam, amina, team


async def agreed(journey: Journey) -> tuple[Person, Person, Person, Group]:
    jo, sam, amina, team = await proposed(journey)
    assert "Thank you, I have told Sam" in await journey.presses(amina, YES)
    assert "Case 1 said yes" in journey.reads(sam)
    return jo, sam, amina, team


async def stages(journey: Journey) -> list[str]:
    return [row["status"] for row in await journey.rows("SELECT status FROM outings ORDER BY id")]


async def presses_old(journey: Journey, person: Person, label: str) -> Heard:
    """The newest button with that label, wherever it stands; what is read then."""
    question: Message = next(m for m in reversed(person.sees) if label in m.labels)
    return await journey.does(lambda: person.presses(label, question), person)


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


async def test_the_person_calls_off_after_the_talk_and_nobody_is_reminded(
    journey: Journey,
) -> None:
    _, sam, amina, team = await agreed(journey)
    await journey.presses(sam, "Hand back")
    await journey.presses(amina, "Good")
    await journey.says(amina, "/menu")
    assert "You meet Sam on Tuesday 3 March, 14:00" in await journey.presses(amina, "My meetings")
    assert "Shall I say that you cannot come" in await presses_old(journey, amina, CANNOT)

    assert "I have told Sam that you cannot come" in await journey.presses(
        amina, "Yes, I cannot come"
    )

    assert "Case 1 cannot come on Tuesday 3 March, 14:00" in journey.reads(sam)
    journey.reads(team)
    await journey.at(20, days=1)
    journey.nothing_new()
    assert await stages(journey) == ["off"]
    assert "My meetings" not in (await journey.says(amina, "/menu")).labels


async def test_the_navigator_calls_off_and_the_person_hears_it(journey: Journey) -> None:
    _, sam, amina, _ = await agreed(journey)

    assert "I tell them so" in await presses_old(journey, sam, "Call it off")

    told = journey.reads(amina)
    assert "Sam cannot meet you on Tuesday 3 March, 14:00 after all" in told
    assert "is off, so nobody will be there" in await presses_old(journey, amina, CANNOT)
    await journey.at(12)
    journey.nothing_new()
    assert not await journey.rows("SELECT ref FROM timers WHERE bell LIKE 'outing%'")


async def test_the_navigator_changes_it_and_it_is_agreed_anew(journey: Journey) -> None:
    _, sam, amina, _ = await agreed(journey)
    await presses_old(journey, sam, "Ask for a different time or place")
    await journey.says(sam, "Wed 4 March 9am")
    await journey.says(sam, "the park gate")
    await journey.presses(sam, "Ask them")

    asked = journey.reads(amina)
    assert "Instead of Tuesday 3 March, 14:00, it would be Wednesday 4 March, 9:00." in asked
    assert "is off, so nobody will be there" in await presses_old(journey, amina, CANNOT)
    await presses_old(journey, amina, YES)

    assert "you meet on Wednesday 4 March, 9:00" in journey.reads(sam)
    assert await stages(journey) == ["off", "agreed"]
    due = await journey.rows("SELECT ref FROM timers WHERE bell = 'outing_ahead'")
    assert [row["ref"][-4:] for row in due] == [":day"], "an hour before is in quiet hours"
    assert len(await journey.rows("SELECT ref FROM timers WHERE bell = 'outing'")) == 3


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


async def test_handed_over_the_meeting_goes_along(journey: Journey) -> None:
    _, sam, amina, team = await agreed(journey)
    alex = await journey.staff("Alex")
    await journey.presses(sam, "Hand over", "Alex")
    await journey.does(lambda: alex.presses("Take it over"), alex)

    await journey.says(alex, "hello from me", reply_to=alex.sees[-1])
    told = journey.reads(amina).text
    assert "Sam has handed over to Alex" in told
    assert "Alex comes in place of Sam when you meet on Tuesday 3 March, 14:00." in told
    journey.reads(sam)
    journey.reads(team)
    await journey.at(14, 2)
    assert "you meet Alex on Tuesday 3 March" in journey.reads(amina)
    assert "You meet someone on Tuesday 3 March" in journey.reads(alex)
    journey.nothing_new(sam)


async def test_nobody_is_left_waiting_for_somebody_who_works_here_no_more(
    journey: Journey,
) -> None:
    jo, sam, amina, team = await agreed(journey)
    await removes(journey, sam)
    await journey.wind(minutes=1)
    assert "Whoever takes the case gets the meeting with it" in journey.reads(jo)
    assert "Please do not set out before you hear from me." in journey.reads(amina)

    took = await journey.takes(jo, team)

    assert "With case 1 comes a meeting that is agreed" in took
    await journey.says(jo, "hello from me", reply_to=jo.sees[-1])
    assert "Jo comes in place of Sam when you meet" in journey.reads(amina)
    journey.reads(team)
    await journey.at(14, 2)
    assert "you meet Jo on Tuesday 3 March" in journey.reads(amina)
    assert "You meet someone on Tuesday" in journey.reads(jo)
    journey.reads(sam)


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


async def test_erased_with_the_person(journey: Journey) -> None:
    _, sam, amina, team = await agreed(journey)
    await journey.says(amina, "/delete")
    await journey.presses(amina, "Yes, go on", "Delete everything")

    assert "has had all their data deleted" in journey.reads(sam)
    assert not await stages(journey)
    journey.reads(team)
    await journey.at(20, days=1)
    journey.nothing_new()


async def test_an_answer_that_crosses_a_change_is_refused_so_that_it_is_taken_again(
    journey: Journey,
) -> None:
    """As when two copies of the house decide at once, each on what it has read."""
    _, sam, amina, _ = await agreed(journey)
    await presses_old(journey, sam, "Call it off")
    assert "cannot meet you" in journey.reads(amina)
    house = journey.house
    book = OutingBook(house.keys, house.ids, house.clock, house.inbox, house.alerts, house.team)
    (row,) = await journey.rows("SELECT id FROM outings")
    ask = AnswerOuting(OutingId(row["id"]), Stage.OTHER_TIME)

    async with house.database.transaction() as connection:
        with pytest.raises(StoreError, match="has changed meanwhile"):
            await book.answered(connection, Changes(), "p1", ask)
