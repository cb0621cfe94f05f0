"""A fault in a turn stays with whoever met it: they get the card, admins hear, nobody waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from navigator_bot.dead_letters import replay
from tests.navigator_bot.faults import broken_templates, refuse_to_save, save_again
from tests.navigator_bot.life import Life, tap, texts

APOLOGY = "went wrong"


async def test_a_fault_in_one_turn_stops_nobody_else_of_the_group(
    life: Life, tmp_path: Path
) -> None:
    await life.move_in(templates=broken_templates(tmp_path, "my_settings.settings"))
    unlucky, other = await life.newcomer("Amina"), await life.newcomer("Ben")
    before = len(texts(other))
    unlucky.says("/settings")
    other.says("/menu")

    await life.now()

    assert len(texts(other)) > before
    waiting = await life.rows("SELECT chat, tries FROM inbox WHERE status = 'waiting'")
    assert [(row["chat"], row["tries"]) for row in waiting] == [(unlucky.id, 1)]


async def test_after_three_tries_the_person_gets_an_apology_with_the_card_and_admins_are_told(
    life: Life, tmp_path: Path
) -> None:
    await life.move_in(templates=broken_templates(tmp_path, "my_settings.settings"))
    admin = await life.staff("Kim", "admin")
    person = await life.newcomer("Amina")
    before = len(texts(person))
    person.says("/settings")

    await life.wind(minutes=2)

    apology, card = texts(person)[before:]
    assert APOLOGY in apology
    assert "999" in card
    (dead,) = await life.rows("SELECT id, tries, sealed FROM inbox WHERE status = 'dead'")
    assert dead["tries"] == 3
    assert dead["sealed"] is not None
    assert dead["id"] in texts(admin)[-1]


async def test_what_was_set_aside_is_answered_when_it_is_replayed_after_the_fault_is_gone(
    life: Life, tmp_path: Path
) -> None:
    await life.move_in(templates=broken_templates(tmp_path, "my_settings.settings"))
    person = await life.newcomer("Amina")
    person.says("/settings")
    await life.wind(minutes=2)
    (dead,) = await life.rows("SELECT id FROM inbox WHERE status = 'dead'")
    await life.move_out()
    house = await life.move_in()

    found = await replay(house.database, dead["id"])
    await life.settle()

    assert found
    assert "I call you: Amina" in texts(person)[-1]
    assert not await replay(house.database, dead["id"]), "what is done is not done again"


async def test_after_a_message_was_set_aside_the_next_ones_are_answered(
    life: Life, tmp_path: Path
) -> None:
    await life.move_in(templates=broken_templates(tmp_path, "my_settings.settings"))
    person = await life.newcomer("Amina")
    person.says("/settings")
    person.says("/menu")

    await life.wind(minutes=2)

    assert "What would you like to do?" in texts(person)[-1]


@pytest.mark.parametrize("way", ["/help_now", "the button", "help now"])
async def test_help_that_meets_a_fault_gives_the_card_at_once(
    light_life: Life, tmp_path: Path, way: str
) -> None:
    templates = broken_templates(tmp_path, "help_now.after_card")
    await light_life.move_in(templates=templates)
    person = await light_life.newcomer("Amina")
    before = len(texts(person))

    if way == "the button":
        tap(person, "help_now")
    else:
        person.says(way)
    await light_life.now()

    (card,) = texts(person)[before:]
    assert "999" in card
    (dead,) = await light_life.rows("SELECT id FROM inbox WHERE status = 'dead'")
    assert dead["id"]


async def test_words_of_danger_that_meet_a_fault_give_the_card_at_once_and_the_case_later(
    light_life: Life, tmp_path: Path
) -> None:
    templates = broken_templates(tmp_path, "danger.after_card")
    await light_life.move_in(templates=templates)
    admin = await light_life.staff("Ada", "admin")
    person = await light_life.newcomer("Amina")
    before = len(texts(person))

    person.says("I am going to kill myself tonight")
    await light_life.now()

    assert "999" in texts(person)[before]
    await light_life.wind(minutes=1)
    assert "Someone wrote words that may mean danger" in texts(admin)[-1]
    assert "kill" not in texts(admin)[-1]


async def test_a_person_who_cannot_be_saved_does_not_hold_up_the_others(life: Life) -> None:
    house = await life.move_in()
    people = [await life.newcomer(name) for name in ("Amina", "Ben", "Cal")]
    unlucky = people[1]
    await refuse_to_save(house, unlucky.id)
    before = {person.id: len(texts(person)) for person in people}
    for person in people:
        person.says("/menu")

    await life.now()

    answered = {person.id for person in people if len(texts(person)) > before[person.id]}
    assert answered == {people[0].id, people[2].id}


async def test_a_person_who_cannot_be_saved_gets_the_apology_and_is_answered_on_replay(
    life: Life,
) -> None:
    house = await life.move_in()
    person = await life.newcomer("Amina")
    await refuse_to_save(house, person.id)
    person.says("/settings")
    await life.wind(minutes=2)
    apologised = texts(person)[-2:]
    (dead,) = await life.rows("SELECT id FROM inbox WHERE status = 'dead'")

    await save_again(house)
    await replay(house.database, dead["id"])
    await life.settle()

    assert APOLOGY in apologised[0]
    assert "I call you: Amina" in texts(person)[-1]


async def test_an_event_that_does_not_open_is_set_aside_and_its_person_hears_of_it(
    life: Life,
) -> None:
    house = await life.move_in()
    unlucky, other = await life.newcomer("Amina"), await life.newcomer("Ben")
    unlucky.says("hello")
    other.says("/menu")
    await house.polling.poll_once()
    await life.rows_change("UPDATE inbox SET key_id = 'lost' WHERE chat = ?", unlucky.id)
    before = len(texts(other))

    await life.wind(minutes=2)

    assert len(texts(other)) > before
    assert APOLOGY in texts(unlucky)[-2]
    (dead,) = await life.rows("SELECT sealed FROM inbox WHERE status = 'dead'")
    assert dead["sealed"] is not None


async def test_a_person_whose_things_do_not_open_holds_up_nobody(life: Life) -> None:
    await life.move_in()
    unlucky, other = await life.newcomer("Amina"), await life.newcomer("Ben")
    await life.rows_change("UPDATE people SET key_id = 'lost' WHERE chat = ?", unlucky.id)
    before = len(texts(other))
    unlucky.says("/menu")
    other.says("/menu")

    await life.wind(minutes=2)

    assert len(texts(other)) > before
    assert APOLOGY in texts(unlucky)[-2]


async def test_a_fault_in_the_words_for_admins_does_not_cost_the_person_their_card(
    light_life: Life, tmp_path: Path
) -> None:
    templates = broken_templates(tmp_path, "my_settings.settings", "desk.dead_letter")
    await light_life.move_in(templates=templates)
    await light_life.staff("Kim", "admin")
    person = await light_life.newcomer("Amina")
    person.says("/settings")

    await light_life.wind(minutes=2)

    assert APOLOGY in texts(person)[-2]
