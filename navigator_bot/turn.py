"""The turn: take waiting events, load what they need, decide each, write it all in one commit."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from conversations.kit.effects import OF_THE_HOUSE, Effect, Erase
from conversations.kit.engine import Thread
from conversations.kit.facts import Invited, StandingChanged
from conversations.kit.people import Person, PersonId, Standing
from conversations.kit.rhythm import silence_bells
from conversations.kit.saving import Saving
from conversations.kit.turn import Surroundings, Turn
from navigator_bot.clock import Clock, to_ms
from navigator_bot.dead_letters import DeadLetters
from navigator_bot.desk.front import Desk
from navigator_bot.effects import Effects, Scene
from navigator_bot.errors import StoreError
from navigator_bot.events import (
    HOUSE,
    ChatKind,
    Claimed,
    Event,
    HandedBack,
    Membership,
    Migrated,
    OutingNews,
    Overdue,
    Pressed,
    Rang,
    Sent,
    Tested,
    TopicLost,
    Unopened,
    start_code,
)
from navigator_bot.hearing import Hearing, lane_of
from navigator_bot.ids import Ids
from navigator_bot.inbox import Inbox
from navigator_bot.staffing import Team
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Database
from navigator_bot.store.people import Kept, load_claimed, save_person, save_thread
from navigator_bot.store.reports import load_doubts
from navigator_bot.store.sealing import Keyring
from navigator_bot.store.staff import code_hash

log = logging.getLogger(__name__)

GROUP = 50
"""Events, each of another chat, that share a commit."""


NOWHERE = Thread()
_FROM_THE_HOUSE = (Rang, Claimed, HandedBack, Overdue, OutingNews)


@dataclass(frozen=True)
class Decided:
    """What one event led to. At staff's desks there is no thread, and nothing is asked for."""

    event: Event
    person: Person | None = None
    before: Thread = NOWHERE
    after: Thread = NOWHERE
    requests: tuple[Effect, ...] = ()


@dataclass(frozen=True)
class Tools:
    """What a turn works with."""

    database: Database
    keys: Keyring
    ids: Ids
    clock: Clock
    inbox: Inbox
    effects: Effects
    hearing: Hearing
    saving: Saving
    desk: Desk
    dead_letters: DeadLetters
    around: Surroundings
    team: Team
    watch: Callable[[Decided], None] | None = None  # sees each decision, before it is committed


