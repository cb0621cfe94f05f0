"""What is kept of a person, a copy of it, and its deletion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import WantsDeletion, WantsMyData, WantsPrivacy
from conversations.kit.replies import Reply
from conversations.kit.state import Again, Done, State
from conversations.kit.turn import Turn


class Ask(StrEnum):
    COPY = "copy"
    DELETE = "delete"
    BACK = "back"


class Delete(StrEnum):
    GO_ON = "go_on"
    KEEP = "keep"


class Sure(StrEnum):
    KEEP = "keep"
    DELETE = "delete"


@dataclass(frozen=True)
class Privacy(State):
    def ask(self, turn: Turn) -> None:
        turn.say("what_is_kept", service=turn.around.service_name)
        turn.say("who_sees")
        turn.ask("rights", Ask)

    def hear(self, reply: Reply, turn: Turn) -> WantsMyData | WantsDeletion | Done | Again:
        match reply.choice(Ask):
            case Ask.COPY:
                return WantsMyData()
            case Ask.DELETE:
                return WantsDeletion()
            case Ask.BACK:
                return Done()
            case None:
                return Again("rights_again")


@dataclass(frozen=True)
class ConfirmDeletion(State):
    def ask(self, turn: Turn) -> None:
        turn.ask("delete", Delete)

    def hear(self, reply: Reply, turn: Turn) -> BeSure | Done | Again:
        match reply.choice(Delete):
            case Delete.GO_ON:
                return BeSure()
            case Delete.KEEP:
                turn.say("kept")
                return Done()
            case None:
                return Again("delete_again")


@dataclass(frozen=True)
class BeSure(State):
    """The way back comes first here, so that two quick taps in one place delete nothing."""

    def ask(self, turn: Turn) -> None:
        turn.ask("sure", Sure)

    def hear(self, reply: Reply, turn: Turn) -> Done | Again:
        match reply.choice(Sure):
            case Sure.DELETE:
                turn.say("goodbye")
                turn.erase()
                return Done()
            case Sure.KEEP:
                turn.say("kept")
                return Done()
            case None:
                return Again("delete_again")


def privacy(exit: WantsPrivacy, turn: Turn) -> Privacy:
    return Privacy()


def delete(exit: WantsDeletion, turn: Turn) -> ConfirmDeletion:
    return ConfirmDeletion()


def send(exit: WantsMyData, turn: Turn) -> Done:
    turn.say("sending")
    turn.send_data()
    return Done()
