"""A team of three, and how its lead sets the rota."""

from __future__ import annotations

from navigator_bot.simulator import Group, Person
from navigator_bot.wording import ENGLISH, Wording
from tests.journeys.stage import Journey

SAVE, UNDO, ASK, AGREE, OFF, ON = (
    Wording().plain(f"rota.button__{key}", ENGLISH)
    for key in ("save", "undo", "ask", "agree", "off", "on")
)


async def crew(journey: Journey) -> tuple[Person, Person, Person, Group]:
    """A lead, two navigators, and their group."""
    jo = await journey.staff("Jo", "lead")
    sam, alex = await journey.staff("Sam"), await journey.staff("Alex")
    return jo, sam, alex, await journey.team(jo, sam, alex)


async def sets(journey: Journey, lead: Person, *lines: str) -> None:
    """Typed, said back, saved; whoever it is about has read it."""
    await journey.says(lead, "/rota " + "\n".join(lines))
    assert "Saved." in await journey.presses(lead, SAVE)
    for each in journey.everybody:
        journey.reads(each)
