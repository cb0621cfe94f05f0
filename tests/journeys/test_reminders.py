"""What comes unasked: at the right time, seldom, kindly, and never again once it is unwanted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from navigator_bot.simulator import Person, ServerError
from tests.journeys.stage import LONDON, Journey
from tests.journeys.stage import journey as beginning
from tests.journeys.unasked import NUDGE, bells, when


async def answers(journey: Journey, person: Person) -> None:
    """The whole check-in, in a good week."""
    await journey.presses(person, "Start", "7", "Rest", "The same step")


@pytest.mark.parametrize(
    ("start", "days"),
    [
        (datetime(2026, 3, 16, 9, tzinfo=LONDON), ["22 Mar", "29 Mar", "05 Apr"]),
        (datetime(2026, 10, 12, 9, tzinfo=LONDON), ["18 Oct", "25 Oct", "01 Nov"]),
    ],
    ids=["into summer", "into winter"],
)
async def test_the_check_in_keeps_its_wall_time_when_the_clocks_change(
    tmp_path: Path, start: datetime, days: list[str]
) -> None:
    async with beginning(tmp_path, start) as journey:
        amina = await journey.with_goal("Amina", day="Sunday")
        got = []
        for ahead in (6, 7, 7):
            await journey.at(10, 5, days=ahead)
            got += bells(journey.reads(amina))
            await answers(journey, amina)

        assert got == [f"Sun {day} 10:00" for day in days]


@pytest.mark.parametrize(
    ("start", "rings"),
    [
        (datetime(2026, 3, 23, 9, tzinfo=LONDON), "Sun 29 Mar 02:30"),  # there is no 01:30
        (datetime(2026, 10, 19, 9, tzinfo=LONDON), "Sun 25 Oct 01:30"),  # there are two
    ],
    ids=["into summer", "into winter"],
)
async def test_a_check_in_in_the_hour_that_is_lost_or_doubled_comes_once(
    tmp_path: Path, start: datetime, rings: str
) -> None:
    async with beginning(tmp_path, start) as journey:
        amina = await journey.with_goal("Amina", day="Sunday")
        await journey.says(amina, "/settings")
        await journey.presses(amina, "Quiet hours")
        await journey.says(amina, "14:00 to 15:00")
        await journey.presses(amina, "Check-in day and time", "Sunday")
        await journey.says(amina, "1:30")

        await journey.at(12, days=6)

        assert bells(journey.reads(amina)) == [rings]


@pytest.mark.parametrize(
    ("quiet", "end"),
    [
        ("21:00 to 8:00", 8),
        ("21:00 to 9:00", 9),
    ],
)
async def test_a_reminder_held_up_into_the_quiet_hours_comes_at_their_end(
    journey: Journey, quiet: str, end: int
) -> None:
    amina = await journey.with_goal("Amina", day="Tuesday", time="20:58")
    await journey.says(amina, "/settings")
    await journey.presses(amina, "Quiet hours")
    await journey.says(amina, quiet)
    await journey.presses(amina, "Back")
    await journey.at(20, 57, days=1)
    journey.world.faults.next("sendMessage", *(ServerError() for _ in range(7)))

    await journey.at(end - 1, 59, days=1)
    journey.nothing_new()
    await journey.at(end, 5)

    assert bells(journey.reads(amina)) == [f"Wed 04 Mar 0{end}:00"]


async def test_at_most_one_thing_comes_unasked_on_one_day(journey: Journey) -> None:
    """Three goals to check in on, something saved to ask after, and nudges, to nobody's answer."""
    amina = await journey.with_goal("Amina", area="AX1 2AB", day="Monday")
    for goal in ("see my sister more", "sort out my bills"):
        await journey.sets_goal(amina, goal)
    await journey.says(amina, "/find")
    heard = await journey.presses(amina, "People and company")
    await journey.presses(amina, heard.labels[0], "Save it")

    await journey.wind(days=17)

    heard = journey.reads(amina)
    moments = sorted({each.sent_at for each in heard.messages})
    days = [moment.astimezone(LONDON).date() for moment in moments]
    assert len(days) == len(set(days)), when(heard.messages)
    assert "Have you been?" in heard
    assert len(bells(heard)) >= 3


