"""What the navigators of a service do, by odds that are invented, not observed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from conversations.kit.effects import OpenCase
from conversations.kit.people import Urgency
from navigator_bot.events import Claimed
from navigator_bot.simulator import Message, Person
from navigator_bot.turn import Decided
from tests.bench.service import Service, newest, pressable

FORGETS = 0.1  # of claims: not a word is written
ENDS = 0.9  # of talks are ended by the navigator
HANDS_OVER = 0.1  # of talks, to a colleague who is on
CLOSES_WITH_A_NOTE = 0.3
NOTICES = 0.5  # of alerts that come to somebody in private; of those in the group, each

MINUTES = {Urgency.NOW: 4.0, Urgency.SOON: 12.0, Urgency.ROUTINE: 45.0}
"""The median until an alert is taken: of working time, but for what is for now."""

LEAVE = ("away 9-13 March 2026", "away 23 March 2026")


class Crew:
    def __init__(self, service: Service) -> None:
        self._service = service
        self._urgency: dict[str, Urgency] = {}
        self._handed_over: set[str] = set()
        self._looked_at: dict[int, int] = {}  # by chat, the last message that was looked at
        service.watches.append(self._hears)

    def day(self, midnight: datetime) -> None:
        service = self._service
        for minute in range(0, 24 * 60, 10):
            service.at(midnight + timedelta(minutes=minute), self._look)
        if midnight.weekday() == 2:
            service.at(midnight.replace(hour=11), partial(self._changes_rota, midnight))

    def _changes_rota(self, midnight: datetime) -> None:
        """The lead gives somebody the next day off."""
        lead, who = self._service.staff[0], self._service.chance.choice(self._service.staff)
        tomorrow = midnight + timedelta(days=1)
        lead.says(f"/rota {who.user.first_name} away {tomorrow:%-d %B %Y}")
        self._service.later(timedelta(minutes=2), lambda: lead.presses("Save"))

    def _hears(self, decided: Decided) -> None:
        body = decided.event.body
        if isinstance(body, Claimed) and body.instead_of:
            self._handed_over.add(body.case)
        for request in decided.requests:
            if isinstance(request, OpenCase):
                self._urgency[request.case] = request.urgency

    def _look(self) -> None:
        """Each alert is taken by somebody, sooner or later, or nobody notices it."""
        chat = self._service.team.chat
        for message in self._new_in(chat.id, chat.messages):
            self._may_take(self._service.chance.choice(self._service.staff), message)
        for who in self._service.staff:
            for message in self._new_in(who.id, who.chat.messages):
                if self._service.chance.random() < NOTICES:
                    self._may_take(who, message)

    def _new_in(self, chat: int, messages: dict[int, Message]) -> list[Message]:
        last = self._looked_at.get(chat, 0)
        self._looked_at[chat] = max(messages, default=0)
        return [message for message in newest(messages) if message.message_id > last]

    def _may_take(self, who: Person, alert: Message) -> None:
        data = next((d for d in pressable(alert) if d.endswith((":take", ":accept"))), None)
        if data is None:
            return
        urgency = self._urgency.get(data.split(":")[1], Urgency.ROUTINE)
        slow = 6 if self._service.chance.random() < 0.1 else 1
        self._after(MINUTES[urgency] * slow, urgency, lambda: self._takes(who, data, alert))

    def _after(self, minutes: float, urgency: Urgency, act: Callable[[], object]) -> None:
        by, now = self._service.soon(minutes), self._service.clock.now()
        moment = None if urgency is Urgency.NOW else self._service.house.team.after(now, by)
        self._service.at((moment or now + by).replace(second=0, microsecond=0), act)

    def _takes(self, who: Person, data: str, alert: Message) -> None:
        if data not in pressable(alert):
            return  # somebody was sooner, or it is over
        who.presses(data, alert)
        if self._service.chance.random() >= FORGETS:
            case = data.split(":")[1]
            self._after(4, Urgency.NOW, lambda: self._answers(who, case, 0))

    def _answers(self, who: Person, case: str, times: int) -> None:
        back = f"case:{case}:back"
        brief = next((m for m in newest(who.chat.messages) if back in pressable(m)), None)
        if brief is None:
            return
        if times >= 2 and self._service.chance.random() < ENDS:
            self._ends(who, case, brief)
        elif times < 3:
            who.says("I am here. How is it now?", reply_to=brief)
            urgency = self._urgency.get(case, Urgency.ROUTINE)
            minutes = 5 if urgency is Urgency.NOW else 30
            self._after(minutes, urgency, lambda: self._answers(who, case, times + 1))

    def _ends(self, who: Person, case: str, brief: Message) -> None:
        draw = self._service.chance.random()
        if draw < CLOSES_WITH_A_NOTE:
            self._steps(who, f"case:{case}:close", "Take care of yourself", "Send it and close")
        elif draw < CLOSES_WITH_A_NOTE + HANDS_OVER:
            self._steps(who, f"case:{case}:over", "", f"case:{case}:to:")
            self._after(120, Urgency.ROUTINE, lambda: self._keeps(who, case, brief))
        else:
            who.presses(f"case:{case}:back", brief)

    def _keeps(self, who: Person, case: str, brief: Message) -> None:
        """No colleague was on, or none noticed."""
        if case not in self._handed_over:
            who.presses(f"case:{case}:back", brief)

    def _steps(self, who: Person, first: str, words: str, last: str) -> None:
        """Press, type, press: a minute apart."""
        who.presses(first)
        if words:
            self._after(1, Urgency.NOW, lambda: who.says(words))
        minute = self._service.clock.now() + timedelta(minutes=30)
        self._service.at(minute, lambda: self._presses(who, last))

    def _presses(self, who: Person, what: str) -> None:
        """The newest button that begins so, or that is labelled so."""
        for message in newest(who.chat.messages):
            for row in message.buttons:
                for button in row:
                    if button.data and (button.text == what or button.data.startswith(what)):
                        who.presses(button.data, message)
                        return


def rota(names: list[str]) -> list[str]:
    """A weekday each; some have an evening or a Saturday besides, and two have leave."""
    days = ("Mon", "Tue", "Wed", "Thu", "Fri")
    lines = []
    for number, name in enumerate(names):
        evening = f", {days[(number + 2) % 5]} 17-21" if number % 4 == 0 else ""
        saturday = ", Sat 10-14" if number % 7 == 0 else ""
        lines.append(f"{name} {days[number % 5]} 9-17{evening}{saturday}")
    away = zip(names[1:], LEAVE, strict=False)
    return [*lines, *(f"{name} {leave}" for name, leave in away)]
