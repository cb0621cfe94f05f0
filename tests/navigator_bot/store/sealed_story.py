"""A life whose words and names must be found nowhere."""

from __future__ import annotations

from tests.navigator_bot.life import Life, take, texts

WORDS = {
    "name": "Zebedee",
    "goal": "unicycling",
    "why": "grandmother",
    "plea": "claustrophobia",
    "said": "kaleidoscope",
    "answer": "marmalade",
    "late": "xylophone",
    "navigator": "Quentin",
    "telegram": "at-telegram",
}
TOWN = "Harrowell"
"""Also of services, which are no secret."""


async def tell_a_story(life: Life) -> None:
    """Words of every kind are said, kept, passed on and answered; the last ones still wait."""
    navigator = await life.staff(WORDS["navigator"], "lead")
    team = await life.team(navigator)
    person = await life.newcomer(WORDS["name"], place=TOWN)
    await life.sets_goal(person, WORDS["goal"], why=WORDS["why"])
    await life.asks_for_navigator(person, WORDS["plea"])
    take(navigator, team)
    await life.settle()
    person.says(WORDS["said"])
    await life.settle()
    navigator.says(WORDS["answer"], reply_to=navigator.hears)
    await life.settle()
    assert any(WORDS["said"] in text for text in texts(navigator))
    assert any(WORDS["answer"] in text for text in texts(person))
    person.says(WORDS["late"])
    await life.house.polling.poll_once()
