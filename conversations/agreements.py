"""What a person has agreed to, each on its own, and how to take it back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import WantsAgreements, WantsSettings, WantsToStop
from conversations.kit.facts import Consented
from conversations.kit.people import Purpose
from conversations.kit.replies import Reply
from conversations.kit.rhythm import set_weekly_bell
from conversations.kit.state import Again, Done, State
from conversations.kit.turn import Turn


class Change(StrEnum):
    REMINDERS_ON = "reminders_on"
    REMINDERS_OFF = "reminders_off"
    FOLLOW_UP_ON = "follow_up_on"
    FOLLOW_UP_OFF = "follow_up_off"
    RESEARCH_ON = "research_on"
    RESEARCH_OFF = "research_off"
    SERVICE_OFF = "service_off"
    BACK = "back"


class Withdraw(StrEnum):
    KEEP = "keep"
    WITHDRAW = "withdraw"


SWITCHES = {
    Purpose.REMINDERS: (Change.REMINDERS_ON, Change.REMINDERS_OFF),
    Purpose.FOLLOW_UP: (Change.FOLLOW_UP_ON, Change.FOLLOW_UP_OFF),
    Purpose.RESEARCH: (Change.RESEARCH_ON, Change.RESEARCH_OFF),
}
"""What each purpose can be changed to: from no, and from yes."""


@dataclass(frozen=True)
class ChooseAgreement(State):
    def ask(self, turn: Turn) -> None:
        agreed = turn.person.agreed_to
        changes = [pair[agreed(purpose)] for purpose, pair in SWITCHES.items()]
        turn.ask(
            "agreed",
            [*changes, Change.SERVICE_OFF, Change.BACK],
            reminders=agreed(Purpose.REMINDERS),
            follow_up=agreed(Purpose.FOLLOW_UP),
            research=agreed(Purpose.RESEARCH),
        )

    def hear(
        self, reply: Reply, turn: Turn
    ) -> ChooseAgreement | ConfirmWithdrawal | WantsSettings | Again:
        choice = reply.choice(Change)
        match choice:
            case None:
                return Again("agreed_again")
            case Change.SERVICE_OFF:
                return ConfirmWithdrawal()
            case Change.BACK:
                return WantsSettings()
            case _:
                _switch(choice, turn)
                return ChooseAgreement()


@dataclass(frozen=True)
class ConfirmWithdrawal(State):
    """Without the service's own consent nothing else can go on, so that taking it back stops it."""

    def ask(self, turn: Turn) -> None:
        turn.ask("withdraw", Withdraw)

    def hear(self, reply: Reply, turn: Turn) -> WantsToStop | Done | Again:
        match reply.choice(Withdraw):
            case Withdraw.WITHDRAW:
                for purpose in Purpose:
                    if turn.person.agreed_to(purpose):
                        _consent(purpose, False, turn)
                return WantsToStop()
            case Withdraw.KEEP:
                turn.say("nothing_changed")
                return Done()
            case None:
                return Again("withdraw_again")


def begin(exit: WantsAgreements, turn: Turn) -> ChooseAgreement:
    return ChooseAgreement()


def _switch(choice: Change, turn: Turn) -> None:
    for purpose, (on, off) in SWITCHES.items():
        if choice in (on, off):
            _consent(purpose, choice is on, turn)
            if purpose is Purpose.REMINDERS:
                set_weekly_bell(turn)
                if choice is on and turn.person.check_in is None:
                    turn.say("pick_a_day")


def _consent(purpose: Purpose, given: bool, turn: Turn) -> None:
    turn.record(Consented(purpose, given, turn.around.consent_version))
