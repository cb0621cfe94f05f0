"""People in the store, and messages posted to them, without a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from conversations.kit.effects import Lane
from conversations.kit.people import Person as ServiceUser
from conversations.kit.people import PersonId, Standing
from navigator_bot.messages import Message, Text
from navigator_bot.simulator import (
    Group,
    Person,
)
from navigator_bot.store.changes import Changes
from navigator_bot.store.people import save_person
from tests.navigator_bot.life import Life

ACTIVE = ServiceUser(PersonId(""), standing=Standing.ACTIVE)


async def somebody(life: Life, name: str, like: ServiceUser = ACTIVE) -> Person:
    """In the world, and in the store, without the long way through the welcome."""
    person = life.world.person(name)
    person.starts()
    life.world.updates.drop()
    changes = Changes()
    kept = replace(like, id=PersonId(f"person-{person.id}"))
    save_person(changes, life.house.keys, None, kept, person.id, life.clock.now())
    await write(life, changes)
    return person


async def write(life: Life, changes: Changes) -> None:
    async with life.house.database.transaction() as connection:
        await changes.write(connection)
    life.house.outbox.posted.set()


async def post(
    life: Life, chats: Sequence[int], words: str | Message = "hello", lane: Lane = Lane.REPLY
) -> list[str]:
    changes = Changes()
    message = Text(words) if isinstance(words, str) else words
    ids = [life.house.outbox.post(changes, chat, message, lane) for chat in chats]
    await write(life, changes)
    return ids


async def send_all(life: Life, within: timedelta = timedelta(hours=1)) -> None:
    """Until nothing waits; the clock is wound as the sender asks."""
    end = life.clock.now() + within
    while (due := await life.house.sender.pump()) is not None and due <= end:
        life.clock.wind_to(max(due, life.clock.now() + timedelta(milliseconds=1)))


async def statuses(life: Life, reason: bool = False) -> list[str]:
    rows = await life.rows("SELECT status, reason FROM outbox ORDER BY id")
    return [f"{row['status']}: {row['reason']}" if reason else row["status"] for row in rows]


def a_group(life: Life, owner: Person) -> Group:
    group = life.world.group("Navigators", [owner])
    group.adds_bot()
    life.world.updates.drop()
    return group
