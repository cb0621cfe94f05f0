"""A play without a house: people, a clock, and whatever a test wants to be seen inside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from navigator_bot.simulator import Cast, Group, NamedPlace, Person, World
from navigator_bot.simulator.errors import CannotDo
from navigator_bot.simulator.model import Button, Formatted
from navigator_bot.simulator.rehearsal import Part, Seat, Standing, Step
from tests.navigator_bot.simulator.stage import Clock

TEMPLATES = Path(__file__).parents[3] / "templates" / "console"
LANGUAGES = {"en": "English", "cy": "Cymraeg"}
PLACES = (NamedPlace("Market <Square>", 53.1, -1.2),)


class Play:
    """Satisfies `Rehearsal`. Amina, and Dele of the staff, who also sits in the team's group."""

    def __init__(self, world: World, clock: Clock) -> None:
        self.world, self.clock = world, clock
        self.wound: list[object] = []
        self.lines: list[str] = []
        self.steps: list[Step] = []
        self.stands: dict[int, Standing] = {}  # by person
        self.told = "A month of Amina & Dele.\n\non 2 March 2026, 9:00\n"
        self.promised: list[tuple[Person | Group, str]] = []  # said as soon as time passes
        self.seats = self._gathered()

    @property
    def amina(self) -> Person:
        return self.seats[0].who

    @property
    def dele(self) -> Person:
        return self.seats[1].who

    @property
    def team(self) -> Group:
        group = self.seats[2].group
        assert group is not None
        return group

    def says(self, to: Person | Group, text: str, *labels: str) -> None:
        """What the bot says, with a button for each label."""
        buttons = tuple((Button(label, "callback_data", label.lower()),) for label in labels)
        self.world.post(to.chat, self.world.bot, Formatted(text), buttons=buttons)

    def now(self) -> datetime:
        return self.clock.now()

    async def wind(self, by: timedelta) -> None:
        self.wound.append(by)
        self.clock.wind(seconds=by.total_seconds())
        for to, text in self.promised:
            self.says(to, text)
        self.promised.clear()

    async def wind_to_next(self) -> None:
        self.wound.append("next")

    async def start_again(self) -> None:
        self.world.clear()
        self.seats = self._gathered()

    def cast(self) -> Cast:
        return Cast(self.world, tuple(self.seats), PLACES, LANGUAGES)

    def join(self, name: str, language: str) -> Seat:
        if not name or name in [seat.who.user.first_name for seat in self.seats]:
            raise CannotDo("That name is taken.")
        self.seats.append(
            Seat(name.lower(), Part.PERSON, self.world.person(name, language=language))
        )
        return self.seats[-1]

    def did(self, line: str) -> None:
        self.lines.append(line)

    async def road(self) -> Sequence[Step]:
        return self.steps

    async def standing(self, who: Person) -> Standing | None:
        return self.stands.get(who.id)

    async def story(self) -> str:
        return self.told

    def _gathered(self) -> list[Seat]:
        amina, dele = self.world.person("Amina"), self.world.person("Dele")
        team = self.world.group("Team", [dele])
        return [
            Seat("amina", Part.PERSON, amina),
            Seat("dele", Part.STAFF, dele),
            Seat("team", Part.STAFF, dele, team),
        ]


def long_under_way(made: Play) -> Play:
    """Amina has been asked something, and there is something to see inside."""
    made.amina.starts()
    made.says(made.amina, "How old are you?", "18 to 25", "26 to 49")
    made.amina.sends_photo()
    made.team.adds_bot()
    made.dele.says("Good morning", chat=made.team)
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    arrows = (
        ("[*]", "Hello", "WantsWelcome"),
        ("Hello", "AskAge", ""),
        ("AskAge", "TooYoung", ""),
        ("TooYoung", "AskAge", ""),
        ("TooYoung", "[*]", ""),
    )
    made.stands[made.amina.id] = Standing("welcome", "It begins.", "AskAge", ("AskAge",), arrows)
    made.steps += [
        Step(1, at, "Amina", "Sent text", "welcome.Hello", "welcome.AskAge", ("Say hello",)),
        Step(2, at, "", "Rang check_in", "", "", ()),
    ]
    return made
