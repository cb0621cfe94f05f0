"""The sender, against the stand-in over HTTP: what goes first, how fast, and what becomes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from conversations.kit.effects import Lane
from conversations.kit.people import Person as ServiceUser
from conversations.kit.people import PersonId, Standing, Voice
from navigator_bot.messages import Edit, Message, Text
from navigator_bot.simulator import (
    Dropped,
    Group,
    Person,
    ServerError,
    TimedOut,
    TooManyRequests,
)
from navigator_bot.store.changes import Changes
from navigator_bot.store.people import save_person
from tests.navigator_bot.life import Life, texts

EVENING = datetime.fromisoformat("2026-03-03T22:30:00+00:00")
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


def most_in(moments: Sequence[datetime], within: timedelta) -> int:
    """The most messages in any stretch of that length."""
    times = sorted(moments)
    return max(
        sum(1 for time in times[start:] if time - times[start] < within)
        for start in range(len(times))
    )


def sent_in_turn(life: Life) -> list[str]:
    return [str(call.given.get("text")) for call in life.stand_in.calls if "text" in call.given]


async def test_a_help_card_is_next_though_a_thousand_reminders_wait(light_life: Life) -> None:
    await light_life.move_in()
    people = [await somebody(light_life, f"Person {number}") for number in range(100)]
    chats = [person.id for person in people for _ in range(10)]
    await post(light_life, chats, "a reminder", Lane.REMINDER)
    await light_life.house.sender.pump()
    now, already = light_life.clock.now(), len(sent_in_turn(light_life))

    await post(light_life, [people[7].id], "a reply", Lane.REPLY)
    await post(light_life, [people[9].id], "the card", Lane.HELP)
    await light_life.house.sender.pump()

    assert sent_in_turn(light_life)[already:] == ["the card", "a reply"]
    assert people[9].hears.sent_at == now


async def test_telegrams_pace_is_never_overstepped(life: Life) -> None:
    await life.move_in()
    people = [await somebody(life, f"Person {number}") for number in range(60)]
    group = a_group(life, people[0])
    await post(life, [person.id for person in people] * 2, "a reminder", Lane.REMINDER)
    await post(life, [people[0].id] * 12, "a reply")
    await post(life, [group.id] * 45, "an alert")

    await send_all(life)

    assert set(await statuses(life, reason=True)) == {"sent: None"}, "nothing was refused"
    moments = [message.sent_at for message in group.sees if message.sender.is_bot]
    assert len(moments) == 45
    assert most_in(moments, timedelta(minutes=1)) <= 20
    every = [m.sent_at for chat in life.world.chats.values() for m in chat.said_by_bot]
    assert most_in(every, timedelta(seconds=1)) <= 30


async def test_what_one_chat_must_wait_for_holds_up_no_other(life: Life) -> None:
    await life.move_in()
    one, other = await somebody(life, "Amina"), await somebody(life, "Ben")
    life.world.faults.next("sendMessage", TooManyRequests(30))
    begun = life.clock.now()
    await post(life, [one.id, one.id, other.id])

    await life.house.sender.pump()
    before = (len(texts(one)), len(texts(other)))
    await send_all(life)

    assert before == (0, 1)
    assert [
        message.sent_at - begun >= timedelta(seconds=30) for message in one.chat.said_by_bot
    ] == [
        True,
        True,
    ]


async def test_a_thousand_messages_to_one_group_do_not_hide_the_others(light_life: Life) -> None:
    await light_life.move_in()
    person = await somebody(light_life, "Amina")
    group = a_group(light_life, person)
    await post(light_life, [group.id] * 1000, "an alert")
    await post(light_life, [person.id], "a reply")
    begun = light_life.clock.now()

    await send_all(light_life, timedelta(seconds=10))

    assert person.hears.sent_at - begun < timedelta(seconds=2)


async def test_who_has_blocked_the_bot_is_marked_and_left_in_peace(life: Life) -> None:
    await life.move_in()
    person = await somebody(life, "Amina")
    person.blocks()
    life.world.updates.drop()
    await post(life, [person.id], "a reply")
    await post(life, [person.id, person.id], "a reminder", Lane.REMINDER)

    await send_all(life)

    assert await statuses(life) == ["failed", "dropped", "dropped"]
    (row,) = await life.rows("SELECT reachable FROM people")
    assert not row["reachable"]


@pytest.mark.parametrize("lane", [Lane.HELP, Lane.REPLY])
@pytest.mark.parametrize("fault", [Dropped(delivered=True), Dropped(delivered=False)])
async def test_help_and_replies_are_repeated_when_nobody_knows_whether_they_arrived(
    light_life: Life, lane: Lane, fault: Dropped
) -> None:
    await light_life.move_in()
    person = await somebody(light_life, "Amina")
    light_life.world.faults.next("sendMessage", fault)
    await post(light_life, [person.id], "hello", lane)

    await send_all(light_life)

    assert texts(person) == ["hello"] * (2 if fault.delivered else 1)
    assert await statuses(light_life) == ["sent"]


@pytest.mark.parametrize("fault", [Dropped(delivered=True), Dropped(delivered=False)])
async def test_a_reminder_is_not_repeated_when_nobody_knows_whether_it_arrived(
    light_life: Life, fault: Dropped
) -> None:
    await light_life.move_in()
    person = await somebody(light_life, "Amina")
    light_life.world.faults.next("sendMessage", fault)
    await post(light_life, [person.id], "hello", Lane.REMINDER)

    await send_all(light_life)

    assert len(texts(person)) == int(fault.delivered)
    assert await statuses(light_life, reason=True) == ["dropped: unsure"]


async def test_an_answer_that_never_comes_is_not_waited_for_for_ever(light_life: Life) -> None:
    await light_life.move_in(timeout=0.1)
    person, other = await somebody(light_life, "Amina"), await somebody(light_life, "Ben")
    light_life.world.faults.next("sendMessage", TimedOut(delivered=True))
    await post(light_life, [person.id, other.id], "hello")

    await send_all(light_life)

    assert texts(person) == ["hello", "hello"]
    assert texts(other) == ["hello"]


@pytest.mark.parametrize("lane", list(Lane))
async def test_what_certainly_did_not_arrive_is_sent_again(light_life: Life, lane: Lane) -> None:
    await light_life.move_in()
    person = await somebody(light_life, "Amina")
    light_life.world.faults.next("sendMessage", ServerError(502), ServerError(500))
    await post(light_life, [person.id], "hello", lane)

    await send_all(light_life)

    assert texts(person) == ["hello"]


async def test_what_keeps_failing_is_given_up_in_the_end(light_life: Life) -> None:
    await light_life.move_in()
    person = await somebody(light_life, "Amina")
    light_life.world.faults.next("sendMessage", *[ServerError(500)] * 50)
    await post(light_life, [person.id], "hello")

    await send_all(light_life, timedelta(days=1))

    assert await statuses(light_life) == ["failed"]


async def test_a_help_card_does_not_wait_for_an_answer_that_hangs(light_life: Life) -> None:
    house = await light_life.move_in(timeout=2.0)
    person = await somebody(light_life, "Amina")
    light_life.world.faults.next("sendMessage", TimedOut(delivered=False))
    await post(light_life, [person.id], "a reply")
    asked = light_life.stand_in.asked.count
    pumping = asyncio.create_task(house.sender.pump())
    await light_life.stand_in.asked.past(asked)

    await post(light_life, [person.id], "the card", Lane.HELP)
    seen = await light_life.world.changed.until(lambda: texts(person), within=1.5)

    assert seen == ["the card"]
    pumping.cancel()
    await asyncio.wait({pumping})


async def test_an_edit_waits_until_its_message_is_out(life: Life) -> None:
    house = await life.move_in()
    person = await somebody(life, "Amina")
    changes = Changes()
    later = life.clock.now() + timedelta(minutes=5)
    target = house.outbox.post(changes, person.id, Text("a question"), Lane.REPLY, not_before=later)
    house.outbox.post(changes, person.id, Edit(target, addition="an answer"), Lane.REPLY)
    await write(life, changes)

    await house.sender.pump()
    before = texts(person)
    await send_all(life)

    assert before == []
    assert texts(person) == ["a question\n\nan answer"]


async def test_an_edit_of_what_never_went_out_is_dropped(light_life: Life) -> None:
    await light_life.move_in()
    person = await somebody(light_life, "Amina")
    await post(light_life, [person.id], Edit("nowhere", addition="an answer"))

    await send_all(light_life)

    assert await statuses(light_life) == ["dropped"]


@pytest.mark.parametrize(
    "like",
    [
        replace(ACTIVE, standing=Standing.STOPPED),
        replace(ACTIVE, standing=Standing.PAUSED),
        replace(ACTIVE, voice=Voice.HUMAN),
        replace(ACTIVE, voice=Voice.WAITING),
    ],
    ids=["stopped", "paused", "talking with a human", "waiting for a human"],
)
async def test_a_reminder_is_asked_for_again_at_the_last_moment(
    life: Life, like: ServiceUser
) -> None:
    await life.move_in()
    person = await somebody(life, "Amina", like)
    await post(life, [person.id], "a reminder", Lane.REMINDER)
    await post(life, [person.id], "a reply", Lane.REPLY)

    await send_all(life)

    assert texts(person) == ["a reply"]
    assert "dropped: no longer wanted" in await statuses(life, reason=True)


async def test_a_reminder_that_comes_into_the_quiet_hours_waits_for_their_end(life: Life) -> None:
    life.clock.wind_to(EVENING)
    await life.move_in()
    person = await somebody(life, "Amina")
    await post(life, [person.id], "a reminder", Lane.REMINDER)
    await post(life, [person.id], "a reply", Lane.REPLY)

    await send_all(life, timedelta(days=1))

    reply, reminder = person.chat.said_by_bot
    assert (reply.text, reply.sent_at) == ("a reply", EVENING)
    assert reminder.sent_at == EVENING.replace(day=4, hour=9, minute=0)


async def test_a_reminder_of_yesterday_is_not_sent_today(life: Life) -> None:
    await life.move_in()
    person = await somebody(life, "Amina")
    await post(life, [person.id], "a reminder", Lane.REMINDER)
    await post(life, [person.id], "a reply", Lane.REPLY)
    life.clock.wind_to(life.clock.now() + timedelta(hours=24))

    await send_all(life)

    assert texts(person) == ["a reply"]
    assert "dropped: too late" in await statuses(life, reason=True)


async def test_behind_many_that_are_dropped_the_rest_is_still_sent(light_life: Life) -> None:
    await light_life.move_in()
    stopped = await somebody(light_life, "Amina", replace(ACTIVE, standing=Standing.STOPPED))
    active = await somebody(light_life, "Ben")
    await post(light_life, [stopped.id] * 500, "a reminder", Lane.REMINDER)
    await post(light_life, [active.id], "a reminder", Lane.REMINDER)

    await light_life.house.sender.pump()

    assert texts(active) == ["a reminder"]


async def test_what_waits_for_a_group_that_moved_follows_it(life: Life) -> None:
    await life.move_in()
    person = await somebody(life, "Amina")
    group = a_group(life, person)
    group.migrates()
    life.world.updates.drop()
    await post(life, [group.chat.id, group_before(life)], "an alert")

    await send_all(life)
    await life.settle()

    assert texts(group) == ["an alert", "an alert"]


def a_group(life: Life, owner: Person) -> Group:
    group = life.world.group("Navigators", [owner])
    group.adds_bot()
    life.world.updates.drop()
    return group


def group_before(life: Life) -> int:
    """The id that a group had before it became a supergroup."""
    return next(chat.id for chat in life.world.chats.values() if chat.migrated_to)


async def test_what_was_under_way_is_written_down_when_the_house_closes(light_life: Life) -> None:
    house = await light_life.move_in()
    person = await somebody(light_life, "Amina")
    await post(light_life, [person.id])
    asked = light_life.stand_in.asked.count
    pumping = asyncio.create_task(house.sender.pump())
    await light_life.stand_in.asked.past(asked)
    pumping.cancel()
    await asyncio.wait({pumping})

    await light_life.move_out()
    await light_life.move_in()
    await send_all(light_life)

    assert texts(person) == ["hello"]
    assert await statuses(light_life) == ["sent"]
