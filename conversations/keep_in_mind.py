"""After a no: shall its reason hold for all that follow? Then the search is taken up again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from conversations.exits import WantsFreeOnly, WantsNearer, WantsSupport
from conversations.kit.distances import HowFar, kilometres
from conversations.kit.facts import ConstraintsSet
from conversations.kit.replies import Reply
from conversations.kit.search import Search
from conversations.kit.state import Again, State
from conversations.kit.turn import Turn


class FreeOnly(StrEnum):
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class KeepNear(State):
    search: Search

    def ask(self, turn: Turn) -> None:
        turn.ask("keep_near", [HowFar.KM_2, HowFar.KM_5, HowFar.KM_10], skip=True)

    def hear(self, reply: Reply, turn: Turn) -> WantsSupport | Again:
        if not reply.skipped:
            chosen = reply.choice(HowFar)
            km = kilometres(reply.said) if chosen is None else chosen.km
            if km is None:
                return Again("keep_near_again")
            turn.record(ConstraintsSet(replace(turn.person.constraints, farthest_km=km)))
            turn.say("kept")
        return WantsSupport(search=self.search)


@dataclass(frozen=True)
class KeepFree(State):
    search: Search

    def ask(self, turn: Turn) -> None:
        turn.ask("keep_free", FreeOnly)

    def hear(self, reply: Reply, turn: Turn) -> WantsSupport | Again:
        match reply.choice(FreeOnly):
            case FreeOnly.YES:
                turn.record(ConstraintsSet(replace(turn.person.constraints, free_only=True)))
                turn.say("kept")
            case None:
                return Again("keep_free_again")
        return WantsSupport(search=self.search)


def nearer(exit: WantsNearer, turn: Turn) -> KeepNear:
    return KeepNear(replace(exit.search, seen=()))


def free_only(exit: WantsFreeOnly, turn: Turn) -> KeepFree:
    return KeepFree(replace(exit.search, seen=()))
