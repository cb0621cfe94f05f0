"""The sender when something goes wrong: what is sent again, what is not, and who is told."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from conversations.kit.effects import Lane
from navigator_bot.errors import SendError
from navigator_bot.outcomes import OnPassed
from navigator_bot.simulator import Dropped, ServerError, TimedOut
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Row
from tests.navigator_bot.life import Life, take, texts
from tests.navigator_bot.posting import a_group, post, send_all, somebody, statuses


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
    light_life.world.faults.next("sendMessage", *[ServerError(500)] * 400)
    await post(light_life, [person.id], "hello")

    await send_all(light_life, timedelta(hours=23))
    assert await statuses(light_life) == ["waiting"]
    await send_all(light_life, timedelta(hours=2))

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


async def test_a_navigator_is_told_of_a_refusal_though_telling_failed_at_first(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = await life.move_in()
    navigator = await life.staff("Sam", "lead")
    team = await life.team(navigator)
    person = await life.newcomer("Amina", reminders=False)
    await life.asks_for_navigator(person)
    take(navigator, team)
    await life.settle()
    person.blocks()
    life.world.updates.drop()
    navigator.says("Hello Amina", reply_to=navigator.hears)
    ledger = house.sender._ledger
    monkeypatch.setattr(ledger, "_on_passed", fails_once(ledger._on_passed))

    with pytest.raises(ConnectionError):
        await life.settle()
    await life.settle()

    told = [text for text in texts(navigator) if "your message did not reach them" in text]
    assert len(told) == 1
    assert (await statuses(life)).count("failed") == 1


def fails_once(told: OnPassed) -> OnPassed:
    failures = [ConnectionError("the store is away")]

    async def tell(
        row: Row, error: SendError | None, connection: Connection, changes: Changes
    ) -> None:
        if failures:
            raise failures.pop()
        await told(row, error, connection, changes)

    return tell
