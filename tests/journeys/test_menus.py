"""The menu of commands that each chat shows, and that goes with the work."""

from __future__ import annotations

from navigator_bot.menus import Menus
from navigator_bot.simulator import Person
from tests.journeys.crew import crew
from tests.journeys.stage import Journey
from tests.journeys.talking import removes


def menu(journey: Journey, person: Person) -> dict[str, str]:
    """What their client offers."""
    shown = journey.world.profile.commands_for(person.chat.id, person.id, "en")
    return {each.name: each.description for each in shown}


async def test_staff_are_offered_what_they_do_and_people_what_they_can(journey: Journey) -> None:
    _, sam, team = await crew(journey)
    kim = await journey.staff("Kim", "coordinator")
    amina = await journey.welcomed("Amina")

    await Menus(journey.house).refresh()

    assert list(menu(journey, sam)) == ["cases", "reply", "talk", "note", "rota", "me", "help_now"]
    assert menu(journey, sam)["talk"] == "Write to one case without replying"
    assert {"directory", "me", "rota"} < set(menu(journey, kim))
    assert not {"reply", "note", "talk"} & set(menu(journey, kim))
    assert menu(journey, amina)["talk"] == "Talk to a person"
    assert not {"cases", "reply", "note", "rota", "me"} & set(menu(journey, amina))
    shown = journey.world.profile.commands_for(team.id, sam.id, "en")
    assert [each.name for each in shown] == ["here", "cases"]


async def test_the_menu_goes_when_somebody_is_removed_and_comes_when_they_join_again(
    journey_on_both: Journey,
) -> None:
    journey = journey_on_both
    _, sam, _ = await crew(journey)
    menus = Menus(journey.house)
    await menus.refresh()

    await removes(journey, sam)
    await menus.refresh()

    assert menu(journey, sam)["talk"] == "Talk to a person"
    assert "cases" not in menu(journey, sam)
    calls = journey.stage.stand_in.calls
    calls.clear()
    await menus.refresh()
    assert not calls, "nothing has changed since"
    await journey.joins(sam, "navigator")
    await menus.refresh()
    assert "cases" in menu(journey, sam)


async def test_whoever_was_removed_while_the_bot_was_away_keeps_no_menu(journey: Journey) -> None:
    _, sam, _ = await crew(journey)
    await Menus(journey.house).refresh()
    await removes(journey, sam)

    await Menus(journey.house).refresh()

    assert "cases" not in menu(journey, sam)
