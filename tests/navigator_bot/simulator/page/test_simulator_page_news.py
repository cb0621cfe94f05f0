"""A waiting page hears of news: only what changed, time wound, and what happened inside."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from navigator_bot.simulator.rehearsal import Standing, Step
from navigator_bot.simulator.view import SHOWN
from tests.navigator_bot.simulator.page.visiting import AT, Visitor
from tests.navigator_bot.simulator.play import Play
from tests.navigator_bot.simulator.stage import Ask


async def test_a_waiting_page_hears_of_news_at_once(visitor: Visitor, play: Play) -> None:
    mark = (await visitor.sees())["mark"]
    waiting = asyncio.ensure_future(visitor.sees(mark))

    play.amina.starts()

    assert (await waiting)["phones"]["amina"]["has_started"] is True


async def test_only_phones_that_changed_are_sent_again(visitor: Visitor, play: Play) -> None:
    mark = (await visitor.sees())["mark"]

    play.amina.starts()
    second = await visitor.sees(mark)
    play.says(play.dele, "A case is waiting")
    third = await visitor.sees(second["mark"])

    assert list(second["phones"]) == ["amina"]
    assert list(third["phones"]) == ["dele"]
    assert list((await visitor.sees(mark))["phones"]) == ["amina", "dele"]


async def test_a_change_to_an_old_message_is_sent_too(
    visitor: Visitor, play: Play, ask: Ask
) -> None:
    play.amina.starts()
    play.says(play.amina, "Well?", "Yes")
    mark = (await visitor.sees())["mark"]

    number = play.amina.hears.message_id
    await ask("editMessageText", chat_id=play.amina.id, message_id=number, text="Thank you")

    shown = (await visitor.sees(mark))["phones"]["amina"]["messages"][-1]
    assert shown["pieces"] == [["Thank you", [], ""]]


async def test_of_a_long_chat_only_the_newest_messages_are_sent(
    visitor: Visitor, play: Play
) -> None:
    for number in range(SHOWN + 5):
        play.says(play.amina, str(number))

    shown = (await visitor.sees())["phones"]["amina"]["messages"]

    assert len(shown) == SHOWN
    assert shown[-1]["pieces"] == [[str(SHOWN + 4), [], ""]]


@pytest.mark.parametrize("mark", ["", "x", "0123-1.2.3", "a.b.c", "-1.-1.-1"])
async def test_a_page_that_comes_from_another_story_gets_everything_at_once(
    visitor: Visitor, mark: str
) -> None:
    assert list((await visitor.sees(mark))["phones"]) == ["amina", "dele", "team"]


async def test_a_wait_for_news_ends_when_a_new_story_begins(visitor: Visitor, play: Play) -> None:
    before = await visitor.sees()
    waiting = asyncio.ensure_future(visitor.sees(before["mark"]))

    await play.start_again()

    after = await waiting
    assert after["story"] != before["story"]
    assert list(after["phones"]) == ["amina", "dele", "team"]


async def test_the_clock_is_wound_and_the_story_starts_again(visitor: Visitor, play: Play) -> None:
    before = (await visitor.sees())["story"]
    for to in ("hour", "day", "week", "next", "again"):
        assert (await visitor.post("wind", {"to": to}))[0] == 200

    assert play.wound == [timedelta(hours=1), timedelta(days=1), timedelta(weeks=1), "next"]
    assert (await visitor.sees())["story"] != before


async def test_winding_tells_what_came_while_the_time_passed(visitor: Visitor, play: Play) -> None:
    play.promised += [
        (play.amina, "You have a check-in."),
        (play.amina, "It is short."),
        (play.team, "Somebody is waiting."),
    ]

    _, told = await visitor.post("wind", {"to": "day"})
    _, quiet = await visitor.post("wind", {"to": "hour"})
    _, still = await visitor.post("wind", {"to": "next"})
    _, again = await visitor.post("wind", {"to": "again"})

    assert told == "Moved on 1 day. Amina has 2 new messages, Team 1."
    assert quiet == "Moved on 1 hour. No new messages came."
    assert still == "No reminder is waiting."
    assert again == "A new story begins."


async def test_the_road_is_shown_newest_first_with_what_became_of_it(
    visitor: Visitor, play: Play
) -> None:
    say = ("Say welcome.hello", "Say welcome.<age>")
    sent = ("sent", "sent", "waiting")
    play.steps += [
        Step(1, AT, "Amina", "Sent text", "welcome.Hello", "welcome.AskAge", say, sent),
        Step(2, AT, "", "Rang check_in", "welcome.AskAge", "welcome.AskAge", ()),
    ]

    road = await visitor.reads("road")

    assert road.index('data-number="2"') < road.index('data-number="1"')
    for words in (
        "Sent text",
        "From welcome.Hello to welcome.AskAge",
        "Say welcome.&lt;age&gt;",
        "3 messages",
        "2 sent",
        "1 waiting",
        "The house",
        "Still at welcome.AskAge",
    ):
        assert words in road


async def test_where_somebody_stands_is_drawn_and_said(visitor: Visitor, play: Play) -> None:
    arrows = (
        ("[*]", "Hello", "WantsWelcome"),
        ("Hello", "AskAge", ""),
        ("AskAge", "TooYoung", ""),
        ("AskAge", "Hello", ""),
        ("AskAge", "[*]", ""),
    )
    play.stands[play.amina.id] = Standing(
        "welcome", "The first meeting.", "AskAge", ("check_in.RateWeek", "welcome.AskAge"), arrows
    )

    standing = await visitor.reads("standing/amina")

    for words in (
        "In <strong>welcome</strong>, at <strong>AskAge</strong>. The first meeting.",
        "<li>check_in.RateWeek</li>",
        "WantsWelcome opens it, at Hello",
        "From AskAge to TooYoung, Hello or the end",
        "<svg",
    ):
        assert words in standing
    assert standing.count(">here</text>") == 1
    assert "<li>welcome.AskAge</li>" not in standing


async def test_who_has_not_met_the_bot_stands_nowhere(visitor: Visitor) -> None:
    assert "Amina has not met the bot yet." in await visitor.reads("standing/amina")
