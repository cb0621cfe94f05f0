"""`kill -9` in the middle of bringing in a list: it is brought in, and only once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from navigator_bot.rules.pacing import UNLIMITED
from tests.journeys.crash_house import Plan, run_apart
from tests.navigator_bot.life import life as living
from tests.navigator_bot.life import texts

CLUBS = b"id,name\nc1,Lunch club\nc2,Chess in the park\n"
KILLED = -9


@pytest.mark.parametrize("step", ["inside an errand's end", "after an errand's end"])
async def test_a_list_that_was_being_brought_in_comes_in_once(tmp_path: Path, step: str) -> None:
    async with living(tmp_path, str(tmp_path / "navigator.db")) as life:
        life.world.flood.is_enforced = False
        life.breath = timedelta()
        await life.move_in(limits=UNLIMITED)
        kim = await life.staff("Kim", "coordinator")
        kim.sends_document(CLUBS, "clubs.csv")
        await life.settle()
        await life.move_out()
        kim.presses("Import")

        assert await run_apart(Plan(life.settings(), life.clock.now(), step)) == KILLED
        life.clock.wind_to(life.clock.now() + timedelta(seconds=1))
        await life.move_in(limits=UNLIMITED)
        await life.settle()

        changes = await life.rows("SELECT service_id FROM service_changes ORDER BY service_id")
        mine = [row["service_id"] for row in changes if row["service_id"] in ("c1", "c2")]
        assert mine == ["c1", "c2"]
        assert sum("Done:" in text for text in texts(kim)) == 1
