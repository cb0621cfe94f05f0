"""One event through one state: interruptions, stale buttons, silence, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from conversations.kit.effects import Bell, Erase, Mark, Say
from conversations.kit.moments import in_days, next_day
from conversations.kit.people import Person, Purpose, Standing, Voice
from conversations.kit.replies import Asked, Kind, Reply
from conversations.kit.state import Again, Done, Exit, Next, Quiet, State, conversation_of
from conversations.kit.turn import Turn

DEEPEST = 4
"""Conversations that may lie set aside at once; the oldest is let go."""


@dataclass(frozen=True)
class Map:
    """Which exit opens which conversation, and what may interrupt anything."""

    states: tuple[type[State], ...]
    doors: Mapping[type[Exit], Callable[[Any, Turn], Next]]
    interruptions: Mapping[str, Exit]  # by the key of a command, word or standing button
    bells: Mapping[Bell, Callable[[str, Turn], Next | None]]  # None: no longer wanted
    rest: Callable[[Person], State]  # where a person is who is in no conversation
    lasting: Mapping[str, Callable[[str], Exit]] = field(default_factory=dict)
    """By the key of a button about one thing, which is handed its ref."""
    taking_part: frozenset[type[Exit]] = frozenset()  # doors shut before a yes, and after a stop


@dataclass(frozen=True)
class Thread:
    """Where a person stands: conversations set aside, the current one last. Saved between turns."""

    stack: tuple[State, ...] = ()
    asked: Asked | None = None
    count: int = 0  # questions asked so far, which numbers them
    answered: int = 0  # the question that was answered last
    nudge: bool = False  # a nudge or a soft end is set
    heard_at: datetime | None = None
    pressed: str = ""  # the last lasting button, which a finger may press twice

    def beside(self, options: tuple[tuple[str, str], ...]) -> Thread:
        """Buttons that were shown beside the open question can be typed, too, until the next."""
        if not options:
            return self
        asked = self.asked or Asked(self.count)
        return replace(self, asked=replace(asked, options=(*asked.options, *options)))


CANCEL = "cancel"


class Engine:
    """Pure: reads the map and the thread, collects requests in the turn, returns the new thread."""

    def __init__(self, map: Map) -> None:
        self.map = map

    def hear(self, thread: Thread, reply: Reply, turn: Turn) -> Thread:
        """The person answered, whatever they answered."""
        if turn.person.voice is Voice.HUMAN and reply.key is None:
            thread = self._down_to_rest(thread, turn)
        current = self._current(thread, turn)
        turn.conversation = current.conversation()
        thread = self._awake(thread, turn)
        before = len(turn.requests)
        if reply.is_too_long and turn.person.voice is not Voice.HUMAN:
            next: Next = Again("common.too_long")
        else:
            next = current.hear(reply, turn)
        if not isinstance(next, Quiet) and thread.asked and thread.asked.options:
            taken = reply.label or self._typed(thread.asked, reply)
            turn.requests.insert(before, Mark(taken))
        if thread.asked:
            thread = replace(thread, answered=thread.asked.number)
        return self._follow(thread, next, turn)

    def interrupt(self, thread: Thread, key: str, turn: Turn) -> Thread:
        """A command, word or standing button; what was under way is set aside and led back to."""
        if key == CANCEL:
            turn.say("common.cancelled")
            return self._follow(self._awake(thread, turn), Done(), turn)
        wish = self.map.interruptions[key]
        taken = self._current(thread, turn).take_along(wish)
        if taken is not None:
            turn.requests.append(Mark())
            return self._follow(self._awake(thread, turn), taken, turn)
        return self.open(self._awake(thread, turn), wish, turn)

    def turn_to(self, thread: Thread, exit: Exit, turn: Turn) -> Thread:
        """The person said something that comes before whatever was under way."""
        return self.open(self._awake(thread, turn), exit, turn)

    def open(self, thread: Thread, next: Next, turn: Turn) -> Thread:
        """Begin another conversation on top of the current one."""
        if isinstance(next, Exit):
            next = self._through_door(next, turn)
        if isinstance(next, Quiet):
            return thread
        if not isinstance(next, State):  # what lies below was not left: it is asked again
            return self._enter(thread, turn)
        kept = tuple(s for s in thread.stack if s.conversation() != next.conversation())
        return self._enter(replace(thread, stack=(*kept, next)[-DEEPEST:]), turn)

    def stale(self, thread: Thread, turn: Turn, wording: str = "common.stale") -> Thread:
        """What cannot be obeyed, such as a button of an earlier question, is answered kindly."""
        turn.say(wording)
        return self._enter(self._awake(thread, turn), turn)

    def ring(self, thread: Thread, bell: Bell, ref: str, turn: Turn) -> Thread:
        """A timer came due. What is no longer wanted changes nothing."""
        if bell is Bell.NUDGE:
            return self._nudge(thread, turn)
        if bell is Bell.SOFT_END:
            return self._soft_end(thread, turn)
        ring = self.map.bells[bell]
        turn.conversation = conversation_of(ring.__module__)
        next = ring(ref, turn)
        return thread if next is None else self.open(thread, next, turn)

    def _follow(self, thread: Thread, next: Next, turn: Turn) -> Thread:
        if any(isinstance(request, Erase) for request in turn.requests):
            return Thread(count=thread.count)
        match next:
            case State():
                return self._enter(replace(thread, stack=(*thread.stack[:-1], next)), turn)
            case Exit():
                below = replace(thread, stack=thread.stack[:-1])
                return self.open(below, next, turn)
            case Again():
                return self._ask_again(thread, next, turn)
            case Done():
                return self._enter(replace(thread, stack=thread.stack[:-1]), turn)
            case Quiet():
                return thread

    def _through_door(self, next: Next, turn: Turn) -> Next:
        while isinstance(next, Exit):
            if type(next) in self.map.taking_part and not turn.person.is_taking_part:
                return Done()
            door = self.map.doors[type(next)]
            turn.conversation = conversation_of(door.__module__)
            next = door(next, turn)
        return next

    def _enter(self, thread: Thread, turn: Turn) -> Thread:
        current = self._current(thread, turn)
        if current == self.map.rest(turn.person) and self._is_settled(thread, turn):
            thread = replace(thread, stack=())
        turn.conversation = current.conversation()
        before = len(turn.requests)
        current.ask(turn)
        return self._opened(thread, turn, before)

    def _is_settled(self, thread: Thread, turn: Turn) -> bool:
        """At rest, with nothing set aside that may be gone back to."""
        return len(thread.stack) == 1 or not turn.person.is_taking_part

    def _ask_again(self, thread: Thread, again: Again, turn: Turn) -> Thread:
        current = self._current(thread, turn)
        scratch = Turn(turn.person, turn.now, turn.around, turn.conversation)
        current.ask(scratch)
        before = len(turn.requests)
        questions = [r for r in scratch.requests if isinstance(r, Say) and r.question]
        options = questions[-1].options if questions else ()
        wording = turn.named(again.wording)
        turn.requests.append(Say(wording, again.values, options, question=True))
        return self._opened(thread, turn, before)

    def _opened(self, thread: Thread, turn: Turn, before: int) -> Thread:
        """Number the question just asked, and set a nudge where an answer is waited for."""
        asks = any(isinstance(r, Say) and r.question for r in turn.requests[before:])
        waits = asks and bool(thread.stack) and turn.person.voice in (Voice.BOT, Voice.RETURNING)
        if waits and not thread.nudge:
            self._mind_silence(turn)
        count = thread.count + asks
        asked = Asked(count) if asks else None
        return replace(thread, count=count, asked=asked, nudge=thread.nudge or waits)

    def _mind_silence(self, turn: Turn) -> None:
        """Who did not agree to messages unasked, paused or stopped gets the soft end alone; and so
        does who has just been handed back, whose reminders rest until it."""
        person = turn.person
        if person.voice is Voice.RETURNING:
            turn.wake(Bell.SOFT_END, next_day(turn.now, person.quiet))
        elif person.standing is Standing.ACTIVE and person.agreed_to(Purpose.REMINDERS):
            turn.wake(Bell.NUDGE, next_day(turn.now, person.quiet))
        else:
            turn.wake(Bell.SOFT_END, in_days(turn.now, 2, person.quiet))

    def _awake(self, thread: Thread, turn: Turn) -> Thread:
        """The person is here: silence is over."""
        if thread.nudge:
            turn.cancel(Bell.NUDGE)
            turn.cancel(Bell.SOFT_END)
        return replace(thread, nudge=False, heard_at=turn.now, pressed="")

    def _nudge(self, thread: Thread, turn: Turn) -> Thread:
        if not thread.nudge or not thread.stack:
            return thread
        turn.say("common.nudge")
        thread = self._enter(thread, turn)
        turn.wake(Bell.SOFT_END, next_day(turn.now, turn.person.quiet))
        return thread

    def _soft_end(self, thread: Thread, turn: Turn) -> Thread:
        """Nothing is said: the person let it rest, and so do we."""
        if not thread.nudge:
            return thread
        for state in reversed(thread.stack):
            turn.conversation = state.conversation()
            state.lapse(turn)
        return replace(thread, stack=(), asked=None, nudge=False)

    def _current(self, thread: Thread, turn: Turn) -> State:
        return thread.stack[-1] if thread.stack else self.map.rest(turn.person)

    def _down_to_rest(self, thread: Thread, turn: Turn) -> Thread:
        """Words to a human go to the human, whatever was opened on top of the talk: a question of
        that is open no more, so none of its buttons seems to be obeyed."""
        talk = self.map.rest(turn.person).conversation()
        stack = thread.stack
        while stack and stack[-1].conversation() != talk:
            stack = stack[:-1]
        if stack == thread.stack:
            return thread
        turn.requests.append(Mark())
        return replace(thread, stack=stack, asked=None)

    def _typed(self, asked: Asked, reply: Reply) -> str:
        if reply.kind is not Kind.TEXT or reply.key is None:
            return ""
        return dict(asked.options).get(reply.key, "")
