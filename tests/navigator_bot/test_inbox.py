"""The inbox: kept before it is acknowledged, once, in the order of each person."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from conversations.kit.effects import Bell
from navigator_bot.clock import WoundClock
from navigator_bot.events import Arrival, Event, Rang, Sender, Sent, Unopened
from navigator_bot.inbox import Inbox
from tests.navigator_bot.conftest import AnyDatabase
from tests.navigator_bot.life import TUESDAY, Life


def said(chat: int, words: str, key: str = "") -> Arrival:
    return Arrival(key or f"{chat}:{words}", chat, Sent(Sender(chat), 1, words=words))


async def claimed(inbox: Inbox, database: AnyDatabase, most: int = 50) -> list[Event]:
    async with database.transaction() as connection:
        return await inbox.claim(connection, "claim", most)


def words(events: list[Event]) -> list[str]:
    return [event.body.words for event in events if isinstance(event.body, Sent)]


async def test_what_was_kept_comes_back_as_it_came(inbox: Inbox, database: AnyDatabase) -> None:
    arrival = said(7, "hello")

    await inbox.keep([arrival])

    (event,) = await claimed(inbox, database)
    assert (event.key, event.chat, event.body, event.at) == (
        arrival.key, 7, arrival.body, TUESDAY,
    )  # fmt: skip


async def test_the_same_key_twice_is_one_event(inbox: Inbox, database: AnyDatabase) -> None:
    await inbox.keep([said(7, "hello", "tg:1"), said(7, "hello", "tg:1")])
    await inbox.keep([said(7, "hello", "tg:1")])

    async with database.transaction() as connection:
        assert await connection.value("waiting_events") == 1


async def test_of_each_chat_only_the_oldest_is_taken(inbox: Inbox, database: AnyDatabase) -> None:
    await inbox.keep([said(7, "one"), said(7, "two"), said(8, "three"), said(9, "four")])

    events = await claimed(inbox, database)

    assert words(events) == ["one", "three", "four"]


async def test_the_oldest_of_all_come_first_when_not_all_fit(
    inbox: Inbox, database: AnyDatabase
) -> None:
    await inbox.keep([said(chat, f"from {chat}") for chat in (9, 7, 8)])

    events = await claimed(inbox, database, 2)

    assert words(events) == ["from 9", "from 7"]


async def test_reminders_are_not_decided_beside_what_people_do(
    inbox: Inbox, database: AnyDatabase
) -> None:
    bell = Arrival("bell", 9, Rang(Bell.CHECK_IN, "", TUESDAY))
    await inbox.keep([bell, said(7, "hello")])

    (first,) = await claimed(inbox, database)
    async with database.transaction() as connection:
        await connection.run_many("event_done", [{"id": first.id, "at": 1}])
    (second,) = await claimed(inbox, database)

    assert words([first]) == ["hello"]
    assert second.body == bell.body


async def test_what_came_later_waits_for_what_is_tried_again(
    inbox: Inbox, database: AnyDatabase, clock: WoundClock
) -> None:
    await inbox.keep([said(7, "one"), said(7, "two"), said(8, "three")])
    (first, _) = await claimed(inbox, database)
    later = int((TUESDAY + timedelta(seconds=2)).timestamp() * 1000)
    async with database.transaction() as connection:
        failed = {"id": first.id, "fault": "ValueError", "not_before": later}
        await connection.run_many("event_failed", [failed])

    before = words(await claimed(inbox, database))
    clock.wind_to(TUESDAY + timedelta(seconds=2))
    after = words(await claimed(inbox, database))

    assert before == ["three"]
    assert after == ["one", "three"]


async def test_an_event_that_does_not_open_holds_up_nobody(
    inbox: Inbox, database: AnyDatabase
) -> None:
    await inbox.keep([said(7, "one"), said(8, "two")])
    async with database.transaction() as connection:
        await connection.raw.execute("UPDATE inbox SET key_id = 'lost' WHERE chat = 7")

    events = await claimed(inbox, database)

    assert [type(event.body) for event in events] == [Unopened, Sent]


async def test_whoever_waits_for_events_is_woken(inbox: Inbox) -> None:
    waiting = asyncio.create_task(inbox.arrived.wait())
    await asyncio.sleep(0)

    await inbox.keep([said(7, "hello")])

    async with asyncio.timeout(1):
        await waiting


async def test_an_update_is_acknowledged_only_once_it_is_kept(life: Life) -> None:
    house = await life.move_in()
    person = life.world.person("Amina")
    person.starts()
    await life.now()
    person.says("one")
    await house.polling.poll_once()
    kept = await life.rows("SELECT id FROM inbox WHERE status = 'waiting'")
    still_at_telegram = len(life.world.updates)

    await house.polling.poll_once()

    assert len(kept) == 1
    assert still_at_telegram == 1, "the offset moves on with the next question only"
    assert len(life.world.updates) == 0
    assert len(await life.rows("SELECT id FROM inbox WHERE status = 'waiting'")) == 1


async def test_an_update_that_telegram_brings_again_is_decided_once(life: Life) -> None:
    await life.move_in()
    person = life.world.person("Amina")
    person.starts()
    await life.settle()
    said_before = len(person.sees)

    life.world.updates.repeat()
    await life.settle()

    assert len(person.sees) == said_before
