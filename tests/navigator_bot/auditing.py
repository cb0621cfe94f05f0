"""The auditor at work: its looks at a house in which somebody waits."""

from __future__ import annotations

from datetime import timedelta

from navigator_bot.rules.findings import Finding, Kind
from navigator_bot.simulator import Group, Person
from tests.navigator_bot.life import Life, texts

MINUTE = timedelta(minutes=1)


async def crew(life: Life) -> tuple[Person, Person, Group]:
    """A lead, a navigator, and their group."""
    await life.move_in()
    jo, sam = await life.staff("Jo", "lead"), await life.staff("Sam")
    return jo, sam, await life.team(jo, sam)


async def somebody_waits(life: Life) -> Person:
    person = await life.newcomer("Amina", reminders=False)
    await life.asks_for_navigator(person)
    return person


async def two_looks(life: Life) -> tuple[Finding, ...]:
    """A minute apart, with nothing else done between."""
    await life.house.auditor.look()
    life.clock.wind_to(life.clock.now() + MINUTE)
    return await life.house.auditor.look()


async def audited(life: Life, *, looks: int = 2) -> list[Kind]:
    """So many looks, a minute apart, and all that follows; what the last of them found."""
    found: list[Kind] = []
    for _ in range(looks):
        life.clock.wind_to(life.clock.now() + MINUTE)
        found = [each.kind for each in await life.house.auditor.look()]
    await life.settle()
    return found


def told(who: Person | Group, words: str) -> int:
    return sum(words in text for text in texts(who))
