"""The demo's story, lived by script: what `navigator-bot demo --self-test` plays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from navigator_bot.demo import stage
from navigator_bot.simulator import CannotDo, Message
from navigator_bot.stage import Stage

BREATH = timedelta(seconds=8)
"""Between two things that people do: enough for every bubble to come at Telegram's pace."""

MARK = "walk to the duck pond"
"""The person's own words; they must reach the navigator, and nobody else before."""


class StoryBroke(Exception):
    """What should have happened did not; the message says what."""


async def self_test() -> int:
    """0 where the whole story holds; else 1, having said what did not."""
    async with stage() as made:
        story = Story(made)
        try:
            await story.live()
        except (StoryBroke, CannotDo) as broken:
            print(f"The story broke off after “{story.last}”: {broken}")
            return 1
    print("The story holds: welcome, goal, check-in, something nearby, a navigator, help now.")
    return 0


class Story:
    def __init__(self, made: Stage) -> None:
        self._made = made
        person, team, navigator = made.cast().seats[:3]
        assert team.group is not None
        self._person, self._navigator, self._team = person.who, navigator.who, team.group
        self.last = "the beginning"

    async def live(self) -> None:
        await self._is_welcomed()
        await self._sets_a_goal()
        await self._is_checked_in_on()
        await self._is_matched()
        await self._asks_for_a_human()
        await self._talks()
        await self._finds_help_at_once()

    async def _is_welcomed(self) -> None:
        await self._do("/start", lambda: self._person.starts())
        for label in ("Let's start", "26 to 49", "Yes"):
            await self._press(label)
        await self._say("Amina")
        await self._say("AX1 2AB")
        self._sees("AX1 2")
        for label in ("Yes", "Monday", "Morning, 10:00", "Yes", "No"):
            await self._press(label)
        self._sees("Monday")

    async def _sets_a_goal(self) -> None:
        await self._press("Set my first goal")
        await self._say(MARK)
        for label in ("Yes, that's it", "Body and mind", "Skip"):
            await self._press(label)
        await self._say("put my shoes by the door")
        await self._say("Tuesday after breakfast")
        await self._press("4")
        self._sees(MARK)

    async def _is_checked_in_on(self) -> None:
        """The reminder comes by itself when the clock moves on."""
        self.last = "winding the clock to the next reminder"
        await self._made.wind_to_next()
        await self._made.wind(BREATH)
        self._sees("You have a check-in")
        for label in ("Start", "2", "Worry", "The same step"):
            await self._press(label)

    async def _is_matched(self) -> None:
        await self._press("Something nearby")
        self._sees("Last checked")
        await self._press("None for now")

    async def _asks_for_a_human(self) -> None:
        await self._do("/talk", lambda: self._person.says("/talk"))
        await self._say(f"It is about this form: {MARK}")
        await self._press("Send it")
        alert = self._team.sees[-1]
        self._expect("is waiting" in alert.text, "the team's group hears of the case")
        told = " ".join(message.text for message in self._team.sees)
        self._expect(MARK not in told and "Amina" not in told, "no words and no name in the group")
        await self._do(
            "I'll take this", lambda: self._navigator.presses("I'll take this", chat=self._team)
        )
        self._expect("Sam has it" in alert.text, "the alert says for all who has it")
        brief = self._navigator.sees[-1].text
        self._expect(MARK in brief and "Amina" in brief, "the claimer gets the detail in private")
        self._sees("Sam")

    async def _talks(self) -> None:
        brief = self._navigator.sees[-1]
        await self._do("answering", lambda: self._navigator.says("Hello there", reply_to=brief))
        self._sees("Sam: Hello there")
        before = len(self._person.sees)
        await self._say("thank you for coming")
        self._expect("thank you for coming" in self._navigator.sees[-1].text, "words reach Sam")
        self._expect(len(self._person.sees) == before + 1, "the bot keeps quiet meanwhile")
        await self._do("Hand back", lambda: self._navigator.presses("Hand back"))
        self._sees("Sam has handed")

    async def _finds_help_at_once(self) -> None:
        await self._say("help")
        self._sees("116 123")

    async def _press(self, label: str) -> None:
        await self._do(label, lambda: self._person.presses(label))

    async def _say(self, words: str) -> None:
        await self._do(words, lambda: self._person.says(words))

    async def _do(self, name: str, act: Callable[[], object]) -> None:
        self.last = name
        act()
        await self._made.wind(BREATH)

    def _sees(self, words: str) -> None:
        """In one of the newest bubbles of the person's chat."""
        newest: list[Message] = list(self._person.sees)[-6:]
        self._expect(
            any(words in message.text for message in newest), f"the person reads “{words}”"
        )

    def _expect(self, holds: bool, what: str) -> None:
        if not holds:
            raise StoryBroke(f"it should be so that {what}")
