"""What the people of a service do in a week, by odds that are invented, not observed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial

from conversations.kit.people import Weekly
from navigator_bot.events import Claimed, HandedBack
from navigator_bot.simulator import Person
from navigator_bot.simulator.model import Standing
from navigator_bot.turn import Decided
from tests.bench.service import Service, newest, on_day, pressable

ANSWERS = 0.6  # of check-ins
CHECK_IN = (3, 4)  # answers that one takes: a rating, what went well or not, a step, some help
COMES_BACK = 0.5  # of those who block
REPLIES = 0.7  # of those whom a navigator writes to
ARRIVE = 0.005  # new people in a week, of those who are there
STEPS_OF_WELCOME = 15

_HARD_WEEK = "it has been a hard week"
_IN_DANGER = "I am going to kill myself tonight"
_NOT_SAFE = "my husband hits me and I am scared to go home"
_LOW = "I can't cope any more"
_STEP = "just to the corner and back"


class Lives:
    def __init__(self, service: Service) -> None:
        self._service = service
        self._arrived = 0
        service.watches.append(self._hears)

    def week(self, weeks: dict[int, Weekly], monday: datetime) -> None:
        """What everybody is going to do this week, drawn beforehand."""
        for chat, weekly in weeks.items():
            self._week_of(self._service.people[chat], weekly, monday)
        for _ in range(max(1, round(len(weeks) * ARRIVE))):
            self._service.on_the_beat(self._some_time(monday), self._arrives)

    def _week_of(self, person: Person, weekly: Weekly, monday: datetime) -> None:
        service = self._service
        if service.chance.random() < ANSWERS:
            at = on_day(monday, weekly.weekday, weekly.at) + service.soon(40)
            service.on_the_beat(at, self._talk(person, service.chance.randint(*CHECK_IN)))
        for odds, act in _HABITS:
            if service.chance.random() < odds:
                service.on_the_beat(self._some_time(monday), partial(act, self, person))

    def _some_time(self, monday: datetime) -> datetime:
        chance = self._service.chance
        hour = chance.choices(range(24), [1] * 7 + [4] * 16 + [2])[0]
        return on_day(monday, chance.randrange(7), time(hour, chance.randrange(60)))

    def _arrives(self) -> None:
        self._arrived += 1
        person = self._service.world.person(f"N{self._arrived}")
        self._service.people[person.id] = person
        person.starts()
        self._then(self._talk(person, STEPS_OF_WELCOME))

    def _says(self, person: Person, words: str) -> None:
        if person.chat.standing is Standing.KICKED:
            person.unblocks()
        person.says(words)

    def _then(self, act: Callable[[], object]) -> None:
        self._service.later(timedelta(minutes=1), act)

    def _talk(self, person: Person, steps: int) -> Callable[[], None]:
        return lambda: self._talks(person, steps)

    def _talks(self, person: Person, steps: int) -> None:
        """Answers the newest question by one of its buttons, or in words."""
        bubble = next((m for m in newest(person.chat.messages) if m.buttons), None)
        if bubble is None:
            return
        choices = [d for d in pressable(bubble) if not d.startswith("!") and ":stop" not in d]
        if choices:
            person.presses(self._service.chance.choice(choices), bubble)
        else:
            person.says(_STEP)
        if steps > 1:
            self._then(self._talk(person, steps - 1))

    def _hears(self, decided: Decided) -> None:
        """A navigator has come, or has gone."""
        person = self._service.people.get(decided.event.chat)
        if person is None or self._service.chance.random() >= REPLIES:
            return
        match decided.event.body:
            case Claimed():
                for minutes in (15, 60):
                    reply = partial(person.says, "thank you, it helps to talk")
                    self._service.later(self._service.soon(minutes), reply)
            case HandedBack():
                self._service.later(self._service.soon(30), self._talk(person, 1))

    # The habits

    def looks_around(self, person: Person) -> None:
        self._says(person, "/menu")
        self._then(self._talk(person, 3))

    def asks(self, person: Person) -> None:
        """They see what a navigator will read, and one in four writes it anew."""
        self._says(person, "/talk")
        self._then(lambda: person.says(_HARD_WEEK))
        change = self._service.chance.random() < 0.25
        self._service.later(timedelta(minutes=11), lambda: self._sends(person, change))

    def _sends(self, person: Person, change: bool) -> None:
        if not change:
            person.presses("Send it")
            return
        person.presses("Write it anew")
        self._then(lambda: person.says("I feel left alone with it"))
        self._service.later(timedelta(minutes=11), lambda: person.presses("Send it"))

    def is_worried(self, person: Person) -> None:
        self._says(person, "help")
        self._then(lambda: person.presses("Talk to a navigator"))

    def is_in_danger(self, person: Person) -> None:
        self._says(person, _IN_DANGER)
        self._then(self._talk(person, 2))

    def is_not_safe(self, person: Person) -> None:
        self._says(person, _NOT_SAFE)
        self._then(self._talk(person, 2))

    def is_low(self, person: Person) -> None:
        self._says(person, _LOW)

    def complains(self, person: Person) -> None:
        self._says(person, "/talk")
        self._then(lambda: person.presses("Something is wrong here"))

    def sets_a_goal(self, person: Person) -> None:
        self._says(person, "I would like to get out more")
        self._then(self._talk(person, 5))

    def looks_for_company(self, person: Person) -> None:
        self._says(person, "/find")
        self._then(lambda: person.says("somewhere to make friends"))
        self._service.later(timedelta(minutes=11), self._talk(person, 5))

    def pauses(self, person: Person) -> None:
        self._says(person, "/pause")
        self._then(lambda: person.presses("1 week"))

    def blocks(self, person: Person) -> None:
        person.blocks()
        if self._service.chance.random() < COMES_BACK:
            self._service.later(timedelta(days=7), lambda: self._says(person, "/menu"))


_HABITS: tuple[tuple[float, Callable[[Lives, Person], None]], ...] = (
    (0.1, Lives.looks_around),
    (0.03, Lives.asks),
    (0.02, Lives.sets_a_goal),
    (0.02, Lives.looks_for_company),
    (0.01, Lives.pauses),
    (0.005, Lives.is_worried),
    (0.005, Lives.is_low),
    (0.004, Lives.complains),
    (0.004, Lives.blocks),
    (0.003, Lives.is_in_danger),
    (0.001, Lives.is_not_safe),
)
"""How many of the people do it in a week."""
