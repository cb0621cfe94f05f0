"""`kill -9` at every step of the road: nothing is lost, and nothing is decided twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from navigator_bot.messages import Edit, Text
from navigator_bot.rules.pacing import UNLIMITED
from navigator_bot.simulator import Group, Person
from tests.journeys.crash_house import Plan, run_apart
from tests.navigator_bot.life import TUESDAY, Life, texts
from tests.navigator_bot.life import life as living

TIME_OF_CHECK_IN = TUESDAY.replace(hour=14)
KILLED = -9


class Story:
    """Three people on a Tuesday afternoon.

    Amina's check-in is due. Ben asks for a navigator and adds some words. Cal is about to rate a
    goal, and then asks for the help card.
    """

    def __init__(self, made: Life) -> None:
        self.life = made
        self.amina: Person
        self.ben: Person
        self.cal: Person
        self.team: Group

    async def begin(self) -> None:
        made = self.life
        made.world.flood.is_enforced = False
        made.breath = timedelta()
        await made.move_in(limits=UNLIMITED)
        lead = await made.staff("Jo", "lead")
        self.team = await made.team(lead)
        self.amina = await made.newcomer("Amina")
        self.ben = await made.newcomer("Ben", reminders=False)
        self.cal = await made.newcomer("Cal", reminders=False)
        await made.sets_goal(self.amina, "walk to the park")
        await self._nearly_sets_goal(self.cal)
        await made.settle()
        await made.move_out()
        made.clock.wind_to(TIME_OF_CHECK_IN)
        self.heard = {each.id: len(texts(each)) for each in self.everybody}

    @property
    def everybody(self) -> tuple[Person | Group, ...]:
        return (self.amina, self.ben, self.cal, self.team)

    async def _nearly_sets_goal(self, person: Person) -> None:
        await self.life.taps(person, "set_goal")
        person.says("see my sister")
        await self.life.settle()
        for key in ("yes", "skip", "skip", "skip"):
            await self.life.taps(person, key)

    def everybody_speaks(self) -> None:
        self.ben.says("/talk")
        self.ben.says("a hard week")
        self.ben.says("send it")
        self.cal.says("5")
        self.ben.says("one more thing")
        self.cal.says("/help_now")

    async def runs_until(self, step: str, nth: int = 1, chat: int = 0) -> int | None:
        """A house in a process of its own does what is due; its exit code."""
        now = self.life.clock.now()
        return await run_apart(Plan(self.life.settings(), now, step, nth, chat))

    async def goes_on(self) -> None:
        """The next house takes up what the killed one left."""
        self.life.clock.wind_to(self.life.clock.now() + timedelta(seconds=1))
        await self.life.move_in(limits=UNLIMITED)
        await self.life.settle()

    def hears(self, who: Person | Group) -> list[str]:
        return texts(who)[self.heard[who.id] :]

    async def decisions(self) -> Counter[tuple[int, str]]:
        """Everything that was ever decided to be said, in the words of the outbox."""
        house, found = self.life.house, Counter[tuple[int, str]]()
        for row in await self.life.rows("SELECT id, chat, sealed, key_id FROM outbox"):
            message = house.outbox.read(row["id"], row["key_id"], row["sealed"])
            words = message.html if isinstance(message, Text) else type(message).__name__
            found[
                row["chat"], f"{words}{message.addition if isinstance(message, Edit) else ''}"
            ] += 1
        return found

    async def kept(self) -> dict[str, int]:
        """How many things of each kind there are."""
        tables = ("people", "goals", "ratings", "cases", "case_notes")
        return {
            table: len(await self.life.rows(f"SELECT id FROM {table}"))  # noqa: S608
            for table in tables
        }

    async def events(self) -> Counter[str]:
        return Counter([row["status"] for row in await self.life.rows("SELECT status FROM inbox")])


UNBROKEN: dict[str, object] = {}


async def unbroken(folder: Path) -> dict[str, object]:
    """What comes of the story where nobody is killed; lived once."""
    if not UNBROKEN:
        folder.mkdir()
        async with living(folder, str(folder / "unbroken.db")) as made:
            story = Story(made)
            await story.begin()
            story.everybody_speaks()
            assert await story.runs_until("nowhere") == 0
            await story.goes_on()
            UNBROKEN["decisions"] = await story.decisions()
            UNBROKEN["kept"] = await story.kept()
            UNBROKEN["events"] = await story.events()
            UNBROKEN["heard"] = {each.id: story.hears(each) for each in story.everybody}
    return UNBROKEN


@pytest.fixture
async def story(tmp_path: Path, database_url: str) -> AsyncIterator[Story]:
    async with living(tmp_path, database_url) as made:
        story = Story(made)
        await story.begin()
        yield story


BEFORE_SENDING = [
    ("inside commit 1", 1),  # the bell's own way in
    ("before commit 1", 1),
    ("inside commit 1", 2),
    ("after commit 1", 1),
    ("inside commit 2", 1),
    ("inside commit 2", 2),
    ("inside commit 2", 3),
    ("after commit 2", 1),
    ("after commit 2", 2),
    ("after commit 2", 3),
]


@pytest.mark.parametrize(("step", "nth"), BEFORE_SENDING)
async def test_killed_before_anything_is_sent_all_is_said_once(
    story: Story, tmp_path: Path, step: str, nth: int
) -> None:
    expected = await unbroken(tmp_path / "unbroken")
    story.everybody_speaks()

    exit_code = await story.runs_until(step, nth)
    await story.goes_on()

    assert exit_code == KILLED
    assert await story.decisions() == expected["decisions"]
    assert await story.kept() == expected["kept"]
    assert await story.events() == expected["events"]
    assert {each.id: story.hears(each) for each in story.everybody} == expected["heard"]


WHILE_SENDING = [
    ("before a send", 1),
    ("before a send", 4),
    ("after Telegram's yes", 1),
    ("after Telegram's yes", 5),
    ("after it is written down", 1),
    ("after it is written down", 3),
]


@pytest.mark.parametrize(("step", "nth"), WHILE_SENDING)
async def test_killed_while_sending_everything_is_decided_once_and_said_at_least_once(
    story: Story, tmp_path: Path, step: str, nth: int
) -> None:
    expected = await unbroken(tmp_path / "unbroken")
    story.everybody_speaks()

    exit_code = await story.runs_until(step, nth)
    await story.goes_on()

    assert exit_code == KILLED
    assert await story.decisions() == expected["decisions"]
    assert await story.kept() == expected["kept"]
    assert await story.events() == expected["events"]
    heard = expected["heard"]
    assert isinstance(heard, dict)
    for each in (story.ben, story.cal, story.team):
        assert set(story.hears(each)) == set(heard[each.id])
    assert len(story.hears(story.amina)) <= 1


@pytest.mark.parametrize(("step", "reminders"), [("before a send", 0), ("after Telegram's yes", 1)])
async def test_a_reminder_that_may_have_gone_out_is_not_sent_again(
    story: Story, step: str, reminders: int
) -> None:
    exit_code = await story.runs_until(step, chat=story.amina.id)
    await story.goes_on()

    assert exit_code == KILLED
    assert len(story.hears(story.amina)) == reminders
    (row,) = await story.life.rows(
        "SELECT status, reason FROM outbox WHERE chat = ? AND lane = 2", story.amina.id
    )
    assert (row["status"], row["reason"]) == ("dropped", "unsure")
    bells = await story.life.rows("SELECT bell FROM timers WHERE chat = ?", story.amina.id)
    assert [row["bell"] for row in bells].count("check_in") == 1, "the next week is not forgotten"


async def test_a_reply_that_may_have_gone_out_is_said_again(story: Story) -> None:
    story.ben.says("/menu")

    exit_code = await story.runs_until("after Telegram's yes", chat=story.ben.id)
    await story.goes_on()

    assert exit_code == KILLED
    first, second = story.hears(story.ben)
    assert first == second


async def test_the_offset_does_not_move_before_what_came_is_kept(story: Story) -> None:
    story.everybody_speaks()
    waiting = len(story.life.world.updates)

    exit_code = await story.runs_until("before commit 1")

    assert exit_code == KILLED
    assert len(story.life.world.updates) == waiting == 6


async def test_killed_again_and_again_it_still_ends_well(story: Story, tmp_path: Path) -> None:
    expected = await unbroken(tmp_path / "unbroken")
    story.everybody_speaks()

    for step in ("inside commit 1", "after commit 1", "inside commit 2", "after commit 2"):
        assert await story.runs_until(step) == KILLED
    await story.goes_on()

    assert await story.decisions() == expected["decisions"]
    assert await story.kept() == expected["kept"]
