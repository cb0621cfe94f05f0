"""Two copies of the house on one PostgreSQL: no person is ever held by both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from conversations.kit.effects import Bell
from conversations.kit.people import Purpose
from navigator_bot.assembly import House
from navigator_bot.events import Arrival, Rang, Sender, Sent
from navigator_bot.simulator import Person
from navigator_bot.store.people import open_person
from tests.navigator_bot.life import TUESDAY, Life, take, texts
from tests.navigator_bot.life import life as living

WELCOME = ("/start", "let's start", "26 to 49", "yes", "{name}", "skip", "no", "no", "look around")


@pytest.fixture
async def life(tmp_path: Path, new_schema: Callable[[], str]) -> AsyncIterator[Life]:
    async with living(tmp_path, new_schema()) as made:
        yield made


def said(chat: int, number: int, words: str) -> Arrival:
    body = Sent(Sender(chat, "Somebody", "en"), number + 1, words=words)
    return Arrival(f"{chat}:{number}", chat, body)


async def work_off(house: House) -> int:
    """Rounds until none finds anything; how many events they held."""
    decided = 0
    for _ in range(10_000):
        held = await house.turns.round()
        decided += held
        if not held and not await is_waiting(house):
            return decided
    raise AssertionError("the house does not come to rest")


async def is_waiting(house: House) -> bool:
    async with house.database.transaction() as connection:
        return bool(await connection.value("waiting_events"))


async def test_what_one_copy_holds_the_other_does_not_see(life: Life) -> None:
    one = await life.move_in()
    other = await life.another()
    await one.inbox.keep([said(chat, number, "hi") for number in range(2) for chat in (7, 8, 9)])

    async with one.database.transaction() as mine, other.database.transaction() as theirs:
        first = await one.inbox.claim(mine, "mine", 2)
        second = await other.inbox.claim(theirs, "theirs", 50)

    assert [event.chat for event in first] == [7, 8]
    assert [event.chat for event in second] == [9]


async def test_what_is_more_urgent_waits_for_the_copy_that_holds_the_person(life: Life) -> None:
    one = await life.move_in()
    other = await life.another()
    await one.inbox.keep([Arrival("bell", 7, Rang(Bell.CHECK_IN, "", TUESDAY))])

    async with one.database.transaction() as mine:
        held = await one.inbox.claim(mine, "mine", 50)
        await other.inbox.keep([said(7, 1, "hi"), said(8, 1, "hi")])
        async with other.database.transaction() as theirs:
            free = await other.inbox.claim(theirs, "theirs", 50)
    async with other.database.transaction() as theirs:
        afterwards = await other.inbox.claim(theirs, "theirs", 50)

    assert [event.chat for event in held] == [7]
    assert [event.chat for event in free] == [8]
    assert [event.chat for event in afterwards] == [7, 8]


async def test_many_events_are_decided_once_each_and_in_their_persons_order(life: Life) -> None:
    one = await life.move_in()
    other = await life.another()
    chats = range(1001, 1041)
    await one.inbox.keep(
        [
            said(chat, number, words.format(name=f"Name{chat}"))
            for number, words in enumerate(WELCOME)
            for chat in chats
        ]
    )

    shares = await asyncio.gather(work_off(one), work_off(other))

    assert min(shares) > 0, "both had a share"
    assert sum(shares) == len(chats) * len(WELCOME), "and each event was held once"
    rows = await life.rows("SELECT * FROM people ORDER BY chat")
    people = [open_person(row, one.keys) for row in rows]
    assert [person.name for person in people] == [f"Name{chat}" for chat in chats]
    assert {(p.standing, p.agreed_to(Purpose.REMINDERS)) for p in people} == {("active", False)}
    said_to = await life.rows("SELECT chat, count(*) AS messages FROM outbox GROUP BY chat")
    assert len({row["messages"] for row in said_to}) == 1
    assert await life.rows("SELECT id FROM inbox WHERE tries > 0 OR status <> 'done'") == []


async def test_of_two_taps_at_two_copies_the_first_wins_and_the_second_hears_who_has_it(
    life: Life,
) -> None:
    house = await life.move_in()
    other = await life.another()
    sam, kit = await life.staff("Sam"), await life.staff("Kit")
    people = [await life.newcomer(f"Person{number}") for number in range(4)]
    for person in people:
        await life.asks_for_navigator(person)
        await both_take(life, sam, kit, (house, other))

    await life.settle()

    claims = await life.rows("SELECT what FROM audit WHERE what = 'claimed case'")
    assert len(claims) == len(people)
    heard = [*texts(sam), *texts(kit)]
    assert len([text for text in heard if "is yours now" in text]) == len(people)
    late = [text for text in heard if "already" in text]
    assert len(late) == len(people)
    assert all("with Sam already" in text or "with Kit already" in text for text in late)


async def both_take(life: Life, sam: Person, kit: Person, houses: tuple[House, House]) -> None:
    take(sam)
    take(kit)
    await houses[0].polling.poll_once()
    await asyncio.gather(*(house.turns.round(1) for house in houses))
    await life.settle()


async def test_each_copy_sees_what_the_other_has_decided(life: Life) -> None:
    await life.move_in()
    other = await life.another()
    person = await life.newcomer("Amina")
    await other.inbox.keep([said(person.id, 900, "/settings")])

    await other.turns.round()
    await life.settle()

    assert "I call you: Amina" in texts(person)[-1]