async def test_a_person_in_the_middle_of_something_is_not_barged_into(journey: Journey) -> None:
    amina = await journey.welcomed("Amina", day="Tuesday")
    await journey.at(9, 58, days=1)
    await journey.says(amina, "/goals")
    await journey.presses(amina, "Add a goal")

    await journey.at(10, 15)
    journey.nothing_new()
    await journey.says(amina, "paint again")
    await journey.presses(amina, "Yes, that's it", "Skip", "Skip", "Skip", "5")
    await journey.at(11)

    assert len(bells(journey.reads(amina))) == 1


async def test_silence_gets_one_gentle_nudge_and_then_quiet_until_the_next_check_in(
    journey: Journey,
) -> None:
    amina = await journey.with_goal("Amina", day="Tuesday")

    await journey.at(9, 59, days=8)

    heard = journey.reads(amina)
    assert when(heard.messages) == ["Tue 03 Mar 10:00", *["Wed 04 Mar 10:00"] * 2]
    assert heard.messages[1].text.startswith(NUDGE)


@pytest.mark.parametrize("agreed", [True, False], ids=["agreed", "not agreed"])
async def test_after_three_silent_check_ins_the_one_question_is_whether_to_pause(
    journey: Journey, agreed: bool
) -> None:
    jo = await journey.staff("Jo", "lead")
    team = await journey.team(jo)
    amina = await journey.with_goal("Amina", day="Tuesday", follow_up=agreed)
    await journey.at(9, 59, days=22)
    journey.reads(amina)
    assert not journey.reads(team), "nobody is told before the fourth week"

    await journey.at(12)

    heard = journey.reads(amina)
    assert "Shall we pause them?" in heard
    assert ("I have told the team" in heard) is agreed
    assert len(journey.reads(team)) == (1 if agreed else 0)
    await journey.wind(days=20)
    heard = journey.reads(amina)
    assert NUDGE in heard
    assert len(heard) == 2, "one nudge, and then silence is respected"
    journey.reads(team)
    journey.reads(jo)


async def test_an_outage_of_three_days_brings_no_burst(journey: Journey) -> None:
    """Two people: what came due is dropped where its day is over, and goes on as before."""
    amina = await journey.with_goal("Amina", day="Tuesday")
    tom = await journey.with_goal("Tom", day="Wednesday", time="Evening, 18:00")
    await journey.at(9, 30, days=1)

    journey.sleeps(days=2, hours=2)  # until Thursday, half past eleven
    await journey.wind(hours=24)

    assert not journey.reads(amina), "two days late, it is dropped"
    assert bells(journey.reads(tom)) == ["Thu 05 Mar 11:30"], "a little late, it still comes"
    await journey.at(18, 30, days=4)
    assert bells(journey.reads(amina)) == ["Tue 10 Mar 10:00"]
    journey.reads(tom)  # the nudge
    await journey.at(18, 30, days=1)
    journey.reads(amina)
    assert bells(journey.reads(tom)) == ["Wed 11 Mar 18:00"]


async def test_nothing_comes_unasked_to_somebody_who_did_not_agree_to_it(
    journey: Journey,
) -> None:
    await journey.with_goal("Amina", reminders=False)

    await journey.wind(days=40)

    journey.nothing_new()


async def test_somebody_who_blocks_the_bot_is_left_alone_until_they_are_back(
    journey: Journey,
) -> None:
    amina = await journey.with_goal("Amina", day="Tuesday")
    amina.blocks()
    await journey.wind(days=10)
    journey.nothing_new()

    amina.unblocks()
    heard = await journey.says(amina, "I am back")
    assert "Thank you for telling me" in heard
    await journey.presses(amina, "Nothing, just saying")
    await journey.at(10, 5, days=(1 - journey.now().weekday()) % 7)

    assert len(bells(journey.reads(amina))) == 1
