"""Whatever people write is kept and shown as they wrote it, and breaks nothing."""

from __future__ import annotations

import json

import pytest

from navigator_bot.simulator import Person
from navigator_bot.simulator.model import Document, Formatted
from tests.journeys.stage import Journey

MARKUP = "walk <b>&\"'</b> {{ 7*7 }}{% raw %}to</i> %(x)s $1 `*_"


async def gives_a_goal(journey: Journey, person: Person, words: str) -> None:
    await journey.says(person, "/goals")
    await journey.presses(person, "Add a goal")
    heard = await journey.says(person, words)
    assert f'Your goal: "{shown(words)}"' in heard
    heard = await journey.presses(person, "Yes, that's it", "Skip", "Skip", "Skip", "5")
    assert f'Your goal: "{shown(words)}"' in heard


def shown(words: str) -> str:
    """Without the marks that would turn the direction of all that follows."""
    return "".join(each for each in words if each not in "\u202e\u202c")


@pytest.mark.parametrize(
    "words",
    [
        MARKUP,
        "<script>alert(1)</script>",
        "להתקשר לאחותי \u202eabc\u202c",
        "👩‍👩‍👧‍👦 walk 🏳️‍🌈",
        "zalgo h̷̢̛e̵l̶p̴e̷r",
        "read 100% of back\\slash \\n",
        "=cmd|' /C calc'!A0",
        "'; DROP TABLE people; --",
    ],
)
async def test_a_goal_is_shown_literally_wherever_it_is_shown(journey: Journey, words: str) -> None:
    jo = await journey.staff("Jo", "lead")
    team = await journey.team(jo)
    amina = await journey.welcomed("Amina")
    await gives_a_goal(journey, amina, words)
    assert shown(words) in await journey.says(amina, "/goals")
    assert shown(words) in await journey.presses(amina, "Back", "My progress")
    assert shown(words) in await journey.says(amina, "/check_in")
    assert shown(words) in await journey.presses(amina, "2", "Money", "Skip")
    assert shown(words) in await journey.presses(amina, "Talk to a navigator")
    await journey.presses(amina, "Send it")
    assert shown(words) in await journey.takes(jo, team)
    journey.reads(team)
    journey.reads(amina)


async def test_a_name_is_shown_literally_everywhere(journey: Journey) -> None:
    jo = await journey.staff("Jo", "lead")
    team = await journey.team(jo)
    name = "<i>A&{{x}}</i>"
    amina = await journey.welcomed(name)

    assert f"I call you: {name}" in await journey.says(amina, "/settings")
    await journey.asks_for_human(amina, MARKUP)
    heard = await journey.takes(jo, team)

    assert f"called {name}" in heard
    assert MARKUP in heard
    await journey.says(jo, MARKUP, reply_to=heard.last)
    assert f"Jo: {MARKUP}" in journey.reads(amina)
    await journey.says(amina, MARKUP)
    assert f"Case 1: {MARKUP}" in journey.reads(jo)
    journey.reads(team)


async def test_words_lie_in_the_copy_of_ones_data_as_they_were_said(journey: Journey) -> None:
    amina = await journey.welcomed("<i>A&{{x}}</i>")
    await gives_a_goal(journey, amina, MARKUP)

    await journey.says(amina, "/my_data")

    sent = [each.attachment for each in amina.sees if isinstance(each.attachment, Document)]
    kept = json.loads(sent[-1].file.content)
    assert f"'words': {MARKUP!r}" in str(kept)
    assert "'name': '<i>A&{{x}}</i>'" in str(kept)


async def test_four_thousand_emoji_are_answered_and_the_question_stays(journey: Journey) -> None:
    amina = await journey.welcomed("Amina")
    await journey.says(amina, "/goals")
    await journey.presses(amina, "Add a goal")
    flood = "🫠" * 4096

    journey.world.post(amina.chat, amina.user, Formatted(flood))
    await journey.wind(seconds=10)

    assert "Could you say the main part in a few lines?" in journey.reads(amina)
    assert 'Your goal: "just walk"' in await journey.says(amina, "just walk")


@pytest.mark.parametrize("words", ["a\x00b", "half \ud83d of a face", "\ufeff\u200b", "\x01\x02"])
async def test_broken_letters_break_nothing(journey: Journey, words: str) -> None:
    """No client sends these, but what speaks the Bot API's language may."""
    amina = await journey.welcomed("Amina")
    for before in ("/goals", "/talk", "/settings", "/find"):
        await journey.says(amina, before)
        journey.world.post(amina.chat, amina.user, Formatted(words))
        await journey.wind(seconds=12)
        heard = journey.reads(amina)
        assert heard.labels, f"{before}: the question is still open"
    rows = await journey.rows("SELECT id FROM inbox WHERE status = 'dead'")
    assert not rows


@pytest.mark.parametrize("length", [41, 300, 1001, 4096])
async def test_a_name_that_is_too_long_is_answered_kindly(journey: Journey, length: int) -> None:
    amina = journey.somebody("Amina")
    await journey.starts(amina)
    await journey.presses(amina, "Let's start", "26 to 49", "Yes")

    heard = await journey.says(amina, "n" * length)

    assert "shorter" in heard
    assert "Good to meet you, Mina" in await journey.says(amina, "Mina")


async def test_a_hundred_quick_messages_lose_nothing_and_keep_their_order(
    journey: Journey,
) -> None:
    jo = await journey.staff("Jo", "lead")
    team = await journey.team(jo)
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina)
    await journey.takes(jo, team)
    journey.reads(amina)
    journey.reads(team)
    for number in range(100):
        amina.says(f"number {number}")

    await journey.wind(minutes=5)

    assert [each.text for each in journey.reads(jo).messages] == [
        f"Case 1: number {number}" for number in range(100)
    ]
    refused = await journey.rows("SELECT id FROM outbox WHERE status <> 'sent' OR tries > 1")
    assert not refused, "no message had to be tried twice: Telegram's pace was kept"


async def test_a_hundred_quick_messages_to_the_bot_are_all_answered_in_order(
    journey: Journey,
) -> None:
    amina = await journey.welcomed("Amina")
    for number in range(100):
        amina.says(f"thought {number}")

    await journey.wind(minutes=10)

    said = [each.text for each in journey.reads(amina).messages]
    assert len(said) == 100
    assert all(f"thought {number}" in said[number] for number in range(100))
    assert await journey.says(amina, "menu")


async def test_a_year_that_is_no_date_and_times_that_are_none(journey: Journey) -> None:
    amina = await journey.welcomed("Amina")
    await journey.says(amina, "/pause")
    for words in ("32 May", "yesterday", "9999-99-99", "∞", "1 January 3000", "never"):
        heard = await journey.says(amina, words)
        assert heard.labels, words
        assert "paused until" not in heard
    await journey.presses(amina, "Do not pause")
    await journey.says(amina, "/settings")
    await journey.presses(amina, "Check-in day and time", "Sunday")
    for words in ("25:00", "half past banana", "-1", "24:60", "3am"):
        heard = await journey.says(amina, words)
        assert "Morning, 10:00" in heard.labels, words
