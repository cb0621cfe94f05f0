"""What an event of a person means to the engine: a command, a word, a button, an answer, a bell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from conversations.exits import (
    FoundDanger,
    NavigatorCame,
    NavigatorLate,
    NavigatorLeft,
    OutingChanged,
)
from conversations.kit.effects import Bell, Lane, Say
from conversations.kit.engine import CANCEL, Engine, Thread
from conversations.kit.facts import Prompted
from conversations.kit.moments import next_weekly
from conversations.kit.people import CaseId, Person, Standing, Voice
from conversations.kit.replies import Kind, Reply, folded, read
from conversations.kit.turn import Turn
from conversations.safety_net import Finding, Net, Tier, foremost
from navigator_bot.events import (
    Claimed,
    Event,
    HandedBack,
    OutingNews,
    Overdue,
    Pressed,
    Rang,
    Sent,
    Unread,
)
from navigator_bot.keyboards import Answer, Lasting, lasting_key, read_press
from navigator_bot.keyboards import Standing as StandingButton
from navigator_bot.rules.prompting import Drop, Go, PutOff, verdict
from navigator_bot.wording import Wording

DOUBLE_TAP = timedelta(seconds=5)
"""A second press within this time is a slip of the finger, not a stale button."""

UNPROMPTED = frozenset(
    {Bell.CHECK_IN, Bell.NUDGE, Bell.DID_YOU_GO, Bell.DAY_AFTER, Bell.OUTING_AHEAD}
)

HELP = "help_now"


class Hearing:
    """Pure but for the words of a language and the net, which it is handed: the net when it is
    first wanted, since it takes most of a second to make."""

    def __init__(self, engine: Engine, wording: Wording, net: Callable[[], Net]) -> None:
        self._engine = engine
        self._net = net
        self._keys = (*engine.map.interruptions, CANCEL)
        self._words = {code: self._lexicon(wording, code) for code in wording.languages}

    def decide(self, event: Event, thread: Thread, turn: Turn, *, reachable: bool = True) -> Thread:
        """What follows is collected in the turn; the new thread is returned.

        Nothing unprompted is begun with somebody whom no message can reach.
        """
        match event.body:
            case Sent() as sent:
                return self._sent(sent, thread, turn)
            case Pressed(data=data):
                return self._pressed(data, thread, turn)
            case Rang(bell, _, _) as rang if not reachable and bell in UNPROMPTED:
                return self._drop(rang, thread, turn)
            case Rang(bell, ref, due):
                return self._rang(Rang(bell, ref, due), thread, turn)
            case Claimed(case, navigator, before, is_late) if turn.person.case is not None:
                came = NavigatorCame(case, navigator, before, is_late)
                return self._engine.open(thread, came, turn)
            case HandedBack(case, navigator, lapsed, was_urgent):
                left = NavigatorLeft(case, navigator, lapsed, was_urgent)
                return self._engine.open(thread, left, turn)
            case Overdue(case, by) if _still_waits(turn.person, case):
                return self._engine.open(thread, NavigatorLate(by), turn)
            case OutingNews(outing, news, who, old):
                changed = OutingChanged(outing, news, who, old)
                return self._engine.open(thread, changed, turn)
            case Unread():
                return self._engine.stale(thread, turn, "common.unread")
        return thread

    def interrupts(self, words: str, language: str) -> str | None:
        """The key of the command or word that interrupts anything, if that is all that was said."""
        if words.startswith("/"):
            command = words[1:].split()[0:1] or [""]
            key = command[0].partition("@")[0].lower()
            return key if key in self._keys else None
        lexicon = self._words.get(language) or self._words["en"]
        return lexicon.get(folded(words))

    def danger(self, words: str) -> Finding | None:
        """What the net finds in something that was written, before anything else hears it."""
        return foremost(self._net().look(words)) if words else None

    def is_in_danger(self, words: str) -> bool:
        """Whether it is plainly said."""
        found = self.danger(words)
        return found is not None and found.tier is Tier.EXPLICIT

    def _sent(self, sent: Sent, thread: Thread, turn: Turn) -> Thread:
        """Who asks for help in a word gets it, and waits for nothing, not for the net either. Then
        plain words of danger come before all else; a command, and a word that asks for a human,
        before what was said softly; and that before whatever is under way."""
        words = sent.words if sent.kind is Kind.TEXT else ""
        key = self.interrupts(words, turn.person.language)
        if key == HELP and len(words.split()) == 1:
            return self._engine.interrupt(thread, key, turn)
        found = self.danger(sent.words)
        if found is not None and found.tier is Tier.EXPLICIT:
            return self._turn_to_danger(found, sent, thread, turn)
        chosen = read(words, thread.asked)
        if key == HELP or (key is not None and (chosen is None or words.startswith("/"))):
            return self._engine.interrupt(thread, key, turn)
        if turn.person.voice is not Voice.HUMAN:
            if found is not None and chosen is None:
                if turn.person.case is None:
                    return self._turn_to_danger(found, sent, thread, turn)
                if turn.person.voice is Voice.BOT:  # somebody looks soon already
                    turn.add_to_case(turn.person.case.id, sent.words)
            if words.startswith("/"):
                return self._engine.stale(thread, turn, "common.unknown_command")
            if sent.edited:
                return self._engine.stale(thread, turn, "common.edited")
        press = read_press(chosen or "")
        if isinstance(press, Lasting):
            return self._lasting(press, thread, turn)
        reply = Reply(sent.kind, sent.words, chosen, sent.point, edited=sent.edited)
        return self._engine.hear(thread, reply, turn)

    def _turn_to_danger(self, found: Finding, sent: Sent, thread: Thread, turn: Turn) -> Thread:
        exit = FoundDanger(found.tier, found.category, sent.words)
        return self._engine.turn_to(thread, exit, turn)

    def _pressed(self, data: str, thread: Thread, turn: Turn) -> Thread:
        press = read_press(data)
        asked = thread.asked
        match press:
            case StandingButton(key) if key in self._keys:
                return self._engine.interrupt(thread, key, turn)
            case Lasting(key) if key in self._engine.map.lasting:
                return self._lasting(press, thread, turn)
            case Answer(question, key) if asked and question == asked.number:
                label = dict(asked.options).get(key)
                if label is not None:
                    reply = Reply(Kind.PRESS, key=key, label=label)
                    return self._engine.hear(thread, reply, turn)
            case Answer(question) if self._is_double(question, thread, turn):
                return thread
        return self._engine.stale(thread, turn)

    def _lasting(self, press: Lasting, thread: Thread, turn: Turn) -> Thread:
        """A second tap at once is a slip of the finger; later it is answered again."""
        heard_at, pressed = thread.heard_at, lasting_key(press.key, press.ref)
        if heard_at and pressed == thread.pressed and turn.now - heard_at < DOUBLE_TAP:
            return thread
        exit = self._engine.map.lasting[press.key](press.ref)
        return replace(self._engine.turn_to(thread, exit, turn), pressed=pressed)

    def _is_double(self, question: int, thread: Thread, turn: Turn) -> bool:
        if thread.heard_at is None or question != thread.answered:
            return False
        return turn.now - thread.heard_at < DOUBLE_TAP

    def _rang(self, rang: Rang, thread: Thread, turn: Turn) -> Thread:
        busy = thread.heard_at if thread.asked and thread.stack else None
        match verdict(turn.person, rang.bell, rang.due, turn.now, busy):
            case Go():
                return self._ring(rang, thread, turn)
            case PutOff(until):
                turn.wake(rang.bell, until, rang.ref)
                return thread
            case Drop():
                return self._drop(rang, thread, turn)

    def _ring(self, rang: Rang, thread: Thread, turn: Turn) -> Thread:
        before = len(turn.requests)
        thread = self._engine.ring(thread, rang.bell, rang.ref, turn)
        if any(isinstance(request, Say) for request in turn.requests[before:]):
            turn.record(Prompted(turn.now.date()))
        return thread

    def _drop(self, rang: Rang, thread: Thread, turn: Turn) -> Thread:
        """Not now, and not later either; but what repeats is set again, and silence still ends."""
        person = turn.person
        if rang.bell is Bell.NUDGE:
            return self._engine.ring(thread, Bell.SOFT_END, "", turn)
        if rang.bell is Bell.CHECK_IN and person.check_in and person.standing is Standing.ACTIVE:
            turn.wake(Bell.CHECK_IN, next_weekly(person.check_in, turn.now))
        return thread

    def _lexicon(self, wording: Wording, language: str) -> dict[str, str]:
        return {
            folded(word): key
            for key in self._keys
            for word in wording.words(f"common.words__{key}", language)
        }


def _still_waits(person: Person, case: CaseId) -> bool:
    """For somebody to take that case."""
    return person.case is not None and person.case.id == case and person.case.navigator is None


def lane_of(event: Event) -> Lane:
    """What nobody asked for just now waits behind what somebody did."""
    return Lane.REMINDER if isinstance(event.body, Rang) else Lane.REPLY
