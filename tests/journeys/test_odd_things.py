"""Odd things happen at every question: what comes is answered kindly, and nothing is lost."""

from __future__ import annotations

import pytest

from navigator_bot.simulator import Person
from tests.journeys.stage import Heard, Journey

SENDS = {
    "sticker": lambda person: person.sends_sticker(),
    "voice": lambda person: person.sends_voice(),
    "photo": lambda person: person.sends_photo(caption="this"),
    "document": lambda person: person.sends_document(),
    "contact": lambda person: person.sends_contact(),
    "location": lambda person: person.sends_location(0.0, 0.0),
}

WELCOME = (
    "Let's start", "26 to 49", "Yes", "says Amina", "Skip", "Yes", "Tuesday", "Morning, 10:00",
    "No", "No", "Set my first goal", "says walk more", "Yes, that's it", "Skip", "Skip",
    "says shoes on", "Skip", "5",
)  # fmt: skip

PLACES = (
    ["/goals"],
    ["/goals", "press:walk to the pond", "press:New small step"],
    ["/check_in"],
    ["/check_in", "press:2"],
    ["/check_in", "press:2", "press:Worry"],
    ["/check_in", "press:8"],
    ["/check_in", "press:2", "press:Worry", "press:Skip"],
    ["/find"],
    ["/find", "press:Body and mind"],
    ["/find", "press:Body and mind", "press:Skip"],
    ["/talk"],
    ["/settings", "press:Check-in day and time"],
    ["/settings", "press:Quiet hours"],
    ["/settings", "press:My name"],
    ["/settings", "press:My area"],
    ["/settings", "press:What I agreed to", "press:Take it all back"],
    ["/pause"],
    ["/stop"],
    ["/privacy"],
    ["/delete", "press:Yes, go on"],
    ["/help_now"],
    ["hello"],
)


async def goes(journey: Journey, person: Person, way: list[str]) -> None:
    for step in way:
        if step.startswith("press:"):
            await journey.presses(person, step.removeprefix("press:"))
        else:
            await journey.says(person, step)


def leaves_a_way_on(heard: Heard) -> bool:
    return {"Talk to a person", "Help now"} <= set(heard.labels)


async def test_things_that_are_no_words_are_answered_at_every_step_of_the_welcome(
    journey: Journey,
) -> None:
    amina = journey.somebody("Amina")
    await journey.starts(amina)
    for step, send in zip(WELCOME, list(SENDS.values()) * 3, strict=True):
        before = amina.hears.labels

        heard = await journey.does(lambda send=send: send(amina), amina)  # type: ignore[misc]

        assert leaves_a_way_on(heard), step
        assert heard.labels == before, f"{step}: the same question stays open"
        if step.startswith("says "):
            await journey.says(amina, step.removeprefix("says "))
        else:
            await journey.presses(amina, step)


@pytest.mark.parametrize("way", PLACES, ids=" ".join)
async def test_at_every_question_odd_things_leave_a_way_on(
    journey: Journey, way: list[str]
) -> None:
    """What is no word, an unknown command, an edit, a start again; and at last a way out."""
    amina = await journey.with_goal("Amina")
    await goes(journey, amina, way)
    for name, send in SENDS.items():
        heard = await journey.does(lambda send=send: send(amina), amina)  # type: ignore[misc]
        assert leaves_a_way_on(heard), name

    heard = await journey.says(amina, "/frobnicate now")
    assert "I do not know that command" in heard
    assert leaves_a_way_on(heard)
    mine = amina.says("🙂")
    await journey.wind(seconds=12)
    journey.reads(amina)
    amina.edits(mine, "🙃")
    await journey.wind(seconds=12)
    heard = journey.reads(amina)
    assert "I can only go by new ones" in heard
    assert leaves_a_way_on(heard)

    heard = await journey.says(amina, "/start")
    assert leaves_a_way_on(heard)
    heard = await journey.says(amina, "/cancel")
    assert "OK, I have left that." in heard
    assert leaves_a_way_on(heard)
    dead = await journey.rows("SELECT id FROM inbox WHERE status = 'dead'")
    assert not dead


