"""A coordinator keeps the directory in chat: adds, changes, checks, closes, undoes."""

from __future__ import annotations

import pytest

from navigator_bot import staffing
from navigator_bot.clock import to_ms
from navigator_bot.routines import forget_old
from navigator_bot.simulator import Person
from tests.journeys.stage import Journey


async def add(journey: Journey, kim: Person, name: str = "Soup and songs") -> None:
    """From the menu to the entry as it is shown."""
    await journey.says(kim, "/directory")
    await journey.presses(kim, "Add one")
    for words in (name, "Hot soup", "Mill Hall, Alderbridge, AX1 1AA", "Tue 12:00-14:00"):
        await journey.says(kim, words)
    heard = await journey.presses(kim, "Skip", "Save", "Show it")
    assert "Tue 12:00-14:00\nNext: Tuesday 3 March, 12:00" in heard


async def test_an_entry_is_added_by_answering_questions_and_can_be_undone(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    kim = await journey.staff("Kim", "coordinator")

    await journey.says(kim, "/directory")
    await journey.presses(kim, "Add one")
    heard = await journey.says(kim, "Soup and songs")
    assert heard.labels == ["Skip", "Leave it"]
    heard = await journey.presses(kim, "Skip", "Skip", "Skip", "Skip")
    assert "Name: Soup and songs" in heard
    await journey.presses(kim, "Save")

    assert len(await journey.rows("SELECT id FROM service_changes")) >= 1
    assert "1 entry is as it was before" in await journey.presses(kim, "Undo")
    assert not await journey.rows("SELECT id FROM services WHERE entry LIKE '%Soup and songs%'")


async def test_hours_are_said_back_before_they_are_saved(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await add(journey, kim)

    asked = await journey.presses(kim, "Change", "Hours")
    assert "Now: Tue 12:00-14:00" in asked
    echo = await journey.says(kim, "wed 2-4pm, not on bank holidays")

    assert "I read Hours as: Wed 14:00-16:00; not on bank holidays" in echo
    assert "The next time would be Wednesday 4 March, 14:00." in echo
    saved = await journey.presses(kim, "Save")
    assert 'Saved in "Soup and songs": Hours' in saved
    assert "Next: Wednesday 4 March, 14:00" in await journey.presses(kim, "Show it")
    await journey.presses(kim, "Undo")
    assert "Next: Tuesday 3 March, 12:00" in await journey.presses(kim, "Show it")


async def test_hours_that_cannot_be_read_are_kept_as_words_only_when_that_is_wanted(
    journey: Journey,
) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await add(journey, kim)
    await journey.presses(kim, "Change", "Hours")

    echo = await journey.says(kim, "when the kettle is on")

    assert 'I could not read "when the kettle is on" as Hours' in echo
    again = await journey.presses(kim, "Try again")
    assert "Now: Tue 12:00-14:00" in again
    await journey.says(kim, "/cancel")


async def test_a_word_that_does_not_fit_is_answered_with_those_that_do(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await add(journey, kim)
    await journey.presses(kim, "Change", "Other fields", "Access")

    heard = await journey.says(kim, "a ramp")

    assert 'I could not read "a ramp" there. Nothing has changed.' in heard
    assert "step-free; lift" in heard
    assert "I read Access as: step-free; no lift" in await journey.says(kim, "step-free; no lift")


async def test_an_older_save_button_saves_nothing(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await add(journey, kim)
    await journey.presses(kim, "Change", "Hours")
    echo = (await journey.says(kim, "Wed 14:00-16:00")).last
    await journey.says(kim, "Thu 14:00-16:00")

    heard = await journey.does(lambda: kim.presses("Save", echo), kim)

    assert "from an earlier message, so nothing has changed" in heard
    assert 'Saved in "Soup and songs"' in await journey.presses(kim, "Save")
    assert "Thu 14:00-16:00" in await journey.presses(kim, "Show it")


async def test_another_button_ends_what_was_asked(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await add(journey, kim)
    await journey.presses(kim, "Change", "Hours", "Directory")

    heard = await journey.says(kim, "Wed 14:00-16:00")

    assert "I read Hours" not in heard


async def test_what_was_asked_is_forgotten_after_a_day(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await add(journey, kim)
    await journey.presses(kim, "Change", "Hours")

    await journey.wind(hours=25)

    assert "I read Hours" not in await journey.says(kim, "Wed 14:00-16:00")


async def test_a_check_of_the_hours_is_said_with_its_day(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await add(journey, kim)

    await journey.presses(kim, "I checked it", "Hours")

    assert "Hours: checked on 2 March 2026." in await journey.presses(kim, "Show it")


async def test_closed_for_now_says_why_and_can_be_opened_again(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await add(journey, kim)
    await journey.presses(kim, "Close", "For now")

    await journey.says(kim, "until the roof is mended")

    shown = await journey.presses(kim, "Show it")
    assert "Closed for now" in shown
    assert "Why: until the roof is mended" in shown
    await journey.presses(kim, "Open again")
    assert "Closed" not in await journey.presses(kim, "Show it")


async def test_an_older_change_can_be_undone_while_newer_ones_stay(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await add(journey, kim)
    for field, words in (("Hours", "Wed 14:00-16:00"), ("Cost", "free")):
        await journey.presses(kim, "Change", field)
        await journey.says(kim, words)
        await journey.presses(kim, "Save", "Show it")

    history = await journey.presses(kim, "History")
    assert "1. 2 March 2026, Kim: changed it (Cost)" in history
    await journey.presses(kim, "Undo 2")

    shown = await journey.presses(kim, "Show it")
    assert "Hours: Tue 12:00-14:00" in shown
    assert "Cost: free" in shown


async def test_two_coordinators_change_two_fields_at_once_and_both_stay(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    kim = await journey.staff("Kim", "coordinator")
    lou = await journey.staff("Lou", "admin")
    await add(journey, kim)
    await journey.says(lou, "/directory Soup and songs")
    await journey.presses(lou, "Soup and songs, Alderbridge", "Change", "Hours")
    await journey.says(lou, "Wed 14:00-16:00")
    await journey.presses(kim, "Change", "Cost")
    await journey.says(kim, "free")

    kim.presses("Save")
    await journey.presses(lou, "Save")
    journey.reads(kim)

    shown = await journey.presses(lou, "Show it")
    assert "Hours: Wed 14:00-16:00" in shown
    assert "Cost: free" in shown
    assert "Last changed by" in shown


async def test_a_navigator_may_not_open_the_directory(journey: Journey) -> None:
    sam = await journey.staff("Sam")

    heard = await journey.says(sam, "/directory")

    assert "Only coordinators and admins can change the directory" in heard
    assert not heard.labels


async def test_who_was_removed_in_the_middle_changes_nothing(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await add(journey, kim)
    await journey.presses(kim, "Change", "Hours")
    await journey.says(kim, "Wed 14:00-16:00")
    echo = kim.hears
    (row,) = await journey.rows("SELECT id FROM staff")
    house = journey.house
    await staffing.remove(house.database, house.keys, house.ids, house.clock, row["id"])

    heard = await journey.does(lambda: kim.presses("Save", echo), kim)

    assert "Saved" not in heard
    entry = (await journey.rows("SELECT entry FROM services WHERE entry LIKE '%Soup and songs%'"))[
        0
    ]
    assert "16:00" not in entry["entry"]


async def test_words_for_a_person_never_reach_the_directory_nor_the_other_way(
    journey: Journey,
) -> None:
    """Somebody with a case who is in the middle of an edit, too."""
    kim = await journey.staff("Kim", "coordinator")
    await journey.joins(kim, "navigator")
    amina = await journey.welcomed("Amina")
    await journey.asks_for_human(amina, "a hard week")
    await journey.takes(kim)
    journey.reads(amina)
    brief = kim.hears
    await add(journey, kim)
    await journey.presses(kim, "Change", "Hours")

    await journey.says(kim, "I am here for you", reply_to=brief)
    assert "I am here for you" in journey.reads(amina)
    echo = await journey.says(kim, "Wed 14:00-16:00")

    assert "I read Hours as: Wed 14:00-16:00" in echo
    journey.nothing_new(amina)
    assert "for you" not in echo


@pytest.mark.parametrize("data", ["dir:", "dir:show", "dir:field:x:y", "dir:more:x:1", "dir:keep"])
async def test_a_press_that_makes_no_sense_is_answered_and_changes_nothing(
    journey: Journey, data: str
) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await journey.says(kim, "/directory")

    journey.world.callback(kim.user, kim.hears, data)
    await journey.wind(seconds=10)

    heard = journey.reads(kim)
    assert "nothing has changed" in heard or "not in the directory any more" in heard
    assert not await journey.rows("SELECT id FROM service_changes WHERE who <> 'operator'")


async def test_what_is_being_typed_is_sealed_and_forgotten_after_a_day(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await add(journey, kim)
    await journey.presses(kim, "Change", "Hours")
    await journey.says(kim, "Wed 14:00-16:00, says Amina")

    (row,) = await journey.rows("SELECT * FROM staff_places")
    assert b"Amina" not in row["sealed"]
    await journey.wind(hours=25)
    await forget_old(journey.house.database, journey.clock)

    assert not await journey.rows("SELECT id FROM staff_places")


async def test_a_reply_to_a_message_that_is_forgotten_is_no_value(journey: Journey) -> None:
    kim = await journey.staff("Kim", "coordinator")
    await add(journey, kim)
    old = kim.sees[1]
    async with journey.house.database.transaction() as connection:
        await connection.run("messages_forgotten", before=to_ms(journey.clock.now()))
    await journey.presses(kim, "Change", "Hours")

    heard = await journey.says(kim, "I am here for you", reply_to=old)

    assert "I am here for you" not in heard
