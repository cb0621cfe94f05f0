"""The canary: a test alert that says so, is seen by whoever presses, and counts nowhere."""

from __future__ import annotations

from datetime import timedelta

from navigator_bot.canary import Song, listen, release
from navigator_bot.rules.findings import Kind
from navigator_bot.simulator import Group, Person
from tests.navigator_bot.life import Life, texts

SEEN = "I see it"


async def crew(life: Life) -> tuple[Person, Person, Group]:
    await life.move_in()
    jo, sam = await life.staff("Jo", "lead"), await life.staff("Sam")
    return jo, sam, await life.team(jo, sam)


async def sung(life: Life) -> str:
    house = life.house
    id = await release(house.database, house.inbox, house.ids, life.clock)
    await life.settle()
    return id


async def heard(life: Life, id: str) -> Song:
    return await listen(life.house.database, id)


async def minutes_pass(life: Life, minutes: int) -> list[Kind]:
    """With a look of the auditor's in each; what was found on the way."""
    found: list[Kind] = []
    for _ in range(minutes):
        await life.wind(minutes=1)
        found += [each.kind for each in await life.house.auditor.look()]
    await life.settle()
    return found


async def test_a_test_alert_says_that_it_is_one_and_is_over_when_somebody_presses(
    life: Life,
) -> None:
    jo, sam, team = await crew(life)

    id = await sung(life)

    assert texts(team)[-1].startswith("This is only a test, and nobody is waiting.")
    song = await heard(life, id)
    assert song.told_at is not None
    assert not song.is_over
    sam.presses(SEEN, chat=team)
    await life.settle()
    song = await heard(life, id)
    assert song.seen_at is not None
    assert song.is_over
    assert "It was seen after 15 seconds" in texts(team)[-1]
    assert not team.sees[-1].labels
    assert await minutes_pass(life, 61) == []
    assert not [text for text in texts(jo) if "test" in text]


async def test_those_on_call_are_tried_too_and_it_says_whom_it_reached(life: Life) -> None:
    jo, sam, team = await crew(life)
    alex = await life.staff("Alex")
    jo.says("/rota Sam Mon-Fri 9-17\nAlex Mon-Fri 9-17")
    await life.settle()
    jo.presses("Save")
    await life.settle()

    id = await sung(life)

    for place in (sam, alex, team):
        assert texts(place)[-1].startswith("This is only a test")
    assert not [text for text in texts(jo) if "only a test" in text]
    song = await heard(life, id)
    assert song.has_gone_out
    assert song.reached == [("oncall", 2, 2), ("team", 1, 1)]

    failed = "UPDATE outbox SET status = 'failed' WHERE case_id = ? AND chat = ?"
    await life.rows_change(failed, id, alex.id)
    sam.presses(SEEN)
    await life.settle()
    for place in (sam, team):
        assert "It reached 1 of 2 on call." in place.sees[-1].text
        assert "It reached 1 of 1 for the whole team" in place.sees[-1].text


async def test_anybody_in_the_group_may_press(light_life: Life) -> None:
    jo, _, team = await crew(light_life)
    visitor = light_life.world.person("Visitor")
    team.adds(visitor)
    id = await sung(light_life)

    visitor.presses(SEEN, chat=team)
    await light_life.settle()

    assert (await heard(light_life, id)).is_over
    assert not [text for text in texts(jo) if "test" in text]


async def test_a_test_stands_among_no_cases_and_no_figures(light_life: Life) -> None:
    _, sam, team = await crew(light_life)
    await sung(light_life)

    sam.says("/cases")
    await light_life.settle()

    assert "No case is waiting." in texts(sam)[-1]
    await light_life.house.rota_watch.say_good_morning()
    await light_life.settle()
    assert "0 cases are open." in texts(team)[-1]
    assert not await light_life.rows("SELECT 1 FROM cases")
    person = await light_life.newcomer("Amina", reminders=False)
    await light_life.asks_for_navigator(person)
    assert texts(team)[-1].startswith("Case 1 is waiting"), "no number was spent on it"


async def test_a_test_that_nobody_sees_closes_by_itself_and_leads_are_told(
    light_life: Life,
) -> None:
    jo, _, team = await crew(light_life)
    id = await sung(light_life)

    found = await minutes_pass(light_life, 59)
    assert found == []
    found = await minutes_pass(light_life, 5)

    assert found == [Kind.CANARY_UNSEEN]
    song = await heard(light_life, id)
    assert (song.is_over, song.seen_at) == (True, None)
    assert "it is over. Nobody pressed the button in time." in texts(team)[-1]
    assert not team.sees[-1].labels
    assert sum("nobody pressed the button within an hour" in text for text in texts(jo)) == 1


async def test_a_test_that_does_not_arrive_is_told_to_the_leads(light_life: Life) -> None:
    jo, _, _ = await crew(light_life)
    id = await sung(light_life)
    await light_life.rows_change("UPDATE outbox SET status = 'failed' WHERE case_id = ?", id)

    found = await minutes_pass(light_life, 8)

    assert set(found) == {Kind.CANARY_UNSENT}
    assert sum("the test alert did not get through" in text for text in texts(jo)) == 1
    await minutes_pass(light_life, 62)
    assert (await heard(light_life, id)).is_over


async def test_without_a_group_each_who_takes_cases_is_tried(light_life: Life) -> None:
    await light_life.move_in()
    jo, sam = await light_life.staff("Jo", "lead"), await light_life.staff("Sam")

    id = await sung(light_life)
    sam.presses(SEEN)
    await light_life.settle(timedelta(minutes=1))

    assert (await heard(light_life, id)).is_over
    assert "It was seen after" in texts(jo)[-1]
