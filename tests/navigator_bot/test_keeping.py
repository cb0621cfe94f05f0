"""The directory is kept: changed, taken in, decided and undone, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from navigator_bot.clock import WoundClock
from navigator_bot.keeping import Undone
from navigator_bot.store import directory as store
from navigator_bot.store.database import Connection
from navigator_bot.store.directory import OPERATOR, What
from navigator_bot.taking_in import hand_out, take_in
from resources_directory.importing import OUR_LIST, WHOLE
from resources_directory.model import Service, ServiceId
from tests.navigator_bot.conftest import AnyDatabase
from tests.navigator_bot.kept import CHOIR, NOW, SAM, WALK, Kept
from tests.resources_directory.generated import services


@pytest.fixture
def kept(database: AnyDatabase) -> Kept:
    return Kept(database, WoundClock(NOW))


async def conflicts(kept: Kept) -> list[tuple[str, str]]:
    async with kept.database.transaction() as connection:
        return [(c.service, c.field) for c in await kept.keeping.conflicts(connection)]


async def history(kept: Kept, id: str) -> list[store.Change]:
    async with kept.database.transaction() as connection:
        return await kept.keeping.history(connection, ServiceId(id))


@given(service=services())
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_an_entry_comes_back_as_it_was_saved(kept: Kept, service: Service) -> None:
    async with kept.database.transaction() as connection:
        added = await kept.keeping.add(connection, service, SAM)

        found = await kept.keeping.service(connection, added.id)

    assert found == replace(service, id=added.id, edited_at=NOW)


async def test_what_a_list_says_is_there_once_it_was_taken_in(kept: Kept) -> None:
    before = await kept.version()

    await kept.take_in(WALK, CHOIR)

    assert await kept.all() == {"walk": WALK, "choir": CHOIR}
    assert await kept.version() > before
    assert [(c.what, c.who, c.before, c.after) for c in await history(kept, "walk")] == [
        (What.TAKEN_IN, OPERATOR, None, WALK)
    ]


async def test_the_same_list_again_changes_nothing(kept: Kept) -> None:
    await kept.take_in(WALK, CHOIR)

    plan = await kept.plan(WALK, CHOIR)

    assert plan.changes_nothing
    assert plan.unchanged == 2
    assert not plan.listed
    assert not plan.unlisted


async def test_an_edit_outlives_the_next_edition_of_the_list(kept: Kept) -> None:
    await kept.take_in(WALK)
    await kept.change(replace(WALK, phone="01632 960999"))

    await kept.take_in(replace(WALK, email="walk@example.org"))

    walk = (await kept.all())["walk"]
    assert (walk.phone, walk.email) == ("01632 960999", "walk@example.org")
    assert await conflicts(kept) == []


async def test_what_both_have_changed_waits_for_a_decision(kept: Kept) -> None:
    await kept.take_in(WALK)
    await kept.change(replace(WALK, phone="01632 960999"))
    await kept.take_in(replace(WALK, phone="01632 960555"))
    assert (await kept.all())["walk"].phone == "01632 960999"
    assert await conflicts(kept) == [("walk", "phone")]

    async with kept.database.transaction() as connection:
        [conflict] = await kept.keeping.conflicts(connection)
        await kept.keeping.decide(connection, conflict, SAM, theirs=True)

    assert (await kept.all())["walk"].phone == "01632 960555"
    assert await conflicts(kept) == []
    assert (await history(kept, "walk"))[0].what is What.DECIDED


async def test_a_decision_for_ours_is_not_asked_again(kept: Kept) -> None:
    await kept.take_in(WALK)
    await kept.change(replace(WALK, phone="01632 960999"))
    await kept.take_in(replace(WALK, phone="01632 960555"))

    async with kept.database.transaction() as connection:
        [conflict] = await kept.keeping.conflicts(connection)
        await kept.keeping.decide(connection, conflict, SAM, theirs=False)
    await kept.take_in(replace(WALK, phone="01632 960555"))

    assert (await kept.all())["walk"].phone == "01632 960999"
    assert await conflicts(kept) == []


async def test_writing_a_third_thing_decides_as_well(kept: Kept) -> None:
    await kept.take_in(WALK)
    await kept.change(replace(WALK, phone="01632 960999"))
    await kept.take_in(replace(WALK, phone="01632 960555"))

    await kept.change(replace((await kept.all())["walk"], phone="01632 960000"))

    assert await conflicts(kept) == []


async def test_what_the_list_lets_go_of_is_taken_out_unless_it_was_edited(kept: Kept) -> None:
    await kept.take_in(WALK, CHOIR)
    await kept.change(replace(WALK, phone="01632 960999"))

    await kept.take_in()

    assert set(await kept.all()) == {"walk"}
    assert await conflicts(kept) == [("walk", WHOLE)]


async def test_letting_go_can_be_decided(kept: Kept) -> None:
    await kept.take_in(WALK)
    await kept.change(replace(WALK, phone="01632 960999"))
    await kept.take_in()

    async with kept.database.transaction() as connection:
        [conflict] = await kept.keeping.conflicts(connection)
        await kept.keeping.decide(connection, conflict, SAM, theirs=True)

    assert await kept.all() == {}


async def test_a_change_can_be_undone_once(kept: Kept) -> None:
    await kept.take_in(WALK)
    edit = await kept.change(replace(WALK, phone="01632 960999"))
    assert edit is not None

    undone = await kept.undo(edit)

    assert undone == Undone((WALK.id,))
    assert await kept.all() == {"walk": WALK}
    assert await kept.undo(edit) is None
    told = [(change.what, change.is_undone) for change in await history(kept, "walk")]
    assert told == [(What.UNDONE, False), (What.EDITED, True), (What.TAKEN_IN, False)]


async def test_what_was_changed_again_since_is_not_undone(kept: Kept) -> None:
    await kept.take_in(WALK)
    first = await kept.change(replace(WALK, phone="01632 960999"))
    later = replace((await kept.all())["walk"], phone="01632 960000")
    await kept.change(later)
    assert first is not None

    undone = await kept.undo(first)

    assert undone == Undone((), changed_since=(WALK.id,))
    assert (await kept.all())["walk"].phone == "01632 960000"


async def test_an_import_that_is_undone_was_never_there(kept: Kept) -> None:
    await kept.take_in(WALK)
    wrong = await kept.take_in(replace(WALK, phone="0"), CHOIR)

    undone = await kept.undo(wrong)

    assert undone is not None
    assert set(undone.services) == {"walk", "choir"}
    assert await kept.all() == {"walk": WALK}
    plan = await kept.plan(replace(WALK, phone="01632 960555"), CHOIR)
    assert [each.fields for each in plan.changed] == [("phone",)]
    assert [each.id for each in plan.added] == ["choir"]
    assert plan.conflicts == ()


async def test_undoing_an_import_leaves_what_was_edited_since(kept: Kept) -> None:
    batch = await kept.take_in(WALK, CHOIR)
    await kept.change(replace(WALK, phone="01632 960999"))

    undone = await kept.undo(batch)

    assert undone == Undone((CHOIR.id,), changed_since=(WALK.id,))
    assert set(await kept.all()) == {"walk"}
    assert (await kept.plan(WALK, CHOIR)).changed == ()


async def test_an_import_that_was_undone_asks_nothing_any_more(kept: Kept) -> None:
    await kept.take_in(WALK)
    await kept.change(replace(WALK, phone="01632 960999"))
    batch = await kept.take_in(replace(WALK, phone="01632 960555"), CHOIR)

    await kept.undo(batch)

    assert await conflicts(kept) == []
    assert (await kept.plan(WALK)).conflicts == ()


async def test_a_plan_that_is_out_of_date_is_not_written(kept: Kept) -> None:
    prepared = await kept.prepare(WALK)
    await kept.take_in(CHOIR, feed="other")

    async with kept.database.transaction() as connection:
        assert not await take_in(connection, prepared)

    assert set(await kept.all()) == {"choir"}


async def test_a_sheet_that_was_handed_out_comes_back_as_a_list(kept: Kept) -> None:
    whole = replace(WALK, details=replace(WALK.details, wait="two weeks"))
    sheet = f"{OUR_LIST}abcdef"
    await kept.take_in(whole)
    async with kept.database.transaction() as connection:
        await hand_out(connection, sheet, [WALK], NOW)

    await kept.take_in(replace(WALK, name="Canal walk"), feed=sheet)

    assert await kept.all() == {"walk": replace(whole, name="Canal walk")}


async def test_a_check_is_no_edit(kept: Kept) -> None:
    await kept.take_in(WALK)

    await kept.change(replace(WALK, checked_at=date(2026, 3, 2)), What.CHECKED)

    walk = (await kept.all())["walk"]
    assert (walk.checked_at, walk.edited_at) == (date(2026, 3, 2), None)


async def test_a_new_entry_gets_a_free_id(kept: Kept) -> None:
    await kept.take_in(WALK)

    async with kept.database.transaction() as connection:
        added = await kept.keeping.add(connection, replace(CHOIR, id=WALK.id), SAM)

    assert added.id not in {"", "walk"}
    assert len(await kept.all()) == 2


async def test_an_entry_of_an_older_version_still_loads(kept: Kept) -> None:
    async with kept.database.transaction() as connection:
        await _insert(connection, '{"id":"walk","name":"Walk","some_day":"gone"}')

    assert await kept.all() == {"walk": Service(ServiceId("walk"), "Walk")}


async def _insert(connection: Connection, entry: str) -> None:
    await connection.run_many("save_service", [{"id": "walk", "entry": entry, "now": 0}])
