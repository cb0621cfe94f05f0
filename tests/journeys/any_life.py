"""A small service that anything may happen to: what people do, what breaks, and what must hold."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

from conversations.kit.people import Person as Someone
from navigator_bot import staffing
from navigator_bot.clock import from_ms
from navigator_bot.rules.findings import Kind
from navigator_bot.simulator import Group, Message, Person
from navigator_bot.simulator.errors import CannotDo
from navigator_bot.store.changes import Changes
from navigator_bot.store.people import save_person
from tests.bench.town import somebody
from tests.journeys.crash_house import STEPS, Plan
from tests.navigator_bot.life import Life

BREATH = timedelta(seconds=6)
TWICE = timedelta(seconds=30)
"""The same chat told of the same case again within so long was told twice of one step."""

MAY_STAND = {Kind.QUIET_CLAIM, Kind.ALERT_UNSENT}
"""What the auditor may find though no part of the house failed: forgotten, or not let through."""

LATE = timedelta(hours=13)
"""An apology waits for the end of the night; no longer than that."""


class Crash(BaseException):
    """As `kill -9`: no handler of the house may catch it."""


@dataclass
class AnyLife:
    """Everybody's words carry a mark, so that any bubble tells whose words stand in it."""

    life: Life
    people: list[Person] = field(default_factory=list)
    staff: list[Person] = field(default_factory=list)
    team: Group | None = None
    crashes: int = 0
    said: int = 0

    # What happens

    async def begin(self, people: int, navigators: int) -> None:
        await self.life.move_in()
        lead = await self.life.staff("Jo", "lead")
        self.staff = [lead, *[await self.life.staff(f"Sam{n}") for n in range(navigators)]]
        self.team = await self.life.team(*self.staff)
        for number in range(people):
            await self.arrives(f"Amina{number}")

    async def arrives(self, name: str) -> None:
        """Somebody who has been through the welcome at some time."""
        person = self.life.world.person(name)
        house = self.life.house
        changes = Changes()
        someone: Someone = somebody(house.ids)
        save_person(changes, house.keys, None, someone, person.id, self.life.clock.now())
        async with house.database.transaction() as connection:
            await changes.write(connection)
        person.starts()
        self.people.append(person)
        await self.settle()

    def words(self, kind: str, number: int) -> str:
        self.said += 1
        return f"{kind}{number}q{self.said} it was hard"

    async def asks(self, number: int) -> None:
        self.says(number, "/talk")
        await self.settle()
        self.says(number, self.words("zz", number))
        await self.settle()
        with _impossible_is_nothing():
            self.people[number].presses("Send it")
        await self.settle()

    def says(self, number: int, words: str) -> None:
        with _impossible_is_nothing():
            self.people[number].says(words)

    def says_something(self, number: int) -> None:
        self.says(number, self.words("zz", number))

    def presses_any(self, number: int, which: int) -> None:
        """One of the newest buttons in a person's chat, however old its question."""
        _press(self.people[number], self.people[number].sees[-6:], which)

    def takes(self, who: int, which: int) -> None:
        """Any alert's button in the group, seen or stale; a colleague may press it, too."""
        assert self.team is not None
        alerts = [m for m in self.team.sees if any("take" in d for d in _data(m))]
        if alerts:
            _press(self.staff[who], [alerts[which % len(alerts)]], 0)

    def presses_own(self, who: int, which: int) -> None:
        _press(self.staff[who], self.staff[who].sees[-8:], which)

    def answers(self, who: int, which: int) -> None:
        """A reply to any message of a case in the navigator's own chat."""
        staff = self.staff[who]
        bubbles = [m for m in staff.sees if m.sender.is_bot and "Case" in m.text]
        with _impossible_is_nothing():
            reply_to = bubbles[-1 - which % min(4, len(bubbles))] if bubbles else None
            staff.says(self.words("yy", who), reply_to=reply_to)

    async def leaves(self, who: int) -> None:
        """A navigator is taken off; the lead stays."""
        house = self.life.house
        for each in await staffing.staff_list(house.database, house.keys):
            if each.user == self.staff[who].id:
                await staffing.remove(
                    house.database, house.keys, house.ids, self.life.clock, each.id
                )
        await self.settle()

    async def settle(self, by: timedelta = BREATH) -> None:
        await self.life.settle(by)

    async def crashes_at(self, step: str, nth: int, by: timedelta) -> None:
        """So much time passes, or until that step was reached so often: then it starts anew."""
        try:
            with self._trap(step, nth):
                await self.life.settle(by)
        except Crash:
            self.crashes += 1
            await self._start_anew()

    @contextmanager
    def _trap(self, step: str, nth: int) -> Iterator[None]:
        owner, name, wrap = STEPS[step]
        original = getattr(owner, name)
        left = nth

        def reached() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise Crash

        plan = Plan(self.life.settings(), self.life.clock.now(), step, nth)
        setattr(owner, name, wrap(original, reached, plan))
        polling, inbox = self.life.house.polling, self.life.house.inbox
        polling._keep = inbox.keep  # bound when the house was built
        try:
            yield
        finally:
            setattr(owner, name, original)
            polling._keep = inbox.keep

    async def _start_anew(self) -> None:
        house = self.life.house
        under_way = list(house.sender._under_way)
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await house.polling._end_answers()
        await house.bot.shutdown()
        await house.database.close()
        self.life._house = None
        await self.life.move_in()

    # What must hold

    async def holds(self) -> None:
        await self.nothing_is_set_aside()
        await self.every_case_has_an_owner_or_a_step()
        await self.nobody_was_told_twice_of_one_step()
        await self.words_reached_only_whom_they_were_for()
        await self.promises_were_kept_or_apologised_for()
        await self.the_auditor_finds_nothing()

    async def nothing_is_set_aside(self) -> None:
        dead = await self.life.rows("SELECT fault FROM inbox WHERE status = 'dead'")
        assert not dead, [row["fault"] for row in dead]

    async def every_case_has_an_owner_or_a_step(self) -> None:
        rows = await self.life.rows(
            "SELECT c.number, c.status, s.active,"
            " (SELECT count(*) FROM timers t WHERE t.bell = 'ladder' AND t.ref LIKE c.id || ':%')"
            "  AS steps,"
            " (SELECT count(*) FROM timers t WHERE t.bell = 'claim_lapse' AND t.ref = c.id)"
            "  AS lapses,"
            " (SELECT count(*) FROM inbox i WHERE i.chat = c.chat AND i.status = 'waiting')"
            "  AS moving"
            " FROM cases c LEFT JOIN staff s ON s.id = c.staff_id WHERE c.status <> 'closed'"
        )
        for row in rows:
            if row["moving"]:
                continue
            if row["status"] == "open":
                assert row["steps"] == 1, f"case {row['number']} has {row['steps']} steps ahead"
            else:
                assert row["active"] or row["lapses"], f"case {row['number']} is nobody's"

    async def nobody_was_told_twice_of_one_step(self) -> None:
        """By what was decided: a message whose sending nobody is sure of may arrive twice."""
        begun = {
            row["id"]: _begun(row["ladder"])
            for row in await self.life.rows("SELECT id, ladder FROM cases")
        }
        told: dict[tuple[str, int], int] = {}
        for row in await self.life.rows(
            "SELECT case_id, chat, made_at FROM outbox WHERE is_alert = 1 ORDER BY id"
        ):
            case, at = row["case_id"], row["made_at"]
            if at < begun.get(case, 0):
                continue
            before = told.get((case, row["chat"]))
            is_twice = before is not None and at - before < TWICE.total_seconds() * 1000
            assert not is_twice, f"chat {row['chat']} was told twice at {from_ms(at)}"
            told[case, row["chat"]] = at

    async def words_reached_only_whom_they_were_for(self) -> None:
        talks = await self._who_may_read()
        for chat in self.life.world.chats.values():
            for message in chat.said_by_bot:
                for kind, number in re.findall(r"(zz|yy)(\d+)q", message.text):
                    allowed = talks[kind, int(number)]
                    assert chat.id in allowed, f"{kind}{number} is read in {chat.title!r}"

    async def _who_may_read(self) -> dict[tuple[str, int], set[int]]:
        claims = await self.life.rows(
            "SELECT c.id, c.chat, s.user_id FROM audit a JOIN cases c ON c.id = a.about"
            " JOIN staff s ON s.id = a.who WHERE a.what = 'claimed case'"
        )
        of_case: dict[str, set[int]] = defaultdict(set)
        for row in claims:
            of_case[row["id"]] |= {row["chat"], row["user_id"]}
        together: dict[int, set[int]] = defaultdict(set)
        for chats in of_case.values():
            for chat in chats:
                together[chat] |= chats
        may = {("zz", n): {p.id, *together[p.id]} for n, p in enumerate(self.people)}
        return may | {("yy", n): {s.id, *together[s.id]} for n, s in enumerate(self.staff)}

    async def promises_were_kept_or_apologised_for(self) -> None:
        """Where nobody came by the promised moment, the person has read that we are sorry."""
        now = self.life.clock.now()
        for row in await self.life.rows("SELECT * FROM cases WHERE status = 'open'"):
            promised = row["answer_by"]
            if promised is None or row["apologies"] or not await self._may_be_told(row["chat"]):
                continue
            assert now - from_ms(promised) <= LATE, f"case {row['number']}: a promise was forgotten"

    async def _may_be_told(self, chat: int) -> bool:
        (row,) = await self.life.rows("SELECT reachable FROM people WHERE chat = ?", chat)
        return bool(row["reachable"])

    async def the_auditor_finds_nothing(self) -> None:
        found = {each.kind for each in await self.life.house.auditor.look()} - MAY_STAND
        assert not found, found

    async def everything_comes_to_an_end(self) -> None:
        """After a quiet day all that came in is decided, and all that was posted has an outcome."""
        self.life.world.faults.clear()
        await self.life.wind(hours=26)
        await self.holds()
        waiting = await self.life.rows("SELECT id FROM inbox WHERE status = 'waiting'")
        assert not waiting, "an event was not decided"
        open_ended = await self.life.rows(
            "SELECT id, lane, reason FROM outbox WHERE status NOT IN ('sent', 'failed', 'dropped')"
        )
        assert not open_ended, [dict(row) for row in open_ended]


def _begun(ladder: str) -> int:
    """When this ladder began, in Unix milliseconds: at its first step."""
    found = re.search(r"\d{12,}", ladder)
    return int(found[0]) if found else 0


def _data(message: Message) -> list[str]:
    return [button.data for row in message.buttons for button in row if button.data]


def _press(who: Person, bubbles: Sequence[Message], which: int) -> None:
    choices = [(data, message) for message in bubbles for data in _data(message)]
    choices = [(data, message) for data, message in choices if "delete" not in data]
    if choices:
        data, message = choices[which % len(choices)]
        with _impossible_is_nothing():
            who.presses(data, message)


@contextmanager
def _impossible_is_nothing() -> Iterator[None]:
    """A person who has blocked the bot presses and types nothing there."""
    with suppress(CannotDo):
        yield
