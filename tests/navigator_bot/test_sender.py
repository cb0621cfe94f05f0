"""The sender, against the stand-in over HTTP: what goes first, how fast, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from conversations.kit.effects import Lane
from conversations.kit.people import Person as ServiceUser
from conversations.kit.people import Standing, Voice
from navigator_bot.messages import Edit, Text
from navigator_bot.simulator import (
    TooManyRequests,
)
from navigator_bot.store.changes import Changes
from tests.navigator_bot.life import Life, texts
from tests.navigator_bot.posting import ACTIVE, a_group, post, send_all, somebody, statuses, write

EVENING = datetime.fromisoformat("2026-03-03T22:30:00+00:00")


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
