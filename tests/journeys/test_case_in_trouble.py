"""A case when something goes wrong around it: it is still answered, and everybody knows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from navigator_bot.simulator import Person
from navigator_bot.simulator.faults import ServerError
from tests.journeys.any_life import AnyLife
from tests.journeys.crash_house import STEPS
from tests.journeys.stage import Journey
from tests.journeys.what_holds import WhatHolds
from tests.navigator_bot.life import life as living
from tests.navigator_bot.life import texts


async def test_who_stops_everything_is_still_waited_for_by_the_team(journey: Journey) -> None:
    sam = await journey.staff("Sam")
    jo = await journey.staff("Jo", "lead")
    team = await journey.team(jo, sam)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina)
    journey.reads(team)

    await journey.says(amina, "/stop")
    await journey.wind(hours=2, minutes=5)

    assert "Case 1 is still waiting" in journey.reads(jo)
    assert "Case 1 is yours now" in await journey.takes(sam, team)
    assert "Sam is here now" in journey.reads(amina)
    journey.reads(team)
    journey.reads(jo)


async def test_when_telegram_is_down_for_an_hour_everything_arrives_afterwards_once(
    journey: Journey,
) -> None:
    sam = await journey.staff("Sam")
    jo = await journey.staff("Jo", "lead")
    team = await journey.team(jo, sam)
    amina = await journey.welcomed("Amina")
    await journey.says(amina, "/talk")
    await journey.says(amina, "a hard week")
    is_down = [ServerError(502)] * 200
    journey.world.faults.next("sendMessage", *is_down)
    journey.world.faults.next("editMessageText", *is_down)
    assert not await journey.presses(amina, "Send it")
    await journey.wind(minutes=35)
    assert not journey.reads(team)

    journey.world.faults.clear()
    await journey.wind(minutes=25)

    assert "I have asked the team for a navigator" in journey.reads(amina)
    assert journey.reads(team).one().text.startswith("Case 1 is waiting")
    assert "Case 1 is yours now" in await journey.takes(sam, team)
    assert len(journey.reads(amina)) == 1
    journey.reads(team)
    journey.reads(jo)


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[AnyLife]:
    async with living(tmp_path, str(tmp_path / "house.db")) as made:
        service = AnyLife(made)
        await service.begin(people=1, navigators=1)
        yield service


STAGES = ("asks", "is taken", "is answered", "is handed back")
KILLED_AT = [step for step in STEPS if step != "nowhere" and "errand" not in step]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("step", KILLED_AT)
async def test_killed_at_any_step_of_a_case_it_goes_on_from_there(
    service: AnyLife, stage: str, step: str
) -> None:
    """As a kill would, nothing of the house sees it coming; a real one is in `test_crashes`."""
    amina, sam = service.people[0], service.staff[1]
    promises = WhatHolds(service)

    async def happens(what: str) -> None:
        if what == stage:
            await service.crashes_at(step, 1, timedelta(seconds=6))
        await service.settle(timedelta(seconds=30))
        await promises.holds()

    amina.says("/talk")
    await service.settle()
    amina.says("a hard week")
    await service.settle()
    amina.presses("Send it")
    await happens("asks")
    service.takes(1, 0)
    await happens("is taken")
    assert reads(amina, "Sam0 is here now") >= 1
    sam.says(
        "how are you?", reply_to=next(m for m in reversed(sam.sees) if "is yours now" in m.text)
    )
    await happens("is answered")
    assert reads(amina, "how are you?") >= 1
    sam.presses("Hand back")
    await happens("is handed back")

    assert service.crashes == 1, "the house was killed there"
    assert reads(amina, "has handed back to me, the bot") >= 1
    (case,) = await service.life.rows("SELECT status FROM cases")
    assert case["status"] == "closed"
    await promises.everything_comes_to_an_end()


def reads(who: Person, words: str) -> int:
    return sum(words in text for text in texts(who))
