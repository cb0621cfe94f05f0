"""A topic for each case in its navigator's own chat, where Telegram offers them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from navigator_bot.delivery import ARRIVED
from navigator_bot.simulator import Dropped, Person, ServerError
from tests.journeys.crew import crew
from tests.journeys.stage import BACK, Journey
from tests.journeys.stage import journey as beginning
from tests.journeys.talking import marks, removes, talk


@pytest.fixture
async def topics(tmp_path: Path) -> AsyncIterator[Journey]:
    async with beginning(tmp_path, has_topics=True) as made:
        yield made


def topics_of(person: Person) -> list[str]:
    """What their client lists now."""
    return [each.name for each in person.chat.topics.values()]


def topic_of(person: Person, name: str) -> int:
    return next(each.thread_id for each in person.chat.topics.values() if each.name == name)


async def test_each_case_has_a_topic_and_what_is_written_there_goes_to_its_person(
    tmp_path: Path, database_url: str
) -> None:
    settings = {"NAVIGATOR_DATABASE": database_url}
    async with beginning(tmp_path, environment=settings, has_topics=True) as journey:
        _, sam, team = await crew(journey)
        amina, first = await talk(journey, sam, team, "Amina", "the letter")
        tom, second = await talk(journey, sam, team, "Tom", "the bus")
        assert topics_of(sam) == ["Case 1", "Case 2"]
        assert topics_of(amina) == [], "people's own chats stay whole"
        assert (first.topic, second.topic) == (topic_of(sam, "Case 1"), topic_of(sam, "Case 2"))

        mine = sam.says("about the bus", topic=second.topic)
        await journey.wind(seconds=10)
        assert not await journey.says(sam, "about the letter", topic=first.topic)

        assert journey.reads(tom).one().text == "Sam: about the bus"
        assert journey.reads(amina).one().text == "Sam: about the letter"
        assert marks(journey, mine) == [ARRIVED]
        await journey.says(tom, "thank you")
        said = journey.reads(sam).one()
        assert (said.text, said.topic) == ("Case 2: thank you", second.topic)
        assert "could not tell who it was for" in await journey.says(sam, "to whom?")


async def test_notes_drafts_and_plans_in_a_topic_are_answered_there_and_go_to_nobody(
    topics: Journey,
) -> None:
    _, sam, team = await crew(topics)
    amina, brief = await talk(topics, sam, team, "Amina")

    note = await topics.says(sam, "/note likes tea", topic=brief.topic)
    assert "Kept with case 1" in note.one().text
    asked = await topics.does(lambda: sam.presses("Close with a note", brief), sam)
    shown = await topics.says(sam, "Goodbye", topic=brief.topic)
    await topics.presses(sam, "Leave it open", "Case 1", "Meet them")
    place = await topics.says(sam, "tomorrow 14:00", topic=brief.topic)

    answers = [*note.messages, *asked.messages, *shown.messages, *place.messages]
    assert {each.topic for each in answers} == {brief.topic}
    assert "This is what they will read" in shown
    assert not topics.reads(amina)
    await topics.says(sam, "/cancel", topic=brief.topic)


async def test_last_words_asked_for_one_case_take_no_words_from_anothers_topic(
    topics: Journey,
) -> None:
    _, sam, team = await crew(topics)
    amina, first = await talk(topics, sam, team, "Amina")
    tom, second = await talk(topics, sam, team, "Tom")
    await topics.does(lambda: sam.presses("Close with a note", first), sam)

    await topics.says(sam, "see you, Tom", topic=second.topic)

    assert topics.reads(tom).one().text == "Sam: see you, Tom"
    assert not topics.reads(amina)


async def test_a_topic_goes_a_day_after_its_case_and_passes_nothing_on_before(
    topics: Journey,
) -> None:
    _, sam, team = await crew(topics)
    amina, brief = await talk(topics, sam, team, "Amina")

    await topics.presses(sam, BACK)
    topics.reads(amina)
    topics.reads(team)
    await tidied(topics)

    assert topics_of(sam) == ["Case 1"]
    assert "That case is closed" in await topics.says(sam, "wait", topic=brief.topic)
    assert not topics.reads(amina)
    await topics.wind(days=1, minutes=1)
    await tidied(topics)
    assert topics_of(sam) == []
    assert brief.is_deleted


async def test_what_is_handed_over_goes_on_in_the_colleagues_chat(topics: Journey) -> None:
    jo, sam, team = await crew(topics)
    amina, brief = await talk(topics, sam, team, "Amina")
    await topics.presses(sam, "Hand over", "Jo")
    await topics.presses(jo, "Take it over")
    topics.reads(sam)
    topics.reads(amina)

    assert "Case 1 is not yours" in await topics.says(sam, "one more", topic=brief.topic)
    await topics.says(jo, "hello", topic=topic_of(jo, "Case 1"))

    assert topics.reads(amina).one().text == "Jo: hello"


async def test_a_claim_that_lapsed_goes_on_in_its_topic_when_it_is_taken_again(
    topics: Journey,
) -> None:
    _, sam, team = await crew(topics)
    amina, brief = await talk(topics, sam, team, "Amina")
    await topics.says(amina, "are you there?")
    await topics.wind(hours=4, minutes=1)
    assert "has gone back to the team" in topics.reads(sam)
    topics.reads(amina)
    alert = topics.reads(team).last
    await topics.wind(minutes=1)

    again = (await topics.takes(sam, alert)).one()

    assert again.topic == brief.topic
    assert topics_of(sam) == ["Case 1"]
    topics.reads(amina)


async def test_a_topic_that_is_gone_is_told_once_and_the_talk_goes_on_in_the_chat(
    topics: Journey,
) -> None:
    _, sam, team = await crew(topics)
    amina, brief = await talk(topics, sam, team, "Amina")
    topics.world.drop_topic(sam.chat, brief.topic)

    await topics.says(amina, "hello?")
    await topics.says(amina, "are you there?")

    heard = topics.reads(sam)
    assert heard.text.count("The topic of case 1 is gone or closed") == 1
    said = [each for each in heard.messages if each.text.startswith("Case 1:")]
    assert [each.text for each in said] == ["Case 1: hello?", "Case 1: are you there?"]
    assert not any(each.topic for each in heard.messages)
    await topics.says(sam, "I am here", reply_to=said[0])
    assert topics.reads(amina).one().text == "Sam: I am here"


@pytest.mark.parametrize("fault", [ServerError(500), Dropped(delivered=False)])
async def test_where_no_topic_can_be_made_all_goes_on_as_without(
    topics: Journey, fault: ServerError | Dropped
) -> None:
    _, sam, team = await crew(topics)
    topics.world.faults.next("createForumTopic", *[fault] * 3)
    amina, brief = await talk(topics, sam, team, "Amina")
    assert brief.topic == 0

    await topics.says(sam, "hello", reply_to=brief)

    assert topics.reads(amina).one().text == "Sam: hello"


async def test_whoever_is_removed_loses_the_topic_at_once(topics: Journey) -> None:
    _, sam, team = await crew(topics)
    amina, brief = await talk(topics, sam, team, "Amina", "the letter")
    await removes(topics, sam)
    await topics.wind(seconds=10)
    assert "gone back to the team" in topics.reads(sam)

    await tidied(topics)

    assert brief.is_deleted
    topics.reads(amina)
    topics.reads(team)


async def test_whoever_deletes_their_data_is_in_no_topic_any_more(topics: Journey) -> None:
    _, sam, team = await crew(topics)
    amina, brief = await talk(topics, sam, team, "Amina", "the letter")
    await topics.says(amina, "/delete")
    await topics.presses(amina, "Yes, go on", "Delete everything")
    assert "so it is closed" in topics.reads(sam)

    await tidied(topics)

    assert brief.is_deleted
    assert topics_of(sam) == []
    topics.reads(team)


async def tidied(journey: Journey) -> None:
    await journey.house.topics.tidy()
    await journey.wind(seconds=10)
