"""What goes on inside of a house on the stage: the road of each event, and who stands where.

Names of states, effects and wordings only; nobody's words.
"""

from __future__ import annotations

import inspect
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import replace

from conversations import CONVERSATIONS, MAP
from conversations.kit.drawing import states_of, ways
from conversations.kit.effects import Cancel, Effect, OpenCase, Record, Say, Wake
from conversations.kit.engine import Thread
from conversations.kit.people import Person
from conversations.kit.state import State
from navigator_bot.events import Body, Pressed, Rang, Sent
from navigator_bot.simulator.rehearsal import Standing, Step
from navigator_bot.store.database import Database
from navigator_bot.turn import Decided

KEPT = 200  # steps of the road


class Insight:
    """`name_of` tells whose a chat is."""

    def __init__(self, name_of: Callable[[int], str]) -> None:
        self._name_of = name_of
        self._steps: deque[tuple[str, Step]] = deque(maxlen=KEPT)  # with the event's id
        self._stands: dict[int, tuple[Person, Thread]] = {}
        self._count = 0

    def watch(self, decided: Decided) -> None:
        event, person = decided.event, decided.person
        self._count += 1
        step = Step(
            self._count,
            event.at,
            self._name_of(event.chat),
            _happened(event.body),
            "" if person is None else _current(person, decided.before).saved_name(),
            "" if person is None else _current(person, decided.after).saved_name(),
            tuple(_asked_for(request) for request in decided.requests),
        )
        self._steps.append((event.id, step))
        if person is not None:
            self._stands[event.chat] = person, decided.after

    async def road(self, database: Database) -> list[Step]:
        """The newest steps, oldest first, with what has become of their messages."""
        if not self._steps:
            return []
        became = defaultdict(list)
        async with database.transaction() as connection:
            for row in await connection.rows("messages_of_events", event=self._steps[0][0]):
                became[row["event"]].append(row["status"])
        return [replace(step, sent=tuple(became[event])) for event, step in self._steps]

    def standing(self, chat: int) -> Standing | None:
        """None for a chat in which nobody has met the bot."""
        if chat not in self._stands:
            return None
        person, thread = self._stands[chat]
        state = _current(person, thread)
        module = next(each for each in CONVERSATIONS if type(state) in states_of(each))
        about = (inspect.getdoc(module) or "").partition("\n")[0]
        stack = tuple(each.saved_name() for each in thread.stack[:-1])
        return Standing(state.conversation(), about, type(state).__name__, stack, ways(module))


def _current(person: Person, thread: Thread) -> State:
    return thread.stack[-1] if thread.stack else MAP.rest(person)


def _happened(body: Body) -> str:
    name = type(body).__name__
    match body:
        case Sent(kind=kind):
            return f"{name} {kind}"
        case Rang(bell=bell):
            return f"{name} {bell}"
        case Pressed(data=data):
            return f"{name} {data}"
    return name


def _asked_for(request: Effect) -> str:
    name = type(request).__name__
    match request:
        case Say(wording):
            return f"{name} {wording}"
        case Record(fact):
            return f"{name} {type(fact).__name__}"
        case Wake(bell) | Cancel(bell):
            return f"{name} {bell}"
        case OpenCase(_, reason, urgency):
            return f"{name} {reason}, {urgency}"
    return name
