"""Help now: the same card for everyone, at any point, by command, word and button."""

from __future__ import annotations

from pathlib import Path

import pytest

from navigator_bot.simulator import Person
from tests.journeys.stage import Journey
from tests.journeys.stage import journey as beginning

CARD = "116 123"


async def gets_the_card(journey: Journey, person: Person) -> None:
    """By command and by word; and by the button that stands under the answer."""
    for ask in ("/help_now", "HELP!"):
        heard = await journey.says(person, ask)
        assert CARD in heard.messages[0].text, f"the card comes first: {heard.messages}"
        assert "Help now" in heard.labels
    assert CARD in await journey.presses(person, "Help now")


async def test_a_stranger_gets_the_card_without_a_single_question(journey: Journey) -> None:
    stranger = journey.somebody("Kim")

    heard = await journey.says(stranger, "help")

    assert CARD in heard.messages[0].text
    await gets_the_card(journey, stranger)


async def test_the_card_is_there_at_every_step_of_the_welcome(journey: Journey) -> None:
    amina = journey.somebody("Amina")
    await journey.starts(amina)
    steps = [
        "Let's start", "26 to 49", "Yes", "says Amina", "says AX1 2AB", "Yes", "Tuesday",
        "Morning, 10:00", "No", "No", "Set my first goal", "says walk more", "Yes, that's it",
        "Skip", "Skip", "says shoes on", "Skip", "5",
    ]  # fmt: skip
    for step in steps:
        await gets_the_card(journey, amina)
        await journey.presses(amina, "Carry on")
        if step.startswith("says "):
            await journey.says(amina, step.removeprefix("says "))
        else:
            await journey.presses(amina, step)

    await gets_the_card(journey, amina)


async def test_somebody_too_young_still_gets_the_card(journey: Journey) -> None:
    kim = journey.somebody("Kim")
    await journey.starts(kim)
    heard = await journey.presses(kim, "Let's start", "Younger than that")
    assert "0800 1111" in heard

    await gets_the_card(journey, kim)

    heard = await journey.says(kim, "/talk")
    assert CARD in heard, "there are others for them, right now"
    await journey.wind(days=10)
    journey.nothing_new()


async def test_somebody_who_said_no_still_gets_the_card(journey: Journey) -> None:
    amina = journey.somebody("Amina")
    await journey.starts(amina)
    await journey.presses(amina, "Let's start", "26 to 49", "No")

    await gets_the_card(journey, amina)


async def test_the_card_is_there_without_an_invitation(tmp_path: Path) -> None:
    environment = {"NAVIGATOR_ENROLMENT": "invited"}
    async with beginning(tmp_path, environment=environment) as journey:
        kim = journey.somebody("Kim")
        await journey.starts(kim)

        await gets_the_card(journey, kim)


async def test_the_card_is_there_when_paused_and_when_stopped(journey: Journey) -> None:
    amina = await journey.with_goal("Amina")
    for word in ("/pause", "/stop"):
        await journey.says(amina, word)
        if word == "/pause":
            await journey.presses(amina, "A month")

        await gets_the_card(journey, amina)
        await journey.presses(amina, "Carry on")


async def test_the_card_is_there_while_waiting_and_while_a_human_talks(journey: Journey) -> None:
    jo = await journey.staff("Jo", "lead")
    team = await journey.team(jo)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina)
    journey.reads(team)
    await gets_the_card(journey, amina)
    await journey.takes(jo, team)
    journey.reads(amina)

    await gets_the_card(journey, amina)

    await journey.says(amina, "I am all right, thank you")
    assert "I am all right" in journey.reads(jo), "what is said next still goes to the human"


@pytest.mark.parametrize(
    "way_in",
    [
        ["/goals"],
        ["/goals", "press:Add a goal"],
        ["/check_in"],
        ["/check_in", "press:2", "press:Worry"],
        ["/find"],
        ["/find", "press:Body and mind", "press:Skip"],
        ["/talk"],
        ["/settings"],
        ["/settings", "press:Quiet hours"],
        ["/settings", "press:What I agreed to"],
        ["/settings", "press:What I agreed to", "press:Take it all back"],
        ["/pause"],
        ["/progress"],
        ["/privacy"],
        ["/delete", "press:Yes, go on"],
        ["something on my mind"],
    ],
    ids=" ".join,
)
async def test_the_card_is_there_in_the_middle_of_anything_and_leads_back(
    journey: Journey, way_in: list[str]
) -> None:
    amina = await journey.with_goal("Amina")
    for step in way_in:
        if step.startswith("press:"):
            await journey.presses(amina, step.removeprefix("press:"))
        else:
            await journey.says(amina, step)
    before = amina.hears.labels

    await gets_the_card(journey, amina)

    heard = await journey.presses(amina, "Carry on")
    assert heard.labels == before, "back to the same question"


async def test_staff_get_the_card_too(journey: Journey) -> None:
    sam = await journey.staff("Sam")

    for ask in ("help", "/help_now"):
        assert CARD in await journey.says(sam, ask)


async def test_who_asks_in_a_group_gets_the_card_in_private(journey: Journey) -> None:
    group = await journey.team(await journey.staff("Jo", "lead"))
    amina = await journey.welcomed("Amina")
    group.adds(amina)

    amina.says("/help_now", chat=group)
    await journey.wind(seconds=2)

    assert CARD in journey.reads(amina)
    in_group = journey.reads(group)
    assert "in private" in in_group
    assert CARD not in in_group


async def test_the_card_overtakes_whatever_else_waits_to_be_said(journey: Journey) -> None:
    amina = await journey.with_goal("Amina")
    amina.says("/goals")
    amina.says("/settings")
    amina.says("/privacy")
    amina.says("help")

    await journey.wind(seconds=0)

    said = journey.reads(amina).messages
    assert any(CARD in each.text for each in said), "in the very same second"
    await journey.wind(minutes=1)
    journey.reads(amina)
