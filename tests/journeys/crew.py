"""A team at work: a lead, a navigator and their group."""

from __future__ import annotations

from navigator_bot.simulator import Group, Person
from tests.journeys.stage import Journey

SECRET = "the letter from the landlord"


async def crew(journey: Journey) -> tuple[Person, Person, Group]:
    """A lead, a navigator and their group."""
    jo = await journey.staff("Jo", "lead")
    sam = await journey.staff("Sam")
    return jo, sam, await journey.team(jo, sam)
