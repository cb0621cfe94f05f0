"""Whatever people do, whatever breaks, and however time passes: what was promised here holds."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from navigator_bot.simulator.faults import Dropped, Fault, ServerError, TooManyRequests
from tests.journeys.any_life import AnyLife
from tests.journeys.crash_house import STEPS
from tests.journeys.what_holds import WhatHolds
from tests.navigator_bot.life import life as living

PEOPLE, NAVIGATORS = 3, 2
EXPLORES = os.environ.get("HYPOTHESIS_PROFILE") == "explore"
EXAMPLES, STEPS_EACH = (100, 60) if EXPLORES else (4, 40)
PHASES = tuple(hypothesis.Phase) if EXPLORES else (hypothesis.Phase.generate,)
"""A life that fails is made shorter only where there is time for it."""

WHO = st.integers(0, PEOPLE - 1)
STAFF = st.integers(0, NAVIGATORS)
WHICH = st.integers(0, 30)
STEP = st.sampled_from([step for step in STEPS if step != "nowhere"])
FAULT: st.SearchStrategy[Fault] = st.one_of(
    st.just(ServerError()),
    st.builds(TooManyRequests, st.integers(1, 40)),
    st.builds(Dropped, st.booleans()),
)
METHOD = st.sampled_from(["sendMessage", "sendMessage", "editMessageText"])
MINUTES = st.sampled_from([1, 4, 16, 65, 250])


class Machine(RuleBasedStateMachine):
    """One example is one service, from its first day to a quiet end."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.folder = tempfile.TemporaryDirectory(dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))
        self.service: AnyLife
        self.promises: WhatHolds

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        self.runner.run(work)

    @initialize()
    def opens(self) -> None:
        async def begin() -> None:
            folder = Path(self.folder.name)
            made = await self.stack.enter_async_context(living(folder, str(folder / "house.db")))
            self.service = AnyLife(made)
            self.promises = WhatHolds(self.service)
            await self.service.begin(PEOPLE, NAVIGATORS, discreet=1)
            await self.service.proposes(1, 1, hours=30)

        self.run(begin())

    @rule(who=WHO)
    def somebody_asks_for_a_human(self, who: int) -> None:
        self.run(self.service.asks(who))

    @rule(who=WHO, words=st.sampled_from(["help", "/menu", "/stop", "/goals", "/pause", "stop"]))
    def somebody_types_a_command(self, who: int, words: str) -> None:
        self.service.says(who, words)
        self.run(self.service.settle())

    @rule(who=WHO)
    def somebody_writes(self, who: int) -> None:
        self.service.says_something(who)
        self.run(self.service.settle())

    @rule(who=WHO, which=WHICH)
    def somebody_presses_a_button(self, who: int, which: int) -> None:
        self.service.presses_any(who, which)
        self.run(self.service.settle())

    @rule(who=WHO)
    def somebody_says_that_they_are_in_danger(self, who: int) -> None:
        self.run(self.service.is_in_danger(who))

    @rule(who=WHO)
    def somebody_blocks_the_bot(self, who: int) -> None:
        self.service.people[who].blocks()
        self.run(self.service.settle())

    @rule(who=WHO)
    def somebody_comes_back(self, who: int) -> None:
        self.service.people[who].unblocks()
        self.service.says(who, "/menu")
        self.run(self.service.settle())

    @rule(first=STAFF, second=STAFF, which=WHICH)
    def two_of_the_team_tap_at_once(self, first: int, second: int, which: int) -> None:
        self.service.takes(first, which)
        self.service.takes(second, which)
        self.run(self.service.settle())

    @rule(who=STAFF, which=WHICH)
    def a_navigator_answers(self, who: int, which: int) -> None:
        self.service.answers(who, which)
        self.run(self.service.settle())

    @rule(who=STAFF, which=WHICH)
    def a_navigator_presses_a_button(self, who: int, which: int) -> None:
        self.service.presses_own(who, which)
        self.run(self.service.settle())

    @rule(who=STAFF, number=WHO, hours=st.sampled_from([1, 3, 30]))
    def a_navigator_asks_somebody_to_meet(self, who: int, number: int, hours: int) -> None:
        self.run(self.service.proposes(who, number, hours))

    @rule(who=WHO, which=WHICH)
    def somebody_answers_to_a_meeting(self, who: int, which: int) -> None:
        self.service.answers_to_meeting(who, which)
        self.run(self.service.settle())

    @precondition(lambda self: self.service.said > 6)
    @rule(who=st.integers(1, NAVIGATORS))
    def a_navigator_leaves_the_team(self, who: int) -> None:
        self.run(self.service.leaves(who))

    @rule(minutes=MINUTES)
    def time_passes(self, minutes: int) -> None:
        self.run(self.service.settle(timedelta(minutes=minutes)))

    @rule(days=st.integers(1, 3))
    def days_pass(self, days: int) -> None:
        self.run(self.service.settle(timedelta(days=days)))

    @rule(method=METHOD, faults=st.lists(FAULT, min_size=1, max_size=4))
    def telegram_is_about_to_fail(self, method: str, faults: list[Fault]) -> None:
        self.service.life.world.faults.next(method, *faults)

    @rule(who=WHO, step=STEP, nth=st.integers(1, 4), minutes=MINUTES)
    def the_house_is_killed(self, who: int, step: str, nth: int, minutes: int) -> None:
        self.service.says_something(who)
        self.run(self.service.crashes_at(step, nth, timedelta(minutes=minutes)))
        self.run(self.service.settle())

    @invariant()
    def what_was_promised_here_holds(self) -> None:
        self.run(self.promises.holds())

    def teardown(self) -> None:
        try:
            if hasattr(self, "service"):
                self.run(self.promises.everything_comes_to_an_end())
        finally:
            self.run(self.stack.aclose())
            self.runner.close()
            self.folder.cleanup()


def test_whatever_happens_nobody_who_asked_for_a_human_is_lost() -> None:
    """With HYPOTHESIS_PROFILE=explore: other lives each time, and many more of them."""
    settings = hypothesis.settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS_EACH,
        phases=PHASES,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    run_state_machine_as_test(Machine, settings=settings)
