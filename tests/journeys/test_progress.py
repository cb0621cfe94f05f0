"""The story so far, in words and in a picture that hides nothing."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from navigator_bot.pictures import chart
from tests.journeys.stage import LONDON, Journey

DAY = datetime(2026, 3, 2, 10, tzinfo=LONDON)


async def test_every_value_of_the_picture_also_stands_in_its_caption(journey: Journey) -> None:
    amina = await journey.with_goal("Amina", "walk to the pond", day="Tuesday")
    await journey.sets_goal(amina, "see my sister more", today="6")
    await journey.at(10, 1, days=1)
    await journey.presses(amina, "Start", "3", "Time", "The same step", "9", "Rest", "Skip")
    await journey.presses(amina, "No thanks")

    heard = await journey.says(amina, "/progress")

    picture = next(each for each in heard.messages if each.picture)
    assert picture.picture
    assert picture.picture.startswith(b"\x89PNG")
    assert re.search(r"walk to the pond\n2 Mar: 4, 3 Mar: 3", picture.text)
    assert re.search(r"see my sister more\n2 Mar: 6, 3 Mar: 9", picture.text)
    assert "It has felt further off lately. That happens" in picture.text
    assert "What you told me has helped" in heard
    assert "What would you like to do?" in heard


def test_the_picture_says_from_when_to_when() -> None:
    drawn = chart((("walk", ((DAY, 4), (DAY + timedelta(weeks=3), 6))),))

    assert re.findall(r">(\d+ \w+)<", drawn) == ["2 Mar", "23 Mar"]


def test_a_single_rating_stands_in_the_middle() -> None:
    drawn = chart((("walk", ((DAY, 4),)),))

    assert '<circle cx="320.0"' in drawn
    assert re.findall(r">(\d+ \w+)<", drawn) == ["2 Mar"]


def test_goals_with_the_same_number_do_not_hide_one_another() -> None:
    drawn = chart(tuple((words, ((DAY, 5),)) for words in ("walk", "paint", "sleep")))

    at = re.findall(r'<text x="([\d.]+)" y="[\d.]+" text-anchor="middle"[^>]*>5<', drawn)
    assert len(set(at)) == 3


def test_a_goal_of_any_letters_is_drawn_as_it_was_said() -> None:
    drawn = chart((("</text><b>&\"'", ((DAY, 5),)),))

    assert "&lt;/text&gt;&lt;b&gt;&amp;" in drawn
