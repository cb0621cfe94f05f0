"""The turn: many people in one commit, each by themselves; a fault stays with whoever met it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from conversations.kit.effects import Bell
from navigator_bot.dead_letters import replay
from navigator_bot.events import HOUSE, Arrival, Rang, Sender, Sent, Unread
from navigator_bot.simulator import Person
from tests.navigator_bot.faults import broken_templates, refuse_to_save, save_again
from tests.navigator_bot.life import TUESDAY, Life, take, tap, texts

APOLOGY = "went wrong"


def strangers(life: Life, many: int) -> list[Person]:
    people = [life.world.person(f"Person {number}") for number in range(many)]
    for person in people:
        person.starts()
    return people


async def test_events_of_different_people_share_one_commit(life: Life) -> None:
    house = await life.move_in()
    strangers(life, 50)
    await house.polling.poll_once()
    begun: list[str] = []
    if house.database.dialect == "sqlite":
        async with house.database.transaction() as connection:
            await connection.raw.set_trace_callback(begun.append)

    decided = await house.turns.round()

    assert decided == 50
    if house.database.dialect == "sqlite":
        assert len([sql for sql in begun if sql.startswith("BEGIN")]) == 1
    else:
        done = await life.rows("SELECT DISTINCT xmin::text FROM inbox WHERE status = 'done'")
        assert len(done) == 1


async def test_everybody_in_a_group_gets_their_own_answer(life: Life) -> None:
    await life.move_in()
    people = strangers(life, 12)

    await life.settle()

    assert {len(texts(person)) for person in people} == {len(texts(people[0]))} != {0}


async def test_what_one_person_says_is_answered_in_order(life: Life) -> None:
    await life.move_in()
    person = life.world.person("Amina")
    person.starts()
    await life.settle()
    for key in ("start", "26_49", "yes"):
        await life.taps(person, key)
    person.says("Amina")
    person.says("Thornby")
    person.says("no")

    await life.wind(minutes=1)

    answers = [text for text in texts(person) if "Amina" in text or "Thornby" in text]
    assert ["Amina" in answer for answer in answers[:2]] == [True, False]


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


async def test_an_update_that_could_not_be_read_makes_nobody_a_person(light_life: Life) -> None:
    house = await light_life.move_in()
    await house.inbox.keep([Arrival("tg:1", HOUSE, Unread("message cannot be read"))])

    await light_life.settle()

    assert await light_life.rows("SELECT id FROM people") == []
    assert await light_life.rows("SELECT id FROM outbox") == []
    assert await light_life.rows("SELECT id FROM inbox WHERE status <> 'done'") == []


async def test_a_bell_for_somebody_who_was_erased_rings_for_nobody(light_life: Life) -> None:
    house = await light_life.move_in()
    await house.inbox.keep([Arrival("bell:1", 77, Rang(Bell.CHECK_IN, "", TUESDAY))])
    await light_life.settle()

    assert await light_life.rows("SELECT id FROM people") == []


async def test_a_link_is_not_spent_by_a_welcome_that_fails(
    light_life: Life, tmp_path: Path
) -> None:
    await light_life.move_in(templates=broken_templates(tmp_path, "desk.welcome_navigator"))
    person = await light_life.staff("Sam", "navigator")
    await light_life.wind(minutes=2)
    (dead,) = await light_life.rows("SELECT id FROM inbox WHERE status = 'dead'")
    await light_life.move_out()
    house = await light_life.move_in()

    await replay(house.database, dead["id"])
    await light_life.settle()

    assert "You are a Peer Navigator here now" in texts(person)[-1]
    (staff,) = await light_life.rows("SELECT user_id FROM staff WHERE active = 1")
    assert staff["user_id"] == person.id


async def test_everything_of_a_person_is_gone_when_they_delete_it(life: Life) -> None:
    await life.move_in()
    navigator = await life.staff("Sam", "lead")
    person = await life.newcomer("Zebedee")
    other = await life.newcomer("Other")
    await life.sets_goal(person, "unicycling")
    await life.asks_for_navigator(person, "claustrophobia")
    take(navigator)
    await life.settle()
    person.says("kaleidoscope")
    await life.settle()

    person.says("/delete")
    await life.settle()
    for key in ("go_on", "delete"):
        await life.taps(person, key)

    for table in ("people", "goals", "ratings", "suggestions", "cases", "case_notes"):
        left = await life.rows(f"SELECT * FROM {table}")  # noqa: S608 - names of ours
        assert len(left) == (table == "people"), table
    assert await life.rows("SELECT ref FROM timers WHERE chat = ?", person.id) == []
    words = await unsealed(life)
    gone = ("Zebedee", "unicycling", "claustrophobia", "kaleidoscope")
    assert [word for word in gone if any(word in each for each in words)] == []
    assert any("Other" in each for each in words), "what is looked for could be found"
    assert [row["what"] for row in await life.rows("SELECT what FROM audit")].count("erased") == 1
    assert "deleted" in texts(person)[-1].lower()
    other.says("/settings")
    await life.settle()
    assert "I call you: Other" in texts(other)[-1]


async def unsealed(life: Life) -> list[str]:
    """All that whoever holds the key could still read."""
    keys, found = life.house.keys, []
    for table, place in (("outbox", "outbox"), ("inbox", "inbox")):
        for row in await life.rows(
            f"SELECT id, sealed, key_id FROM {table} WHERE sealed IS NOT NULL"  # noqa: S608
        ):
            found.append(str(keys.open(row["key_id"], row["sealed"], f"{place}:{row['id']}")))
    return found


async def test_whoever_comes_back_after_deleting_is_met_as_somebody_new(life: Life) -> None:
    await life.move_in()
    person = await life.newcomer("Amina")
    person.says("/delete")
    await life.settle()
    for key in ("go_on", "delete"):
        await life.taps(person, key)

    person.starts()
    await life.settle()

    assert "I am not for emergencies" in texts(person)[-1]


async def test_retries_are_waited_for_and_not_run_in_a_circle(
    light_life: Life, tmp_path: Path
) -> None:
    await light_life.move_in(templates=broken_templates(tmp_path, "my_settings.settings"))
    person = await light_life.newcomer("Amina")
    person.says("/settings")

    due = await light_life.now()

    assert due == light_life.clock.now() + timedelta(seconds=2)


async def test_words_said_by_nobody_known_open_a_welcome(life: Life) -> None:
    house = await life.move_in()
    person = life.world.person("Amina")
    await house.inbox.keep([Arrival("tg:9", person.id, Sent(Sender(person.id), 1, words="hi"))])

    await house.turns.round()

    assert len(await life.rows("SELECT id FROM people")) == 1