async def test_a_button_of_last_month_changes_nothing(journey: Journey) -> None:
    amina = await journey.with_goal("Amina", reminders=False)
    await journey.says(amina, "/delete")
    await journey.presses(amina, "Yes, go on")
    old = amina.hears
    button = next(each.data for row in old.buttons for each in row if "Delete" in each.text)
    assert button
    await journey.presses(amina, "Keep my data")
    await journey.wind(days=32)

    heard = await journey.does(lambda: journey.world.callback(amina.user, old, button), amina)

    assert "That button was from an earlier message, so nothing has changed." in heard
    assert "What would you like to do?" in heard
    assert "walk to the pond" in await journey.says(amina, "/goals")


async def test_two_taps_at_once_on_one_button_count_once(journey: Journey) -> None:
    amina = await journey.with_goal("Amina")
    await journey.says(amina, "/check_in")
    question = amina.hears

    amina.presses("7", question)
    amina.presses("7", question)
    await journey.wind(seconds=10)

    assert "What helped you this week?" in journey.reads(amina).one().text
    await journey.presses(amina, "Rest", "Skip")
    heard = await journey.says(amina, "/progress")
    assert heard.text.count(": 7") == 1


async def test_of_two_buttons_of_one_question_the_first_counts(journey: Journey) -> None:
    amina = await journey.with_goal("Amina")
    await journey.says(amina, "/check_in")
    question = amina.hears

    amina.presses("7", question)
    amina.presses("1", question)
    await journey.wind(seconds=10)

    assert "What helped you this week?" in journey.reads(amina).one().text
    await journey.presses(amina, "Rest", "Skip")
    heard = await journey.says(amina, "/progress")
    assert ": 7" in heard
    assert ": 1" not in heard


async def test_a_pressed_button_is_always_answered_to_telegram(journey: Journey) -> None:
    amina = await journey.welcomed("Amina")
    calls = journey.stage.stand_in.calls
    calls.clear()

    await journey.presses(amina, "Settings", "Quiet hours", "Skip", "Back")

    assert [call.method for call in calls].count("answerCallbackQuery") == 4


async def test_corrupt_updates_among_good_ones_hold_up_nobody(journey_on_both: Journey) -> None:
    journey = journey_on_both
    amina = await journey.welcomed("Amina")
    tom = await journey.welcomed("Tom")
    updates = journey.world.updates
    amina.says("/goals")
    updates.add("message", {"message_id": "seven", "chat": {"id": "x"}})
    updates.add("callback_query", {"id": 5, "from": None})
    updates.add("message", {"message_id": 1, "date": 0, "chat": {"id": tom.id, "type": "private"}})
    updates.add("edited_message", {})
    updates.add("surprise", {"of": "tomorrow"})
    tom.says("/settings")

    await journey.wind(seconds=15)

    assert "You have no goals here yet" in journey.reads(amina)
    assert "This is how things are set" in journey.reads(tom)
    waiting = await journey.rows("SELECT id FROM inbox WHERE status = 'waiting'")
    assert not waiting


async def test_every_word_that_a_person_writes_leads_somewhere(journey: Journey) -> None:
    amina = await journey.with_goal("Amina")
    for words in ("?", "...", "ok", "no", "7", "yes", "I feel low", "👍", "Thanks!", "/", "//"):
        heard = await journey.says(amina, words)
        assert leaves_a_way_on(heard), words


async def test_buttons_can_be_typed(journey: Journey) -> None:
    amina = await journey.with_goal("Amina")

    for words in ("check in now", "seven", "getting out", "a smaller one"):
        heard = await journey.says(amina, words)

    assert "What could be a small piece" in heard
