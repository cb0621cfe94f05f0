"""Coming in, going, and coming back: by link, uninvited, as staff, and after all is deleted."""

from __future__ import annotations

from pathlib import Path

from navigator_bot import invitations
from navigator_bot.simulator import Person
from tests.journeys.stage import Journey
from tests.journeys.stage import journey as beginning

INVITED_ONLY = {"NAVIGATOR_ENROLMENT": "invited"}


async def link(journey: Journey, role: str = invitations.PERSON) -> str:
    return await invitations.invite(journey.house.database, journey.clock, role)


async def deletes_everything(journey: Journey, person: Person) -> None:
    await journey.says(person, "/delete")
    heard = await journey.presses(person, "Yes, go on", "Delete everything")
    assert "It is all deleted" in heard


async def test_where_a_link_is_needed_a_stranger_is_told_so_kindly(tmp_path: Path) -> None:
    async with beginning(tmp_path, environment=INVITED_ONLY) as journey:
        jo = await journey.staff("Jo", "lead")
        team = await journey.team(jo)
        kim = journey.somebody("Kim")

        heard = await journey.starts(kim)

        assert "To use this you need a link from the team" in heard
        assert heard.labels == ["Talk to a person", "Help now"]
        heard = await journey.asks_for_human(kim, "may I have a link?")
        assert "I have asked the team for a navigator" in heard
        assert len(journey.reads(team)) == 1


async def test_a_link_opens_the_door_and_a_bare_start_does_not_shut_it(tmp_path: Path) -> None:
    async with beginning(tmp_path, environment=INVITED_ONLY) as journey:
        amina = journey.somebody("Amina")
        assert "Let's start" in (await journey.starts(amina, await link(journey))).labels

        for words in ("/start", "hello?", "/cancel", "/menu"):
            heard = await journey.says(amina, words)
            assert "Let's start" in heard.labels, words
        await journey.wind(days=3)
        heard = await journey.starts(amina)
        assert "Let's start" in heard.labels, "and days later it is still open"
        heard = await journey.presses(amina, "Let's start", "26 to 49", "Yes")
        assert "What would you like me to call you?" in heard


async def test_a_link_works_once_and_for_a_week(tmp_path: Path) -> None:
    async with beginning(tmp_path, environment=INVITED_ONLY) as journey:
        code = await link(journey)
        amina, kim = journey.somebody("Amina"), journey.somebody("Kim")
        assert "Let's start" in (await journey.starts(amina, code)).labels
        assert "Let's start" in (await journey.starts(amina, code)).labels, "for whoever spent it"

        heard = await journey.starts(kim, code)

        assert "Let's start" not in heard.labels
        assert "Each link works once" in heard
        late = await link(journey)
        await journey.wind(days=8)
        assert "Let's start" not in (await journey.starts(kim, late)).labels
        assert "Let's start" not in (await journey.starts(kim, "no-such-code")).labels
        assert "Let's start" in (await journey.starts(kim, await link(journey))).labels


async def test_a_staff_link_works_once(journey: Journey) -> None:
    code = await link(journey, "navigator")
    sam, kim = journey.somebody("Sam"), journey.somebody("Kim")
    assert "You are a Peer Navigator here now" in await journey.starts(sam, code)

    heard = await journey.starts(kim, code)

    assert "Peer Navigator here now" not in heard
    assert "Hello. I am the bot of" in heard, "to everybody else it is a start like any other"
    assert "This chat is for your work as staff" in await journey.starts(sam, code)


async def test_somebody_with_goals_of_their_own_can_become_a_navigator(journey: Journey) -> None:
    amina = await journey.with_goal("Amina", day="Tuesday")

    heard = await journey.starts(amina, await link(journey, "navigator"))

    assert "You are a Peer Navigator here now" in heard
    assert "goals of your own" in heard
    await journey.wind(days=21)
    journey.nothing_new()
    heard = await journey.presses(amina, "Talk to a person")
    assert "This chat is for your work as staff" in heard
    tom = await journey.welcomed("Tom")
    await journey.asks_for_human(tom)
    alert = journey.reads(amina).one()
    assert "Case 1 is yours now" in await journey.takes(amina, alert)
    assert "Amina is here now" in journey.reads(tom)


async def test_who_deletes_everything_is_forgotten_and_can_begin_anew(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    amina = await journey.with_goal("Amina", "the secret garden", day="Tuesday")
    await deletes_everything(journey, amina)
    await journey.wind(days=30)
    journey.nothing_new()

    assert "116 123" in await journey.says(amina, "help")
    heard = await journey.starts(amina)
    assert "Hello. I am the bot of" in heard
    await journey.presses(amina, "Let's start", "18 to 25", "Yes")
    await journey.says(amina, "Mina")
    await journey.presses(amina, "Skip", "No", "No", "Look around first")
    heard = await journey.says(amina, "/goals")
    assert "You have no goals here yet" in heard


async def test_who_deletes_everything_in_the_middle_of_a_case_leaves_nothing_to_answer(
    journey: Journey,
) -> None:
    sam = await journey.staff("Sam")
    jo = await journey.staff("Jo", "lead")
    team = await journey.team(jo, sam)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina, "a secret")
    alert = journey.reads(team).one()
    brief = (await journey.takes(sam, team)).one()
    journey.reads(amina)

    await deletes_everything(journey, amina)

    assert "they do not need this any more" in journey.reads(sam)
    assert alert.text == "Case 1 is closed."
    assert "closed" in await journey.says(sam, "where are you?", reply_to=brief)
    await journey.wind(days=3)
    journey.nothing_new()


async def test_too_young_by_mistake_can_be_put_right(journey: Journey) -> None:
    amina = journey.somebody("Amina")
    await journey.starts(amina)
    await journey.presses(amina, "Let's start", "Younger than that")
    for words in ("/start", "/goals", "/menu", "hello"):
        assert "0800 1111" in await journey.says(amina, words)

    await journey.presses(amina, "I tapped that by mistake")

    assert "Is that OK with you?" in await journey.says(amina, "I am 44")


async def test_who_takes_everything_back_and_changes_their_mind_is_welcome(
    tmp_path: Path,
) -> None:
    async with beginning(tmp_path, environment=INVITED_ONLY) as journey:
        amina = journey.somebody("Amina")
        await journey.starts(amina, await link(journey))
        await journey.presses(amina, "Let's start", "26 to 49", "Yes")
        await journey.says(amina, "/settings")
        await journey.presses(amina, "What I agreed to", "Take it all back")
        heard = await journey.presses(amina, "Yes, stop")
        assert "My messages are stopped" in heard

        heard = await journey.presses(amina, "Start again")

        assert "Let's start" in heard.labels
