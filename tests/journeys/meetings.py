"""A navigator asks somebody to meet, step by step."""

from __future__ import annotations

from navigator_bot.simulator import Group, Message, Person
from tests.journeys.crew import crew
from tests.journeys.stage import Heard, Journey
from tests.journeys.talking import talk

PLACE = "the library, by the door"
YES, OTHER, NO = "Yes, that suits me", "A different time, please", "I would rather not meet"
CANNOT = "I cannot come after all"


async def proposes(
    journey: Journey, sam: Person, when: str, place: str = PLACE, number: int = 1
) -> Heard:
    """Sam opens the case, and asks its person; what Sam reads then."""
    await journey.says(sam, "/cases")
    await journey.presses(sam, f"Case {number}", "Meet them")
    await journey.says(sam, when)
    heard = await journey.says(sam, place)
    assert "Shall I ask them if that suits them?" in heard
    return await journey.presses(sam, "Ask them")


async def proposed(journey: Journey) -> tuple[Person, Person, Person, Group]:
    """Sam has asked Amina, on Monday, to meet on Tuesday at two; she has read it."""
    jo, sam, team = await crew(journey)
    amina, _ = await talk(journey, sam, team, "Amina")
    assert "It is agreed once they tap yes" in await proposes(journey, sam, "Tuesday 2pm")
    asked = journey.reads(amina)
    assert "Sam would like to meet you on Tuesday 3 March, 14:00." in asked
    assert PLACE in asked
    assert asked.labels == [YES, OTHER, NO, "Talk to a person", "Help now"]
    return jo, sam, amina, team


async def agreed(journey: Journey) -> tuple[Person, Person, Person, Group]:
    jo, sam, amina, team = await proposed(journey)
    assert "Thank you, I have told Sam" in await journey.presses(amina, YES)
    assert "Case 1 said yes" in journey.reads(sam)
    return jo, sam, amina, team


async def stages(journey: Journey) -> list[str]:
    return [row["status"] for row in await journey.rows("SELECT status FROM outings ORDER BY id")]


async def presses_old(journey: Journey, person: Person, label: str) -> Heard:
    """The newest button with that label, wherever it stands; what is read then."""
    question: Message = next(m for m in reversed(person.sees) if label in m.labels)
    return await journey.does(lambda: person.presses(label, question), person)
