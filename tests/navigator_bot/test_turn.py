"""The turn: many people in one commit, each by themselves; a fault stays with whoever met it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from conversations.kit.effects import Bell
from navigator_bot.dead_letters import replay
from navigator_bot.events import HOUSE, Arrival, Rang, Sender, Sent, Unread
from navigator_bot.simulator import Person
from tests.navigator_bot.faults import broken_templates
from tests.navigator_bot.life import TUESDAY, Life, take, texts


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
