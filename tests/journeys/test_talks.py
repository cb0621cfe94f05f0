"""A person and a navigator talk through the bot, which keeps quiet and mixes nobody up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from navigator_bot.simulator import Group, Message, Person
from navigator_bot.simulator.model import Formatted, Location, Photo, StoredFile, Voice
from navigator_bot.simulator.person import SMALL_PICTURE
from tests.journeys.stage import BACK, Journey
from tests.journeys.talking import talk


async def crew(journey: Journey) -> tuple[Person, Group]:
    sam = await journey.staff("Sam")
    jo = await journey.staff("Jo", "lead")
    return sam, await journey.team(jo, sam)


async def test_words_go_both_ways_and_the_bot_keeps_quiet(journey: Journey) -> None:
    sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")

    assert not await journey.says(sam, "Hello there", reply_to=brief)
    assert journey.reads(amina).one().text == "Sam: Hello there"
    assert not await journey.says(amina, "thank you")
    said = journey.reads(sam).one()
    assert said.text == "Case 1: thank you"
    assert not await journey.says(sam, "any time", reply_to=said)
    assert journey.reads(amina).one().text == "Sam: any time"


SENDS: dict[str, Callable[[Person], Message]] = {
    "photo": lambda person: person.sends_photo(caption="my door"),
    "voice": lambda person: person.sends_voice(),
    "document": lambda person: person.sends_document(),
    "location": lambda person: person.sends_location(54.98, -1.9),
    "sticker": lambda person: person.sends_sticker(),
    "contact": lambda person: person.sends_contact(first_name="Dr Lee"),
}


async def test_whatever_a_person_sends_arrives(journey: Journey) -> None:
    sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")
    for kind, send in SENDS.items():
        sent = send(amina)
        await journey.wind(seconds=10)

        told, copied = journey.reads(sam).messages
        assert told.text == "Case 1 sent you this:", kind
        assert type(copied.attachment) is type(sent.attachment)
        assert copied.text == sent.text
        assert copied.forwarded_from is None, "a copy does not say whose account it came from"
    journey.nothing_new()


async def test_whatever_a_navigator_answers_with_arrives(journey: Journey) -> None:
    sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")
    world = journey.world
    file = world.files.add(b"OggS", "voice", ".oga")
    for content in (_photo(journey), _voice(file), _place()):
        world.post(sam.chat, sam.user, Formatted(), content, reply_to=brief)
        await journey.wind(seconds=10)

        told, copied = journey.reads(amina).messages
        assert told.text == "Sam sent you this:"
        assert type(copied.attachment) is type(content)
        assert copied.forwarded_from is None
    journey.nothing_new()


async def test_an_edit_is_told_as_an_edit_both_ways(journey: Journey) -> None:
    sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")
    mine = amina.says("see you at two")
    await journey.wind(seconds=5)
    journey.reads(sam)
    hers = sam.says("at two then", reply_to=brief)
    await journey.wind(seconds=5)
    journey.reads(amina)

    amina.edits(mine, "see you at three")
    await journey.wind(seconds=5)
    assert journey.reads(sam).one().text == "Case 1, changed by them to: see you at three"
    sam.edits(hers, "at three then")
    await journey.wind(seconds=5)
    assert journey.reads(amina).one().text == "Sam changed a message to: at three then"


async def test_reminders_are_silent_while_a_human_talks_and_come_afterwards(
    journey: Journey,
) -> None:
    sam, team = await crew(journey)
    amina = await journey.with_goal("Amina", day="Tuesday")
    await journey.asks_for_human(amina)
    brief = (await journey.takes(sam, team)).one()
    await journey.says(sam, "I am here all week", reply_to=brief)
    journey.reads(amina)
    journey.reads(team)

    await journey.wind(days=2)
    journey.nothing_new()
    await journey.presses(sam, BACK)
    await journey.wind(hours=6)

    heard = journey.reads(amina)
    assert "Sam has handed back to me, the bot" in heard
    assert "You have a check-in" not in heard, "first they may say how it was"
    await journey.wind(days=2)
    assert "You have a check-in" in journey.reads(amina)


async def test_a_person_can_end_the_talk_and_the_navigator_hears_it(journey: Journey) -> None:
    sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")

    heard = await journey.presses(amina, "That is all for now")

    assert "How was it to talk with someone?" in heard
    assert "they do not need this any more" in journey.reads(sam).one().text
    assert "closed" in await journey.says(sam, "one more thing", reply_to=brief)
    await journey.presses(amina, "Not what I needed")
    await journey.says(amina, "a talk about chess")
    assert "I have asked the team" in await journey.presses(amina, "Send it")
    assert journey.reads(team).one().text.startswith("Case 2 is waiting")


async def test_two_talks_at_once_never_mix(journey_on_both: Journey) -> None:
    journey = journey_on_both
    sam, team = await crew(journey)
    amina, first = await talk(journey, sam, team, "Amina", "the letter")
    tom, second = await talk(journey, sam, team, "Tom", "the bus")

    sam.says("about the bus", reply_to=second)
    sam.says("about the letter", reply_to=first)
    await journey.wind(seconds=10)

    assert journey.reads(amina).one().text == "Sam: about the letter"
    assert journey.reads(tom).one().text == "Sam: about the bus"
    amina.says("from Amina")
    tom.says("from Tom")
    await journey.wind(seconds=10)
    assert {each.text for each in journey.reads(sam).messages} == {
        "Case 1: from Amina",
        "Case 2: from Tom",
    }
    heard = await journey.says(sam, "to whom is this?")
    assert "could not tell who it was for" in heard
    assert not journey.reads(amina)
    assert not journey.reads(tom)


async def test_only_who_has_the_case_can_answer_it(journey: Journey) -> None:
    sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")
    jo = next(p for p in journey.world.people.values() if p.user.name == "Jo")

    heard = await journey.says(jo, "I know her", reply_to=jo.hears)

    assert "This chat is for your work as staff" in heard
    assert "not yours" in await journey.does(
        lambda: journey.world.callback(jo.user, brief, brief.buttons[-1][0].data or ""), sam
    )
    assert not journey.reads(amina)


async def test_a_navigator_hears_that_a_person_has_blocked_the_bot(journey: Journey) -> None:
    sam, team = await crew(journey)
    amina, brief = await talk(journey, sam, team, "Amina")
    amina.blocks()

    heard = await journey.says(sam, "are you there?", reply_to=brief)

    assert "did not reach them. They have blocked the bot" in heard
    amina.unblocks()
    assert not await journey.says(amina, "I am back, sorry")
    assert "I am back" in journey.reads(sam)


async def test_the_longest_words_still_pass_both_ways(journey: Journey) -> None:
    sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")
    long = "so it goes <&> " * 273

    await journey.says(amina, long[:4096])
    heard = journey.reads(sam)
    assert "".join(heard.text.split()).endswith("".join(long[:4096].split()))
    assert len(heard) > 1
    for part in heard.messages:
        await journey.says(sam, "about this part", reply_to=part)
        assert journey.reads(amina).one().text == "Sam: about this part"
    await journey.says(sam, long[:4096], reply_to=heard.last)
    assert "".join(journey.reads(amina).text.split()).endswith("".join(long[:4096].split()))


async def test_a_long_wait_with_many_words_still_makes_a_brief(journey: Journey) -> None:
    sam, team = await crew(journey)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina, "x" * 999)
    for number in range(6):
        await journey.says(amina, f"{number} " + "more words " * 80)
    journey.reads(team)

    heard = await journey.takes(sam, team)

    assert len(heard) > 1
    assert all(f"They added: {number} more" in heard for number in range(6))
    assert BACK in heard.last.labels
    journey.reads(amina)
    await journey.says(sam, "I have read it all", reply_to=heard.messages[0])
    assert journey.reads(amina).one().text == "Sam: I have read it all"


@pytest.mark.parametrize("word", ["/menu", "/goals", "/settings"])
async def test_the_menu_still_opens_during_a_talk_and_words_still_reach_the_human(
    journey: Journey, word: str
) -> None:
    sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")

    heard = await journey.says(amina, word)

    assert heard.labels
    assert not await journey.says(amina, "are you still there?")
    assert "are you still there?" in journey.reads(sam).one().text


def _photo(journey: Journey) -> Photo:
    file = journey.world.files.add(SMALL_PICTURE, "photos", ".jpg")
    return Photo(file, 2, 2)


def _voice(file: StoredFile) -> Voice:
    return Voice(file, 4)


def _place() -> Location:
    return Location(54.98, -1.9)