class Turns:
    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def round(self, most: int = GROUP) -> int:
        """Decide one group of waiting events, and return how many it held.

        When the commit of a group fails, its events are taken one by one, so that one that cannot
        be written does not hold up the rest.
        """
        events: list[Event] = []
        try:
            return await self._group(most, events)
        except Exception as broken:
            if most > 1:
                log.warning("a group of turns failed (%s); taking one", type(broken).__name__)
                return await self.round(1)
            if not events:
                raise
            return await self._count_try(events[0], broken)

    async def _group(self, most: int, events: list[Event]) -> int:
        """What is claimed is also put into `events`, for when it fails."""
        tools = self._tools
        claim = tools.ids.new()
        async with tools.database.transaction() as connection:
            events.extend(await tools.inbox.claim(connection, claim, most))
            if not events:
                return 0
            await tools.team.look(connection)
            staff = {r["user_id"] for r in await connection.rows("staff_claimed", claim=claim)}
            of_people = []
            for event in events:
                if _is_for_desk(event, staff):
                    await self._at_desk(event, connection)
                else:
                    of_people.append(event)
            if len(of_people) < len(events):
                await tools.team.look(connection)  # staff may have changed it
            if of_people:
                await self._with_people(of_people, claim, connection)
        tools.inbox.arrived.set()
        return len(events)

    async def _with_people(self, events: list[Event], claim: str, connection: Connection) -> None:
        """All that they need is loaded at once, and all that they change written at once."""
        kept = await load_claimed(connection, self._tools.keys, claim)
        around = replace(self._tools.around, doubts=await load_doubts(connection))
        changes = Changes()
        for event in events:
            changes.take(await self._decide(event, kept.get(event.chat), around, connection))
        await changes.write(connection)

    async def _at_desk(self, event: Event, connection: Connection) -> None:
        """Staff events are written one by one: the first of two taps wins."""
        changes = Changes()
        try:
            async with connection.savepoint():
                await self._tools.desk.handle(event, connection, changes)
                self._shown(Decided(event))
                self._done(event, changes)
                await changes.write(connection)
        except Exception as broken:
            changes = await self._failed(event, broken, connection)
            await changes.write(connection)

    async def _decide(
        self, event: Event, kept: Kept | None, around: Surroundings, connection: Connection
    ) -> Changes:
        changes = Changes()
        try:
            await self._person_turn(event, kept, around, connection, changes)
            self._done(event, changes)
        except Exception as broken:
            return await self._failed(event, broken, connection)
        return changes

    async def _person_turn(
        self,
        event: Event,
        kept: Kept | None,
        around: Surroundings,
        connection: Connection,
        changes: Changes,
    ) -> None:
        tools = self._tools
        if isinstance(event.body, Unopened):
            raise StoreError(f"event {event.id} does not open ({event.body.reason})")
        if event.chat == HOUSE:
            log.warning("an update could not be read: event %s", event.id)
            return
        if isinstance(event.body, Membership):
            self._membership(event.chat, event.body, changes)
            return
        invited = False
        if isinstance(event.body, Sent) and (code := start_code(event.body)) is not None:
            if await self._joins(event, event.body, code, connection, changes):
                if kept is not None and kept.person.is_taking_part:
                    await self._set_aside(event, kept, connection, changes)
                return
            invited = await self._is_invited(code, connection, changes)
        if kept is None and isinstance(event.body, _FROM_THE_HOUSE):
            return  # the person has been erased meanwhile
        before = None if kept is None else kept.person
        person = before or Person(PersonId(tools.ids.new()), language=self._language(event))
        thread = Thread() if kept is None else tools.saving.load(kept.thread)
        turn = Turn(person, tools.clock.now(), around)
        if invited:
            turn.record(Invited())
        after = tools.hearing.decide(event, thread, turn, reachable=kept is None or kept.reachable)
        scene = Scene(event, before, turn.person, thread, lane_of(event), tools.clock.now())
        after = await tools.effects.carry_out(turn.requests, scene, after, connection, changes)
        self._shown(Decided(event, turn.person, thread, after, tuple(turn.requests)))
        if any(isinstance(request, Erase) for request in turn.requests):
            return
        save_person(changes, tools.keys, before, turn.person, event.chat, scene.now)
        save_thread(changes, tools.keys, turn.person.id, tools.saving.dump(after), scene.now)
        if turn.person.is_discreet and isinstance(event.body, Sent | Pressed):
            changes.add("spoke", chat=event.chat, at=to_ms(scene.now))
        if kept is not None and not kept.reachable and isinstance(event.body, Sent | Pressed):
            changes.add("set_reachable", chat=event.chat, reachable=1)

    async def _set_aside(
        self, event: Event, kept: Kept, connection: Connection, changes: Changes
    ) -> None:
        """Who becomes staff is reminded of their own goals no more: their chat is for work now."""
        tools = self._tools
        turn = Turn(kept.person, tools.clock.now(), tools.around)
        silence_bells(turn)
        turn.record(StandingChanged(Standing.PAUSED))
        turn.say("desk.own_goals")
        now, lane = tools.clock.now(), lane_of(event)
        scene = Scene(event, kept.person, turn.person, Thread(), lane, now)
        await tools.effects.carry_out(turn.requests, scene, Thread(), connection, changes)
        save_person(changes, tools.keys, kept.person, turn.person, event.chat, now)

    def _membership(self, chat: int, body: Membership, changes: Changes) -> None:
        """Blocked or unblocked: nothing is said, and nothing unprompted waits any longer."""
        changes.add("set_reachable", chat=chat, reachable=int(body.inside))
        if not body.inside:
            at = to_ms(self._tools.clock.now())
            changes.add("drop_unprompted", chat=chat, reason="blocked", at=at)

    async def _joins(
        self, event: Event, sent: Sent, code: str, connection: Connection, changes: Changes
    ) -> bool:
        """A link that was spent for nothing is not spent."""
        async with connection.savepoint():
            return await self._tools.desk.join(sent, code, connection, changes)

    async def _is_invited(self, code: str, connection: Connection, changes: Changes) -> bool:
        now = to_ms(self._tools.clock.now())
        found = await connection.value("person_invite", code=code_hash(code), now=now)
        if found is None:
            return False
        changes.add("use_invite", code=found, at=now)
        return True

    def _language(self, event: Event) -> str:
        """A stranger is met in the language of their Telegram, where we speak it."""
        if not isinstance(event.body, Sent | Pressed):
            return "en"
        code = event.body.sender.language.partition("-")[0]
        return code if code in self._tools.around.languages else "en"

    def _shown(self, decided: Decided) -> None:
        if self._tools.watch is not None:
            self._tools.watch(decided)

    def _done(self, event: Event, changes: Changes) -> None:
        changes.add("event_done", id=event.id, at=to_ms(self._tools.clock.now()))

    async def _failed(self, event: Event, broken: Exception, connection: Connection) -> Changes:
        changes = Changes()
        await self._tools.dead_letters.failed(event, broken, connection, changes)
        return changes

    async def _count_try(self, event: Event, broken: Exception) -> int:
        """Even alone it could not be written: count the try in a commit of its own.

        Unless another copy of the house has done it meanwhile.
        """
        tools = self._tools
        async with tools.database.transaction() as connection:
            if await connection.row("claim_event", id=event.id, claim=tools.ids.new()):
                await (await self._failed(event, broken, connection)).write(connection)
        return 1


def _is_for_desk(event: Event, staff: set[int]) -> bool:
    match event.body:
        case Rang(bell):
            return bell in OF_THE_HOUSE
        case Migrated() | TopicLost() | Tested():
            return True
        case Sent(to=ChatKind.GROUP) | Pressed(to=ChatKind.GROUP) | Membership(to=ChatKind.GROUP):
            return True
        case Sent() | Pressed() | Membership():
            return event.chat in staff
    return False
