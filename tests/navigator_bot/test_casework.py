"""Cases: one ladder at a time, nobody's words to anybody else, and no alert into the void."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conversations.kit.effects import AddToCase
from conversations.kit.people import Case, CaseId, CaseReason, Urgency
from navigator_bot.casework import Casework
from navigator_bot.climbing import Climbing
from navigator_bot.clock import from_ms
from navigator_bot.rules.ladder import Ladder
from navigator_bot.rules.working_hours import WorkingHours
from navigator_bot.simulator import Group, Person
from navigator_bot.store.changes import Changes
from tests.navigator_bot.life import Life, take, texts

LADDER = Ladder(WorkingHours())


async def a_team(life: Life) -> tuple[Person, Person, Group]:
    """A lead, a navigator, and their group."""
    await life.move_in()
    lead, navigator = await life.staff("Jo", "lead"), await life.staff("Sam")
    return lead, navigator, await life.team(lead, navigator)


def alerts(who: Person | Group) -> list[str]:
    return [t for t in texts(who) if t.startswith("Case") and ("waiting" in t or "waited" in t)]


async def ladders(life: Life) -> list[str]:
    return [row["ref"] for row in await life.rows("SELECT ref FROM timers WHERE bell = 'ladder'")]


async def test_a_case_that_waits_for_days_has_one_ladder_and_is_never_silent(
    light_life: Life,
) -> None:
    lead, _, team = await a_team(light_life)
    person = await light_life.newcomer("Amina", reminders=False)
    await light_life.asks_for_navigator(person)

    told = []
    for _ in range(3):
        await light_life.wind(days=1)
        told.append(len(alerts(lead)) + len(alerts(team)))
        assert len(await ladders(light_life)) == 1

    assert told[0] < told[1] < told[2]


async def test_after_a_claim_has_lapsed_the_old_ladder_does_not_ring_beside_the_new(
    light_life: Life,
) -> None:
    _, navigator, team = await a_team(light_life)
    person = await light_life.newcomer("Amina", reminders=False)
    await light_life.asks_for_navigator(person)
    await light_life.wind(days=2)  # past the top of the ladder

    take(navigator, team)
    await light_life.settle()
    taken = await ladders(light_life)
    await light_life.wind(hours=5)

    assert taken == []
    assert any("Sam" in text and "waiting" not in text for text in texts(person))
    assert len(await ladders(light_life)) == 1
    (row,) = await light_life.rows("SELECT status, staff_id FROM cases")
    assert (row["status"], row["staff_id"]) == ("open", None)


async def test_a_case_that_becomes_more_urgent_has_one_ladder_the_new_one(
    light_life: Life,
) -> None:
    lead, _, _ = await a_team(light_life)
    person = await light_life.newcomer("Amina", reminders=False)
    await light_life.asks_for_navigator(person)
    before = len(alerts(lead))

    await raise_to(light_life, person, Urgency.NOW)
    await light_life.settle()

    assert len(alerts(lead)) == before + 1, "leads hear of it at once"
    assert len(await ladders(light_life)) == 1
    (row,) = await light_life.rows("SELECT due_at FROM timers WHERE bell = 'ladder'")
    assert from_ms(row["due_at"]) - light_life.clock.now() <= timedelta(minutes=5)


async def raise_to(life: Life, person: Person, urgency: Urgency) -> None:
    """What a conversation asks for when somebody is worried."""
    (row,) = await life.rows("SELECT id, number FROM cases")
    case = Case(
        CaseId(row["id"]), row["number"], CaseReason.ASKED, Urgency.ROUTINE, life.clock.now()
    )
    house, changes = life.house, Changes()
    inbox, alerts = house.inbox, house.alerts
    climbing = Climbing(house.ids, house.clock, inbox, alerts, LADDER)
    work = Casework(house.keys, house.ids, house.clock, inbox, house.outbox, alerts, climbing)
    async with house.database.transaction() as connection:
        wish = AddToCase(case.id, "", None, urgency)
        await work.add(connection, changes, person.id, case, wish)
        await changes.write(connection)


async def test_a_group_that_shuts_the_bot_out_leaves_no_case_untold(life: Life) -> None:
    lead, navigator, team = await a_team(life)
    admin = await life.staff("Kim", "admin")
    person = await life.newcomer("Amina", reminders=False)
    await life.asks_for_navigator(person)

    team.removes_bot()
    await life.settle()

    assert "taken out of the team" in texts(admin)[-1]
    for each in (lead, navigator):
        assert len(alerts(each)) == 1, "told in private"
    take(navigator)
    await life.settle()
    assert "is yours now" in texts(navigator)[-1]


async def test_a_group_that_shut_the_bot_out_unheard_is_found_out_by_the_first_alert(
    life: Life,
) -> None:
    _, navigator, team = await a_team(life)
    team.removes_bot()
    life.world.updates.drop()
    person = await life.newcomer("Amina", reminders=False)

    await life.asks_for_navigator(person)

    assert len(alerts(navigator)) == 1


async def test_a_later_case_goes_to_each_in_private_when_there_is_no_group(life: Life) -> None:
    lead, navigator, team = await a_team(life)
    team.removes_bot()
    await life.settle()
    person = await life.newcomer("Amina", reminders=False)

    await life.asks_for_navigator(person)

    assert (len(alerts(lead)), len(alerts(navigator))) == (1, 1)


async def test_every_alert_of_a_case_shows_who_took_it(life: Life) -> None:
    await life.move_in()
    sam, kit = await life.staff("Sam"), await life.staff("Kit")
    person = await life.newcomer("Amina", reminders=False)
    await life.asks_for_navigator(person)

    take(sam)
    await life.settle()

    for each in (sam, kit):
        (alert,) = [m for m in each.chat.said_by_bot if "Sam has it" in m.text]
        assert alert.buttons == ()


async def test_people_are_told_the_first_name_of_their_navigator_and_no_more(life: Life) -> None:
    _, navigator, team = await a_team(life)
    person = await life.newcomer("Amina", reminders=False)
    await life.asks_for_navigator(person)
    take(navigator, team)
    await life.settle()
    navigator.says("Hello", reply_to=navigator.hears)

    await life.settle()

    assert texts(person)[-1] == "Sam: Hello"
    assert not any("Surname" in text for text in (*texts(person), *texts(team)))


async def test_words_of_one_person_never_reach_another(life: Life) -> None:
    _, navigator, team = await a_team(life)
    amina = await life.newcomer("Amina", reminders=False)
    ben = await life.newcomer("Ben", reminders=False)
    briefs = {}
    for person in (amina, ben):
        await life.asks_for_navigator(person, f"from {person.user.first_name}")
        take(navigator, team)
        await life.settle()
        briefs[person.id] = navigator.hears

    navigator.says("for Amina alone", reply_to=briefs[amina.id])
    await life.settle()
    navigator.says("a reply to nothing")
    await life.settle()

    assert texts(amina)[-1] == "Sam: for Amina alone"
    everything = [*texts(ben), *texts(amina)[:-1]]
    assert not any("for Amina alone" in text or "to nothing" in text for text in everything)


async def test_what_staff_saw_and_did_is_noted_without_a_word(life: Life) -> None:
    _, navigator, team = await a_team(life)
    person = await life.newcomer("Amina", reminders=False)
    await life.asks_for_navigator(person, "claustrophobia")
    take(navigator, team)
    await life.settle()
    navigator.says("marmalade", reply_to=navigator.hears)
    await life.settle()

    rows: list[Any] = await life.rows("SELECT who, what, about FROM audit ORDER BY id")

    noted = [row["what"] for row in rows]
    for what in ("opened case routine", "claimed case", "saw case", "answered case"):
        assert what in noted
    everything = " ".join(f"{row['who']} {row['what']} {row['about']}" for row in rows)
    for word in ("claustrophobia", "marmalade", "Amina", "Sam"):
        assert word not in everything
