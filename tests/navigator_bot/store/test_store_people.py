"""People, and what they set down, come back as they were; and go for good when they ask."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from conversations.kit.people import Goal, GoalId, Person, PersonId, Rating, Standing
from navigator_bot.store.changes import ORDER, Changes
from navigator_bot.store.people import Kept, load_claimed, save_person, save_thread
from navigator_bot.store.sealing import Keyring
from tests.navigator_bot.conftest import AnyDatabase
from tests.navigator_bot.store.people import LATER, NOW, new_id, people

CHATS = itertools.count(900_001)


async def write(database: AnyDatabase, changes: Changes) -> None:
    async with database.transaction() as connection:
        await changes.write(connection)


async def load(database: AnyDatabase, keys: Keyring, *chats: int) -> dict[int, Kept]:
    """As a turn does it: by the events that are claimed."""
    claim = new_id("claim")
    async with database.transaction() as connection:
        for chat in chats:
            event = {"id": new_id("event"), "key": new_id("key"), "chat": chat, "lane": 1, "at": 0}
            await connection.run_many("keep_event", [{**event, "sealed": b"", "key_id": ""}])
        await connection.rows("claim_events", claim=claim, now=1, lane=1, most=50)
        kept = await load_claimed(connection, keys, claim)
        await connection.raw.execute("DELETE FROM inbox")
    return kept


@given(person=people())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_a_person_comes_back_as_they_were_saved(
    database: AnyDatabase, keys: Keyring, person: Person
) -> None:
    chat = next(CHATS)
    changes = Changes()

    save_person(changes, keys, None, person, chat, NOW)
    save_thread(changes, keys, person.id, {"count": 3}, NOW)
    await write(database, changes)

    kept = (await load(database, keys, chat))[chat]
    assert kept.person == person
    assert kept.thread == {"count": 3}


@given(before=people(), after=people())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_a_person_who_changed_comes_back_changed(
    database: AnyDatabase, keys: Keyring, before: Person, after: Person
) -> None:
    chat = next(CHATS)
    after = replace(
        after,
        id=before.id,
        goals=(*before.goals, *after.goals),
        ratings=(*before.ratings, *after.ratings),
        suggestions=(*before.suggestions, *after.suggestions),
    )
    first, second = Changes(), Changes()

    save_person(first, keys, None, before, chat, NOW)
    await write(database, first)
    save_person(second, keys, before, after, chat, LATER)
    await write(database, second)

    assert (await load(database, keys, chat))[chat].person == after


async def test_only_what_changed_is_written(database: AnyDatabase, keys: Keyring) -> None:
    goal = Goal(GoalId(new_id("goal")), "walk to the park", NOW)
    before = Person(PersonId(new_id("person")), goals=(goal,))
    changes = Changes()

    rating = Rating(new_id("rating"), goal.id, 4, NOW)
    save_person(changes, keys, before, replace(before, ratings=(rating,)), 900, NOW)

    assert [query for query in ORDER if changes._rows[query]] == ["save_rating"]


async def test_the_people_of_a_group_are_not_mixed_up(database: AnyDatabase, keys: Keyring) -> None:
    changes = Changes()
    chats = [next(CHATS) for _ in range(20)]
    for chat in chats:
        goal = Goal(GoalId(new_id("goal")), f"goal of {chat}", NOW)
        person = Person(PersonId(new_id("person")), name=f"name of {chat}", goals=(goal,))
        save_person(changes, keys, None, person, chat, NOW)
    await write(database, changes)

    kept = await load(database, keys, *chats)

    for chat in chats:
        assert kept[chat].person.name == f"name of {chat}"
        assert [goal.words for goal in kept[chat].person.goals] == [f"goal of {chat}"]


async def test_what_refers_is_written_after_what_it_refers_to(
    database: AnyDatabase, keys: Keyring
) -> None:
    person = Person(PersonId(new_id("person")))
    changes = Changes()
    note = {"id": new_id("note"), "at": 0, "what": "added", "sealed": b"", "key_id": ""}
    note["staff_id"] = None
    case = {"id": new_id("case"), "number": 7, "reason": "asked", "urgency": "now", "chat": 900}
    more = {"ladder": "[]", "opened_at": 0, "answer_by": None, "sealed": b"", "key_id": ""}

    changes.add("add_note", case_id=case["id"], **note)
    changes.add("open_case", person_id=person.id, **case, **more)
    save_thread(changes, keys, person.id, {}, NOW)
    save_person(changes, keys, None, person, 900, NOW)
    await write(database, changes)

    async with database.transaction() as connection:
        assert len(await connection.rows("notes_of", case_id=case["id"])) == 1
    assert (await load(database, keys, 900))[900].thread == {}


def test_a_query_without_a_place_in_the_order_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        Changes().add("delete_everything")


async def test_a_standing_that_is_asked_for_in_sql_follows_the_person(
    database: AnyDatabase, keys: Keyring
) -> None:
    person = Person(PersonId(new_id("person")), standing=Standing.ACTIVE)
    first, second = Changes(), Changes()
    save_person(first, keys, None, person, 900, NOW)
    await write(database, first)

    save_person(second, keys, person, replace(person, standing=Standing.STOPPED), 900, NOW)
    await write(database, second)

    async with database.transaction() as connection:
        counted = await connection.rows("count_people")
    assert [(row["standing"], row["people"]) for row in counted] == [("stopped", 1)]


@pytest.mark.parametrize("wish", ["UPDATE audit SET what = 'nothing'", "DELETE FROM audit"])
async def test_the_audit_cannot_be_changed(database: AnyDatabase, wish: str) -> None:
    changes = Changes()
    changes.add("add_audit", id="1", at=0, who="sam", what="saw case", about="7")
    await write(database, changes)

    with pytest.raises(Exception, match="append-only"):
        async with database.transaction() as connection:
            await connection.raw.execute(wish)

    async with database.transaction() as connection:
        noted = await connection.rows("audit_about", about="7")
    assert [row["what"] for row in noted] == ["saw case"]
