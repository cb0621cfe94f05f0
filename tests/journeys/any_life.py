"""A small service that anything may happen to: what people do, and what breaks."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from conversations.kit.people import Person as Someone
from navigator_bot import staffing
from navigator_bot.simulator import Group, Message, Person
from navigator_bot.simulator.errors import CannotDo
from navigator_bot.store.changes import Changes
from navigator_bot.store.people import save_person
from tests.bench.town import somebody
from tests.journeys.crash_house import STEPS, Plan
from tests.navigator_bot.life import Life, texts

BREATH = timedelta(seconds=6)
MANY_BUBBLES = timedelta(seconds=20)

DANGER, CARD = "I am going to kill myself tonight", "116 123"


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
    spoke: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    async def begin(self, people: int, navigators: int, discreet: int = 0) -> None:
        """So many of the people are `discreet`: written to only in answer."""
        await self.life.move_in()
        lead = await self.life.staff("Jo", "lead")
        self.staff = [lead, *[await self.life.staff(f"Sam{n}") for n in range(navigators)]]
        self.team = await self.life.team(*self.staff)
        for number in range(people):
            await self.arrives(f"Amina{number}", is_discreet=number < discreet)

    async def arrives(self, name: str, *, is_discreet: bool) -> None:
        """Somebody who has been through the welcome at some time."""
        person = self.life.world.person(name)
        house = self.life.house
        changes = Changes()
        someone: Someone = replace(somebody(house.ids), is_discreet=is_discreet)
        save_person(changes, house.keys, None, someone, person.id, self.life.clock.now())
        async with house.database.transaction() as connection:
            await changes.write(connection)
        self.people.append(person)
        self._speaks(len(self.people) - 1)
        person.starts()
        await self.settle()

    def words(self, kind: str, number: int) -> str:
        self.said += 1
        return f"{kind}{number}q{self.said} it was hard"

    async def asks(self, number: int) -> None:
        self.says(number, "/talk")
        await self.settle()
        self.says(number, self.words("zz", number))
        await self.settle()
        self._speaks(number)
        with _impossible_is_nothing():
            self.people[number].presses("Send it")
        await self.settle()

    async def is_in_danger(self, number: int) -> None:
        """Whatever was before: the card is the first that comes, and a case for now is there."""
        person = self.people[number]
        self.life.world.faults.clear()
        await self.settle(timedelta(minutes=1))
        read = len(texts(person))
        words = f"{DANGER} {self.words('zz', number)}"
        try:
            self._speaks(number)
            person.says(words)
        except CannotDo:  # has blocked the bot
            return
        await self.settle(timedelta(minutes=1))
        assert CARD in texts(person)[read], texts(person)[read:]
        cases = await self.life.rows(
            "SELECT urgency FROM cases WHERE chat = ? AND status <> 'closed'", person.id
        )
        assert [row["urgency"] for row in cases] == ["now"]

    def says(self, number: int, words: str) -> None:
        self._speaks(number)
        with _impossible_is_nothing():
            self.people[number].says(words)

    def says_something(self, number: int) -> None:
        self.says(number, self.words("zz", number))

    def presses_any(self, number: int, which: int) -> None:
        """One of the newest buttons in a person's chat, however old its question."""
        self._speaks(number)
        _press(self.people[number], self.people[number].sees[-6:], which)

    def _speaks(self, number: int) -> None:
        self.spoke[number].append(self.life.clock.now())

    def takes(self, who: int, which: int) -> None:
        """Any alert's button in the group, seen or stale; a colleague may press it, too."""
        assert self.team is not None
        alerts = [m for m in self.team.sees if any("take" in d for d in _data(m))]
        if alerts:
            _press(self.staff[who], [alerts[which % len(alerts)]], 0)

    def presses_own(self, who: int, which: int) -> None:
        _press(self.staff[who], self.staff[who].sees[-8:], which)

    async def proposes(self, who: int, number: int, hours: int) -> None:
        """Somebody asks for a human; who takes that asks them to meet so many hours from now."""
        await self.asks(number)
        self.takes(who, -1)
        await self.settle()
        staff, at = self.staff[who], self.life.clock.now() + timedelta(hours=hours)
        for words in ("/cases", "page", "out", f"{at:%Y-%m-%d %H:%M}", "the library", "out_ask"):
            if words in ("page", "out", "out_ask"):
                _press_newest(staff, words)
            else:
                staff.says(words)
            await self.settle(MANY_BUBBLES)

    def answers_to_meeting(self, number: int, which: int) -> None:
        """Any button about any meeting, however old."""
        self._speaks(number)
        asked = [m for m in self.people[number].sees if any("!outing" in d for d in _data(m))]
        _press(self.people[number], asked[-3:], which)

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


def _data(message: Message) -> list[str]:
    return [button.data for row in message.buttons for button in row if button.data]


def _press(who: Person, bubbles: Sequence[Message], which: int) -> None:
    choices = [(data, message) for message in bubbles for data in _data(message)]
    choices = [(data, message) for data, message in choices if "delete" not in data]
    if choices:
        data, message = choices[which % len(choices)]
        with _impossible_is_nothing():
            who.presses(data, message)


def _press_newest(who: Person, action: str) -> None:
    """The newest button of a case with that action, if there is one."""
    for message in reversed(who.sees):
        for data in _data(message):
            if data.startswith("case:") and data.endswith(f":{action}"):
                with _impossible_is_nothing():
                    who.presses(data, message)
                return


@contextmanager
def _impossible_is_nothing() -> Iterator[None]:
    """A person who has blocked the bot presses and types nothing there."""
    with suppress(CannotDo):
        yield
