"""`kill -9` between a question and its answer: it is asked once, and agreed once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from navigator_bot.rules.pacing import UNLIMITED
from tests.journeys.crash_house import Plan, run_apart
from tests.navigator_bot.life import Life, take, texts
from tests.navigator_bot.life import life as living

KILLED = -9


async def killed_at(life: Life, step: str) -> None:
    """All that is due begins in a process that ends at that step; the next house goes on."""
    await life.move_out()
    assert await run_apart(Plan(life.settings(), life.clock.now(), step)) == KILLED
    life.clock.wind_to(life.clock.now() + timedelta(seconds=1))
    await life.move_in(limits=UNLIMITED)
    await life.settle()


@pytest.mark.parametrize("step", ["inside commit 2", "after commit 2", "before a send"])
async def test_killed_when_asking_and_when_answering(tmp_path: Path, step: str) -> None:
    async with living(tmp_path, str(tmp_path / "house.db")) as life:
        life.world.flood.is_enforced = False
        await life.move_in(limits=UNLIMITED)
        sam = await life.staff("Sam")
        amina = await life.newcomer("Amina")
        await life.asks_for_navigator(amina)
        take(sam)
        await life.settle()
        for words in ("/cases", "Case 1", "Meet them", "tomorrow 2pm", "the library"):
            sam.presses(words) if words[0] in "CM" else sam.says(words)
            await life.settle()

        sam.presses("Ask them")
        await killed_at(life, step)
        amina.presses("Yes, that suits me")
        await killed_at(life, step)

        asked = [each for each in texts(amina) if "would like to meet you" in each]
        agreed = [each for each in texts(amina) if "Thank you, I have told" in each]
        told = [each for each in texts(sam) if "said yes" in each]
        assert (len(asked), len(agreed), len(told)) == (1, 1, 1)
        (row,) = await life.rows("SELECT status FROM outings")
        assert row["status"] == "agreed"
        bells = await life.rows("SELECT ref FROM timers WHERE bell IN ('outing', 'outing_ahead')")
        assert len(bells) == 5
