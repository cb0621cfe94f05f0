"""A navigator with somebody's case in hand."""

from __future__ import annotations

import json

from navigator_bot import staffing
from navigator_bot.simulator import Group, Message, Person
from navigator_bot.simulator.model import Document
from tests.journeys.stage import Journey


async def talk(
    journey: Journey, sam: Person, team: Group, name: str, words: str = "a hard week"
) -> tuple[Person, Message]:
    """Somebody whose case Sam has just taken, and the brief."""
    person = await journey.welcomed(name)
    await journey.asks_for_human(person, words)
    journey.reads(team)
    brief = (await journey.takes(sam, team)).one()
    assert "is here now" in journey.reads(person)
    return person, brief


def marks(journey: Journey, message: Message) -> list[str]:
    """What the bot has put on a message of somebody's own."""
    return [e for who, e in message.reactions.items() if who == journey.world.bot.id]


async def said_in_case(journey: Journey, person: Person) -> list[tuple[str, str]]:
    """What is kept of their first case, as their own copy shows it: by whom, and the words."""
    await journey.says(person, "/my_data")
    files = [each.attachment for each in person.sees if isinstance(each.attachment, Document)]
    case = json.loads(files[-1].file.content)["cases"][0]
    return [(each["by"], each["words"]) for each in case["said"]]


async def removes(journey: Journey, staff: Person) -> None:
    """As an operator does."""
    house = journey.house
    rows = await journey.rows("SELECT id, user_id FROM staff")
    id = next(row["id"] for row in rows if row["user_id"] == staff.user.id)
    assert await staffing.remove(house.database, house.keys, house.ids, house.clock, id)
