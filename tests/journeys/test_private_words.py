"""Whatever staff do: what was a note, or only a draft, is in no message to a person."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

import hypothesis
from hypothesis import strategies as st

from navigator_bot.simulator import Message, Person
from navigator_bot.simulator.model import Formatted, Photo
from navigator_bot.simulator.person import SMALL_PICTURE
from tests.journeys.any_life import AnyLife
from tests.navigator_bot.life import life as living

PEOPLE, NAVIGATORS = 2, 2
EXPLORES = os.environ.get("HYPOTHESIS_PROFILE") == "explore"
EXAMPLES = 100 if EXPLORES else 3

KEPT = re.compile(r"(nn|dd)\d+q")
"""In every note, and in every draft."""

NOTES = ("/note {case} {words}", "/Note {case} {words}")
DRAFTS = ("close", "ready:hello", "out")
SENDS = ("close_with", "ready_send", "out_ask")
"""Buttons that send a draft on purpose: they are not pressed here."""

WHAT = (
    *("notes", "captions", "drafts", "changes", "answers", "presses") * 5,
    *("chooses", "takes", "writes") * 2,
    *("asks", "waits"),
)
"""A day has all of these, in any order."""

Act: TypeAlias = tuple[str, int, int, bool]


@st.composite
def days(draw: st.DrawFn) -> list[Act]:
    """Also the plainest of them is a varied one."""
    acts = draw(st.permutations(WHAT))
    turn = draw(st.lists(st.integers(0, 60), min_size=len(acts), max_size=len(acts)))
    return [
        (what, (place + given) % (1 + NAVIGATORS), 7 * place + given, (place + given) % 2 == 0)
        for place, (what, given) in enumerate(zip(acts, turn, strict=True))
    ]


class Day:
    """What staff do on it, one act after the other; everybody's words carry a mark."""

    def __init__(self, service: AnyLife) -> None:
        self.service = service
        self.own: dict[int, Message] = {}
        self.seen = Counter[str]()

    async def begin(self) -> None:
        await self.service.begin(PEOPLE, NAVIGATORS)
        for who in range(PEOPLE):
            await self.service.asks(who)
            self.service.takes(who, who)
            await self.service.settle()

    async def live(self, act: Act) -> None:
        what, who, which, is_so = act
        await getattr(self, what)(who, which, is_so)
        await self.service.settle()

    async def asks(self, who: int, which: int, is_so: bool) -> None:
        await self.service.asks(who % PEOPLE)

    async def writes(self, who: int, which: int, is_so: bool) -> None:
        self.service.says_something(who % PEOPLE)

    async def takes(self, who: int, which: int, is_so: bool) -> None:
        self.service.takes(who, which)

    async def answers(self, who: int, which: int, is_so: bool) -> None:
        self.service.answers(who, which)

    async def chooses(self, who: int, which: int, is_so: bool) -> None:
        if (case := await self._claimed(which)) is not None:
            words = "/talk off" if which % 3 == 0 else f"/talk {case[1]}"
            self.service.staff[who if is_so else case[2]].says(words)

    async def waits(self, who: int, which: int, is_so: bool) -> None:
        await self.service.settle(timedelta(minutes=65 if is_so else 250))

    async def presses(self, who: int, which: int, is_so: bool) -> None:
        staff = self.service.staff[who]
        shown = [
            (button.data, message)
            for message in staff.sees[-10:]
            for row in message.buttons
            for button in row
            if button.data and not any(f":{verb}" in button.data for verb in SENDS)
        ]
        if shown:
            staff.presses(*shown[which % len(shown)])

    async def notes(self, who: int, which: int, is_so: bool) -> None:
        """Some as a reply to whatever the bot said; most by whoever has a case."""
        who = await self._owner(which) if which % 4 else who
        bubble = self._bubble(who, which) if is_so else None
        self.own[who] = self.service.staff[who].says(self._note(who, which), reply_to=bubble)

    async def captions(self, who: int, which: int, is_so: bool) -> None:
        who = await self._owner(which)
        staff, world = self.service.staff[who], self.service.life.world
        photo = Photo(world.files.add(SMALL_PICTURE, "photos", ".jpg"), 2, 2)
        words, bubble = Formatted(self._note(who, which)), self._bubble(who, which)
        topic = bubble.topic if bubble else 0
        self.own[who] = world.post(
            staff.chat, staff.user, words, photo, reply_to=bubble if is_so else None, topic=topic
        )

    async def drafts(self, who: int, which: int, is_so: bool) -> None:
        """They ask for last words, a ready reply or a meeting, and type: it is not sent yet."""
        case = await self._claimed(which)
        if case is None or (bubble := self._bubble(case[2], which)) is None:
            return
        id, _, who = case
        staff = self.service.staff[who]
        self.service.life.world.callback(
            staff.user, bubble, f"case:{id}:{DRAFTS[which % len(DRAFTS)]}"
        )
        await self.service.settle()
        topic = await self._topic_of(staff, id) if is_so else 0
        self.own[who] = staff.says(self.service.words("dd", who), topic=topic)
        await self.service.settle()
        self.seen["drafts"] += "dd" in staff.hears.text

    async def changes(self, who: int, which: int, is_so: bool) -> None:
        """A note or a draft of theirs; also so that the command falls away."""
        message = self.own.get(who)
        if message is not None and not message.is_deleted:
            words = self.service.words("nn", who)
            self.service.staff[who].edits(message, words if is_so else f"/note 1 {words}")

    def _note(self, who: int, which: int) -> str:
        words = self.service.words("nn", who)
        return NOTES[which // 4 % len(NOTES)].format(case=1 + which % 3, words=words)

    def _bubble(self, who: int, which: int) -> Message | None:
        """One of the newest that the bot has sent them, of a case where there is one."""
        said = self.service.staff[who].chat.said_by_bot
        of_cases = [each for each in said if each.text.startswith("Case")]
        newest = (of_cases or said)[-4:]
        return newest[which % len(newest)] if newest else None

    async def _claimed(self, which: int) -> tuple[str, int, int] | None:
        """A case in somebody's hand: its id, its number, and whose it is."""
        rows = await self.service.life.rows(
            "SELECT c.id, c.number, s.user_id FROM cases c JOIN staff s ON s.id = c.staff_id"
            " WHERE c.status = 'claimed' ORDER BY c.number"
        )
        if not rows:
            return None
        row, staff = rows[which % len(rows)], [each.id for each in self.service.staff]
        return row["id"], row["number"], staff.index(row["user_id"])

    async def _owner(self, which: int) -> int:
        """Whoever has a case; where nobody has, the lead."""
        case = await self._claimed(which)
        return 0 if case is None else case[2]

    async def _topic_of(self, staff: Person, case: str) -> int:
        rows = await self.service.life.rows(
            "SELECT topic FROM topics WHERE chat = ? AND case_id = ?", staff.id, case
        )
        return rows[0]["topic"] or 0 if rows else 0

    async def holds(self) -> None:
        """Nothing private is in the outbox for a person, whether or not it has gone out."""
        life, people = self.service.life, {each.id for each in self.service.people}
        for row in await life.rows("SELECT id, chat, key_id, sealed FROM outbox"):
            if row["chat"] in people and row["sealed"] is not None:
                said = str(life.house.outbox.read(row["id"], row["key_id"], row["sealed"]))
                assert not KEPT.search(said), said
        for person in self.service.people:
            assert not any(KEPT.search(each.text) for each in person.sees)
        dead = await life.rows("SELECT fault FROM inbox WHERE status = 'dead'")
        assert not dead, [row["fault"] for row in dead]
        kept = await life.rows("SELECT id FROM case_notes WHERE what = 'note'")
        answers = await life.rows("SELECT id FROM case_notes WHERE what = 'navigator'")
        self.seen.update(notes=len(kept), answers=len(answers))


async def live(acts: list[Act], has_topics: bool) -> Counter[str]:
    with tempfile.TemporaryDirectory(dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")) as folder:
        async with living(Path(folder), str(Path(folder, "house.db"))) as made:
            made.world.has_topics = has_topics
            day = Day(AnyLife(made))
            await day.begin()
            for act in acts:
                await day.live(act)
            await day.holds()
            return day.seen


def test_notes_and_drafts_are_in_no_message_to_a_person() -> None:
    """With HYPOTHESIS_PROFILE=explore: other days each time, and many more of them."""
    seen = Counter[str]()

    @hypothesis.settings(
        max_examples=EXAMPLES,
        phases=tuple(hypothesis.Phase) if EXPLORES else (hypothesis.Phase.generate,),
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(days(), st.booleans())
    def nothing_private_leaves(acts: list[Act], has_topics: bool) -> None:
        seen.update(asyncio.run(live(acts, has_topics)))

    nothing_private_leaves()

    assert min(seen["notes"], seen["drafts"], seen["answers"]) >= EXAMPLES, seen
