"""My safety plan: what a person wrote for a hard day, shown first when they tap Help now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from conversations.exits import WantsNavigator, WantsPlan
from conversations.kit.facts import PlanWritten
from conversations.kit.plans import PlanPart
from conversations.kit.replies import Reply
from conversations.kit.state import Again, Done, State
from conversations.kit.turn import Turn


class Ways(StrEnum):
    ONE_BY_ONE = "one_by_one"
    NAVIGATOR = "navigator"
    DONE = "done"


class Keep(StrEnum):
    TAKE_OUT = "take_out"


@dataclass(frozen=True)
class Plan(State):
    """Each part may be written, changed or left; none has to be."""

    def ask(self, turn: Turn) -> None:
        plan = turn.person.plan
        if plan.is_written:
            turn.ask("plan", (*PlanPart, Ways.NAVIGATOR, Ways.DONE), plan=plan)
        else:
            turn.ask("no_plan", Ways)

    def hear(self, reply: Reply, turn: Turn) -> Write | WantsNavigator | Done | Again:
        part = reply.choice(PlanPart)
        if part is not None:
            return Write(part)
        match reply.choice(Ways):
            case Ways.ONE_BY_ONE:
                return Write(PlanPart.NOTICE, on=True)
            case Ways.NAVIGATOR:
                return WantsNavigator(reply.label, agreed=True)
            case Ways.DONE:
                turn.say("kept" if turn.person.plan.is_written else "not_yet")
                return Done()
        return Again("plan_again")


@dataclass(frozen=True)
class Write(State):
    """One part in their own words; `on` to the next one after it."""

    part: PlanPart
    on: bool = False

    def ask(self, turn: Turn) -> None:
        said = turn.person.plan.said(self.part)
        options = tuple(Keep) if said else ()
        turn.ask("write", options, skip=True, part=self.part, said=said)

    def hear(self, reply: Reply, turn: Turn) -> Write | Plan | Again:
        if reply.choice(Keep) is Keep.TAKE_OUT:
            turn.record(PlanWritten(self.part, ""))
        elif reply.text:
            turn.record(PlanWritten(self.part, reply.text))
        elif not reply.skipped:
            return Again("write_again")
        following = list(PlanPart)[list(PlanPart).index(self.part) + 1 :]
        return Write(following[0], on=True) if self.on and following else Plan()


def begin(exit: WantsPlan, turn: Turn) -> Plan:
    return Plan()
