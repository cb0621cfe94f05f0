"""The rota as leads and navigators live with it: set in chat or by a file, and what it lacks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from navigator_bot.errors import SettingsError
from tests.journeys.shifts import AGREE, ASK, SAVE, UNDO, crew, sets
from tests.journeys.stage import LONDON, Journey
from tests.journeys.stage import journey as beginning


async def test_a_line_is_said_back_in_plain_words_and_can_be_undone(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    jo, sam, _, _ = await crew(journey)

    heard = await journey.says(jo, "/rota Sam Mon-Tue 9-17, Thu 13-20")

    assert "Sam works each week:" in heard
    assert "Monday, 9:00 to 17:00" in heard
    assert "Thursday, 13:00 to 20:00" in heard
    assert not journey.house.team.rota.is_set
    assert "Saved." in await journey.presses(jo, SAVE)
    assert "Your rota was changed by Jo" in journey.reads(sam)
    assert "Sam, 9:00 to 17:00" in await journey.says(jo, "/rota")
    assert journey.house.team.rota.is_set
    undo = next(m for m in reversed(jo.sees) if UNDO in m.labels)
    heard = await journey.does(lambda: jo.presses(UNDO, undo), jo)
    assert "Undone." in heard
    assert "was undone" in journey.reads(sam)
    assert not journey.house.team.rota.is_set


async def test_of_two_changes_the_one_that_was_saved_later_counts(journey: Journey) -> None:
    jo, sam, _, _ = await crew(journey)
    await journey.says(jo, "/rota Sam Mon-Fri 9-17")
    first = jo.hears
    await sets(journey, jo, "Sam Mon-Fri 12-20")

    await journey.does(lambda: jo.presses(SAVE, first), jo)

    assert "You are on duty until Monday 2 March, 17:00" in await journey.says(sam, "/me")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("Sam Mon 9-5", "I could not read this line"),
        ("Kim away 3 March", "I know nobody called Kim"),
        ("Sa Mon 9-17", "Did I get that right?"),
    ],
)
async def test_what_is_not_understood_changes_nothing(
    journey: Journey, line: str, answer: str
) -> None:
    jo, _, _, _ = await crew(journey)

    assert answer in await journey.says(jo, f"/rota {line}")

    assert not journey.house.team.rota.is_set


async def test_a_navigator_is_shown_what_a_navigator_can_ask_for(journey: Journey) -> None:
    _, sam, _, _ = await crew(journey)

    heard = await journey.says(sam, "/rota away 31 February")

    assert "It works like this: /rota away 3-10 March" in heard
    assert "/rota Sam" not in heard


async def test_a_name_that_fits_two_is_asked_back(journey: Journey) -> None:
    jo = await journey.staff("Jo", "lead")
    await journey.staff("Sam")
    await journey.staff("Sam")

    heard = await journey.says(jo, "/rota Sam Mon 9-17")

    assert "Sam 1" in heard
    assert "Sam 2" in heard
    assert "Sam 2 works each week:" in await journey.says(jo, "/rota sam 2 Mon 9-17")


async def test_leave_is_asked_for_and_counts_once_a_lead_has_agreed(journey: Journey) -> None:
    jo, sam, _, _ = await crew(journey)
    await sets(journey, jo, "Sam Mon-Wed 9-17", "Alex Thu-Fri 9-17")

    assert "Sam is away from Tuesday 3 March" in await journey.says(sam, "/rota away 3-4 March")
    assert "I have asked your lead" in await journey.presses(sam, ASK)
    ask = journey.reads(jo).one()
    assert "Sam asks for this:" in ask.text
    rota = journey.house.team.rota
    assert rota.is_open(datetime(2026, 3, 3, 10, tzinfo=LONDON))
    heard = await journey.presses(jo, AGREE)

    assert "Nobody is on duty on Tuesday 3 March" in heard, "what it leaves open is said at once"
    assert "Your lead has agreed" in journey.reads(sam).one().text
    assert not journey.house.team.rota.is_open(datetime(2026, 3, 3, 10, tzinfo=LONDON))
    assert AGREE not in ask.labels, "what is settled is not pressed twice"


async def test_a_navigator_changes_nobodys_hours(journey: Journey) -> None:
    _, sam, _, _ = await crew(journey)

    for line in ("Sam Mon 9-17", "Alex away 3 March", "Alex covers Sam 3 March"):
        assert "Only a lead or an admin" in await journey.says(sam, f"/rota {line}")

    assert not await journey.rows("SELECT 1 FROM rota_entries")


async def test_a_navigator_who_was_a_lead_saves_nothing_any_more(journey: Journey) -> None:
    """Who may is looked at when the button is pressed."""
    jo, sam, _, _ = await crew(journey)
    await journey.says(jo, "/rota Sam Mon 9-17")
    house = journey.house
    async with house.database.transaction() as connection:
        row = await connection.row("staff_of_user", user_id=jo.id)
        assert row is not None
        await connection.run("remove_staff", id=row["id"])

    jo.presses(SAVE)
    await journey.wind(seconds=12)

    journey.reads(jo)
    journey.nothing_new(sam)
    assert not house.team.rota.is_set


async def test_every_morning_the_team_hears_what_the_rota_lacks(journey: Journey) -> None:
    jo, _, _, team = await crew(journey)
    await journey.house.rota_watch.say_good_morning()
    await journey.wind(seconds=12)
    assert "rota" not in journey.reads(team).one().text
    await sets(journey, jo, "Sam Mon-Thu 9-17", "Alex Mon-Thu 9-17")

    await journey.house.rota_watch.say_good_morning()
    await journey.wind(seconds=12)

    heard = journey.reads(team).one().text
    assert heard.startswith("Good morning.\n\n0 cases are open.")
    assert "All is well" not in heard
    assert "Nobody is on duty on Friday 6 March" in heard


async def test_who_cannot_be_written_to_is_named_at_start(journey: Journey) -> None:
    jo, sam, _, _ = await crew(journey)
    sam.blocks()
    await journey.wind(seconds=12)

    await journey.house.rota_watch.begin()
    await journey.wind(seconds=12)

    assert "I cannot write to Sam" in journey.reads(jo).one().text
    await journey.house.rota_watch.begin()
    await journey.wind(seconds=12)
    journey.nothing_new()
    await journey.wind(days=1)
    await journey.house.rota_watch.begin()
    await journey.wind(seconds=12)
    assert "I cannot write to Sam" in journey.reads(jo).one().text


async def test_a_rota_file_is_read_and_chat_goes_before_it(tmp_path: Path) -> None:
    file = tmp_path / "rota.toml"
    file.write_text('rota = ["Sam Mon-Fri 9-17", "Sam away 3 March 2026"]')
    monday = datetime(2026, 3, 2, 9, 0, tzinfo=LONDON)
    async with beginning(tmp_path, monday, {"NAVIGATOR_ROTA": str(file)}) as journey:
        await journey.house.rota_watch.begin()
        jo, _ = await journey.staff("Jo", "lead"), await journey.staff("Sam")
        rota = journey.house.team.rota
        assert rota.next_open(monday.replace(hour=18)) == monday.replace(day=4)

        await sets(journey, jo, "Sam Mon, Thu 10-12")

        rota = journey.house.team.rota
        assert rota.next_open(monday.replace(hour=18)) == monday.replace(day=5, hour=10)


async def test_a_rota_file_with_a_slip_is_one_clear_error(tmp_path: Path) -> None:
    file = tmp_path / "rota.toml"
    file.write_text('rota = ["Sam Mon-Fri 9-17", "Sam away 3 March"]')

    with pytest.raises(SettingsError, match="Sam away 3 March"):
        async with beginning(tmp_path, environment={"NAVIGATOR_ROTA": str(file)}):
            pass
